/* What this device keeps: names of rolls (gone at sign-out and after three days), faces beside them (gone an hour after
   the session), and marks that wait to be sent. */
const Store = (() => {
  const DAYS_KEPT = 3;
  const NAMES = "mueang-names", WAITING = "mueang-waiting";
  const opened = new Map();

  const done = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });

  function open(name, version, stores) {
    if (!opened.has(name)) {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => {
        const there = request.result.objectStoreNames;
        for (const [store, key] of stores) if (!there.contains(store)) request.result.createObjectStore(store, { keyPath: key });
      };
      opened.set(name, done(request).then((database) => {
        // Signing out in another tab takes the names away: let it.
        database.onversionchange = () => { database.close(); opened.delete(name); };
        database.onclose = () => opened.delete(name);
        return database;
      }));
    }
    return opened.get(name);
  }
  const names = () => open(NAMES, 2, [["sheets", "uuid"], ["faces", "uuid"]]);
  const waiting = () => open(WAITING, 1, [["queue", "uuid"], ["facts", "name"]]);

  // One transaction, durable before it answers: a mark that was shown as kept survives a dead battery.
  async function change(database, store, work) {
    const transaction = (await database()).transaction(store, "readwrite", { durability: "strict" });
    work(transaction.objectStore(store));
    return new Promise((yes, no) => {
      transaction.oncomplete = () => yes();
      transaction.onerror = transaction.onabort = () => no(transaction.error);
    });
  }
  async function all(database, store) {
    return done((await database()).transaction(store).objectStore(store).getAll());
  }

  async function fact(name) {
    const found = await done((await waiting()).transaction("facts").objectStore("facts").get(name));
    return found ? found.value : null;
  }
  const learn = (name, value) => change(waiting, "facts", (store) => store.put({ name, value }));

  async function device() {
    const known = await fact("device");
    if (known) return known;
    const name = number();
    await learn("device", name);
    return name;
  }

  // randomUUID needs a secure context; this does not.
  function number() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  }

  // Faces of rolls that are not over yet, by the server's clock.
  async function needed() {
    const on = (await all(names, "sheets")).filter((sheet) => sheet.faces_until > Date.now() + (sheet.skew || 0));
    return new Set(on.flatMap((sheet) => sheet.lines.map((line) => line.face).filter(Boolean)));
  }

  // Whatever no roll needs goes; what is needed and not there is handed back.
  async function tidyFaces() {
    const wanted = await needed();
    const held = (await all(names, "faces")).map((face) => face.uuid);
    const over = held.filter((one) => !wanted.has(one));
    if (over.length) await change(names, "faces", (store) => over.forEach((one) => store.delete(one)));
    return [...wanted].filter((one) => !held.includes(one));
  }

  const byMoment = (a, b) => (a.made_at < b.made_at ? -1 : a.made_at > b.made_at ? 1 : a.uuid < b.uuid ? -1 : 1);

  return {
    number, device, fact, learn,
    queue: async () => (await all(waiting, "queue")).sort(byMoment),
    put: (...items) => change(waiting, "queue", (store) => items.forEach((item) => store.put(item))),
    drop: (...numbers) => change(waiting, "queue", (store) => numbers.forEach((one) => store.delete(one))),
    // Taking back and making anew in one step: never both, never neither.
    swap: (gone, item) => change(waiting, "queue", (store) => { gone.forEach((one) => store.delete(one)); store.put(item); }),
    sheets: async () => (await all(names, "sheets")).sort((a, b) => a.starts_at - b.starts_at),
    async keep(sheets, { synced_at, skew }) {
      const oldest = Date.now() - DAYS_KEPT * 86400e3;
      const held = await all(names, "sheets");
      await change(names, "sheets", (store) => {
        for (const sheet of held) if (sheet.synced_at < oldest) store.delete(sheet.uuid);
        for (const sheet of sheets) store.put({ ...sheet, synced_at, skew });
      });
    },
    async forgetOld() {
      const oldest = Date.now() - DAYS_KEPT * 86400e3;
      const held = (await all(names, "sheets")).filter((sheet) => sheet.synced_at < oldest);
      await change(names, "sheets", (store) => held.forEach((sheet) => store.delete(sheet.uuid)));
      await tidyFaces();
    },
    async forgetNames() {
      await change(names, "sheets", (store) => store.clear());
      await change(names, "faces", (store) => store.clear());
    },
    tidyFaces,
    faces: async () => new Map((await all(names, "faces")).map(({ uuid, picture }) => [uuid, picture])),
    keepFaces: (found) => change(names, "faces", (store) => Object.entries(found).forEach(([uuid, picture]) => store.put({ uuid, picture }))),
  };
})();
