// While a document is being read, its line keeps up with it; nothing that is being typed is touched.

const section = document.querySelector("[data-refresh]");

async function look() {
  const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("documents");
  const lines = section.querySelector(".lines");
  if (!found || lines.contains(document.activeElement)) return later();
  lines.replaceWith(found.querySelector(".lines"));
  if (found.dataset.refresh) later();
  else delete section.dataset.refresh;
}

function later() {
  setTimeout(() => look().catch(later), Number(section.dataset.refresh) * 1000);
}

if (section) later();
