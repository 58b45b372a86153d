// A piece of a call's sound is played where it is listed. Without this its link opens the sound at the same place.

const sound = document.querySelector("[data-player] audio") ?? new Audio();
let sounding = null;

function show(link) {
  sounding?.removeAttribute("aria-current");
  sounding = link;
  link?.setAttribute("aria-current", "true");
}

async function play(link) {
  show(link);
  sound.pause();
  const address = new URL(link.href);
  address.hash = "";
  if (sound.src !== address.href) sound.src = address.href;
  // Until its length is known a sound cannot jump.
  if (sound.readyState < 1) {
    sound.preload = "metadata";
    await new Promise((known, failed) => {
      sound.addEventListener("loadedmetadata", known, { once: true });
      sound.addEventListener("error", failed, { once: true });
      sound.load();
    });
  }
  if (sounding !== link) return;
  sound.currentTime = Number(link.dataset.hearFrom) / 1000;
  await sound.play();
}

sound.addEventListener("timeupdate", () => {
  if (!sounding || sound.currentTime < Number(sounding.dataset.hearUntil) / 1000) return;
  sound.pause();
  show(null);
});
sound.addEventListener("ended", () => show(null));

for (const link of document.querySelectorAll("[data-hear-from]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (sounding === link && !sound.paused) {
      sound.pause();
      show(null);
      return;
    }
    play(link).catch((refused) => {
      // Another piece was wanted before this one sounded; else the sound is gone, and its address says so.
      if (refused.name !== "AbortError") location.assign(link.href);
    });
  });
}
