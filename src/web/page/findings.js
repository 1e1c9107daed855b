// Step 3: the findings, beside the cells.

/** Findings listed before the rest is asked for, and cells of one. */
const LISTED = 300;
const CELLS = 60;

const NEXT = "Sửa các ô trong Excel, lưu lại, rồi thả tệp vào bất kỳ chỗ nào trên trang này để kiểm tra lại.";

/** The words of the levels, for one who meets them for the first time. */
const MEANINGS = [
  ["violation", "trái quy định, hoặc số liệu trong hồ sơ không khớp nhau; phải sửa."],
  ["explain", "có thể đúng, có thể sai; sửa, hoặc nêu lý do trong hồ sơ."],
  ["doubtful", "có chỗ trong tệp có thể chương trình hiểu nhầm nên chưa kết luận; xem chỗ ấy, và chỉ lại cách đọc nếu sai."],
  ["missing", "ô hoặc trang cần dùng còn trống nên chưa kiểm tra được; điền thêm."],
  ["note", "nên xem lại; nếu đúng thực tế thì không phải sửa."],
  ["manual", "máy không xét được; người thẩm định tự xem xét."],
  ["waived", "đã được cấp có thẩm quyền cho phép, theo danh sách miễn trừ."],
];

/** What the reader must know of a provision before relying on it. */
const KNOWN = { secondary: " (theo nguồn thứ cấp)", recalled: " (theo trí nhớ, chưa đối chiếu văn bản)" };

const filters = { levels: new Set(), sheet: "", all: false };

function showFindings() {
  const section = byId("step-findings");
  if (state.reading) viewer.reset();
  if (!state.appraisal) return section.replaceChildren(h("h2", { id: "title-findings" }, "3. Nhận xét"));
  filters.levels.clear();
  filters.sheet = "";
  filters.all = false;
  const { law, conclusion, recommendation, agency } = state.appraisal;
  const facts = [`Xét theo quy định ngày ${day(law.as_of)} (${state.asOf ? "bạn chọn" : law.as_of_source})`,
    `${law.profile_title} (${state.profile ? "bạn chọn" : law.profile_source})`];
  return put(
    section,
    h("h2", { id: "title-findings" }, "3. Nhận xét"),
    h("div", { class: `verdict ${recommendation}` }, agency.name ? h("p", {}, agency.name) : null,
      h("strong", {}, conclusion.sentence), h("p", { class: "soft" }, `${facts.join("; ")}. ${filesLine()}`)),
    changesPanel(),
    h("p", {}, NEXT),
    mendPanel(),
    notUsedLine(),
    h("details", {}, h("summary", {}, "Các mức có nghĩa gì?"), h("dl", {}, MEANINGS.flatMap(([level, meaning]) => [h("dt", {}, LEVELS[level]), h("dd", {}, meaning)]))),
    state.appraisal.unread.length ? h("div", { class: "alert ask" }, h("strong", {}, "Chưa đọc được, không dùng đến"), h("ul", {}, state.appraisal.unread.map(unreadItem))) : null,
    law.warning ? h("p", { class: "alert ask" }, law.warning) : null,
    againstPanel(),
    isAppraiser() ? opinionsPanel() : null,
    h("div", { class: "panes" },
      h("div", { class: "pane" }, h("div", { id: "filters" }), h("div", { class: "scroll" }, h("ul", { class: "findings", id: "list", "aria-label": "Nhận xét" }))),
      h("div", { class: "pane view", id: "viewer-findings" })),
    h("div", { class: "row" }, h("button", { class: "button main", type: "button", onclick: () => go("outputs", true) }, "Tiếp: tải báo cáo")),
    listFindings(),
  );
}

/** Which files, saved when, and when they were judged. */
function filesLine() {
  const files = state.files.map((file) => [`“${file.name}”`, savedAt(file)].filter(Boolean).join(" "));
  const at = state.judgedAt ? `; kiểm tra lúc ${state.judgedAt.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })}` : "";
  return `Tệp ${files.join(", ")}${at}.`;
}

/** That not everything was used, with the way there: nobody may take the list below for all. */
function notUsedLine() {
  const others = state.reading.sheets.filter((sheet) => !isUsed(sheet) && sheet.filled_rows);
  const parts = [[others.length, "trang không dùng đến"], [state.aside.length, "tệp không dùng đến"], [absentForms().length, "biểu thiếu"], [unsure().length, "chỗ chưa chắc đã đọc đúng"]];
  const text = parts.filter(([number]) => number).map(([number, label]) => `${count(number)} ${label}`);
  if (!text.length) return null;
  return h("p", { class: "alert ask", id: "not-used" }, `Có ${text.join(", ")}. `, h("button", { class: "link", type: "button", onclick: () => go("reading", true) }, "Xem ở bước 2"));
}

/** One thing that was not read, with where; the reading itself is on step 2. */
function unreadItem(line) {
  const where = line.ranges.slice(0, 3).join(", ") + (line.ranges.length > 3 ? ` và ${count(line.ranges.length - 3)} chỗ khác` : "");
  return h("li", {}, line.sentence, where ? h("small", {}, ` (${where})`) : null);
}

/** `2021-09-10` as people write it. */
function day(text) {
  return text ? text.split("-").reverse().join("/") : "";
}

/** Fills list and filters; gives nothing to add. */
function listFindings() {
  // The list is filled after it stands in the document.
  queueMicrotask(() => {
    showFilters();
    showList();
  });
  return null;
}

function sheetsOf(finding) {
  return new Set(finding.cells.slice(0, 2000).map((cell) => address(cell).sheet));
}

function showFilters() {
  // What only follows from another goes away with it, and is counted with it.
  const causes = state.appraisal.findings.filter((_, nth) => state.roots[nth] === nth);
  const levels = GRAVITY.filter((level) => causes.some((finding) => finding.outcome === level));
  const chip = (level) => h("button", { class: "chip", type: "button", "data-level": level, "aria-pressed": String(filters.levels.has(level)), onclick: (event) => {
    if (!filters.levels.delete(level)) filters.levels.add(level);
    event.currentTarget.setAttribute("aria-pressed", String(filters.levels.has(level)));
    showList();
  } }, `${LEVELS[level]} (${count(causes.filter((finding) => finding.outcome === level).length)})`);
  const sheets = state.reading.sheets.filter((sheet) => state.marks.has(keyOf(sheet))).map((sheet) => [keyOf(sheet), titleOf(sheet)]);
  byId("filters").replaceChildren(h("div", { class: "filters", role: "group", "aria-label": "Lọc nhận xét" }, levels.map(chip),
    choose("Lọc theo trang", [["", "mọi trang"], ...sheets], filters.sheet, (value) => ((filters.sheet = value), showList()))));
}

function showList() {
  const list = byId("list");
  const { findings } = state.appraisal;
  const fits = (nth) => (!filters.levels.size || filters.levels.has(findings[nth].outcome)) && (!filters.sheet || sheetsOf(findings[nth]).has(filters.sheet));
  const shown = findings.map((finding, nth) => [finding, nth]).filter(([, nth]) => state.roots[nth] === nth && [nth, ...state.echoes.get(nth)].some(fits));
  // What may be misread comes first; what only the appraiser can answer after what the agency can mend.
  const place = (finding) => ({ doubtful: -1, manual: 1 })[finding.outcome] || 0;
  shown.sort(([one], [other]) => place(one) - place(other));
  const listed = filters.all ? shown : shown.slice(0, LISTED);
  const rest = shown.length - listed.length;
  list.replaceChildren(...listed.map(([finding, nth]) => findingItem(finding, nth)));
  if (!shown.length) list.append(h("li", { class: "soft" }, findings.length ? "Không có nhận xét nào theo bộ lọc này." : "Không có nhận xét nào."));
  if (rest) list.append(h("li", {}, h("button", { class: "button", type: "button", onclick: () => ((filters.all = true), showList()) }, `Hiện ${count(rest)} nhận xét còn lại`)));
  say(`${count(shown.length)} nhận xét.`);
}

/** Figures that do not agree break no provision. */
const kindOf = ({ outcome, nature }) => (outcome === "violation" && nature === "data" ? "số liệu chưa khớp" : LEVELS[outcome]);

/** Whether a finding is open: it was chosen, or something that only follows from it. */
const isOpen = (nth) => state.chosen === nth || (state.chosen !== null && state.roots[state.chosen] === nth);

function findingItem(finding, nth) {
  const echoes = state.echoes.get(nth);
  const where = finding.ranges.slice(0, 3).join(", ") + (finding.ranges.length > 3 ? ` và ${count(finding.ranges.length - 3)} chỗ khác` : "");
  const number = finding.outcome === "manual" ? `câu hỏi ${finding.number}` : String(finding.number);
  const item = h("li", { class: `finding ${finding.outcome}`, id: `finding-${nth}` },
    h("button", { class: "head", type: "button", "aria-expanded": String(isOpen(nth)), onclick: () => openFinding(isOpen(nth) ? (state.roots[nth] === nth ? null : state.roots[nth]) : nth, true) },
      h("span", { class: "number" }, number), " ", h("span", { class: "level" }, kindOf(finding)), ` – ${finding.sentence}`, h("small", {}, where),
      echoes.length ? h("small", {}, `Kéo theo ${count(echoes.length)} nội dung khác; sửa xong nội dung này thì hết.`) : null,
      h("strong", { class: "ruling" })),
    isOpen(nth) ? findingBody(finding, nth) : null);
  tag(item, nth);
  return item;
}

function findingBody(finding, nth) {
  const { findings } = state.appraisal;
  const echoes = state.echoes.get(nth);
  const lines = [["Cần làm", finding.remedy], ["Căn cứ", finding.citation.text + (KNOWN[finding.citation.reviewed] || "")], ["Nội dung", finding.basis],
    ...finding.evidence.map(({ fact, value, limit }) => [fact, limit ? `${value} (mức: ${limit})` : value])];
  if (finding.outcome === "waived" && finding.waiver) lines.unshift(["Miễn trừ", finding.waiver.reason || ""]);
  const cell = (text) => h("button", { type: "button", onclick: () => viewer.reveal(address(text)) }, address(text).local);
  const rest = finding.cells.length - CELLS;
  return h("div", { class: "body" },
    h("dl", {}, lines.filter(([, text]) => text).flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)])),
    isAppraiser() ? opinionBeside(nth) : null,
    h("p", {}, h("button", { class: "link", type: "button", "data-rule": finding.rule, onclick: () => readRule(finding.rule) }, "Đọc quy tắc này")),
    h("div", { class: "cells", role: "group", "aria-label": "Các ô" }, finding.cells.slice(0, CELLS).map(cell), rest > 0 ? h("span", { class: "soft" }, `và ${count(rest)} ô khác`) : null),
    echoes.length ? h("ul", { class: "findings echoes", "aria-label": `Kéo theo nội dung ${finding.number}` }, echoes.map((echo) => findingItem(findings[echo], echo))) : null);
}

/** Opens a finding; from the list it goes to its first cell, from a cell it comes into sight. */
function openFinding(nth, toCell) {
  const before = state.chosen;
  state.chosen = nth;
  const { findings } = state.appraisal;
  const rooted = (each) => (each === null ? null : state.roots[each]);
  for (const each of new Set([rooted(before), rooted(nth)])) {
    const old = each === null ? null : byId(`finding-${each}`);
    if (!old) continue;
    const focused = document.activeElement && document.activeElement.closest(".finding");
    const inside = focused && old.contains(focused) ? focused.id : null;
    old.replaceWith(findingItem(findings[each], each));
    const again = inside && (byId(inside) || byId(`finding-${each}`));
    if (again) again.firstElementChild.focus({ preventScroll: true });
  }
  if (nth === null) return viewer.draw();
  if (toCell && findings[nth].cells.length) viewer.reveal(address(findings[nth].cells[0]));
  else viewer.draw();
  const item = byId(`finding-${nth}`);
  if (!toCell && item) item.scrollIntoView({ block: "nearest" });
  // What to do about it is what she opened it for.
  const remedy = item && item.querySelector(".body dd");
  if (remedy) remedy.scrollIntoView({ block: "nearest" });
  return undefined;
}
