// The steps, and what happens between them.

const STEPS = [["files", "Tệp"], ["reading", "Cách đọc"], ["findings", "Nhận xét"], ["outputs", "Tải về"]];
const OFFICE_STEPS = [["files", "Tệp"], ["register", "Sổ theo dõi"]];
let step = "files";

const stepsNow = () => (isOffice() ? OFFICE_STEPS : STEPS);

function showSteps() {
  const open = { files: true, reading: state.reading, findings: state.appraisal, outputs: state.appraisal, register: state.gathered };
  const item = ([key, label], nth) => h("li", {}, h("button", {
    type: "button", id: `go-${key}`, disabled: !open[key], "aria-current": key === step ? "step" : null, onclick: () => go(key, true),
  }, h("b", { "aria-hidden": "true" }, String(nth + 1)), label));
  byId("steps").replaceChildren(...stepsNow().map(item));
  for (const [key] of [...STEPS, ...OFFICE_STEPS]) byId(`step-${key}`).hidden = key !== step;
}

/** Goes to a step; `focus` moves the reader to its heading. */
function go(key, focus) {
  if (key === "outputs" && state.unheard) {
    return busy("Đang xem văn bản nào hợp…", async () => {
      await hear();
      go(key, focus);
    });
  }
  step = key;
  showSteps();
  if (key === "reading") placeViewer("reading");
  if (key === "findings") placeViewer("findings");
  if (key === "outputs") showOutputs();
  const title = byId(`title-${key}`);
  if (focus && title) {
    title.setAttribute("tabindex", "-1");
    title.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
  return undefined;
}

function showAll() {
  byId("alert").replaceChildren();
  if (isOffice() ? !state.gathered : !state.reading) step = "files";
  if (!stepsNow().some(([key]) => key === step)) step = "files";
  showFiles();
  showReading();
  showFindings();
  showOutputs();
  showRegister();
  go(step, false);
}

/** Reads the files, and shows how. */
function begin() {
  showFiles();
  return again("reading");
}

/** Reads and judges anew, then goes to a step. */
function again(then) {
  return judge(async () => {
    await look();
    return then;
  });
}

/** Work that reads and judges, and gives the step to go to. */
function judge(work) {
  return busy("Đang đọc và kiểm tra…", async () => {
    const next = await work();
    step = next;
    showAll();
    go(next, true);
    const found = state.appraisal ? `Có ${count(state.roots.filter((root, nth) => root === nth).length)} nhận xét.` : "Chưa xét được.";
    say(`Đã đọc ${count(state.reading.sheets.length)} trang. ${found}`);
    if (state.heard && state.heard.faults.length) alarm(state.heard.faults.join("\n"));
  });
}

/** Works begun: a later one takes the place of the one before. */
let begun = 0;

/** Does something that takes time: with a way out, and a sentence when it fails. */
async function busy(what, work) {
  const mine = ++begun;
  byId("alert").replaceChildren();
  const panel = byId("busy");
  const timer = setTimeout(() => (panel.hidden = false), 150);
  panel.replaceChildren(h("span", { class: "spin", "aria-hidden": "true" }), h("span", { id: "busy-what", "data-what": what }, what),
    h("button", { class: "button", type: "button", id: "cancel", onclick: () => engine.cancel() }, "Dừng"));
  say(what);
  byId("main").setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (failure) {
    if (!(failure instanceof Told)) console.error(failure);
    const sentence = failure instanceof Told ? failure.message : BROKEN;
    if (sentence) alarm(sentence);
    else if (mine === begun) say("Đã dừng.");
  } finally {
    clearTimeout(timer);
    if (mine === begun) {
      panel.hidden = true;
      byId("main").setAttribute("aria-busy", "false");
    }
  }
}

/** Says what the work waits for; nothing: that it goes on. */
function tellBusy(sentence) {
  const told = byId("busy-what");
  const text = told && (sentence || told.dataset.what);
  if (!told || told.textContent === text) return;
  told.textContent = text;
  say(text);
}

function alarm(sentence) {
  // A file is called what it is called.
  const named = /^[^ ]*\.[^ ]/.test(sentence) || state.files.some((file) => sentence.startsWith(file.name));
  const text = named ? sentence : sentence.charAt(0).toLocaleUpperCase("vi") + sentence.slice(1);
  byId("alert").replaceChildren(h("p", { class: "alert" }, text));
  scrollTo({ top: 0 });
}

async function main() {
  listenForDrops();
  state.kept = kept();
  if (state.kept) state.view = state.kept.view;
  addEventListener("pagehide", keep);
  addEventListener("beforeunload", (event) => state.unsaved && event.preventDefault());
  if (engine.inside && !("DecompressionStream" in self)) {
    return alarm("Trình duyệt này quá cũ để chạy trang. Hãy dùng Edge, Chrome hoặc Firefox bản mới.");
  }
  return busy("Đang chuẩn bị…", async () => {
    state.about = (await engine.run({ do: "about" }, [])).json("about.json");
    const { version, digest, limits } = state.about;
    byId("about").replaceChildren(h("p", {}, `vtvl ${version}, bộ quy tắc ${digest.slice(0, 12)}. ${limits.sentence}`),
      h("p", {}, "Báo cáo là dự thảo để người thẩm định đọc, hoàn thiện và ký; chương trình không quyết định thay ai."));
    showAll();
    say("Trang đã sẵn sàng.");
  });
}

/** Files that were dropped before the page was ready. */
function takeWaiting() {
  if (!state.waiting) return undefined;
  const [files, more] = state.waiting;
  state.waiting = null;
  return add(files, more);
}

main().then(takeWaiting);
