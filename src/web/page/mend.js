// Beside the findings: the spelling that the program can mend by itself, for one who makes the proposal.

/** Changes of a file that are listed; the sheet in the new file has all. */
const MENDED = 500;

/** The button, as long as there is something to mend; what it gave stands in its place. */
function mendPanel() {
  if (isAppraiser() || !state.mendable) return null;
  const panel = h("div", { id: "mend", class: "mend" });
  put(panel, state.mended ? mendedFiles() : mendButton(panel));
  return panel;
}

function mendButton(panel) {
  const label = `Sửa giúp những chỗ chắc chắn (${count(state.mendable)})`;
  return h("p", {}, h("button", { class: "button", type: "button", id: "mend-start", onclick: () => mendFiles(panel) }, label),
    h("small", { class: "soft" }, " Chỉ sửa cách ghi (khoảng trắng thừa, số và ngày ghi thành chữ, mã ngạch…), không đổi nội dung. Xem từng chỗ trước khi tải; tệp của bạn giữ nguyên."));
}

function mendFiles(panel) {
  return busy("Đang tìm chỗ sửa giúp được…", async () => {
    const answer = await engine.run({ do: "mend", ...circumstances() }, state.files);
    state.mended = { lines: answer.head.mended, files: answer.files };
    put(panel, mendedFiles());
    const many = state.mended.lines.reduce((sum, { repairs = [] }) => sum + repairs.length, 0);
    say(many ? `Sửa giúp được ${count(many)} chỗ; xem danh sách rồi tải tệp mới.` : "Không có chỗ nào chắc chắn để sửa giúp.");
  });
}

function mendedFiles() {
  const { lines, files } = state.mended;
  return lines.map((line) => mendedFile(line, files, lines.length > 1));
}

function mendedFile(line, files, named) {
  const title = named ? h("h3", {}, line.file) : null;
  if (line.refusal) return h("div", {}, title, h("p", { class: "soft" }, `${line.refusal}.`));
  if (!line.name) return h("div", {}, title, h("p", { class: "soft" }, "Không có chỗ nào chắc chắn để sửa giúp."));
  const take = h("button", { class: "button main", type: "button", "data-mended": line.name, onclick: () => download(line.name, files.get(line.name)) }, `Tải tệp đã sửa (${line.name})`);
  return h("div", {}, title,
    h("p", {}, `Sửa giúp ${count(line.repairs.length)} chỗ; chỉ sửa cách ghi, không đổi nội dung. Ô đã sửa tô màu xanh nhạt, liệt kê ở trang “${line.sheet}” cuối tệp mới. Dấu ␣ là khoảng trắng thừa, ¤ là ký tự ẩn.`),
    line.notes.map((note) => h("p", { class: "soft" }, note)),
    h("div", { class: "row" }, take),
    h("details", { open: true }, h("summary", {}, "Từng chỗ sửa"), repairsTable(line.repairs)),
    line.left.length ? h("details", {}, h("summary", {}, `Để nguyên, cơ quan tự xem (${count(line.left.length)})`), leftTable(line.left)) : null);
}

function repairsTable(repairs) {
  const row = (repair) => h("tr", {}, h("td", {}, repair.cell), h("td", { class: "was" }, repair.shown_before), h("td", { class: "is" }, repair.after), h("td", { class: "soft" }, repair.why));
  const more = repairs.length > MENDED ? h("p", { class: "soft" }, `Và ${count(repairs.length - MENDED)} chỗ khác, liệt kê trong tệp mới.`) : null;
  return h("div", { class: "wide", role: "region", tabindex: "0", "aria-label": "Từng chỗ sửa" }, mendTable(["Ô", "Trước", "Sau", "Vì sao"], repairs.slice(0, MENDED).map(row)), more);
}

function leftTable(left) {
  const row = ({ cell, text, why }) => h("tr", {}, h("td", {}, cell), h("td", {}, text), h("td", { class: "soft" }, why));
  return h("div", { class: "wide", role: "region", tabindex: "0", "aria-label": "Chỗ để nguyên" }, mendTable(["Ô", "Đang ghi", "Vì sao"], left.slice(0, MENDED).map(row)));
}

function mendTable(heads, rows) {
  return h("table", {}, h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, rows));
}
