/* Each answer is saved as it is given: a phone that dies loses none. Without a network the button saves all of them. */
(() => {
  const form = document.querySelector("[data-paper]"), status = document.querySelector("[data-status]");
  if (!form) return;
  const say = (text) => { status.textContent = text; };

  async function save(question) {
    const body = new FormData();
    for (const one of question.querySelectorAll("input")) {
      if (one.type === "text" || one.checked) body.append(one.name, one.value);
    }
    body.append("only", question.dataset.question);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value }, credentials: "same-origin", redirect: "error" });
      if (answer.status === 409) location.reload();
      say(answer.ok ? form.dataset.saved : form.dataset.unsaved);
    } catch (error) {
      say(form.dataset.unsaved);
    }
  }

  form.addEventListener("change", (event) => {
    const question = event.target.closest("[data-question]");
    if (question) save(question);
  });
})();
