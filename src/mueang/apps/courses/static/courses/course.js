/* The course where the network comes and goes: where one was, what one has read, and pages kept to be read again.
   Marks wait on the device and may be sent as often as the network likes: the first reading and the latest place stand. */
(() => {
  const words = document.currentScript.dataset, KEY = `mueang-course:${words.seat}`;
  const root = document.querySelector("[data-course]"), status = document.querySelector("[data-status]");
  const kept = () => { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (error) { return []; } };
  const keep = (marks) => { try { localStorage.setItem(KEY, JSON.stringify(marks)); } catch (error) { /* a full or private device only forgets */ } };
  const say = (text) => { if (status) { status.hidden = !text; status.textContent = text; } };

  function note(mark) {
    // One reading a module and one place a module: the list stays as short as the course.
    const same = (one) => one.module === mark.module && Boolean(one.is_read) === Boolean(mark.is_read);
    const before = kept();
    keep(mark.is_read && before.some(same) ? before : [...before.filter((one) => !same(one)), { ...mark, at: new Date().toISOString() }]);
  }

  async function ask(options = {}) {
    return fetch(words.progress, { credentials: "same-origin", cache: "no-store", redirect: "error", ...options });
  }

  let token = null;
  async function send() {
    const marks = kept();
    if (!marks.length) return say("");
    try {
      if (!token) {
        const first = await ask();
        if (!first.ok) return say(words.waiting);
        token = (await first.json()).token;
      }
      const answer = await ask({ method: "POST", keepalive: true, headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ marks }) });
      if (answer.status === 403) token = null;
      // What was noted meanwhile stays for the next time.
      if (answer.ok || answer.status === 400) {
        const sent = new Set(marks.map((one) => JSON.stringify(one)));
        keep(kept().filter((one) => !sent.has(JSON.stringify(one))));
        say("");
      } else say(words.waiting);
    } catch (error) {
      say(words.waiting);
    }
  }

  function place() {
    const heads = [...document.querySelectorAll(".reading [id], .reading")].filter((one) => one.id);
    let here = "";
    for (const head of heads) if (head.getBoundingClientRect().top < innerHeight / 3) here = head.id;
    return here;
  }

  if (root && words.module) {
    let last = "";
    const look = () => {
      const here = place();
      if (here !== last) note({ module: words.module, place: (last = here) });
    };
    note({ module: words.module });
    let timer = 0;
    addEventListener("scroll", () => { clearTimeout(timer); timer = setTimeout(look, 400); }, { passive: true });
    document.addEventListener("visibilitychange", () => { if (document.hidden) { look(); send(); } });
    const form = document.querySelector("[data-read]");
    form.addEventListener("submit", async (event) => {
      if (event.submitter && event.submitter.name === "again") return;
      event.preventDefault();
      note({ module: words.module, is_read: true });
      await send();
      location.assign(form.dataset.next);
    });
  }

  // What this device knows and the page kept on it does not yet.
  for (const mark of kept()) {
    const link = mark.is_read && document.querySelector(`[data-module-link="${CSS.escape(mark.module)}"]`);
    if (link) link.classList.add("is-read");
  }

  const all = document.querySelector("[data-keep-all]");
  if (all && "serviceWorker" in navigator && "caches" in window) {
    document.querySelector("[data-offline]").hidden = false;
    all.addEventListener("click", async () => {
      await navigator.serviceWorker.ready;
      const bar = document.querySelector("[data-keeping]");
      const links = [...document.querySelectorAll("[data-module-link], [data-keep]")].map((one) => one.href);
      const pages = [location.pathname, ...new Set(links)];
      bar.hidden = false;
      bar.max = pages.length;
      all.disabled = true;
      let done = 0;
      for (const address of pages) {
        try { if ((await fetch(address, { credentials: "same-origin" })).ok) done += 1; } catch (error) { /* counted below */ }
        bar.value += 1;
      }
      all.disabled = false;
      say(done === pages.length ? words.kept : words.notKept);
    });
  }

  if ("serviceWorker" in navigator) navigator.serviceWorker.register(words.worker, { scope: words.scope });
  addEventListener("online", send);
  send();
})();
