/* Keeps the roll-call page for a hall without a network, and sends waiting marks when the network returns. */
importScripts(...{{ scripts|safe }});
const KEPT = {{ kept|safe }};
const ADDRESSES = { rolls: {{ rolls|safe }}, sync: {{ sync|safe }}, faces: {{ faces|safe }} };
const HALL = {{ hall|safe }}, DESK = {{ desk|safe }};
// A name of its own for every language, and for every version of what is kept.
const NAME = `mueang-hall:${DESK}:${KEPT.join("|")}`;

self.addEventListener("install", (event) => {
  const fresh = KEPT.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(`mueang-hall:${DESK}:`) && name !== NAME;
  event.waitUntil((async () => {
    for (const name of (await caches.keys()).filter(old)) await caches.delete(name);
    await Store.forgetOld();
    await self.clients.claim();
  })());
});

async function kept(request) {
  const cache = await caches.open(NAME);
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) || fetch(request);
}

// Without a network every page of the desk leads to the one that works.
async function page(request) {
  try {
    return await fetch(request);
  } catch {
    const session = new URL(request.url).pathname.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/);
    return Response.redirect(HALL + (session ? `#${session[0]}` : ""));
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (KEPT.includes(address.pathname)) event.respondWith(kept(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "mueang-send") return;
  event.waitUntil(Send.run(ADDRESSES).then(async (state) => {
    for (const client of await self.clients.matchAll()) client.postMessage("sent");
    // The browser asks again later, with pauses of its own.
    if (state === "offline" || state === "trouble") throw new Error(state);
  }));
});
