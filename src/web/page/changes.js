// What became of the findings since the files before, and what a reload must not lose.

/** The key under which the tab keeps what was chosen and said; it ends with the tab. */
const KEPT_KEY = "vtvl";
const KEPT_FIELDS = ["asOf", "profile", "encoding", "waivers", "house", "map", "review", "view", "unsaved"];

/** Keeps choices and words for a reload of this tab; the files themselves are nowhere but in memory. */
function keep() {
  const names = state.files.map((file) => file.name);
  const entries = KEPT_FIELDS.map((field) => [field, state[field]]);
  try {
    if (names.length || state.view !== VIEWS[0][0]) sessionStorage.setItem(KEPT_KEY, JSON.stringify({ names, ...Object.fromEntries(entries) }));
    else sessionStorage.removeItem(KEPT_KEY);
  } catch {
    // A browser that keeps nothing for files of this machine, or too much was said: then a reload starts anew.
  }
}

/** What was kept before a reload, if anything. */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT_KEY) || "null");
  } catch {
    return null;
  }
}

/** After a reload: which files to drop again. */
function keptNotice() {
  const names = state.kept && state.kept.names;
  if (!names || !names.length || state.files.length) return null;
  return h("p", { class: "alert ask", id: "kept" }, `Trang đã tải lại. Thả lại ${names.map((name) => `“${name}”`).join(", ")}: cách đọc, lựa chọn và ý kiến đã ghi vẫn còn.`);
}

/** Takes back what was kept, where the same files are there again. */
function takeBack(files) {
  const before = state.kept;
  state.kept = null;
  const names = files.map((file) => file.name);
  if (!before || names.length !== before.names.length || names.some((name) => !before.names.includes(name))) return;
  for (const field of KEPT_FIELDS) state[field] = before[field];
}

/** Compares with the files before: what was mended, what is left, what is new. */
async function compareWithFormer() {
  state.comparison = null;
  if (!state.former || !state.appraisal) return;
  const answer = await engine.run({ do: "compare", ...circumstances(), former: state.former.length, papers: [] }, [...state.former, ...state.files]);
  state.comparison = answer.json("so-sanh.json");
}

const FATES = { new: "mới", changed: "đã đổi", same: "còn", fixed: "đã sửa", limit_moved: "chỉ hết vì mức so sánh đổi", subject_dropped: "hết vì đã bỏ đối tượng", not_judged: "chưa xét lại được", not_applicable: "không còn áp dụng" };

/** “Đã sửa 9 · còn 2 · mới 1”, with the changes. */
function changesPanel() {
  if (!state.comparison) return null;
  const { findings, summary, warnings = [] } = state.comparison;
  const told = findings.filter(({ old, new: now }) => (now || old).outcome !== "manual");
  // Causes are counted, as everywhere; the list below has what follows from them too.
  const others = summary.limit_moved + summary.subject_dropped + summary.not_judged;
  const counts = [["đã sửa", summary.fixed], ["còn", summary.same + summary.changed], ["mới", summary.new], ["hết vì lý do khác", others]];
  const [first, ...rest] = counts.filter(([label, number]) => number || label !== "hết vì lý do khác").map(([label, number]) => `${label} ${count(number)}`);
  const item = ({ fate, old, new: now }) => h("li", {}, h("strong", {}, `${FATES[fate]}: `), (now || old).sentence);
  const order = ["new", "changed", "limit_moved", "not_judged", "fixed", "subject_dropped", "not_applicable"];
  const changes = told.filter(({ fate }) => order.includes(fate)).sort((a, b) => order.indexOf(a.fate) - order.indexOf(b.fate));
  return h("div", { class: `verdict changes ${summary.new + summary.limit_moved ? "revise" : ""}`, id: "changes" },
    h("strong", {}, `So với tệp trước: ${[first, ...rest].join(" · ")}`),
    warnings.map((warning) => h("p", { class: "alert" }, warning)),
    changes.length ? h("details", {}, h("summary", {}, "Xem từng thay đổi"), h("ul", {}, changes.slice(0, 200).map(item))) : null,
    h("div", { class: "row" }, h("button", { class: "button", type: "button", id: "take-changes", onclick: takeChanges }, "Tải bản so sánh (Word)")));
}

function takeChanges() {
  return busy("Đang lập bản so sánh…", async () => {
    const answer = await engine.run({ do: "compare", ...circumstances(), former: state.former.length, papers: ["docx"] }, [...state.former, ...state.files]);
    download("so-sanh.docx", answer.files.get("so-sanh.docx"));
    say("Đã tải về so-sanh.docx.");
  });
}

/** Three ways to use the page: who makes a proposal needs no papers of the appraisal; many dossiers make a register. */
const VIEWS = [["agency", "Lập hồ sơ"], ["appraiser", "Thẩm định"], ["office", "Theo dõi, tổng hợp"]];

function viewChoice() {
  const choice = ([key, label]) => h("label", {}, h("input", { type: "radio", name: "view", value: key, checked: state.view === key, onchange: () => {
    state.view = key;
    keep();
    showAll();
  } }), ` ${label}`);
  return h("fieldset", { class: "views" }, h("legend", {}, "Dùng trang để"), VIEWS.map(choice));
}

const isAppraiser = () => state.view === "appraiser";

/** A rule as a page: what a finding rests on, for whoever asks. */
function readRule(id) {
  return busy("Đang mở quy tắc…", async () => {
    const { rule } = (await engine.run({ do: "rule", rule: id, profile: state.appraisal.law.profile }, [])).head;
    const lines = [["Mức độ", rule.level], ["Căn cứ", rule.citation], ["Hiệu lực", rule.in_force], ["Nguồn", rule.source], ["Nhận định", rule.statement], ["Quy định nói gì", rule.basis], ["Cần làm", rule.remedy], ["Mã quy tắc", rule.id]];
    const dialog = h("dialog", { class: "rule", "aria-labelledby": "title-rule", onclose: () => dialog.remove() },
      h("h2", { id: "title-rule" }, rule.title),
      h("dl", {}, lines.flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)])),
      h("p", { class: "soft" }, "Chỗ trong ngoặc ⟨ ⟩ được thay bằng số liệu của hồ sơ."),
      timelineOf(rule.timeline),
      h("button", { class: "button main", type: "button", onclick: () => dialog.close() }, "Đóng"));
    document.body.append(dialog);
    dialog.showModal();
  });
}
