// Keeps the last pages that were seen, and those of one's own enrolments, for when there is no connection. What is new
// always comes from the site when that answers; pages behind a sign-in are never kept.

const PAGES = "pages";
const FILES = "files";
const OFFLINE = "/zonder-verbinding";
const MOST_PAGES = 40;
const NEVER = /^(\/[a-z]{2,3})?\/(balie|aanmelden|afmelden|klopt-dit)(\/|$)|\/(nieuw|ook|klopt-niet|voorstellen)$|\.ics$|\.pdf$/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(PAGES).then((pages) => pages.add(OFFLINE)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(NEVER.test(pathname) ? fetch(request) : page(request));
});

/** Names of files change with their content: what is kept is right. */
async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await files.put(request, answer.clone());
  return answer;
}

async function page(request) {
  const pages = await caches.open(PAGES);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && answer.headers.get("content-type")?.startsWith("text/html")) {
      await pages.put(request, answer.clone());
      await leaveOut(pages);
    }
    return answer;
  } catch {
    return (await pages.match(request)) ?? (await pages.match(OFFLINE)) ?? Response.error();
  }
}

/** One's own enrolments are the last to go. */
async function leaveOut(pages) {
  const kept = (await pages.keys()).filter(({ url }) => !/aanmeldingen\/|zonder-verbinding/.test(url));
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST_PAGES)).map((request) => pages.delete(request)));
}
