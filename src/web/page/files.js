// Step 1: the empty form, and the files.

const ENDINGS = /\.(xlsx|xlsm|xls|ods|docx|docm|dotx)$/i;

function showFiles() {
  const section = byId("step-files");
  if (isOffice()) return showResults(section);
  return put(
    section,
    h("h2", { id: "title-files" }, "1. Đưa tệp đề án"),
    viewChoice(),
    keptNotice(),
    dropZone(),
    fileList(),
    h("div", { class: "row" },
      h("button", { class: "button main", type: "button", disabled: !state.files.length, onclick: () => begin() }, "Đọc và kiểm tra"),
      state.files.length ? h("button", { class: "button", type: "button", onclick: () => mayForget() && (forget(), showAll()) }, "Bỏ hết, làm hồ sơ khác") : null),
    h("details", { open: Boolean(state.asOf || state.profile || state.encoding || state.waivers) }, h("summary", {}, "Tùy chọn: ngày xét, loại hồ sơ, bảng mã chữ cũ, miễn trừ"), circumstancesForm()),
    templates(),
  );
}

function dropZone() {
  const input = h("input", {
    type: "file", id: "file-input", multiple: true, accept: ".xlsx,.xlsm,.xls,.ods,.docx,.docm",
    onchange: (event) => add([...event.target.files], false),
  });
  const zone = h("div", { class: "drop" },
    h("strong", {}, "Thả tệp Excel, Word của đề án vào đây"),
    input,
    h("label", { class: "button", for: "file-input" }, "Chọn tệp…"),
    h("p", { class: "soft" }, "Tệp .xlsx, .xlsm, .xls, .ods hoặc .docx. Hồ sơ gồm nhiều tệp thì thả tất cả cùng lúc."));
  return zone;
}

/** Files may be dropped anywhere on the page: a miss must not make the browser leave it. */
function listenForDrops() {
  const over = (on) => document.querySelectorAll(".drop").forEach((zone) => zone.classList.toggle("over", on));
  addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && over(false));
  addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer && tookFolders(event.dataTransfer)) return;
    if (event.dataTransfer && event.dataTransfer.files.length) add([...event.dataTransfer.files], false);
  });
}

/** Takes files in: those of a dossier, and the workbook of an appraiser, which may come alone. */
async function add(files, more) {
  if (!state.about) {
    state.waiting = [files, more];
    return say("Trang đang chuẩn bị; tệp sẽ được đọc ngay khi xong.");
  }
  if (isOffice() || files.every((file) => RESULT.test(file.name))) return addResults(files.map((file) => [file.name, file]));
  const { limits } = state.about;
  const wrong = files.find((file) => !ENDINGS.test(file.name));
  if (wrong) return alarm(`${wrong.name} không phải tệp Excel hoặc Word (.xlsx, .xlsm, .xls, .ods, .docx).`);
  const others = more ? state.files.filter((old) => !files.some((file) => file.name === old.name)) : [];
  const total = [...others.map((file) => file.bytes.byteLength), ...files.map((file) => file.size)].reduce((a, b) => a + b, 0);
  if (total > limits.bytes || others.length + files.length > limits.files) return alarm(`Hồ sơ quá lớn. ${limits.sentence}`);
  let read;
  try {
    read = await Promise.all(files.map(async (file) => ({ name: file.name, time: file.lastModified, bytes: await file.arrayBuffer() })));
  } catch {
    return alarm(UNREAD);
  }
  return busy("Đang nhận tệp…", async () => {
    const { reviews } = (await engine.run({ do: "sort" }, read)).head;
    const opinions = read.filter((file) => reviews.includes(file.name));
    return accept(read.filter((file) => !opinions.includes(file)), opinions, more);
  });
}

/**
 * Reads files of a dossier: more of it, or in place of it. The same dossier again, mended meanwhile, keeps what was
 * chosen for it, and she stays where she is.
 */
function accept(files, opinions, more) {
  if (!files.length && !state.files.length) {
    return alarm(`${opinions[0].name} là bảng thẩm định. Hãy thả tệp đề án trước, hoặc thả cả hai cùng lúc.`);
  }
  if (!files.length) {
    state.opinions = opinions;
    return again(state.appraisal ? "findings" : "reading");
  }
  const named = files.every((file) => state.files.some((old) => old.name === file.name));
  if (!more && state.appraisal && (named || mayBeRenamed(files))) return acceptMended(files, opinions, named);
  const kept = more || named ? state.files.filter((old) => !files.some((file) => file.name === old.name)) : [];
  if (!more && !named && !startAnew(files)) return undefined;
  holdFiles([...kept, ...files], opinions, null);
  return begin();
}

/** One file in place of one, under another name: whether it is the same dossier shows when it is read. */
function mayBeRenamed(files) {
  return files.length === 1 && state.files.length === 1 && !state.unsaved && Boolean(state.appraisal.agency.name);
}

/** Forgets what was chosen for other files, unless she wants to keep it. */
function startAnew(files) {
  if (!mayForget()) return false;
  // What she chose before any file is for this one.
  if (state.files.length) forget();
  takeBack(files);
  return true;
}

function holdFiles(files, opinions, former) {
  // What only answered a question gives way to what the mended file says itself, and stands by if it says nothing.
  for (const key of state.answered) {
    state.remembered[key] = state[key];
    state[key] = "";
  }
  state.answered.clear();
  Object.assign(state, { files, opinions, former });
}

/** The files again; under another name they are another dossier unless the same agency speaks. */
function acceptMended(files, opinions, named) {
  const { former: earlier, files: before, appraisal } = state;
  const kept = named ? before.filter((old) => !files.some((file) => file.name === old.name)) : [];
  holdFiles([...kept, ...files], opinions, before);
  showFiles();
  const there = step === "files" || step === "reading" ? "findings" : step;
  return judge(async () => {
    try {
      await look();
    } catch (failure) {
      Object.assign(state, { files: before, former: earlier });
      showFiles();
      throw failure;
    }
    if (named || (state.appraisal && state.appraisal.agency.name === appraisal.agency.name)) return there;
    startAnew(files);
    holdFiles(files, opinions, null);
    await look();
    return "reading";
  });
}

/** When a file was saved, as people say it. */
function savedAt(file) {
  if (!file.time) return "";
  const time = new Date(file.time);
  return `lưu lúc ${time.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })} ngày ${time.toLocaleDateString("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric" })}`;
}

function fileList() {
  const line = (file) => h("li", {},
    h("span", {}, file.name),
    h("span", { class: "soft" }, [savedAt(file), size(file.bytes.byteLength)].filter(Boolean).join(", ")),
    h("button", { class: "link", type: "button", "aria-label": `Bỏ tệp ${file.name}`, onclick: () => {
      const files = state.files.filter((other) => other !== file);
      forget();
      state.files = files;
      showAll();
    } }, "Bỏ"));
  if (!state.files.length) return null;
  const more = h("input", { type: "file", id: "file-more", multiple: true, accept: ".xlsx,.xlsm,.xls,.ods,.docx,.docm", onchange: (event) => add([...event.target.files], true) });
  return h("div", {}, h("ul", { class: "files", "aria-label": "Tệp của hồ sơ" }, state.files.map(line)),
    h("label", {}, "Thêm tệp vào hồ sơ này: ", more));
}

/** Date, profile and old encoding: what the submission itself says, unless it is chosen here. */
function circumstancesForm() {
  const profiles = state.about.profiles.map(({ key, label }) => [key, label]);
  return h("div", { class: "row" },
    h("label", {}, "Ngày xét ", h("input", { type: "date", value: state.asOf, onchange: (event) => ((state.asOf = event.target.value), state.answered.delete("asOf")) })),
    h("label", {}, "Loại hồ sơ ", choose("Loại hồ sơ", [["", "theo tệp"], ...profiles], state.profile, (value) => ((state.profile = value), state.answered.delete("profile")))),
    h("label", {}, "Bảng mã chữ ", choose("Bảng mã chữ", [["", "Unicode"], ["tcvn3", "TCVN3 (.VnTime)"], ["vni", "VNI"]], state.encoding, (value) => (state.encoding = value))),
    h("label", {}, state.waivers ? `Miễn trừ: ${state.waivers.name}, thay bằng ` : "Danh sách miễn trừ (mien-tru.toml), nếu có ",
      h("input", { type: "file", id: "file-waivers", accept: ".toml", onchange: async (event) => {
        const [file] = event.target.files;
        state.waivers = file && file.size < 1 << 20 ? { name: file.name, text: await file.text() } : null;
      } })));
}

function templates() {
  if (!state.about.templates.length) return null;
  const card = ({ key, label, about, holds, has_ended: ended }) => h("li", { class: "card" },
    h("strong", {}, label), h("p", { class: "soft" }, about), h("p", { class: ended ? "old" : "soft" }, holds),
    h("div", { class: "row" },
      h("button", { class: "button", type: "button", "data-template": key, onclick: () => takeTemplate(key, false) }, "Tải mẫu trống"),
      h("button", { class: "button", type: "button", "data-example": key, onclick: () => takeTemplate(key, true) }, "Tải ví dụ đã điền")));
  const [now, past] = [false, true].map((ended) => state.about.templates.filter(({ has_ended: own }) => own === ended));
  return h("div", {}, h("h3", {}, "Chưa có tệp? Lấy mẫu"),
    h("p", { class: "soft" }, "Chọn mẫu theo ngày dự kiến trình. Điền bằng Excel hoặc LibreOffice, lưu lại rồi thả vào ô ở trên."),
    h("ul", { class: "cards" }, now.map(card)),
    h("details", {}, h("summary", {}, "Mẫu theo quy định cũ, cho hồ sơ trình trước đây"), h("ul", { class: "cards" }, past.map(card))));
}

function takeTemplate(key, example) {
  return busy("Đang lập mẫu…", async () => {
    const answer = await engine.run({ do: "template", template: key, example }, []);
    for (const [name, bytes] of answer.files) download(name, bytes);
    say(example ? "Đã lập ví dụ." : "Đã lập mẫu trống.");
  });
}
