// Names while one types, for inputs that say where to ask: <input data-suggest="…/suggestions/">.
(() => {
  for (const input of document.querySelectorAll("input[data-suggest]")) {
    const list = document.createElement("datalist");
    list.id = `${input.id}-names`;
    input.after(list);
    input.setAttribute("list", list.id);
    input.autocomplete = "off";
    let asked = "", waiting;

    const ask = async () => {
      const words = input.value.trim();
      if (words === asked || words === "") return;
      asked = words;
      try {
        const answer = await fetch(`${input.dataset.suggest}?${new URLSearchParams({ words })}`);
        // What was typed meanwhile has a later answer.
        if (answer.ok && asked === words) list.innerHTML = await answer.text();
      } catch {
        // Without an answer it is a plain search.
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 150);
    });
  }
})();
