// How a rule changed over the years: a drawing of the engine, and the same as a table.

/** The time axis of a rule; nothing for one that always was as it is. */
function timelineOf(timeline) {
  if (!timeline) return null;
  // The drawing is the engine's own: names and numbers of the rulebook, escaped there; no script of it would run here.
  const drawn = document.importNode(new DOMParser().parseFromString(timeline.svg, "image/svg+xml").documentElement, true);
  const lines = (texts) => texts.flatMap((text, nth) => (nth ? [h("br"), text] : [text]));
  const row = ({ number, lane, period, says, citation }) => h("tr", {}, h("td", {}, String(number)), h("td", {}, lane), h("td", {}, period), h("td", {}, lines(says)), h("td", {}, citation));
  const heads = ["Số", "Về", "Thời gian", "Nội dung", "Căn cứ"].map((text) => h("th", { scope: "col" }, text));
  return h("section", { class: "over-time", "aria-label": "Thay đổi theo thời gian" },
    h("h3", {}, "Thay đổi theo thời gian"),
    drawn,
    h("details", {}, h("summary", {}, "Xem từng khoảng thời gian, mức và căn cứ"),
      h("div", { class: "scroll" }, h("table", { class: "periods" }, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, timeline.rows.map(row))))));
}
