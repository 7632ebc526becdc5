/* The roll call page: draws what this device keeps, puts every press into the queue first, and sends when it can. */
(() => {
  const hall = document.getElementById("hall"), { words, part, clock } = Lines;
  const addresses = { rolls: hall.dataset.rolls, sync: hall.dataset.sync, faces: hall.dataset.faces };
  const one = (selector, root = hall) => root.querySelector(selector);
  const say = (name, text, root = hall) => { one(`[data-said=${name}]`, root).textContent = text; };
  const show = (selector, is, root = hall) => { one(selector, root).hidden = !is; };
  // A second press within this time replaces the first before anything is sent.
  const SECOND_THOUGHTS = 1500;
  const LATE_ASSUMED = 15;
  const MINUTE = 60000;
  let sheets = [], queue = [], faces = new Map(), sheet = null, lines = [], others = new Map(), owner = null, state = "", again = null;

  const now = () => Date.now() + (sheet ? sheet.skew || 0 : 0);
  const isAfter = () => sheet && now() >= sheet.day_ends_at;
  const isEarly = () => sheet && now() < sheet.day_starts_at;

  async function read() {
    [sheets, queue, faces, owner] = await Promise.all([Store.sheets(), Store.queue(), Store.faces(), Store.fact("owner")]);
    const wanted = location.hash.slice(1);
    sheet = sheets.find((row) => row.uuid === wanted) || null;
  }

  async function redraw() {
    await read();
    const mine = queue.filter((item) => item.owner === owner);
    await drawState(mine);
    drawRefused(mine.filter((item) => item.state === "refused"));
    show("[data-view=sheets]", !sheet);
    show("[data-view=roll]", Boolean(sheet));
    show(".hall-back", Boolean(sheet));
    if (sheet) drawRoll(mine);
    else {
      // Names that are gone from the device are gone from the page, too.
      one("[data-list=lines]").replaceChildren();
      drawSheets();
    }
  }

  async function drawState(mine) {
    const waiting = mine.filter((item) => item.state === "waiting").length;
    const synced = await Store.fact("synced_at");
    show(".hall-state", true);
    one(".hall-state").classList.toggle("is-waiting", waiting > 0);
    hall.dataset.waiting = waiting;
    say("network", state === "busy" || state === "sending" ? words.sending : state === "trouble" ? words.trouble : state === "offline" || !navigator.onLine ? words.offline : words.online);
    say("synced", `${words.synced} ${synced ? clock(synced) : words.never}`);
    say("waiting", waiting ? `${words.waiting} ${waiting}` : words.sent);
    show("[data-do=send]", waiting > 0);
    show("[data-when=sign-in]", state === "sign-in");
    show("[data-when=others]", queue.some((item) => item.owner !== owner));
  }

  function drawSheets() {
    say("lead", one("[data-said=lead]").dataset.first);
    one("[data-list=sheets]").replaceChildren(...sheets.map((row) => {
      const card = part("sheet");
      const link = one("[data-said=title]", card);
      link.href = `#${row.uuid}`;
      for (const name of ["title", "day", "clock", "place"]) say(name, row[name], card);
      say("people", `${row.lines.length} ${words.people}`, card);
      show("[data-when=saved]", row.saved_at, card);
      return card;
    }));
    show("[data-when=empty]", !sheets.length && state !== "sign-in");
  }

  function drawRoll(mine) {
    others = Lines.guests(sheet, sheets);
    lines = Lines.overlay(sheet, mine.filter((item) => item.state === "waiting"), others);
    say("lead", `${sheet.title} · ${sheet.day} · ${sheet.clock}`);
    Lines.draw(one("[data-list=lines]"), lines, { sheet, faces });
    filter();
    for (const output of hall.querySelectorAll("[data-count]")) {
      const n = lines.filter((line) => line.mark === output.dataset.count).length;
      output.textContent = n;
      output.parentElement.hidden = !n && output.dataset.count !== "present";
    }
    const isSaved = sheet.saved_at || mine.some((item) => item.kind === "save" && item.session === sheet.uuid);
    const arrived = lines.filter(Lines.arrived).length;
    say("save", isSaved ? words.saved : words.save);
    one("[data-do=save]").disabled = Boolean(isSaved);
    show("[data-do=only-arrived]", arrived > 0 && !isSaved);
    show("[data-when=after-day]", isAfter());
    show("[data-when=too-early]", isEarly());
    one("[data-list=lines]").inert = isEarly();
    show("[data-view=walk-in]", !isEarly());
    show(".sticky-actions", !isEarly());
    say("arrived", `${words.arrived} ${arrived}`, document.getElementById("code-dialog"));
  }

  function filter() {
    const wanted = one("[data-input=search]").value.trim().toLocaleLowerCase();
    let n = 0;
    for (const row of one("[data-list=lines]").children) {
      row.hidden = wanted !== "" && !one(".roll-name", row).textContent.toLocaleLowerCase().includes(wanted);
      n += !row.hidden;
    }
    show("[data-when=nobody]", wanted !== "" && n === 0);
  }

  function drawRefused(refused) {
    show("[data-when=refused]", refused.length > 0);
    one("[data-list=refused]").replaceChildren(...refused.map((item) => {
      const row = part("refused");
      row.dataset.number = item.uuid;
      const roll = sheets.find((found) => found.uuid === item.session);
      const line = roll && roll.lines.find((found) => found.who === item.who);
      say("who", item.name || (line ? line.name : ""), row);
      say("sentence", item.sentence, row);
      show("[data-do=same]", item.refusal === "PerhapsOnTheRoll", row);
      show("[data-do=other]", item.refusal === "PerhapsOnTheRoll", row);
      show("[data-do=add-seat]", item.refusal === "OfferingFull" && roll && roll.may_add_seats, row);
      return row;
    }));
  }

  async function put(...items) {
    for (const item of items) {
      const made = { uuid: Store.number(), session: sheet.uuid, owner, state: "waiting", made_at: new Date().toISOString(), not_before: Date.now() + SECOND_THOUGHTS, ...item };
      const unsent = queue.filter((held) => held.kind === "mark" && item.kind === "mark" && held.who === item.who && held.state === "waiting" && held.not_before > Date.now());
      if (unsent.length) made.base = unsent[0].base;
      await Store.swap(unsent.map((held) => held.uuid), made);
    }
    await redraw();
    soon(SECOND_THOUGHTS + 100);
  }

  function minutesAway(mark, line) {
    if (line.mark === mark) return line.away;
    const since = Math.floor((now() - sheet.starts_at) / MINUTE), left = Math.ceil((sheet.ends_at - now()) / MINUTE);
    const isOn = since >= 0 && left > 0;
    if (mark === "late") return Math.min(sheet.minutes, isOn ? since : LATE_ASSUMED);
    if (mark === "left_early") return Math.min(sheet.minutes, isOn ? left : LATE_ASSUMED);
    return 0;
  }

  // After the day a change needs a reason; null where there is none yet.
  function why() {
    const reason = isAfter() ? one("[data-input=reason]").value.trim() : "";
    if (!isAfter() || reason) return reason;
    one("[data-input=reason]").focus();
    window.alert(words.reason);
    return null;
  }

  async function mark(who, value, away = null) {
    const line = lines.find((found) => found.who === who) || (others.has(who) ? { mark: "", away: 0, entry: null } : null);
    if (!line || isEarly()) return;
    const reason = why();
    if (reason === null) await redraw();
    else await put({ kind: "mark", who, mark: value, away: away ?? minutesAway(value, line), reason, base: line.entry });
  }

  // A forum's door: whoever no badge, ticket, scan or press has noted stayed away. Dated to the day's beginning, so that
  // a mark that still waits on another phone outweighs this one whenever it arrives.
  async function onlyArrived() {
    const reason = why();
    if (reason === null) return;
    const made_at = new Date(isAfter() ? Date.now() : sheet.day_starts_at + MINUTE - (sheet.skew || 0)).toISOString();
    const missing = lines.filter((line) => !line.entry && !line.scanned_at && line.mark === "present");
    await put(...missing.map(({ who }) => ({ kind: "mark", who, mark: "absent", away: 0, reason, base: null, made_at })));
  }

  async function send() {
    clearTimeout(again);
    const before = state;
    state = before === "sign-in" ? before : "sending";
    state = await Send.run(addresses);
    await redraw();
    const mine = queue.filter((item) => item.owner === owner && item.state === "waiting");
    if (mine.length && state !== "sign-in") {
      const next = Math.min(...mine.map((item) => item.not_before)) - Date.now();
      soon(state === "ok" || state === "busy" ? Math.max(next + 50, 400) : 15000);
    } else if (state === "busy") soon(800);
  }
  function soon(delay) {
    clearTimeout(again);
    again = setTimeout(send, delay);
    if (navigator.serviceWorker?.controller) navigator.serviceWorker.ready.then((worker) => worker.sync?.register("mueang-send")).catch(() => {});
  }

  async function answerRefused(number, what) {
    const item = queue.find((held) => held.uuid === number);
    if (what === "discard") {
      if (window.confirm(words.discard)) await Store.drop(number);
    } else if (what === "same") {
      const [who] = item.perhaps;
      const theirs = queue.filter((held) => held.who === number).map((held) => ({ ...held, who, state: "waiting" }));
      const here = { ...item, kind: "mark", uuid: Store.number(), who, mark: "present", away: 0, state: "waiting", not_before: 0 };
      await Store.put(...theirs);
      await Store.swap([number], here);
    } else {
      await Store.put({ ...item, state: "waiting", not_before: 0, is_other: item.is_other || what === "other", adds_seat: item.adds_seat || what === "add-seat", reason: item.reason || one("[data-input=reason]").value.trim() });
    }
    await redraw();
    soon(0);
  }

  const doing = {
    send: () => send(),
    save: () => put({ kind: "save", not_before: 0 }),
    "only-arrived": () => onlyArrived(),
    "show-code": () => Codes.show(() => sheet, now),
    "read-ticket": () => Codes.read(() => lines, () => [...others.values()], (who) => mark(who, "present")),
    close: (button) => button.closest("dialog").close(),
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]"), row = event.target.closest("li[data-who]"), refused = event.target.closest("li[data-number]");
    if (refused && button) answerRefused(refused.dataset.number, button.dataset.do);
    else if (row) pressed(event, row, button);
    else if (button) doing[button.dataset.do](button);
  });
  function pressed(event, row, button) {
    const more = event.target.closest(".hall-more"), chosen = event.target.closest("[data-mark]"), carer = event.target.closest("[data-carer]");
    if (more) {
      const panel = one(".hall-panel", row);
      panel.hidden = !panel.hidden;
      more.setAttribute("aria-expanded", !panel.hidden);
    } else if (chosen) mark(row.dataset.who, chosen.dataset.mark);
    else if (carer) one("[name=by]", row).value = carer.dataset.carer;
    else if (button) put({ kind: "check_out", who: row.dataset.who, fetched_by: "", is_taken_back: true });
    else if (event.target.closest(".roll-name")) {
      const line = lines.find((found) => found.who === row.dataset.who);
      mark(line.who, line.mark === "present" ? "absent" : "present");
    }
  }
  hall.addEventListener("change", (event) => {
    const row = event.target.closest("li[data-who]");
    if (!row) return;
    if (event.target.type === "radio") mark(row.dataset.who, event.target.value);
    if (event.target.type === "number" && event.target.checkValidity()) {
      const line = lines.find((found) => found.who === row.dataset.who);
      mark(line.who, line.mark, Number(event.target.value));
    }
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target, row = form.closest("li[data-who]");
    event.preventDefault();
    if (row) await put({ kind: "check_out", who: row.dataset.who, fetched_by: form.elements.by.value.trim(), not_before: 0 });
    else if (form.dataset.form === "walk-in") {
      await put({ kind: "walk_in", name: form.elements.name.value.trim(), phone: form.elements.phone.value.trim(), not_before: 0 });
      form.reset();
      // Ready for the next one, unless the keeper has gone on to something else meanwhile.
      if (document.activeElement === document.body || form.contains(document.activeElement)) form.elements.name.focus();
    } else if (form.dataset.form === "ticket") Codes.typed(form);
  });
  one("[data-input=search]").addEventListener("input", filter);
  addEventListener("hashchange", () => { redraw(); scrollTo(0, 0); });
  one(".hall-back").addEventListener("click", (event) => { event.preventDefault(); location.hash = ""; });
  for (const moment of ["online", "pageshow"]) addEventListener(moment, () => soon(0));
  addEventListener("offline", () => { state = "offline"; redraw(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(0); });
  setInterval(() => { Store.tidyFaces(); if (!document.hidden) soon(0); }, MINUTE);

  one("[data-said=lead]").dataset.first = one("[data-said=lead]").textContent;
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(hall.dataset.worker, { scope: hall.dataset.scope });
    navigator.serviceWorker.addEventListener("message", () => redraw());
  }
  navigator.storage?.persist?.().catch(() => {});
  Store.forgetOld().then(redraw).then(send);
})();
