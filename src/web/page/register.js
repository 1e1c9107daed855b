// The register of many dossiers: results in, register and consolidation out.

/** What is made of all results together: name of the file, and what the user reads. */
const CONSOLIDATED = [
  ["so-theo-doi.xlsx", "Sổ theo dõi (Excel)"],
  ["tong-hop.xlsx", "Tổng hợp, có công thức (Excel)"],
  ["phu-luc-tong-hop.docx", "Báo cáo và phụ lục (Word)"],
  ["tong-hop.html", "Trang sổ theo dõi (HTML)"],
  ["tong-hop.json", "Số liệu cho phần mềm khác (JSON)"],
];
const RESULT = /\.json$/i;

const isOffice = () => state.view === "office";

/** The day in Viet Nam, wherever the machine stands. */
const today = () => new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10);

/** Step 1 of the register: the results. */
function showResults(section) {
  const many = state.results.length;
  put(
    section,
    h("h2", { id: "title-files" }, "1. Đưa kết quả của các hồ sơ"),
    viewChoice(),
    resultsZone(),
    many ? h("details", { id: "results", open: many <= 12 }, h("summary", {}, `${count(many)} kết quả`), h("ul", { class: "files", "aria-label": "Kết quả của các hồ sơ" }, state.results.map(resultLine))) : null,
    h("div", { class: "row" },
      h("label", {}, "Tính số ngày còn lại từ ngày ", h("input", { type: "date", id: "register-on", value: state.registerOn || today(), onchange: (event) => (state.registerOn = event.target.value) })),
      houseChoice()),
    h("div", { class: "row" },
      h("button", { class: "button main", type: "button", id: "gather", disabled: !many, onclick: () => gather() }, "Lập sổ theo dõi"),
      many ? h("button", { class: "button", type: "button", onclick: () => (Object.assign(state, { results: [], gathered: null }), showAll()) }, "Bỏ hết") : null),
  );
}

function resultsZone() {
  const take = (event) => addResults([...event.target.files].map((file) => [file.webkitRelativePath || file.name, file]));
  return h("div", { class: "drop" },
    h("strong", {}, "Thả tệp kết quả (.json) hoặc cả thư mục kết quả vào đây"),
    h("input", { type: "file", id: "result-input", multiple: true, accept: ".json", onchange: take }),
    h("label", { class: "button", for: "result-input" }, "Chọn tệp…"), " ",
    h("input", { type: "file", id: "result-folder", webkitdirectory: true, onchange: take }),
    h("label", { class: "button", for: "result-folder" }, "Chọn thư mục…"),
    h("p", { class: "soft" }, "Kết quả do lệnh vtvl batch (thư mục ket-qua), lệnh vtvl appraise (tên tệp đuôi .json) hoặc bước Tải về của trang này ghi ra, kể cả của máy khác. Không cần tệp đề án."));
}

function resultLine(result) {
  return h("li", {}, h("span", {}, result.name), h("span", { class: "soft" }, size(result.bytes.byteLength)),
    h("button", { class: "link", type: "button", "aria-label": `Bỏ kết quả ${result.name}`, onclick: () => {
      state.results = state.results.filter((other) => other !== result);
      state.gathered = null;
      showAll();
    } }, "Bỏ"));
}

/** All files of a folder that was dropped, each with its path. */
async function filesInside(entry, path) {
  if (entry.isFile) return [[path, await new Promise((resolve, reject) => entry.file(resolve, reject))]];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // A browser gives a hundred at a time.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const inside of some) found.push(...(await filesInside(inside, `${path}/${inside.name}`)));
  }
}

/** Takes in what was dropped where a folder is among it; whether one is. */
function tookFolders(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return false;
  Promise.all(entries.map((entry) => filesInside(entry, entry.name))).then((found) => addResults(found.flat()), () => alarm(UNREAD));
  return true;
}

const UNREAD = "Không đọc được tệp; có thể tệp đang mở bằng Excel hoặc đã bị chuyển chỗ. Hãy chọn lại.";

/** Takes results in, each with its path; of a folder only what may be one. */
async function addResults(found) {
  if (!state.about) return say("Trang đang chuẩn bị; hãy thả lại sau giây lát.");
  const wrong = found.find(([path]) => !RESULT.test(path) && !path.includes("/"));
  if (wrong) return alarm(`${wrong[0]} không phải tệp kết quả (.json). Tệp đề án thì chọn “Thẩm định” để xét trước, rồi đưa kết quả vào sổ.`);
  const results = found.filter(([path]) => RESULT.test(path));
  if (!results.length) return alarm("Thư mục không có tệp kết quả (.json) nào. Hồ sơ để thẩm định thì thả các tệp Excel, Word, không thả thư mục.");
  const total = [...state.results.map(({ bytes }) => bytes.byteLength), ...results.map(([, file]) => file.size)].reduce((a, b) => a + b, 0);
  if (total > state.about.limits.bytes) {
    return alarm(`Các kết quả lớn quá ${size(state.about.limits.bytes)}. Hãy tổng hợp bằng lệnh: vtvl batch --from THƯ-MỤC -o tong-hop`);
  }
  let read;
  try {
    read = await Promise.all(results.map(async ([name, file]) => ({ name, bytes: new Uint8Array(await file.arrayBuffer()) })));
  } catch {
    return alarm(UNREAD);
  }
  const same = (one, other) => one.name === other.name && one.bytes.length === other.bytes.length && one.bytes.every((byte, at) => byte === other.bytes[at]);
  state.results.push(...read.filter((file) => !state.results.some((old) => same(old, file))));
  state.view = "office";
  keep();
  return gather();
}

/** Puts the dossier at hand among the results, with what the appraiser has said of it; once more in place of before. */
function enterResult() {
  return busy("Đang đưa vào sổ theo dõi…", async () => {
    const answer = await engine.run({ do: "write", outputs: ["record"], ...circumstances() }, state.files);
    for (const [name, bytes] of answer.files) {
      state.results = [...state.results.filter((old) => old.name !== name), { name, bytes: bytes.slice() }];
    }
    state.gathered = null;
    showOutputs();
    say(`Sổ theo dõi trên trang có ${count(state.results.length)} hồ sơ.`);
  });
}

/** Beside the papers of one dossier: the way into the register. */
function registerRow() {
  const many = state.results.length;
  const open = () => {
    state.view = "office";
    keep();
    return gather();
  };
  return h("div", { class: "row", id: "register-row" },
    h("button", { class: "button", type: "button", id: "enter-result", onclick: enterResult }, "Đưa hồ sơ này vào sổ theo dõi"),
    many ? h("button", { class: "button", type: "button", id: "open-register", onclick: open }, `Mở sổ theo dõi (${count(many)} hồ sơ)`) : null,
    many ? h("span", { class: "soft" }, "Đóng trang là mất; muốn giữ thì tải “Kết quả để đưa vào sổ theo dõi”.") : null);
}

/** Makes register and consolidation of all results. */
function gather() {
  showAll();
  return busy("Đang lập sổ theo dõi…", async () => {
    const answer = await engine.run({ do: "register", on: state.registerOn || today(), house: state.house }, state.results);
    state.gathered = answer;
    showAll();
    go("register", true);
    say(answer.head.sentence);
  });
}

function showRegister() {
  const section = byId("step-register");
  if (!state.gathered) return section.replaceChildren(h("h2", { id: "title-register" }, "2. Sổ theo dõi"));
  const { head, files } = state.gathered;
  // It runs in an origin of its own, with its own script alone: what results say cannot reach this page.
  const inside = new TextDecoder().decode(files.get("tong-hop.html"));
  const bad = head.unreadable.map(({ name, sentence }) => h("li", {}, h("strong", {}, name), `: ${sentence}`));
  const take = ([name, label]) => h("button", { class: "button", type: "button", "data-file": name, onclick: () => {
    download(name, files.get(name));
    say(`Đã tải về ${name}.`);
  } }, label);
  return put(
    section,
    h("h2", { id: "title-register" }, "2. Sổ theo dõi và tổng hợp"),
    bad.length ? h("div", { class: "alert ask", id: "unreadable" }, `Không lấy được ${count(bad.length)} tệp; sổ dưới đây lập từ những tệp còn lại.`, h("ul", {}, bad)) : null,
    h("div", { class: "row" }, CONSOLIDATED.map(take)),
    h("iframe", { class: "inside", id: "register-page", title: "Sổ theo dõi và tổng hợp", sandbox: "allow-scripts", srcdoc: inside }));
}
