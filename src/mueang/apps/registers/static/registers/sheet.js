// The class sheet with a keyboard or a thumb: arrows move, a letter marks and moves down, a tap goes to the next mark.
(() => {
  "use strict";
  const form = document.querySelector("[data-sheet]");
  if (!form) return;
  const [, late, leave, absent] = [...form.dataset.signs];
  const letters = { p: "/", "/": "/", 1: "/", "ม": "/", l: late, "ส": late, t: late, e: leave, s: leave, "ล": leave, "ป": leave, a: absent, x: absent, 0: absent, "ข": absent, "?": "?", "-": "?" };
  const after = { "": absent, "/": absent, [absent]: late, [late]: leave, [leave]: "/", "?": "/" };
  const tones = { [absent]: "is-absent", [late]: "is-late", [leave]: "is-excused", "/": "is-present" };
  const coarse = matchMedia("(pointer: coarse)").matches;
  let isDirty = false;

  const show = (input) => {
    input.parentElement.className = tones[input.value] || "";
    isDirty = true;
    const day = input.name.split("-")[1];
    const tick = form.querySelector(`[name=day][value="${day}"]`);
    if (tick && input.value) tick.checked = true;
  };
  const move = (input, rows, columns) => {
    const cell = input.parentElement;
    const row = cell.parentElement;
    const next = rows ? row.parentElement.rows[row.sectionRowIndex + rows]?.cells[cell.cellIndex] : row.cells[cell.cellIndex + columns];
    const target = next?.querySelector("input:not([type=hidden])");
    if (target) { target.focus(); target.select(); }
  };

  for (const input of form.querySelectorAll("td input")) {
    if (coarse) input.inputMode = "none";
  }
  form.addEventListener("click", (event) => {
    const input = event.target.closest("td input");
    if (!input || !coarse) return;
    input.value = after[input.value] ?? "/";
    show(input);
  });
  form.addEventListener("keydown", (event) => {
    const input = event.target.closest("td input");
    if (!input || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (event.key in steps) {
      event.preventDefault();
      move(input, ...steps[event.key]);
    } else if (event.key === " ") {
      event.preventDefault();
      input.value = after[input.value] ?? "/";
      show(input);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      event.preventDefault();
      input.value = "";
      show(input);
    } else if (event.key.toLowerCase() in letters) {
      event.preventDefault();
      input.value = letters[event.key.toLowerCase()];
      show(input);
      move(input, 1, 0);
    }
  });
  form.addEventListener("change", () => { isDirty = true; });
  form.addEventListener("submit", () => { isDirty = false; });
  addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
})();
