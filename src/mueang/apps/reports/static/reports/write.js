/* Saves each answer a moment after the last key, counts its words, and never writes over somebody else: every save
   names the version it was written over. Without this file the page saves by its button. */
// A block of its own: the desk's script has words too.
{
  const form = document.getElementById("answers");
  const words = form.dataset;
  const PAUSE = 900;
  const AGAIN = 5000;

  for (const field of form.querySelectorAll("[data-answer]")) {
    const card = field.closest("section");
    const version = card.querySelector("input[type=hidden]");
    const status = card.querySelector("[data-status]");
    const count = card.querySelector("[data-count]");
    let timer = 0;
    // As the page came: what was typed before this file had loaded is to be saved too.
    let saved = field.defaultValue;
    let busy = false;
    let clashed = false;

    field.addEventListener("input", () => later(PAUSE));
    field.addEventListener("blur", () => later(0));
    if (field.value !== saved) later(PAUSE);

    function later(pause) {
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    }

    async function save() {
      if (field.value === saved || clashed) return;
      if (busy) return later(PAUSE);
      busy = true;
      status.textContent = words.saving;
      const text = field.value;
      const body = new URLSearchParams({ text, version: version.value, csrfmiddlewaretoken: words.token });
      try {
        const answer = await fetch(field.dataset.answer, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
        const said = await answer.json();
        if (answer.ok) took(text, said);
        else if (answer.status === 409) clash(said);
        else status.textContent = said.says;
      } catch {
        status.textContent = words.failed;
        later(AGAIN);
      }
      busy = false;
      if (field.value !== text) later(PAUSE);
    }

    function took(text, said) {
      saved = text;
      version.value = said.version;
      status.textContent = words.saved;
      count.textContent = words.words.replace("{n}", said.n_words).replace("{limit}", field.dataset.limit);
      count.classList.toggle("badge", said.n_words > Number(field.dataset.limit));
      count.classList.toggle("bad", said.n_words > Number(field.dataset.limit));
    }

    /* Both texts stay in sight; the next press of Save writes over the version that is shown here. */
    function clash(said) {
      clashed = true;
      version.value = said.version;
      const told = Object.assign(document.createElement("div"), { className: "alert bad" });
      told.setAttribute("role", "alert");
      const theirs = Object.assign(document.createElement("pre"), { className: "copytext", textContent: said.text });
      told.append(Object.assign(document.createElement("p"), { textContent: said.says }), theirs);
      field.before(told);
      status.textContent = "";
    }

    addEventListener("beforeunload", (event) => {
      if (field.value !== saved && !form.dataset.sent) event.preventDefault();
    });
  }
  form.addEventListener("submit", () => { form.dataset.sent = "yes"; });
}
