/* Only an extra: tapping a name goes here → late → absent → here, and the counts follow. */
const list = document.querySelector("[data-roll]");
const order = ["present", "late", "absent"];
const counts = document.querySelectorAll("[data-count]");
const begin = Number(list.dataset.begin);
const minutes = Number(list.dataset.minutes);

const radios = (row) => [...row.querySelectorAll("input[type=radio]")];

function count() {
  for (const output of counts) {
    output.textContent = list.querySelectorAll(`input[value=${output.dataset.count}]:checked`).length;
  }
}

// Whoever is marked late while the session runs arrived about now.
function arrived(row) {
  const late = row.querySelector("input[type=number]");
  const since = Math.floor((Date.now() - begin) / 60000);
  if (late && !late.value && since >= 0 && since < minutes) late.value = since;
}

list.addEventListener("change", (event) => {
  if (event.target.value === "late") arrived(event.target.closest("li"));
  count();
});

list.addEventListener("click", (event) => {
  const name = event.target.closest(".roll-name");
  if (!name) return;
  const row = name.closest("li");
  const now = radios(row).find((radio) => radio.checked);
  const next = order[(order.indexOf(now ? now.value : "") + 1) % order.length];
  const chosen = radios(row).find((radio) => radio.value === next);
  chosen.checked = true;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
});

list.classList.add("scripted");
for (const hidden of document.querySelectorAll("[data-scripted]")) hidden.hidden = false;
count();
