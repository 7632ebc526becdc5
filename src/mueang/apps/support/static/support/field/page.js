/* The page of visits: draws what this device keeps, keeps every letter typed, and sends when it can. */
(() => {
  const field = document.getElementById("field"), words = field.dataset;
  const addresses = { visits: words.visits, keys: words.keys, sync: words.sync };
  const one = (selector, root = field) => root.querySelector(selector);
  const show = (selector, is) => { one(selector).hidden = !is; };
  const form = one("form"), LARGEST = 1280;
  let visits = [], reports = [], owner = null, state = "", visit = null, photo = "", timer = null;

  async function read() {
    await Safe.expire();
    [visits, reports, owner] = await Promise.all([Safe.visits(), Safe.reports(), Safe.fact("owner")]);
    reports = reports.filter((row) => row.owner === owner);
    visit = visits.find((row) => row.uuid === location.hash.slice(1)) || null;
  }
  const reportOf = (uuid) => reports.find((row) => row.visit === uuid);

  async function redraw() {
    await read();
    const waiting = reports.filter((row) => row.state === "waiting").length, synced = await Safe.fact("synced_at");
    words.waiting = waiting;
    one("[data-said=network]").textContent = state === "sending" ? words.wordSending : state === "trouble" ? words.wordTrouble : state === "offline" || !navigator.onLine ? words.wordOffline : words.wordOnline;
    one("[data-said=synced]").textContent = synced ? `${words.wordSynced} ${new Date(synced).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}` : "";
    one("[data-said=waiting]").textContent = waiting ? `${words.wordWaiting} ${waiting}` : words.wordSent;
    show("[data-when=sign-in]", state === "sign-in");
    show("[data-when=shut]", reports.some((row) => row.body === null));
    drawRefused();
    show("[data-view=list]", !visit);
    show("[data-view=visit]", Boolean(visit));
    if (visit) drawVisit();
    else drawList();
  }

  function drawRefused() {
    const refused = reports.filter((row) => row.state === "refused");
    show("[data-when=refused]", refused.length > 0);
    one("[data-list=refused]").replaceChildren(...refused.map((row) => {
      const line = document.createElement("li"), button = document.createElement("button");
      line.textContent = `${row.sentence} ${row.body ? row.body.said : ""} `;
      Object.assign(button, { type: "button", className: "button small danger", textContent: words.wordDiscard });
      button.addEventListener("click", async () => { if (confirm(words.wordSure)) { await Safe.drop(row.uuid); redraw(); } });
      line.append(button);
      return line;
    }));
  }

  function drawList() {
    // Names that are gone from the device are gone from the page, too.
    one("[data-said=name]").textContent = one("[data-said=why]").textContent = "";
    form.reset();
    show("[data-when=empty]", !visits.length);
    one("[data-list=visits]").replaceChildren(...visits.map((row) => {
      const card = document.getElementById("part-visit").content.firstElementChild.cloneNode(true);
      const link = card.querySelector("a"), kept = reportOf(row.uuid);
      link.textContent = row.name;
      link.href = `#${row.uuid}`;
      card.querySelector("[data-said=where]").textContent = [row.age === null ? "" : `${row.age} ${words.wordYears}`, row.area].filter(Boolean).join(" · ");
      card.querySelector("[data-said=day]").textContent = row.day;
      card.querySelector("[data-when=overdue]").hidden = !row.is_overdue;
      card.querySelector("[data-when=draft]").hidden = !(kept && kept.state === "draft");
      card.querySelector("[data-when=waiting]").hidden = !(kept && kept.state === "waiting");
      return card;
    }));
  }

  function drawVisit() {
    const kept = reportOf(visit.uuid), body = kept && kept.body;
    one("[data-said=name]").textContent = visit.name;
    one("[data-said=facts]").textContent = [visit.day, visit.age === null ? "" : `${visit.age} ${words.wordYears}`, visit.area].filter(Boolean).join(" · ");
    one("[data-said=why]").textContent = visit.why;
    one("[data-said=purpose]").textContent = visit.purpose;
    const isDone = Boolean(kept && kept.state !== "draft");
    show("[data-when=done]", isDone);
    form.hidden = isDone;
    if (form.dataset.visit !== visit.uuid) {
      form.reset();
      form.dataset.visit = visit.uuid;
      photo = "";
      if (body) {
        for (const radio of form.querySelectorAll("[name=found]")) radio.checked = radio.value === body.found;
        form.elements.said.value = body.said;
        form.elements.next_on.value = body.next_on || "";
        form.elements.is_in_danger.checked = body.is_in_danger;
        photo = body.photo || "";
      }
    }
    one("[data-said=photo]").textContent = photo ? words.wordPhoto : "";
  }

  function typed() {
    const chosen = form.querySelector("[name=found]:checked");
    return { found: chosen ? chosen.value : "", said: form.elements.said.value, next_on: form.elements.next_on.value, is_in_danger: form.elements.is_in_danger.checked, photo, made_at: new Date().toISOString() };
  }
  async function keep(next) {
    if (!visit) return;
    const kept = reportOf(visit.uuid);
    if (kept && kept.state !== "draft") return;
    const uuid = kept ? kept.uuid : crypto.randomUUID();
    await Safe.putReport({ uuid, owner, visit: visit.uuid, state: next, body: typed() });
    reports = await Safe.reports();
    one("[data-said=draft]").textContent = words.wordDraft;
  }

  // Drawn anew: smaller, and without the place and time the camera wrote into it.
  async function shrink(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.8).split(",")[1];
  }

  async function send() {
    state = "sending";
    await redraw();
    state = await Send.run(addresses);
    await redraw();
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(() => keep("draft"), 300);
  });
  form.addEventListener("change", async (event) => {
    if (event.target.type !== "file" || !event.target.files.length) return;
    try {
      photo = await shrink(event.target.files[0]);
      await keep("draft");
      one("[data-said=photo]").textContent = words.wordPhoto;
    } catch {
      photo = "";
      one("[data-said=photo]").textContent = words.wordNoPhoto;
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await keep("waiting");
    form.dataset.visit = "";
    location.hash = "";
    await redraw();
    send();
  });
  one("[data-do=send]").addEventListener("click", send);
  addEventListener("hashchange", () => { redraw(); scrollTo(0, 0); });
  addEventListener("online", send);
  addEventListener("offline", () => { state = "offline"; redraw(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) redraw(); });
  setInterval(() => { if (!document.hidden && !visit) send(); }, 60000);

  if (!globalThis.crypto?.subtle || !("indexedDB" in globalThis)) {
    show("[data-when=insecure]", true);
    return;
  }
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(words.worker, { scope: words.scope });
  navigator.storage?.persist?.().catch(() => {});
  redraw().then(send);
})();
