// The appraiser's own word: set beside findings, kept in this tab, sent with each job, saved by her as a workbook.

const RULINGS = [["keep", "giữ"], ["drop", "bỏ"], ["explained", "đã giải trình"]];
const KEPT = { ruling: "keep", wording: "", reason: "" };
/** Characters of one text at most: see src/web/review.rs. */
const WRITTEN = 4000;

const nothingSaid = () => ({ numbers: {}, stands: {}, answers: {}, procedure: { received: null, meeting: null } });
const isKept = (stand) => stand.ruling === "keep" && !stand.wording && !stand.reason;

/** Whether the controls are folded open: a clerk never needs them. */
const unfolded = { panel: false, beside: false };

/** One word over another: what both speak of is taken from the first. */
function over(first, second) {
  const both = (part) => ({ ...second[part], ...first[part] });
  const { received, meeting } = first.procedure;
  return { numbers: both("numbers"), stands: both("stands"), answers: both("answers"),
    procedure: { received: received || second.procedure.received, meeting: meeting || second.procedure.meeting } };
}

/** What is said of a finding. */
function standOf(nth) {
  return state.review.stands[state.heard.findings[nth]] || KEPT;
}

/** Asks what follows from what was said: which papers fit, which numbers they take. */
async function hear() {
  const answer = await engine.run({ do: "review", ...circumstances() }, state.files);
  state.heard = answer.json("review.json");
  state.unheard = false;
}

function spoken() {
  state.unheard = true;
  state.unsaved = true;
  const summary = byId("opinions-said");
  if (summary) summary.textContent = wordsSaid();
}

/** What was said so far, in a few words. */
function wordsSaid() {
  const stands = Object.values(state.review.stands);
  const ruled = RULINGS.slice(1).map(([ruling, label]) => [label, stands.filter((stand) => stand.ruling === ruling).length]);
  const { numbers, answers, procedure } = state.review;
  const counts = [...ruled, ["viết lại", stands.filter((stand) => stand.wording).length], ["câu trả lời", Object.values(answers).filter(Boolean).length],
    ["số thẩm định", Object.keys(numbers).length], ["ngày", [procedure.received, procedure.meeting].filter(Boolean).length]];
  const told = counts.filter(([, number]) => number).map(([label, number]) => `${label} ${count(number)}`);
  return told.length ? `${told.join(", ")}${state.unsaved ? "; chưa lưu" : ""}` : "chưa ghi";
}

/** Puts an entry, or takes it out when it says nothing. */
function enter(entries, key, value, isNothing) {
  if (isNothing) delete entries[key];
  else entries[key] = value;
  spoken();
}

function writing(label, value, onchange, rows, question) {
  return h("label", { class: "writing" }, label, h("textarea", { rows: String(rows), "data-question": question, maxlength: String(WRITTEN), value, onchange: (event) => onchange(event.target.value.trim()) }));
}

/** The controls beside a finding: her ruling, or her answer. */
function opinionBeside(nth) {
  const { findings, questions } = state.heard;
  const asked = questions.find((question) => question.finding === nth);
  if (!findings[nth] && !asked) return null;
  const inside = asked ? [answerField(asked, "Trả lời")] : rulingFields(nth);
  return h("details", { class: "opinion", open: unfolded.beside, ontoggle: (event) => (unfolded.beside = event.currentTarget.open) },
    h("summary", {}, "Ý kiến thẩm định"), inside);
}

function rulingFields(nth) {
  const { number } = state.appraisal.findings[nth];
  const set = (change) => {
    const stand = { ...standOf(nth), ...change };
    enter(state.review.stands, state.heard.findings[nth], stand, isKept(stand));
    tag(byId(`finding-${nth}`), nth);
  };
  const choice = ([ruling, label]) => h("label", {}, h("input", { type: "radio", name: `ruling-${nth}`, value: ruling, checked: standOf(nth).ruling === ruling, onchange: () => set({ ruling }) }), ` ${label}`);
  return [h("fieldset", {}, h("legend", {}, `Nội dung ${number}`), RULINGS.map(choice)),
    writing("Viết lại lời nhận xét (để trống thì giữ lời của chương trình)", standOf(nth).wording, (wording) => set({ wording }), 2),
    writing("Lý do", standOf(nth).reason, (reason) => set({ reason }), 1)];
}

/** Says in the head of a finding what became of it. */
function tag(item, nth) {
  const stand = standOf(nth);
  const [, label] = RULINGS.find(([ruling]) => ruling === stand.ruling);
  const told = [stand.ruling === "keep" ? null : label, stand.wording ? "viết lại" : null].filter(Boolean);
  item.classList.toggle("settled", stand.ruling !== "keep");
  item.querySelector(".ruling").textContent = told.length ? `Người thẩm định: ${told.join(", ")}` : "";
}

function answerField({ key }, label) {
  const set = (answer) => {
    enter(state.review.answers, key, answer, !answer);
    // A question of a rule stands in the list and above it.
    for (const field of document.querySelectorAll("textarea[data-question]")) if (field.dataset.question === key) field.value = answer;
  };
  return writing(label, state.review.answers[key] || "", set, 2, key);
}

/** All that is said of the submission as a whole, above the findings. */
function opinionsPanel() {
  const { questions, positions, stale, unknown } = state.heard;
  const dates = [["received", "Ngày nhận đủ hồ sơ"], ["meeting", "Ngày họp thẩm định"]];
  const date = ([key, label]) => h("label", {}, `${label} `, h("input", { type: "date", value: state.review.procedure[key] || "", onchange: (event) => enter(state.review.procedure, key, event.target.value || null, false) }));
  const question = (asked) => h("li", {}, h("p", {}, asked.question, h("small", {}, ` (${asked.basis})`)), answerField(asked, "Trả lời"));
  const table = h("div", { class: "wide", role: "region", tabindex: "0", "aria-label": "Số thẩm định từng vị trí" });
  return [
    stale.length ? h("p", { class: "alert ask", id: "stale" }, `Ý kiến không còn khớp với hồ sơ này, không dùng đến: ${stale.join("; ")}.`) : null,
    h("details", { class: "opinion", id: "opinions", open: unfolded.panel, ontoggle: (event) => (unfolded.panel = event.currentTarget.open) },
      h("summary", {}, "Ý kiến thẩm định", h("small", { id: "opinions-said" }, wordsSaid())),
      h("p", {}, "Dành cho người thẩm định. Mở một nhận xét trong danh sách để giữ, bỏ hoặc nhận giải trình, viết lại, ghi lý do; mọi văn bản ở bước 4 theo ý kiến ấy. ",
        "Trang không giữ lại gì: lưu bảng thẩm định trước khi đóng trang; thả lại bảng ấy vào trang (cùng tệp đề án) để làm tiếp."),
      h("div", { class: "row" },
        h("button", { class: "button", type: "button", id: "save-opinions", onclick: () => take(["review"]) }, "Lưu bảng thẩm định (y-kien.xlsx)"),
        h("label", {}, "Mở bảng đã lưu: ", h("input", { type: "file", id: "file-opinions", accept: ".xlsx,.xlsm,.ods", onchange: (event) => add([...event.target.files], true) }))),
      h("div", { class: "row" }, dates.map(date)),
      questions.length ? h("details", { id: "opinions-questions" }, h("summary", {}, `Câu hỏi pháp luật giao người thẩm định (${count(questions.length)})`), h("ol", { class: "asked" }, questions.map(question))) : null,
      unknown.length ? h("details", { id: "opinions-unknown" }, h("summary", {}, `Quy định chưa có toàn văn, người thẩm định tự đối chiếu (${count(unknown.length)})`), h("ul", {}, unknown.map((line) => h("li", {}, line)))) : null,
      positions.length ? h("details", { id: "opinions-numbers", ontoggle: (event) => event.currentTarget.open && showNumbers(table) }, h("summary", {}, `Số thẩm định từng vị trí (${count(positions.length)})`), table) : null),
  ];
}

/** The positions with the numbers that papers take now. */
function showNumbers(table) {
  const fill = () => table.replaceChildren(numbersTable());
  if (!state.unheard) return fill();
  return busy("Đang tính lại…", async () => {
    await hear();
    fill();
  });
}

function numbersTable() {
  const row = (position) => {
    const { key, code, name, unit, present, proposed, agreed } = position;
    const called = [code, name].filter(Boolean).join(" ");
    const said = () => state.review.numbers[key] || { number: null, proposed, reason: "" };
    const set = (change) => {
      const entry = { ...said(), ...change, proposed };
      enter(state.review.numbers, key, entry, entry.number === null && !entry.reason);
    };
    const number = (event) => (event.target.value === "" ? set({ number: null }) : event.target.reportValidity() && set({ number: Number(event.target.value) }));
    // A number that was agreed to for another proposal is no answer to this one.
    const shown = said().proposed === proposed && said().number !== null ? String(said().number) : "";
    return h("tr", {}, h("td", {}, code), h("th", { scope: "row" }, name), h("td", {}, unit), h("td", {}, present), h("td", {}, proposed === null ? "" : count(proposed)),
      h("td", {}, h("input", { type: "number", min: "0", max: "9999999", step: "1", value: shown, placeholder: agreed === null ? "……" : String(agreed), "aria-label": `Số thẩm định của ${called}`, onchange: number })),
      h("td", {}, h("input", { type: "text", maxlength: String(WRITTEN), value: said().reason, "aria-label": `Lý do về số thẩm định của ${called}`, onchange: (event) => set({ reason: event.target.value.trim() }) })));
  };
  const heads = ["Mã", "Vị trí", "Đơn vị", "Có mặt", "Đề nghị", "Thẩm định", "Lý do"];
  return h("table", {}, h("caption", {}, "Không ghi thì theo số in mờ, là số đề nghị; “……” là còn nhận xét phải sửa nên văn bản để trống."),
    h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, state.heard.positions.map(row)));
}

/** Whether what was said and not saved may go. */
function mayForget() {
  return !state.unsaved || confirm("Ý kiến thẩm định đã ghi mà chưa lưu sẽ mất. Vẫn làm hồ sơ khác?");
}
