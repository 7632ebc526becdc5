/* Fetching today's visits and sending reports. Every report has a number of its own: it may be sent as often as the network likes. */
const Send = (() => {
  const BATCH = 5, PATIENCE = 30000;
  async function ask(address, options = {}) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(address, { credentials: "same-origin", cache: "no-store", redirect: "error", signal: stop.signal, ...options });
    } finally {
      clearTimeout(timer);
    }
  }
  const post = (address, token, body) => ask(address, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(body) });

  async function take(addresses) {
    const answer = await ask(addresses.visits);
    if (answer.status === 401) {
      await Safe.forget();
      return { state: "sign-in" };
    }
    // Whoever may no longer look keeps nothing.
    if (answer.status === 404) {
      await Safe.forget();
      return { state: "trouble" };
    }
    if (!answer.ok) return { state: "trouble" };
    const told = await answer.json();
    if ((await Safe.fact("owner")) !== told.owner) await Safe.forget();
    await Safe.learn("owner", told.owner);
    await Safe.learnKey(told.key);
    await Safe.keepVisits(told.visits);
    await Safe.learn("synced_at", Date.now());
    return { state: "ok", owner: told.owner, token: told.token, until: told.key.until };
  }

  async function openOld(addresses, seen) {
    const shut = (await Safe.reports()).filter((row) => row.owner === seen.owner && row.body === null);
    const numbers = [...new Set(shut.map((row) => row.key))];
    if (!numbers.length) return;
    const answer = await post(addresses.keys, seen.token, { numbers });
    if (!answer.ok) return;
    const told = await answer.json();
    // A moment shorter than the day's own key: new things are kept under that one.
    for (const [number, hex] of Object.entries(told.keys)) await Safe.learnKey({ number, hex, until: seen.until - 1 });
  }

  async function once(addresses) {
    const seen = await take(addresses);
    if (seen.state !== "ok") return seen.state;
    await openOld(addresses, seen);
    const mine = (await Safe.reports()).filter((row) => row.owner === seen.owner && row.state === "waiting" && row.body);
    for (let at = 0; at < mine.length; at += BATCH) {
      const batch = mine.slice(at, at + BATCH);
      const items = batch.map((row) => ({ ...row.body, uuid: row.uuid, visit: row.visit }));
      const answer = await post(addresses.sync, seen.token, { device: await Safe.device(), owner: seen.owner, sent_at: new Date().toISOString(), items });
      if (!answer.ok) return answer.status === 401 ? "sign-in" : "trouble";
      const told = new Map((await answer.json()).answers.map((one) => [one.uuid, one]));
      for (const row of batch) {
        const said = told.get(row.uuid);
        if (said && said.is_kept) await Safe.drop(row.uuid);
        else if (said) await Safe.putReport({ ...row, state: "refused", sentence: said.sentence });
      }
    }
    return mine.length ? (await take(addresses)).state : "ok";
  }

  // One at a time in all tabs; nobody waits in line, since whoever sends takes everything along.
  async function run(addresses) {
    const work = async () => {
      try {
        return await once(addresses);
      } catch (error) {
        return "offline";
      }
    };
    return navigator.locks ? navigator.locks.request(Safe.ROOM, { ifAvailable: true }, (lock) => (lock ? work() : "busy")) : work();
  }
  return { run };
})();
