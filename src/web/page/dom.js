// Elements, texts and numbers. Text from a workbook only ever becomes a text node.

/** An element: attributes by name, listeners by `onname`, `null` for none; children are elements or texts. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "text") element.textContent = value;
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts children in place of those that an element has. */
function put(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
}

const byId = (id) => document.getElementById(id);

/** What a screen reader says without moving the reader's place. */
function say(sentence) {
  byId("status").textContent = sentence;
}

/** A whole number as Vietnamese readers write it. */
function count(number) {
  return number.toLocaleString("vi-VN");
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} byte`;
  if (bytes < 1 << 20) return `${count(Math.round(bytes / 1024))} KB`;
  return `${(bytes / (1 << 20)).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;
}

/** Column number from 0 of its letters, and back. */
function columnOf(letters) {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
function lettersOf(column) {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** `'[tệp.xlsx]Danh mục'!D12` taken apart. */
function address(text) {
  const inDocument = /^([Bb]ảng \d+, dòng \d+|[Đđ]oạn \d+)(?:–\d+)?(?:, cột (\d+))?/.exec(text);
  if (inDocument) return documentAddress(text, inDocument[1].toLowerCase(), Number(inDocument[2] || 1));
  const bang = text.lastIndexOf("!");
  let name = text.slice(1, bang - 1).replaceAll("''", "'");
  let file = null;
  const end = name.lastIndexOf("]");
  if (state.severalFiles && name.startsWith("[") && end > 0) {
    file = name.slice(1, end);
    name = name.slice(end + 1);
  }
  const [, letters, row] = /^([A-Z]+)(\d+)/.exec(text.slice(bang + 1)) || [null, "A", "1"];
  return { sheet: sheetKey(file, name), row: Number(row), letters, local: text.slice(bang + 1) };
}

/** `Bảng 7, dòng 3, cột 2 (trang 12, “2. Công việc”, tệp mo-ta.docx)` found among the rows of the documents. */
function documentAddress(text, place, column) {
  const [, file = null] = /(?:\(|, )tệp (.*)\)$/.exec(text) || [];
  const local = text.replace(/ \(.*\)$/, "");
  const sheets = state.reading.sheets.filter((sheet) => sheet.grid && (!state.severalFiles || sheet.file === file));
  for (const sheet of sheets) {
    sheet.places ||= new Map(sheet.grid.rows.map((row) => [row.place, row.row]));
    const row = sheet.places.get(place);
    if (row) return { sheet: keyOf(sheet), row, letters: lettersOf(column - 1), local };
  }
  // A row that holds nothing is not among them.
  return { sheet: sheets.length ? keyOf(sheets[0]) : "", row: 1, letters: lettersOf(column - 1), local };
}

/** A list to choose from. */
function choose(label, options, chosen, onchange) {
  const items = options.map(([value, text]) => h("option", { value, selected: value === chosen }, text));
  return h("select", { "aria-label": label, onchange: (event) => onchange(event.target.value) }, items);
}

/** Hands a file to the user. */
function download(name, bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
