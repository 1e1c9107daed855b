// Step 4: the documents.

function showOutputs() {
  const section = byId("step-outputs");
  if (!state.appraisal) return section.replaceChildren(h("h2", { id: "title-outputs" }, "4. Tải về"));
  const output = (key) => state.about.outputs.find((output) => output.key === key);
  const card = ({ key, label, about }) => h("li", { class: "card" },
    h("strong", {}, label), h("p", { class: "soft" }, about),
    h("button", { class: "button", type: "button", "data-output": key, "aria-label": `Tải về: ${label}`, onclick: () => take([key]) }, "Tải về"));
  if (!isAppraiser()) return showOwnOutputs(section, card, output);
  const { set } = state.heard;
  const others = state.about.outputs.filter(({ key }) => !set.includes(key) && key !== "papers" && key !== "review");
  return put(
    section,
    h("h2", { id: "title-outputs" }, "4. Tải về"),
    h("p", {}, state.appraisal.conclusion.sentence),
    h("p", {}, `Ý kiến thẩm định: ${wordsSaid()}.`),
    houseChoice(),
    registerRow(),
    state.changed ? h("p", { class: "alert ask" }, "Cách đọc đang sửa mà chưa áp dụng; văn bản lập theo cách đọc trước đó.") : null,
    h("h3", { id: "title-set" }, "Bộ văn bản hợp với hồ sơ này"),
    h("p", {}, reasonOfSet(set)),
    h("ul", { class: "cards", id: "set", "aria-labelledby": "title-set" }, [...set, "review"].map((key) => card(output(key)))),
    h("div", { class: "row" }, h("button", { class: "button main", type: "button", "data-output": "papers", onclick: () => take(["papers"]) }, "Tải các văn bản Word của bộ (ZIP)")),
    h("h3", { id: "title-others" }, "Văn bản và dạng khác"),
    h("ul", { class: "cards", "aria-labelledby": "title-others" }, others.map(card)),
    h("div", { class: "row" }, h("button", { class: "button", type: "button", id: "take-all", onclick: () => take(state.about.outputs.map(({ key }) => key)) }, "Tải tất cả")));
}

/** The house that signs: its names stand at the head and foot of every paper; without it there are dots. */
function houseChoice() {
  const take = async (event) => {
    const [file] = event.target.files;
    state.house = file && file.size < 1 << 20 ? { name: file.name, text: await file.text() } : null;
    if (isOffice()) showFiles();
    else showOutputs();
  };
  const told = state.house ? `Văn bản mang tên cơ quan theo “${state.house.name}”. Thay bằng ` : "Cấu hình cơ quan (co-quan.toml) để văn bản mang tên, người ký của cơ quan bạn; không có thì để chỗ chấm chấm: ";
  return h("p", {}, h("label", {}, told, h("input", { type: "file", id: "file-house", accept: ".toml", onchange: take })));
}

/** What one who makes the proposal takes home: the workbook with remarks, the list, a page to read. */
const OWN_OUTPUTS = ["annotated", "xlsx", "html"];

function showOwnOutputs(section, card, output) {
  return put(
    section,
    h("h2", { id: "title-outputs" }, "4. Tải về"),
    h("p", {}, state.appraisal.conclusion.sentence),
    h("ul", { class: "cards", id: "set", "aria-labelledby": "title-outputs" }, OWN_OUTPUTS.map((key) => card(output(key)))),
    h("p", { class: "soft" }, "Công văn, báo cáo thẩm định và các văn bản khác dành cho cơ quan thẩm định: chọn “Thẩm định” ở bước 1."));
}

/** Why these papers, in a sentence. */
function reasonOfSet(set) {
  if (!set.includes("letter")) return "Không còn nội dung phải sửa, giải trình hoặc bổ sung: trình cấp có thẩm quyền phê duyệt.";
  const { reasons } = state.appraisal.conclusion;
  if (reasons.length) return `Chưa đủ điều kiện thẩm định (${reasons.join("; ")}): gửi công văn để cơ quan, đơn vị hoàn thiện.`;
  return "Còn nội dung phải sửa, giải trình hoặc bổ sung: gửi công văn để cơ quan, đơn vị hoàn thiện. Khi người thẩm định bỏ hoặc nhận giải trình hết, bộ này đổi thành báo cáo, tờ trình, dự thảo quyết định.";
}

function take(outputs) {
  return busy("Đang lập văn bản…", async () => {
    const answer = await engine.run({ do: "write", outputs, ...circumstances() }, state.files);
    for (const [name, bytes] of answer.files) download(name, bytes);
    if (outputs.includes("review")) {
      state.unsaved = false;
      if (byId("opinions-said")) byId("opinions-said").textContent = wordsSaid();
    }
    const notes = answer.head.notes || [];
    if (notes.length) byId("alert").replaceChildren(h("p", { class: "alert ask" }, notes.join("\n")));
    say(`Đã tải về ${[...answer.files.keys()].join(", ")}.`);
  });
}
