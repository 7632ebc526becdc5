/* Sending what waits. Every item has a number of its own, so a request may be repeated as often as the network likes. */
const Send = (() => {
  const BATCH = 100, MOST_FACES = 60, PATIENCE = 20000;
  // Refusals that pass by themselves: the walk-in these marks belong to is still on its way.
  const WAITS = new Set(["MarkTooFarAhead"]);

  async function ask(address, options = {}) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(address, { credentials: "same-origin", cache: "no-store", redirect: "error", signal: stop.signal, ...options });
    } finally {
      clearTimeout(timer);
    }
  }

  // A picture that cannot be had is asked for again the next minute; no mark waits for it.
  async function takeFaces(addresses, token) {
    const missing = await Store.tidyFaces();
    for (let place = 0; place < missing.length; place += MOST_FACES) {
      const body = JSON.stringify({ faces: missing.slice(place, place + MOST_FACES) });
      const answer = await ask(addresses.faces, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body });
      if (!answer.ok) return;
      await Store.keepFaces((await answer.json()).faces);
    }
  }

  async function take(told) {
    const now = Date.now();
    if ((await Store.fact("owner")) !== told.owner) await Store.forgetNames();
    await Store.learn("owner", told.owner);
    await Store.learn("synced_at", now);
    await Store.keep(told.sheets, { synced_at: now, skew: told.now - now });
    return told.token;
  }

  async function look(addresses) {
    const answer = await ask(addresses.rolls);
    if (answer.status === 401) return { state: "sign-in" };
    if (!answer.ok) return { state: "trouble" };
    const told = await answer.json();
    return { state: "ok", owner: told.owner, token: await take(told) };
  }

  // Names go as soon as this device learns that nobody is signed in; marks stay until their keeper is back.
  async function signedOut() {
    await Store.forgetNames();
    return "sign-in";
  }

  const wire = ({ uuid, session, kind, made_at, who, mark, away, reason, base, name, phone, adds_seat, is_other, fetched_by, is_taken_back }) =>
    ({ uuid, session, kind, made_at, who, mark, away, reason, base, name, phone, adds_seat, is_other, fetched_by, is_taken_back });

  async function settle(answers, sent) {
    const gone = [], changed = [];
    for (const answer of answers) {
      const item = sent.get(answer.uuid);
      if (!item) continue;
      if (answer.is_kept) gone.push(item.uuid);
      else if (!WAITS.has(answer.refusal)) changed.push({ ...item, state: "refused", refusal: answer.refusal, sentence: answer.sentence, perhaps: answer.perhaps });
    }
    await Store.drop(...gone);
    await Store.put(...changed);
    return gone.length + changed.length;
  }

  async function once(addresses) {
    const seen = await look(addresses);
    if (seen.state === "sign-in") return signedOut();
    if (seen.state !== "ok") return seen.state;
    for (;;) {
      const now = Date.now();
      const mine = (await Store.queue()).filter((item) => item.owner === seen.owner && item.state === "waiting" && item.not_before <= now);
      const batch = mine.slice(0, BATCH);
      if (!batch.length) {
        await takeFaces(addresses, seen.token);
        return "ok";
      }
      const body = { device: await Store.device(), owner: seen.owner, sent_at: new Date().toISOString(), items: batch.map(wire) };
      const answer = await ask(addresses.sync, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": seen.token }, body: JSON.stringify(body) });
      if (answer.status === 401) return signedOut();
      if (!answer.ok) return "trouble";
      const told = await answer.json();
      const settled = await settle(told.answers, new Map(batch.map((item) => [item.uuid, item])));
      await take(told);
      if (!settled || mine.length <= BATCH) {
        await takeFaces(addresses, seen.token);
        return "ok";
      }
    }
  }

  // One at a time, in every tab and in the worker; nobody waits in line, since whoever sends takes everything along.
  async function run(addresses) {
    const work = async () => {
      try {
        return await once(addresses);
      } catch (error) {
        if (error instanceof DOMException && error.name !== "AbortError") console.warn(error.name);
        return "offline";
      }
    };
    if (!navigator.locks) return work();
    return navigator.locks.request("mueang-send", { ifAvailable: true }, (lock) => (lock ? work() : "busy"));
  }

  return { run };
})();
