// What a script adds to the desk's form: the next dates and hints while one types, and that it is kept.

const PAUSE = 800;

/** Waits until somebody stops typing. */
function calmly(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  };
}

async function ask(form, source) {
  return fetch(source, { method: "POST", body: new URLSearchParams(new FormData(form)) });
}

export function quietForm() {
  const form = document.querySelector("form[data-quiet]");
  if (!form) return;
  const own = form.querySelector("[data-own]");
  const showDates = calmly(() => part(form, form.querySelector("[data-dates]"), takeOver));
  const showHints = calmly(() => part(form, form.querySelector("[data-hints]"), () => {}));
  const keepIt = calmly(() => keep(form));
  form.addEventListener("input", ({ target }) => {
    if (own.contains(target)) form.elements.words_read.value = form.elements.words.value;
    if (own.contains(target) || ["words", "place"].includes(target.name)) showDates();
    if (["title", "summary", "description", "bring"].includes(target.name)) showHints();
    if (!target.name.startsWith("keuze-")) keepIt();
  });
}

async function part(form, box, then) {
  const answer = await ask(form, box.dataset.source).catch(() => null);
  if (!answer || !answer.ok) return;
  box.innerHTML = await answer.text();
  then(form, box);
}

/** What was read in the words stands in the fields too. */
function takeOver(form, box) {
  const read = box.querySelector("[data-read]");
  if (!read) return;
  for (const [name, value] of Object.entries(JSON.parse(read.dataset.read))) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (["checkbox", "radio"].includes(field.type)) field.checked = [value].flat().includes(field.value);
      else if (field.name !== "words_read" || form.elements.words.value) field.value = value;
    }
  }
}

let keeping = Promise.resolve();

/** One after the other, each with the version that the one before gave. */
function keep(form) {
  keeping = keeping.then(() => keepNow(form));
}

async function keepNow(form) {
  const said = form.querySelector("[data-kept]");
  const answer = await ask(form, said.dataset.source).catch(() => null);
  if (!answer || !answer.ok) return;
  const told = await answer.json();
  said.textContent = told.says;
  if (!told.kept) return;
  form.elements.id.value = told.id;
  hidden(form, "version").value = told.version;
}

function hidden(form, name) {
  if (form.elements[name]) return form.elements[name];
  const made = Object.assign(document.createElement("input"), { type: "hidden", name });
  form.append(made);
  return made;
}
