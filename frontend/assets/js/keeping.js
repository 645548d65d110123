/** The worker that keeps the last pages for when there is no connection. */
export function keepPages() {
  navigator.serviceWorker?.register("/sw.js").catch(() => {});
}

/** On the page that is shown without a connection: which pages are there to read. */
export async function keptPages() {
  const list = document.querySelector("[data-kept-pages]");
  if (!list || !window.caches) return;
  const kept = await caches.open("pages");
  const requests = (await kept.keys()).filter(({ url }) => !url.includes("/zonder-verbinding")).reverse();
  list.replaceChildren(...(await Promise.all(requests.map(async (request) => itemOf(request, await kept.match(request))))));
}

async function itemOf(request, answer) {
  const title = (await answer.text()).match(/<title>([^<]*)<\/title>/)?.[1] ?? request.url;
  const link = document.createElement("a");
  link.className = "denhaag-link";
  link.href = request.url;
  link.innerHTML = title;
  const item = document.createElement("li");
  item.append(link);
  return item;
}
