/* What this device keeps of visits (or of whatever room the script's tag names), encrypted (AES-GCM): names and the key go at sign-out and when the key expires;
   reports not sent yet stay, unreadable, until the same account signs in and gets their key again. */
const Safe = (() => {
  const ROOM = document.currentScript.dataset.room || "mueang-field";
  const NAMES = ROOM, WAITING = `${ROOM}-waiting`;
  const opened = new Map();
  const done = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });
  function open(name, stores) {
    if (!opened.has(name)) {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => { for (const [store, key] of stores) request.result.createObjectStore(store, { keyPath: key }); };
      opened.set(name, done(request).then((database) => {
        // Signing out in another tab takes the names away: let it.
        database.onversionchange = () => { database.close(); opened.delete(name); };
        database.onclose = () => opened.delete(name);
        return database;
      }));
    }
    return opened.get(name);
  }
  const names = () => open(NAMES, [["visits", "uuid"], ["keys", "number"]]);
  const waiting = () => open(WAITING, [["reports", "uuid"], ["facts", "name"]]);

  // One transaction, durable before it answers: what was shown as kept survives a dead battery.
  async function change(database, store, work) {
    const transaction = (await database()).transaction(store, "readwrite", { durability: "strict" });
    work(transaction.objectStore(store));
    return new Promise((yes, no) => {
      transaction.oncomplete = () => yes();
      transaction.onerror = transaction.onabort = () => no(transaction.error);
    });
  }
  const all = async (database, store) => done((await database()).transaction(store).objectStore(store).getAll());

  async function fact(name) {
    const found = await done((await waiting()).transaction("facts").objectStore("facts").get(name));
    return found ? found.value : null;
  }
  const learn = (name, value) => change(waiting, "facts", (store) => store.put({ name, value }));
  async function device() {
    const known = await fact("device");
    if (known) return known;
    const number = crypto.randomUUID();
    await learn("device", number);
    return number;
  }

  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  // Not extractable: the page can use the key and never read it out.
  async function learnKey({ number, hex, until }) {
    const key = await crypto.subtle.importKey("raw", bytes(hex), "AES-GCM", false, ["encrypt", "decrypt"]);
    await change(names, "keys", (store) => store.put({ number, key, until }));
  }
  const heldKeys = async () => (await all(names, "keys")).filter((row) => row.until > Date.now());
  async function lock(value) {
    const [held] = (await heldKeys()).sort((a, b) => b.until - a.until);
    if (!held) throw new Error("no key");
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(value));
    return { key: held.number, iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, held.key, text) };
  }
  async function unlock(row, held) {
    const found = held.find((one) => one.number === row.key);
    if (!found) return null;
    try {
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, found.key, row.data)));
    } catch {
      return null;
    }
  }

  async function keepVisits(visits) {
    const rows = await Promise.all(visits.map(async (visit, place) => ({ uuid: visit.uuid, place, ...(await lock(visit)) })));
    await change(names, "visits", (store) => { store.clear(); rows.forEach((row) => store.put(row)); });
  }
  async function visits() {
    const held = await heldKeys(), rows = (await all(names, "visits")).sort((a, b) => a.place - b.place);
    return (await Promise.all(rows.map((row) => unlock(row, held)))).filter(Boolean);
  }
  async function putReport({ uuid, owner, visit, state, sentence = "", body }) {
    const row = { uuid, owner, visit, state, sentence, ...(await lock(body)) };
    await change(waiting, "reports", (store) => store.put(row));
  }
  async function reports() {
    const held = await heldKeys(), rows = await all(waiting, "reports");
    return Promise.all(rows.map(async (row) => ({ ...row, body: await unlock(row, held) })));
  }
  const drop = (...numbers) => change(waiting, "reports", (store) => numbers.forEach((one) => store.delete(one)));

  async function forget() {
    await change(names, "visits", (store) => store.clear());
    await change(names, "keys", (store) => store.clear());
  }
  async function expire() {
    if (!(await heldKeys()).length) await forget();
  }

  return { ROOM, fact, learn, device, learnKey, heldKeys, keepVisits, visits, putReport, reports, drop, forget, expire };
})();
