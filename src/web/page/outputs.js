// Step 4: the documents.

function showOutputs() {
  const section = byId("step-outputs");
  if (!state.appraisal) return section.replaceChildren(h("h2", { id: "title-outputs" }, "4. Tải về"));
  const output = (key) => state.about.outputs.find((output) => output.key === key);
  const card = ({ key, label, about }) => h("li", { class: "card" },
    h("strong", {}, label), h("p", { class: "soft" }, about),
    h("button", { class: "button", type: "button", "data-output": key, "aria-label": `Tải về: ${label}`, onclick: () => take([key]) }, "Tải về"));
  const { set } = state.heard;
  const others = state.about.outputs.filter(({ key }) => !set.includes(key) && key !== "papers" && key !== "review");
  return put(
    section,
    h("h2", { id: "title-outputs" }, "4. Tải về"),
    h("p", {}, state.appraisal.conclusion.sentence),
    h("p", {}, `Ý kiến thẩm định: ${wordsSaid()}.`),
    state.changed ? h("p", { class: "alert ask" }, "Cách đọc đang sửa mà chưa áp dụng; văn bản lập theo cách đọc trước đó.") : null,
    h("h3", { id: "title-set" }, "Bộ văn bản hợp với hồ sơ này"),
    h("p", {}, reasonOfSet(set)),
    h("ul", { class: "cards", id: "set", "aria-labelledby": "title-set" }, [...set, "review"].map((key) => card(output(key)))),
    h("div", { class: "row" }, h("button", { class: "button main", type: "button", "data-output": "papers", onclick: () => take(["papers"]) }, "Tải các văn bản Word của bộ (ZIP)")),
    h("h3", { id: "title-others" }, "Văn bản và dạng khác"),
    h("ul", { class: "cards", "aria-labelledby": "title-others" }, others.map(card)),
    h("div", { class: "row" }, h("button", { class: "button", type: "button", id: "take-all", onclick: () => take(state.about.outputs.map(({ key }) => key)) }, "Tải tất cả")));
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
      byId("opinions-said").textContent = wordsSaid();
    }
    const notes = answer.head.notes || [];
    if (notes.length) byId("alert").replaceChildren(h("p", { class: "alert ask" }, notes.join("\n")));
    say(`Đã tải về ${[...answer.files.keys()].join(", ")}.`);
  });
}
