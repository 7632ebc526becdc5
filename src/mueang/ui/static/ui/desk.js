/* Desks only, and only extras: every page works without this file. */
const words = document.currentScript.dataset;

const dialog = document.createElement("dialog");
dialog.className = "dialog";
dialog.setAttribute("aria-labelledby", "confirm-question");
const question = Object.assign(document.createElement("p"), { id: "confirm-question" });
const yes = Object.assign(document.createElement("button"), { className: "button danger", textContent: words.yes });
const no = Object.assign(document.createElement("button"), { className: "button", textContent: words.no, autofocus: true });
const actions = Object.assign(document.createElement("div"), { className: "actions" });
actions.append(no, yes);
dialog.append(question, actions);
document.body.append(dialog);

let waiting = null;
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (!button) return;
  event.preventDefault();
  waiting = button;
  question.textContent = button.dataset.confirm;
  dialog.showModal();
});
yes.addEventListener("click", () => {
  dialog.close();
  // requestSubmit presses no button, so the question is not asked again.
  waiting.form.requestSubmit(waiting);
});
no.addEventListener("click", () => dialog.close());

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      const status = Object.assign(document.createElement("span"), { textContent: words.copied, className: "badge good" });
      status.setAttribute("role", "status");
      button.after(status);
      setTimeout(() => status.remove(), 3000);
    });
  }
}

// On a phone the tab one is on may lie outside the row: bring it into sight without moving the page.
const tab = document.querySelector(".tabs [aria-current]");
if (tab) {
  const row = tab.closest("ul");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}
