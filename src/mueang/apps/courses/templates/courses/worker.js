/* Pages of the course that were opened stay readable where there is no network; nothing else is kept. */
const KEPT = {{ kept|safe }}, HERE = {{ here|safe }};
// A name of its own for every language, and for every version of what pages are drawn with.
const FILES = `mueang-course:${HERE}:${KEPT.join("|")}`, PAGES = `mueang-course:${HERE}:pages`;

self.addEventListener("install", (event) => {
  const fresh = KEPT.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(`mueang-course:${HERE}:`) && name !== FILES && name !== PAGES;
  event.waitUntil((async () => {
    for (const name of (await caches.keys()).filter(old)) await caches.delete(name);
    await self.clients.claim();
  })());
});

// The newest page where there is a network; a sign-in page never takes the place of what was read.
async function page(request) {
  const cache = await caches.open(PAGES);
  try {
    const answer = await fetch(request);
    const isPage = answer.ok && !answer.redirected && (answer.headers.get("Content-Type") || "").startsWith("text/html");
    if (isPage) await cache.put(new URL(request.url).pathname, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(new URL(request.url).pathname, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function file(request) {
  const cache = await caches.open(FILES);
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (KEPT.includes(address.pathname)) event.respondWith(file(request));
  else if (address.pathname.startsWith(HERE) && address.pathname.endsWith("/")) event.respondWith(page(request));
});
