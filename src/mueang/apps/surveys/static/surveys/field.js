/* Asking at the door: draws the surveys this device took along, keeps every letter typed, and sends when it can. */
(() => {
  const field = document.getElementById("field"), words = field.dataset;
  const addresses = { visits: words.visits, keys: words.keys, sync: words.sync };
  const one = (selector, root = field) => root.querySelector(selector);
  const show = (selector, is) => { one(selector).hidden = !is; };
  const form = one("form");
  let surveys = [], reports = [], owner = null, state = "", survey = null, draft = null, timer = null;

  async function read() {
    await Safe.expire();
    [surveys, reports, owner] = await Promise.all([Safe.visits(), Safe.reports(), Safe.fact("owner")]);
    reports = reports.filter((row) => row.owner === owner);
    survey = surveys.find((row) => row.uuid === location.hash.slice(1)) || null;
  }

  async function redraw() {
    await read();
    const waiting = reports.filter((row) => row.state === "waiting").length, synced = await Safe.fact("synced_at");
    words.waiting = waiting;
    one("[data-said=network]").textContent = state === "sending" ? words.wordSending : state === "trouble" ? words.wordTrouble : state === "offline" || !navigator.onLine ? words.wordOffline : words.wordOnline;
    one("[data-said=synced]").textContent = synced ? `${words.wordSynced} ${new Date(synced).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}` : "";
    one("[data-said=waiting]").textContent = waiting ? `${words.wordWaiting} ${waiting}` : words.wordSent;
    show("[data-when=sign-in]", state === "sign-in");
    drawRefused();
    show("[data-view=list]", !survey);
    show("[data-view=survey]", Boolean(survey));
    if (!survey) drawList();
    else if (form.dataset.survey !== survey.uuid) drawSurvey();
  }

  function drawRefused() {
    const refused = reports.filter((row) => row.state === "refused");
    show("[data-when=refused]", refused.length > 0);
    one("[data-list=refused]").replaceChildren(...refused.map((row) => {
      const line = document.createElement("li"), button = document.createElement("button");
      line.textContent = `${row.sentence} `;
      Object.assign(button, { type: "button", className: "button small danger", textContent: words.wordDiscard });
      button.addEventListener("click", async () => { if (confirm(words.wordSure)) { await Safe.drop(row.uuid); redraw(); } });
      line.append(button);
      return line;
    }));
  }

  // What this device holds and has not sent counts for its own quota and its own list.
  const held = () => reports.filter((row) => row.state === "waiting" && row.visit === survey.uuid && row.body);
  function drawList() {
    form.dataset.survey = "";
    show("[data-when=empty]", !surveys.length);
    one("[data-list=surveys]").replaceChildren(...surveys.map((row) => {
      const card = document.getElementById("part-survey").content.firstElementChild.cloneNode(true), link = one("a", card);
      link.textContent = row.name;
      link.href = `#${row.uuid}`;
      one("[data-said=purpose]", card).textContent = row.purpose;
      const done = reports.filter((kept) => kept.state === "waiting" && kept.visit === row.uuid && kept.body && kept.body.outcome === "answered").length;
      one("[data-said=left]", card).textContent = `${Math.max(0, row.areas.reduce((sum, area) => sum + area.left, 0) - done)} ${words.wordLeft}`;
      return card;
    }));
  }

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }
  const options = (select, rows) => select.replaceChildren(element("option", { value: "", textContent: "–" }), ...rows.map(([value, text]) => element("option", { value, textContent: text })));

  function drawQuestion(question) {
    const name = `a-${question.code}`;
    const choice = (type, value, text) => element("p", {}, element("label", {}, element("input", { type, name, value }), ` ${text}`));
    if (question.kind === "one" || question.kind === "several") {
      const type = question.kind === "one" ? "radio" : "checkbox";
      return element("fieldset", {}, element("legend", { textContent: question.name }), ...question.choices.map((one) => choice(type, one.code, one.name)));
    }
    if (question.kind === "scale") {
      const end = (step) => (step === question.steps[0] ? question.low : step === question.steps.at(-1) ? question.high : "");
      return element("fieldset", {}, element("legend", { textContent: question.name }), ...question.steps.map((step) => choice("radio", step, end(step) ? `${step} – ${end(step)}` : step)));
    }
    const input = question.kind === "number" ? element("input", { type: "text", name, inputMode: "decimal" }) : element("textarea", { name, rows: 3, maxLength: 1000 });
    return element("p", {}, element("label", {}, question.name, input));
  }

  function drawSurvey() {
    form.reset();
    form.dataset.survey = survey.uuid;
    for (const part of ["name", "purpose", "contact"]) one(`[data-said=${part}]`, one("[data-view=survey]")).textContent = survey[part];
    show("[data-when=adults]", !survey.asks_minors);
    show("[data-when=minors]", survey.asks_minors);
    one("[name=age_band] [value=minor]").hidden = !survey.asks_minors;
    const gone = new Set(held().map((row) => row.body.invite));
    options(form.elements.invite, survey.lines.filter((line) => !gone.has(line.uuid)).map((line) => [line.uuid, line.outcome ? `${line.words} (${line.outcome})` : line.words]));
    options(form.elements.neighbourhood, survey.areas.map((area) => [area.code, `${area.name} (${Math.max(0, area.left - held().filter((row) => row.body.neighbourhood === area.code && row.body.outcome === "answered").length)} ${words.wordLeft})`]));
    show("[data-when=lines]", survey.lines.length > 0);
    show("[data-when=areas]", !survey.lines.length);
    one("[data-list=questions]").replaceChildren(...survey.questions.map((question) => {
      const part = element("div", {}, drawQuestion(question));
      part.dataset.code = question.code;
      return part;
    }));
    draft = reports.find((row) => row.state === "draft" && row.visit === survey.uuid && row.body) || null;
    if (draft) fill(draft.body);
    settle();
  }

  function fill(body) {
    for (const name of ["invite", "neighbourhood", "age_band", "sex"]) form.elements[name].value = body[name] || "";
    for (const input of form.querySelectorAll("[name=outcome]")) input.checked = input.value === body.outcome;
    form.elements.has_guardian.checked = body.has_guardian;
    for (const [code, given] of Object.entries(body.answers)) {
      for (const input of form.querySelectorAll(`[name="a-${code}"]`)) {
        if (input.type === "radio" || input.type === "checkbox") input.checked = [given].flat().map(String).includes(input.value);
        else input.value = given;
      }
    }
  }

  const part = (code) => one(`[data-list=questions] > [data-code="${code}"]`);
  // Only what is asked is shown and kept.
  function settle() {
    const is_answered = one("[name=outcome][value=answered]").checked;
    for (const question of survey.questions) {
      const after = question.only_if;
      part(question.code).hidden = !is_answered || Boolean(after && (part(after.code).hidden || !given(after.code).some((code) => after.choices.includes(code))));
    }
    show("[data-when=background]", is_answered && survey.asks_background);
    show("[data-when=guardian]", form.elements.age_band.value === "minor");
  }
  function given(code) {
    const inputs = [...form.querySelectorAll(`[name="a-${code}"]`)];
    return inputs.filter((input) => (input.type === "radio" || input.type === "checkbox" ? input.checked : input.value.trim())).map((input) => input.value);
  }
  function typed() {
    const answers = {}, chosen = one("[name=outcome]:checked");
    for (const question of survey.questions) {
      const found = part(question.code).hidden ? [] : given(question.code);
      if (found.length) answers[question.code] = question.kind === "several" ? found : found[0];
    }
    const { invite, neighbourhood, age_band, sex, has_guardian } = form.elements;
    return { outcome: chosen ? chosen.value : "", answers, invite: invite.value, neighbourhood: invite.value ? "" : neighbourhood.value, age_band: age_band.value, sex: sex.value, has_guardian: has_guardian.checked, made_at: new Date().toISOString() };
  }
  async function keep(next) {
    if (!survey) return;
    if (!draft) draft = { uuid: crypto.randomUUID() };
    await Safe.putReport({ uuid: draft.uuid, owner, visit: survey.uuid, state: next, body: typed() });
    reports = (await Safe.reports()).filter((row) => row.owner === owner);
  }
  function wrong(body) {
    if (!body.outcome) return one("[name=outcome]");
    const where = survey.lines.length ? "invite" : "neighbourhood";
    if (!body[where]) return form.elements[where];
    if (body.outcome !== "answered") return null;
    const open = survey.questions.find((question) => question.is_required && !part(question.code).hidden && !(question.code in body.answers));
    if (open) return form.querySelector(`[name="a-${open.code}"]`);
    if (!Object.keys(body.answers).length) return form.querySelector("[name^=a-]");
    return body.age_band === "minor" && !body.has_guardian ? form.elements.has_guardian : null;
  }

  async function send() {
    state = "sending";
    await redraw();
    state = await Send.run(addresses);
    await redraw();
  }

  form.addEventListener("input", () => {
    settle();
    show("[data-when=kept]", false);
    clearTimeout(timer);
    timer = setTimeout(() => keep("draft"), 300);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    const fault = wrong(typed());
    one("[data-said=wrong]").textContent = fault ? words.wordMissing : "";
    if (fault) { fault.focus(); return; }
    await keep("waiting");
    draft = null;
    form.dataset.survey = "";
    await redraw();
    one("[data-said=kept]").textContent = words.wordKept;
    show("[data-when=kept]", true);
    scrollTo(0, 0);
    send();
  });
  one("[data-do=send]").addEventListener("click", send);
  addEventListener("hashchange", () => { show("[data-when=kept]", false); redraw(); scrollTo(0, 0); });
  addEventListener("online", send);
  addEventListener("offline", () => { state = "offline"; redraw(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) redraw(); });
  setInterval(() => { if (!document.hidden && !survey) send(); }, 60000);

  if (!globalThis.crypto?.subtle || !("indexedDB" in globalThis)) {
    show("[data-when=insecure]", true);
    return;
  }
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(words.worker, { scope: words.scope });
  navigator.storage?.persist?.().catch(() => {});
  redraw().then(send);
})();
