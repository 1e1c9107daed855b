// Step 4: the documents.

function showOutputs() {
  const section = byId("step-outputs");
  if (!state.appraisal) return section.replaceChildren(h("h2", { id: "title-outputs" }, "4. Tải về"));
  const card = ({ key, label, about }) => h("li", { class: "card" },
    h("strong", {}, label), h("p", { class: "soft" }, about),
    h("button", { class: "button", type: "button", "data-output": key, "aria-label": `Tải về: ${label}`, onclick: () => take([key]) }, "Tải về"));
  return put(
    section,
    h("h2", { id: "title-outputs" }, "4. Tải về"),
    h("p", {}, state.appraisal.conclusion.sentence),
    state.changed ? h("p", { class: "alert ask" }, "Cách đọc đang sửa mà chưa áp dụng; văn bản lập theo cách đọc trước đó.") : null,
    h("ul", { class: "cards" }, state.about.outputs.map(card)),
    h("div", { class: "row" }, h("button", { class: "button main", type: "button", id: "take-all", onclick: () => take(state.about.outputs.map(({ key }) => key)) }, "Tải tất cả")));
}

function take(outputs) {
  return busy("Đang lập văn bản…", async () => {
    const answer = await engine.run({ do: "write", outputs, ...circumstances() }, state.files);
    for (const [name, bytes] of answer.files) download(name, bytes);
    const notes = answer.head.notes || [];
    if (notes.length) byId("alert").replaceChildren(h("p", { class: "alert ask" }, notes.join("\n")));
    say(`Đã tải về ${[...answer.files.keys()].join(", ")}.`);
  });
}
