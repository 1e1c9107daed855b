// Step 2: how the files were read, with lists to choose from where that is wrong.

const SKIP = "bo-qua";
const SOURCES = { heading: "tiêu đề", values: "nội dung cột", swapped: "nội dung, hai cột đổi chỗ", mapping: "bạn chọn" };

const formOf = (key) => state.about.forms.find((form) => form.key === key);

/** The entries of the mapping for a sheet. */
function entriesOf(sheet) {
  return state.draft.sheet.filter((entry) => entry.name === sheet.name && (!entry.file || entry.file === sheet.file));
}

function showReading() {
  const section = byId("step-reading");
  if (!state.reading) return section.replaceChildren();
  const used = state.reading.sheets.filter(isUsed);
  const others = state.reading.sheets.filter((sheet) => !isUsed(sheet));
  const general = state.reading.remarks.filter((remark) => !remark.cells.length && !remark.lost);
  return put(
    section,
    h("h2", { id: "title-reading" }, "2. Chương trình hiểu tệp thế nào"),
    question(),
    h("p", {}, `Dùng ${count(used.length)} trong ${count(state.reading.sheets.length)} trang. Trang hoặc cột nào hiểu chưa đúng thì chọn lại trong danh sách, rồi bấm “Đọc lại”.`),
    h("div", { id: "pending", class: "alert ask", hidden: !state.changed }, "Cách đọc đã sửa nhưng chưa áp dụng. ",
      h("div", { class: "row" },
        h("button", { class: "button main", type: "button", id: "reread", onclick: reread }, "Đọc lại theo cách này"),
        h("button", { class: "button", type: "button", onclick: () => again("reading") }, "Bỏ sửa đổi"))),
    told("aside", "Không dùng đến, và vì sao", notUsed(others)),
    told("absent", "Hồ sơ thiếu", absentForms()),
    told("unsure", "Chưa chắc đã đọc đúng", unsure()),
    general.length ? h("ul", {}, general.map((remark) => h("li", {}, remark.sentence))) : null,
    h("div", { class: "row" },
      state.appraisal ? h("button", { class: "button main", type: "button", onclick: () => go("findings", true) }, "Tiếp: xem nhận xét") : null,
      state.map ? h("button", { class: "button", type: "button", onclick: () => ((state.map = null), again("reading")) }, "Để chương trình tự đọc lại từ đầu") : null,
      h("button", { class: "button", type: "button", id: "take-map", onclick: () => download("ban-do.toml", state.mapFile) }, "Lưu cách đọc này (ban-do.toml)")),
    h("div", { class: "panes" },
      h("div", { class: "pane scroll" },
        h("ul", { class: "sheets", "aria-label": "Các trang dùng làm biểu của đề án" }, used.map(sheetItem)),
        others.length ? h("details", { open: !used.length }, h("summary", {}, `${count(others.length)} trang không dùng đến`),
          h("ul", { class: "sheets" }, others.map(sheetItem))) : null),
      h("div", { class: "pane view", id: "viewer-reading" })),
  );
}

/** An amber box with a list, where there is something to tell. */
function told(id, title, lines) {
  if (!lines.length) return null;
  return h("div", { class: "alert ask", id }, h("strong", {}, title), h("ul", {}, lines.slice(0, 40).map((line) => h("li", {}, line))));
}

/** Files, sheets and columns that the program does not use: what stands there was not judged. */
function notUsed(others) {
  const capital = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;
  const sheets = others.filter((sheet) => sheet.filled_rows).map((sheet) => `Trang “${titleOf(sheet)}”: ${sheet.reason[0].toLowerCase()}${sheet.reason.slice(1)}.`);
  const lost = state.reading.remarks.filter((remark) => remark.lost && remark.code !== "unknown-sheet" && remark.code !== "doubtful-reading");
  return [...state.aside.map((text) => `${capital(text)}.`), ...sheets, ...lost.map((remark) => remark.sentence)];
}

/** The forms that a proposal has and this one does not, by name. */
function absentForms() {
  const remarks = state.appraisal ? state.appraisal.remarks : [];
  return remarks.filter(({ code }) => code === "missing-form").map(({ sentence }) => sentence);
}

/** What may have been read wrongly. */
function unsure() {
  const findings = state.appraisal ? state.appraisal.findings.filter(({ outcome }) => outcome === "doubtful") : [];
  const remarks = state.reading.remarks.filter(({ code }) => code === "doubtful-reading");
  return [...new Set([...findings.map(({ sentence }) => sentence), ...remarks.map(({ sentence }) => sentence)])];
}

/** Remarks of a sheet on what was passed over or may be wrong: it is not all well with it. */
const isTroubled = (sheet) => state.reading.remarks.some((remark) => remark.lost && remark.cells.some((cell) => address(cell).sheet === keyOf(sheet)));

const isUsed = (sheet) => sheet.tables.some((table) => table.used);

/** What the program has to ask before it can judge. */
function question() {
  if (!state.refusal) return null;
  const { ask, sentence } = state.refusal;
  const text = sentence.charAt(0).toLocaleUpperCase("vi") + sentence.slice(1);
  if (ask !== "date" && ask !== "profile") return h("p", { class: "alert" }, text);
  const profiles = state.about.profiles.map(({ key, label }) => [key, label]);
  const field = ask === "date"
    ? h("label", {}, "Ngày xét ", h("input", { type: "date", id: "ask-date", required: true, onchange: (event) => ((state.asOf = event.target.value), state.answered.add("asOf")) }))
    : h("label", {}, "Loại hồ sơ ", choose("Loại hồ sơ", [["", "hãy chọn"], ...profiles], state.profile, (value) => ((state.profile = value), state.answered.add("profile"))));
  return h("form", { class: "alert ask", id: "question", onsubmit: (event) => (event.preventDefault(), again("reading")) },
    h("p", {}, text), h("div", { class: "row" }, field, h("button", { class: "button main" }, "Xét hồ sơ")));
}

function reread() {
  state.map = state.draft;
  return again("reading");
}

function changed() {
  state.changed = true;
  byId("pending").hidden = false;
  say("Cách đọc đã sửa, chưa áp dụng.");
  showOutputs();
}

function sheetItem(sheet) {
  const tables = sheet.tables.filter((table) => table.used);
  const first = tables[0] || sheet.tables[0];
  const sure = first && tables.length ? Math.min(...tables.map((table) => table.confidence)) : null;
  const forms = tables.map((table) => (formOf(table.form) || { label: table.form }).label).join("; ");
  const entries = tables.reduce((sum, table) => sum + table.entries, 0);
  const hidden = { visible: "", hidden: ", trang ẩn", "very hidden": ", trang ẩn sâu" }[sheet.visibility];
  const id = `sheet-${state.reading.sheets.indexOf(sheet)}`;
  const body = h("div", { class: "body", id, hidden: true });
  const open = (event) => {
    const shown = body.hidden;
    body.hidden = !shown;
    event.currentTarget.setAttribute("aria-expanded", String(shown));
    if (shown) body.replaceChildren(...sheetBody(sheet, body));
    if (shown) viewer.show(keyOf(sheet), false);
  };
  return h("li", { class: `sheet ${sure === null ? "" : sure >= 80 && !isTroubled(sheet) ? "sure" : "doubt"}` },
    h("button", { class: "head", type: "button", "aria-expanded": "false", "aria-controls": id, "data-sheet": sheet.name, onclick: open },
      h("strong", {}, titleOf(sheet)), hidden,
      h("small", {}, sure === null ? sheet.reason : `Là biểu “${forms}”, chắc chắn ${sure}%, đọc được ${count(entries)} mục`)),
    body);
}

/** The lists of one sheet. */
function sheetBody(sheet, body) {
  const again = () => body.replaceChildren(...sheetBody(sheet, body));
  const tables = sheet.tables.filter((table) => table.used);
  const remarks = state.reading.remarks.filter((remark) => remark.cells.length && address(remark.cells[0]).sheet === keyOf(sheet));
  return [
    h("p", { class: "soft" }, sheet.reason),
    ...entriesOf(sheet).map((entry, nth) => entryBody(sheet, entry, tables[nth], again)),
    remarks.length ? h("h3", {}, "Ghi nhận khi đọc") : null,
    remarks.length ? h("ul", {}, remarks.slice(0, 50).map(remarkItem)) : null,
  ].filter(Boolean);
}

function remarkItem(remark) {
  return h("li", {}, remark.sentence, " ",
    h("button", { class: "link", type: "button", onclick: () => viewer.reveal(address(remark.cells[0])) }, `ô ${address(remark.cells[0]).local}`));
}

function entryBody(sheet, entry, table, again) {
  const forms = [...state.about.forms.map(({ key, label }) => [key, label]), [SKIP, "Không dùng trang này"]];
  const form = formOf(entry.form);
  const same = table && table.form === entry.form;
  const change = (key) => {
    entry.form = key;
    entry.columns = {};
    entry.cells = {};
    if (key === SKIP || formOf(key).pairs) delete entry.header;
    else entry.header = entry.header || headerGuess(sheet, table);
    changed();
    again();
  };
  return h("div", {},
    h("div", { class: "row" },
      h("label", {}, "Là biểu ", choose(`Trang ${sheet.name} là biểu nào`, forms, entry.form, change)),
      form && !form.pairs ? h("label", {}, "dòng tiêu đề ", h("input", { type: "text", size: 6, value: entry.header || "", inputmode: "numeric",
        "aria-label": `Dòng tiêu đề của trang ${sheet.name}, ví dụ 5 hoặc 5-6`, onchange: (event) => ((entry.header = event.target.value.trim()), changed()) })) : null),
    form && same && !form.pairs ? columnTable(form, entry, table) : null,
    form && same && form.pairs ? cellTable(form, entry) : null,
    form && !same ? h("p", { class: "soft" }, "Bấm “Đọc lại” để xem các cột được hiểu thế nào theo biểu này.") : null);
}

/** The header row of the table that was seen, else the first row that holds something. */
function headerGuess(sheet, table) {
  const seen = table || sheet.tables[0];
  if (seen && seen.header) return seen.header[0] === seen.header[1] ? String(seen.header[0]) : `${seen.header[0]}-${seen.header[1]}`;
  return String(sheet.grid.rows.length ? sheet.grid.rows[0].row : 1);
}

function columnTable(form, entry, table) {
  const fields = [...form.fields.map(({ key, label }) => [key, label]), [SKIP, "không dùng"]];
  const several = (field) => field && table.columns.filter((column) => column.field === field).length > 1;
  const line = (column) => {
    const at = address(column.cell);
    const chosen = (entry.columns || {})[at.letters] || column.field || SKIP;
    const set = (value) => {
      entry.columns = { ...entry.columns, [at.letters]: value };
      for (const [letters, field] of Object.entries(entry.columns)) {
        if (value !== SKIP && field === value && letters !== at.letters) entry.columns[letters] = SKIP;
      }
      changed();
    };
    return h("tr", {},
      h("td", {}, h("button", { class: "link", type: "button", "aria-label": `Xem ô ${at.local}`, onclick: () => viewer.reveal(at) }, at.letters)),
      h("td", {}, column.heading || h("span", { class: "soft" }, "(không có tiêu đề)")),
      h("td", {}, several(column.field) ? (fields.find(([key]) => key === column.field) || ["", ""])[1]
        : choose(`Cột ${at.letters}, ${column.heading || "không có tiêu đề"}, là`, fields, chosen, set)),
      h("td", { class: "soft" }, column.field ? `${SOURCES[column.source]}, ${column.confidence} %` : ""));
  };
  return h("div", { class: "wide" }, h("table", {},
    h("thead", {}, h("tr", {}, ["Cột", "Ghi trong tệp", "Hiểu là", "Nhờ"].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, table.columns.map(line))));
}

function cellTable(form, entry) {
  const line = ({ key, label }) => h("tr", {}, h("td", {}, label), h("td", {},
    h("input", { type: "text", size: 6, value: (entry.cells || {})[key] || "", "aria-label": `Ô ghi ${label}`, onchange: (event) => {
      const cell = event.target.value.trim().toUpperCase();
      entry.cells = { ...entry.cells };
      if (cell) entry.cells[key] = cell;
      else delete entry.cells[key];
      changed();
    } })));
  return h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Nội dung"), h("th", { scope: "col" }, "Ô"))), h("tbody", {}, form.fields.map(line)));
}
