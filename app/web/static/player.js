// The recording of a call in step with its words. Turns know when they began and ended; a word's place in its turn is
// told by the letters before it, since nobody noted it to the syllable.

const player = document.querySelector("[data-player]");
const sound = player?.querySelector("audio");
const turns = [...document.querySelectorAll("[data-from]")].map((article) => ({
  article,
  bubble: article.querySelector(".bubble"),
  from: Number(article.dataset.from) / 1000,
  until: Number(article.dataset.until) / 1000,
  words: null,
}));

/** The turn's heard words, each in an element of its own with the share of the turn at which it ends. */
function wordsOf(turn) {
  if (turn.words) return turn.words;
  const walker = document.createTreeWalker(turn.bubble, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".unheard")) texts.push(walker.currentNode);
  const found = [];
  let letters = 0;
  for (const text of texts) {
    const pieces = document.createDocumentFragment();
    for (const piece of text.data.split(/(\s+)/)) {
      if (!piece.trim()) {
        pieces.append(piece);
        continue;
      }
      const word = document.createElement("span");
      word.textContent = piece;
      letters += piece.length + 1;
      found.push({ word, letters });
      pieces.append(word);
    }
    text.replaceWith(pieces);
  }
  turn.words = found.map(({ word, letters: upTo }) => ({ word, ends: upTo / letters }));
  return turn.words;
}

let shown = null;
let marked = null;

function show(turn) {
  if (turn === shown) return;
  shown?.article.classList.remove("sounding");
  shown?.article.removeAttribute("aria-current");
  shown = turn;
  if (!turn) return;
  turn.article.classList.add("sounding");
  turn.article.setAttribute("aria-current", "true");
  if (!sound.paused) turn.article.scrollIntoView({ block: "nearest" });
}

function mark(word) {
  if (word === marked) return;
  marked?.classList.remove("now");
  marked = word;
  word?.classList.add("now");
}

function follow() {
  const now = sound.currentTime;
  // who began last is heard best: a caller who interrupts is shown, not whom they interrupt
  const turn = turns.findLast((one) => one.from <= now && now < one.until) ?? null;
  show(turn);
  if (!turn) return mark(null);
  const share = (now - turn.from) / Math.max(0.001, turn.until - turn.from);
  mark((wordsOf(turn).find((one) => share < one.ends) ?? wordsOf(turn).at(-1))?.word ?? null);
}

function keepFollowing() {
  follow();
  if (!sound.paused && !sound.ended) requestAnimationFrame(keepFollowing);
}

async function playFrom(seconds) {
  // Until its length is known a player cannot jump.
  if (sound.readyState < 1) {
    sound.preload = "metadata";
    await new Promise((known) => {
      sound.addEventListener("loadedmetadata", known, { once: true });
      sound.load();
    });
  }
  sound.currentTime = seconds;
  await sound.play();
}

function toggle() {
  if (sound.paused) sound.play();
  else sound.pause();
}

if (sound) {
  for (const hint of player.querySelectorAll("[data-needs-script]")) hint.hidden = false;
  sound.addEventListener("play", keepFollowing);
  sound.addEventListener("seeked", follow);
  sound.addEventListener("timeupdate", follow);
  for (const turn of turns) {
    turn.article.dataset.heard = "";
    const button = turn.article.querySelector(".hear");
    button.hidden = false;
    button.addEventListener("click", () => playFrom(turn.from));
    turn.bubble.addEventListener("click", () => {
      if (document.getSelection().isCollapsed) playFrom(turn.from);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select, [contenteditable]")) return;
    if (event.key === "p") toggle();
    else if (event.key === "," || event.key === ".") sound.currentTime += event.key === "," ? -5 : 5;
    else return;
    event.preventDefault();
  });
}
