/** Shows the buttons that copy an address, where a browser can do that. */
export function copyButtons() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.closest("[hidden]").hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const text = button.querySelector("span");
      text.textContent = button.dataset.done;
      text.setAttribute("role", "status");
    });
  }
}
