/* Keeps the page of visits for where there is no network; it keeps no visit and no name. */
const KEPT = {{ kept|safe }}, HERE = {{ here|safe }};
// A name of its own for every language and city, and for every version of what is kept.
const NAME = `mueang-field:${HERE}:${KEPT.join("|")}`;

self.addEventListener("install", (event) => {
  const fresh = KEPT.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(`mueang-field:${HERE}:`) && name !== NAME;
  event.waitUntil((async () => {
    for (const name of (await caches.keys()).filter(old)) await caches.delete(name);
    await self.clients.claim();
  })());
});

async function kept(request) {
  const cache = await caches.open(NAME);
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (KEPT.includes(address.pathname)) event.respondWith(kept(request));
});
