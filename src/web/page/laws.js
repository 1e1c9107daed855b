// The same files under the law of another day.

/** Matters of one kind listed at most; the report has all. */
const MATTERS = 200;

/** Asks for a day, and shows what its law says otherwise. */
function againstPanel() {
  const shown = h("div", { id: "against-found" }, againstFound());
  const input = h("input", { type: "date", id: "against-day", value: state.againstDay, onchange: (event) => (state.againstDay = event.target.value) });
  return h("details", { id: "against", open: Boolean(state.laws) }, h("summary", {}, "So với quy định ngày khác"),
    h("div", { class: "row" }, h("label", {}, "So với quy định ngày ", input),
      h("button", { class: "button", type: "button", id: "go-against", onclick: () => compareLaws(shown) }, "So sánh")),
    shown);
}

function compareLaws(shown) {
  if (!state.againstDay) return alarm("Chưa chọn ngày để so sánh; hãy chọn ngày ở ô “So với quy định ngày”.");
  return busy("Đang xét theo quy định ngày kia…", async () => {
    const answer = await engine.run({ do: "against", ...circumstances(), against: state.againstDay }, state.files);
    state.laws = answer.json("hai-quy-dinh.json");
    put(shown, againstFound());
    say(state.laws.sentence);
  });
}

function againstFound() {
  if (!state.laws) return null;
  const { title, sentence, calm, days, groups } = state.laws;
  const aDay = ({ day: on, conclusion, warning, acts }) => h("li", {}, h("strong", {}, `Ngày ${on}: `), conclusion,
    acts.length ? h("small", {}, ` Chỉ có hiệu lực ngày này: ${acts.join("; ")}.`) : null,
    warning ? h("p", { class: "alert ask" }, warning) : null);
  return h("div", { class: `verdict ${calm ? "approve" : "revise"}` },
    h("strong", {}, sentence), h("ul", { "aria-label": title }, days.map(aDay)), groups.map(matterGroup));
}

function matterGroup({ heading, matters }) {
  const rest = matters.length - MATTERS;
  return h("details", {}, h("summary", {}, `${heading} (${count(matters.length)})`),
    h("ul", { class: "findings" }, matters.slice(0, MATTERS).map(matterItem)),
    rest > 0 ? h("p", { class: "soft" }, `… và ${count(rest)} nội dung khác`) : null);
}

function matterItem({ called, ranges, outcome, says }) {
  const place = (range) => h("button", { type: "button", onclick: () => viewer.reveal(address(range)) }, range);
  const line = ({ when, label, sentence, citation }) => [h("dt", {}, when),
    h("dd", {}, h("strong", {}, label), sentence ? `. ${sentence}` : "", citation ? h("small", {}, ` (${citation})`) : null)];
  return h("li", { class: `finding ${outcome || ""}` }, h("div", { class: "body" }, h("strong", {}, called),
    h("dl", {}, says.flatMap(line)),
    h("div", { class: "cells", role: "group", "aria-label": "Các ô" }, ranges.slice(0, CELLS).map(place))));
}
