// Shows the photo that was chosen in the shape it will have; it can be dragged, or moved with the arrow keys.

const SHAPES = { wide: "3 / 2", square: "1 / 1" };
const STEP = 0.05;

export function cutter() {
  const form = document.querySelector("form[data-photo]");
  if (!form) return;
  const box = form.querySelector("[data-cutter]");
  const image = document.createElement("img");
  image.tabIndex = 0;
  image.className = "cutter__photo";
  image.alt = box.dataset.help;
  const help = Object.assign(document.createElement("p"), { className: "small muted", textContent: box.dataset.help });
  box.append(image, help);
  const at = { x: 0.5, y: 0.5 };
  const show = () => {
    const shape = form.elements.cut.value;
    box.hidden = !image.hasAttribute("src") || shape === "whole";
    form.querySelector("[data-parts]").hidden = image.hasAttribute("src");
    image.style.aspectRatio = SHAPES[shape] ?? "auto";
    image.style.objectPosition = `${at.x * 100}% ${at.y * 100}%`;
    for (const name of ["x", "y"]) form.elements[name].value = image.hasAttribute("src") ? at[name].toFixed(3) : "";
  };
  const move = (x, y) => {
    at.x = Math.min(1, Math.max(0, at.x + x));
    at.y = Math.min(1, Math.max(0, at.y + y));
    show();
  };
  form.elements.file.addEventListener("change", () => {
    const [file] = form.elements.file.files;
    Object.assign(at, { x: 0.5, y: 0.5 });
    image.removeAttribute("src");
    show();
    if (file) read(file, image, show);
  });
  form.addEventListener("change", show);
  drag(image, move);
  image.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (!step) return;
    event.preventDefault();
    move(...step);
  });
}

/** As text: the page may show no other address than those of the site and what it holds itself. */
function read(file, image, then) {
  const reader = new FileReader();
  image.addEventListener("load", then, { once: true });
  reader.addEventListener("load", () => (image.src = reader.result));
  reader.readAsDataURL(file);
}

function drag(image, move) {
  image.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    image.setPointerCapture(event.pointerId);
    image.focus();
  });
  image.addEventListener("pointermove", (event) => {
    if (!image.hasPointerCapture(event.pointerId)) return;
    move(-event.movementX / image.clientWidth, -event.movementY / image.clientHeight);
  });
}
