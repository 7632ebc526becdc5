/* A mapping day in the field: the form is kept letter by letter, encrypted, and sent once when there is a network. */
(() => {
  const field = document.getElementById("field"), words = field.dataset, LARGEST = 1280;
  const addresses = { visits: words.visits, keys: words.visits, sync: words.sync };
  const one = (selector, root = field) => root.querySelector(selector);
  const show = (selector, is) => { one(selector).hidden = !is; };
  const form = one("form"), map = one("[data-map]");
  const scale = Object.fromEntries(["x0", "kx", "y0", "ky"].map((name) => [name, Number(map.dataset[name])]));
  const TEXTS = ["category", "name", "story", "season", "season_from", "season_to", "ingredients", "where", "alt", "holder_name", "holder_phone", "holder_age", "willingness", "permission"];
  let days = [], reports = [], owner = null, state = "", draft = null, photo = "", spot = null, timer = null;

  async function read() {
    await Safe.expire();
    [days, reports, owner] = await Promise.all([Safe.visits(), Safe.reports(), Safe.fact("owner")]);
    reports = reports.filter((row) => row.owner === owner);
  }
  const day = () => days[0] || null;

  async function redraw() {
    await read();
    const waiting = reports.filter((row) => row.state === "waiting").length, synced = await Safe.fact("synced_at");
    words.waiting = waiting;
    one("[data-said=network]").textContent = state === "sending" ? words.wordSending : state === "trouble" ? words.wordTrouble : state === "offline" || !navigator.onLine ? words.wordOffline : words.wordOnline;
    one("[data-said=synced]").textContent = synced ? `${words.wordSynced} ${new Date(synced).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}` : "";
    one("[data-said=waiting]").textContent = waiting ? `${words.wordWaiting} ${waiting}` : words.wordSent;
    show("[data-when=over]", state === "sign-in");
    const refused = reports.filter((row) => row.state === "refused");
    show("[data-when=refused]", refused.length > 0);
    one("[data-list=refused]").replaceChildren(...refused.map((row) => {
      const line = document.createElement("li"), button = document.createElement("button");
      line.textContent = `${row.body ? row.body.name : ""} ${row.sentence} `;
      Object.assign(button, { type: "button", className: "button small danger", textContent: words.wordDiscard });
      button.addEventListener("click", async () => { if (confirm(words.wordSure)) { await Safe.drop(row.uuid); redraw(); } });
      line.append(button);
      return line;
    }));
    if (!draft) {
      draft = reports.find((row) => row.state === "draft" && row.body) || null;
      if (draft) fill(draft.body);
    }
    form.hidden = !day();
  }

  function fill(body) {
    for (const name of TEXTS) if (name !== "permission") form.elements[name].value = body[name] || "";
    for (const radio of form.querySelectorAll("[name=permission]")) radio.checked = radio.value === body.permission;
    form.elements.agreed.checked = body.agreed;
    form.elements.may_name.checked = body.may_name;
    photo = body.photo || "";
    place(body.latitude == null ? null : { latitude: body.latitude, longitude: body.longitude });
    settle();
  }
  function typed() {
    const body = Object.fromEntries(TEXTS.map((name) => [name, form.elements[name].value]));
    const { agreed, may_name } = form.elements;
    if (!agreed.checked) for (const name of ["holder_name", "holder_phone", "holder_age", "willingness"]) body[name] = "";
    return { ...body, agreed: agreed.checked, may_name: agreed.checked && may_name.checked, photo, latitude: spot && spot.latitude, longitude: spot && spot.longitude, made_at: new Date().toISOString() };
  }
  function settle() {
    show("[data-when=holder]", form.elements.agreed.checked);
    show("[data-when=food]", ["food", "nature", "rituals", "craft"].includes(form.elements.category.value));
    one("[data-said=photo]").textContent = photo ? words.wordPhoto : "";
    show("[data-when=photo]", Boolean(photo));
  }
  function place(next) {
    spot = next;
    const mark = one("[data-mark]");
    mark.toggleAttribute("hidden", !spot);
    if (spot) {
      mark.setAttribute("cx", scale.x0 + scale.kx * spot.longitude);
      mark.setAttribute("cy", scale.y0 + scale.ky * spot.latitude);
    }
    one("[data-said=spot]").textContent = spot ? `${words.wordSpot} ${spot.latitude.toFixed(5)}, ${spot.longitude.toFixed(5)}` : words.wordNoSpot;
  }

  async function keep(next) {
    if (!day()) return;
    if (!draft) draft = { uuid: crypto.randomUUID() };
    await Safe.putReport({ uuid: draft.uuid, owner, visit: day().uuid, state: next, body: typed() });
  }
  const later = () => { clearTimeout(timer); timer = setTimeout(() => keep("draft"), 300); };

  // A new drawing of the picture has no place, no time and no name of a camera in it.
  async function shrink(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const by = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * by), height: Math.round(picture.height * by) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.8).split(",")[1];
  }
  function wrong(body) {
    for (const name of ["category", "name"]) if (!body[name].trim()) return form.elements[name];
    if (!body.permission) return one("[name=permission]");
    return body.photo && !body.alt.trim() ? form.elements.alt : null;
  }
  async function send() {
    state = "sending";
    await redraw();
    state = await Send.run(addresses);
    await redraw();
  }

  form.addEventListener("input", () => { settle(); show("[data-when=kept]", false); later(); });
  form.elements.photo.addEventListener("change", async (event) => {
    try {
      photo = event.target.files[0] ? await shrink(event.target.files[0]) : "";
    } catch {
      photo = "";
      one("[data-said=photo]").textContent = words.wordNoPhoto;
    }
    settle();
    later();
  });
  map.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    place({ latitude: (point.y - scale.y0) / scale.ky, longitude: (point.x - scale.x0) / scale.kx });
    later();
  });
  one("[data-do=locate]").addEventListener("click", () => {
    one("[data-said=spot]").textContent = words.wordLocating;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { place({ latitude: coords.latitude, longitude: coords.longitude }); later(); },
      () => { one("[data-said=spot]").textContent = words.wordNowhere; },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    const fault = wrong(typed());
    one("[data-said=wrong]").textContent = fault ? words.wordMissing : "";
    if (fault) { fault.focus(); return; }
    await keep("waiting");
    draft = null;
    photo = "";
    form.reset();
    place(null);
    settle();
    await redraw();
    show("[data-when=kept]", true);
    scrollTo(0, 0);
    send();
  });
  one("[data-do=send]").addEventListener("click", send);
  addEventListener("online", send);
  addEventListener("offline", () => { state = "offline"; redraw(); });
  setInterval(() => { if (!document.hidden && reports.some((row) => row.state === "waiting")) send(); }, 60000);

  if (!globalThis.crypto?.subtle || !("indexedDB" in globalThis)) {
    show("[data-when=insecure]", true);
    return;
  }
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(words.worker, { scope: words.scope });
  navigator.storage?.persist?.().catch(() => {});
  settle();
  redraw().then(send);
})();
