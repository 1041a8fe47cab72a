/**
 * The service worker: a page opens when the box is off. Built once for the phone and once for the board.
 *
 * It keeps the files of one build and answers with them first; everything else, the game above all, goes to the
 * network untouched. The names in capitals are filled in by
 * scripts/finish-build.mjs.
 */
declare const NAME: string;
declare const PAGE: string;
declare const BUILD: string;
declare const FILES: string[];

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `${NAME}-${BUILD}`;

worker.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    // Past the HTTP cache, or a new build could be filled with old files.
    await cache.addAll([PAGE, ...FILES].map((path) => new Request(path, { cache: "reload" })));
  };
  event.waitUntil(fill());
});

worker.addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(`${NAME}-`) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(clean());
});

worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  // A card's link is the same page: it reads its key from the address.
  const isPage =
    request.mode === "navigate" && (url.pathname === PAGE || (PAGE === "/" && url.pathname.startsWith("/C/")));
  if (!isPage && !FILES.includes(url.pathname)) return;
  const answer = async () => (await caches.match(isPage ? PAGE : url.pathname, { cacheName: CACHE })) ?? fetch(request);
  event.respondWith(answer());
});
