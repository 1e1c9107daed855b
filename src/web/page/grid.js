// The sheet as a grid of cells. Only the rows in sight are in the document, so 50,000 rows cost no more than 50.

/** Blank rows that are still drawn; more become one line. */
const BLANKS = 3;
/** Columns drawn at most. */
const COLUMNS = 200;

const viewer = {
  key: null,
  /** Row or gap of each line, and the line of each row. */
  lines: [],
  lineOf: new Map(),
  letters: [],
  here: null,
  parts: null,

  build() {
    const parts = {
      sheets: h("select", { "aria-label": "Trang", onchange: (event) => this.show(event.target.value, false) }),
      line: h("div", { class: "line", "aria-live": "polite" }),
      head: h("div", { class: "grid-letters", "aria-hidden": "true" }),
      space: h("div", { class: "grid-space" }),
      note: h("span", {}),
    };
    parts.grid = h("div", { class: "grid", id: "grid", tabindex: "0", role: "grid", "aria-label": "Các ô của trang; dùng phím mũi tên để đi lại",
      onscroll: () => this.draw(), onkeydown: (event) => this.press(event), onclick: (event) => this.pick(event) }, parts.head, parts.space);
    const legend = GRAVITY.slice(0, 5).map((level) => h("span", { class: level }, h("span", { class: "level" }, "▉ "), LEVELS[level]));
    parts.root = h("section", { class: "viewer", "aria-label": "Trang tính" },
      h("div", { class: "viewer-top" }, h("label", {}, "Trang"), parts.sheets), parts.line, parts.grid,
      h("div", { class: "legend" }, legend, parts.note));
    this.parts = parts;
    return parts.root;
  },

  /** Lists the sheets anew. */
  reset() {
    if (!this.parts) this.build();
    const option = (sheet) => {
      const rows = [...(state.marks.get(keyOf(sheet)) || new Map()).values()];
      const wrong = rows.filter((row) => Object.values(row).some((mark) => mark.level)).length;
      return h("option", { value: keyOf(sheet) }, titleOf(sheet) + (wrong ? ` (${count(wrong)} dòng có nhận xét)` : ""));
    };
    this.parts.sheets.replaceChildren(...state.reading.sheets.map(option));
    this.key = null;
    const first = state.reading.sheets.find((sheet) => state.marks.has(keyOf(sheet))) || state.reading.sheets.find(isUsed) || state.reading.sheets[0];
    if (first) this.show(keyOf(first), false);
  },

  /** Shows a sheet from its top, or where it is when it is shown already and may stay. */
  show(key, stay) {
    if (this.key === key && stay) return;
    const sheet = state.reading.sheets.find((other) => keyOf(other) === key);
    if (!sheet) return;
    this.key = key;
    this.sheet = sheet;
    this.here = null;
    this.parts.sheets.value = key;
    this.layout(sheet.grid);
    this.parts.grid.scrollTo(0, 0);
    this.tell();
    this.draw();
  },

  layout(grid) {
    this.lines = [];
    this.lineOf = new Map();
    this.merges(grid.merged);
    let last = 0;
    let width = 0;
    const lengths = [];
    for (const row of grid.rows) {
      const gap = row.row - last - 1;
      if (gap > BLANKS) this.lines.push({ gap, first: last + 1 });
      else for (let blank = last + 1; blank < row.row; blank++) this.put({ row: blank, cells: {} });
      this.put(row);
      last = row.row;
      for (const letters in row.cells) {
        const column = columnOf(letters);
        width = Math.max(width, column + 1);
        const across = this.spans.get(row.row);
        // A title across the sheet says nothing of how wide its first column is.
        const looked = this.lines.length < 300 || this.lines.length % 97 === 0;
        if (looked && !(across && across.has(column))) (lengths[column] ||= []).push(Math.min(row.cells[letters].length, 60));
      }
    }
    this.columns = Math.min(Math.max(width, 6), COLUMNS);
    this.letters = Array.from({ length: this.columns }, (_, column) => lettersOf(column));
    const hidden = new Set(grid.hidden_columns);
    const sizes = this.letters.map((letters, column) => (hidden.has(letters) ? "1.4rem" : `${widthOf(lengths[column] || [])}ch`));
    this.template = [`${Math.max(3.4, String(last).length * 0.7 + 1)}rem`, ...sizes].join(" ");
    this.runs = this.sheet.tables.flatMap((table) => table.rows);
    this.hiddenRows = new Set(grid.hidden_rows);
    const { head, space, note } = this.parts;
    head.style.gridTemplateColumns = this.template;
    head.replaceChildren(h("span", {}), ...this.letters.map((letters) => h("span", {}, letters)));
    this.parts.grid.setAttribute("aria-rowcount", String(last));
    const left = grid.rows_left_out + (width > COLUMNS ? 1 : 0);
    note.textContent = left ? "Trang rất lớn: chỉ hiện phần đầu; mọi ô vẫn được kiểm tra." : "";
    this.height = parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.6;
    space.style.height = `${this.lines.length * this.height}px`;
  },

  put(row) {
    this.lineOf.set(row.row, this.lines.length);
    this.lines.push(row);
  },

  /** Cells that a merged area spans across, by row: the first column, and how many. */
  merges(areas) {
    this.spans = new Map();
    for (const area of areas) {
      const [, left, top, right] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(area) || [];
      const many = left ? columnOf(right) - columnOf(left) + 1 : 1;
      if (many < 2) continue;
      if (!this.spans.has(Number(top))) this.spans.set(Number(top), new Map());
      this.spans.get(Number(top)).set(columnOf(left), many);
    }
  },

  /** Draws the lines in sight. */
  draw() {
    const { grid, space } = this.parts;
    if (!this.height) return;
    const first = Math.max(0, Math.floor(grid.scrollTop / this.height) - 8);
    const last = Math.min(this.lines.length, Math.ceil((grid.scrollTop + grid.clientHeight) / this.height) + 8);
    const chosen = state.chosen === null || !state.appraisal ? null : state.chosen;
    const rows = [];
    for (let nth = first; nth < last; nth++) rows.push(this.row(this.lines[nth], nth, chosen));
    space.replaceChildren(...rows);
  },

  row(line, nth, chosen) {
    const element = h("div", { class: "grid-row", role: "row" });
    element.style.top = `${nth * this.height}px`;
    if (line.gap) {
      element.append(h("span", { class: "gap" }, `… dòng ${line.first}–${line.first + line.gap - 1} trống`));
      return element;
    }
    element.style.gridTemplateColumns = this.template;
    element.setAttribute("aria-rowindex", String(line.row));
    const kind = this.runs.find((run) => line.row >= run.first && line.row <= run.last);
    if (kind) element.classList.add(`r-${kind.kind}`);
    const hidden = this.hiddenRows.has(line.row) ? " (ẩn)" : "";
    element.append(h("span", { class: "nr", role: "rowheader", title: line.place || null }, `${line.row}${hidden}`));
    const marks = (state.marks.get(this.key) || new Map()).get(line.row) || {};
    const spans = this.spans.get(line.row);
    for (let column = 0; column < this.columns; column++) {
      const letters = this.letters[column];
      const mark = marks[letters];
      const many = Math.min((spans && spans.get(column)) || 1, this.columns - column);
      const cell = h("span", { role: "gridcell", "data-cell": `${letters}${line.row}`, "data-mark": mark ? mark.level || "beside" : null }, line.cells[letters] || "");
      if (many > 1) cell.style.gridColumn = `span ${many}`;
      if (mark && chosen !== null && mark.findings.includes(chosen)) cell.classList.add("now");
      if (this.here && this.here.row === line.row && this.here.letters === letters) cell.classList.add("here");
      element.append(cell);
      column += many - 1;
    }
    return element;
  },

  /** Goes to a cell. */
  reveal(at) {
    this.show(at.sheet, true);
    this.here = { row: at.row, letters: at.letters };
    const nth = this.lineOf.has(at.row) ? this.lineOf.get(at.row) : this.nearest(at.row);
    const { grid, head } = this.parts;
    const top = nth * this.height;
    if (top < grid.scrollTop || top > grid.scrollTop + grid.clientHeight - 4 * this.height) grid.scrollTop = Math.max(0, top - grid.clientHeight / 3);
    const letter = head.children[columnOf(at.letters) + 1];
    if (letter) {
      const left = letter.offsetLeft - head.children[0].offsetWidth;
      if (left < grid.scrollLeft || left + letter.offsetWidth > grid.scrollLeft + grid.clientWidth - 60) grid.scrollLeft = Math.max(0, left - 20);
    }
    this.tell();
    this.draw();
  },

  /** The line of the last row before one that is not drawn. */
  nearest(row) {
    const after = this.lines.findIndex((line) => (line.row || line.first) > row);
    return after < 0 ? Math.max(0, this.lines.length - 1) : Math.max(0, after - 1);
  },

  /** Says the whole text of the cell, and what was found there. */
  tell() {
    const { line } = this.parts;
    if (!this.here) return line.replaceChildren(h("span", { class: "soft" }, "Chọn một ô để đọc trọn nội dung."));
    const { row, letters } = this.here;
    const nth = this.lineOf.get(row);
    const text = (nth === undefined ? null : this.lines[nth].cells[letters]) || "(trống)";
    const mark = ((state.marks.get(this.key) || new Map()).get(row) || {})[letters];
    const found = mark ? ` – ${count(mark.findings.length)} nhận xét, ${LEVELS[mark.level] || "ô liên quan"}` : "";
    return line.replaceChildren(h("b", {}, `${letters}${row}`), h("span", {}, text + found));
  },

  pick(event) {
    const cell = event.target.closest("[data-cell]");
    if (cell) this.choose(cell.dataset.cell);
  },

  choose(local) {
    const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(local);
    this.reveal({ sheet: this.key, row: Number(row), letters });
    const mark = ((state.marks.get(this.key) || new Map()).get(Number(row)) || {})[letters];
    if (mark && step === "findings") openFinding(mark.findings[0], false);
  },

  press(event) {
    const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageDown: [20, 0], PageUp: [-20, 0] }[event.key];
    if (event.key === "Enter" && this.here) return this.choose(`${this.here.letters}${this.here.row}`);
    if (!move || event.ctrlKey || event.altKey || event.metaKey || !this.lines.length) return undefined;
    event.preventDefault();
    const now = this.here ? this.lineOf.get(this.here.row) || 0 : 0;
    let nth = this.here ? Math.min(Math.max(now + move[0], 0), this.lines.length - 1) : 0;
    while (this.lines[nth] && this.lines[nth].gap) nth += Math.sign(move[0]) || 1;
    if (!this.lines[nth]) return undefined;
    const column = this.here ? Math.min(Math.max(columnOf(this.here.letters) + move[1], 0), this.columns - 1) : 0;
    return this.reveal({ sheet: this.key, row: this.lines[nth].row, letters: this.letters[column] });
  },
};

/** Characters that nine in ten texts of a column fit into, within reason. */
function widthOf(lengths) {
  if (!lengths.length) return 6;
  lengths.sort((a, b) => a - b);
  return Math.min(Math.max(lengths[Math.floor(lengths.length * 0.9)] + 2, 6), 34);
}

/** The one viewer stands in the step that is shown. */
function placeViewer(name) {
  const place = byId(`viewer-${name}`);
  if (!place || !viewer.parts || viewer.parts.root.parentNode === place) return;
  place.replaceChildren(viewer.parts.root);
  viewer.draw();
}
