/** Adds “where I am now” to the places one can be near to; asked for only when it is chosen, to some 100 metres. */
export function nearby() {
  if (!navigator.geolocation) return;
  for (const field of document.querySelectorAll("select[data-here]")) {
    const here = Object.assign(document.createElement("option"), { value: "", textContent: field.dataset.here });
    here.dataset.here = "yes";
    field.options[0].after(here);
    field.addEventListener("change", () => {
      if (field.selectedOptions[0] === here && !here.value) locate(here, field);
    });
  }
}

function locate(here, field) {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      here.value = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
    },
    () => {
      field.selectedIndex = 0;
    },
  );
}
