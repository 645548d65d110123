const PAUSE = 200;

/** Words that fit what is being typed, as the browser itself shows them under a field. */
export function suggestions() {
  for (const field of document.querySelectorAll("input[data-source]")) {
    const list = document.createElement("datalist");
    list.id = `${field.id}-woorden`;
    field.after(list);
    field.setAttribute("list", list.id);
    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => show(field, list), PAUSE);
    });
  }
}

async function show(field, list) {
  const typed = field.value.trim();
  if (typed.length < 2) return;
  const answer = await fetch(`${field.dataset.source}?q=${encodeURIComponent(typed)}`).catch(() => null);
  if (!answer?.ok || field.value.trim() !== typed) return;
  const options = (await answer.json()).map((text) => Object.assign(document.createElement("option"), { value: text }));
  list.replaceChildren(...options);
}
