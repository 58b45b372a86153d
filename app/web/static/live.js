// Running calls with their words as they come. Each notice says from which turn on it is new, so that a connection that
// was lost and came back neither doubles nor loses a sentence.

const board = document.querySelector("[data-live]");
const quiet = document.querySelector("[data-quiet]");
const state = document.querySelector("[data-state]");
const callShape = document.getElementById("live-call");
const turnShape = document.getElementById("live-turn");
const { showUnderWay } = await import(board.dataset.words);
const calls = new Map();
const KEEP_OVER_MS = 60_000;

function show(name) {
  const words = state.querySelector("[data-on]");
  words.textContent = words.dataset[name];
  state.classList.toggle("lost", name === "lost");
}

function make(sid) {
  const card = callShape.content.firstElementChild.cloneNode(true);
  const address = `/calls/${encodeURIComponent(sid)}`;
  card.querySelector("[data-link]").href = address;
  for (const form of card.querySelectorAll("[data-deed]")) {
    form.action = `/live/${encodeURIComponent(sid)}/${form.dataset.deed}`;
  }
  board.append(card);
  const call = { card, turns: 0, started: Date.now(), over: false };
  calls.set(sid, call);
  if (sid === board.dataset.at) {
    delete board.dataset.at; // whoever has just taken part goes on where they were, once
    if (document.activeElement === document.body) card.querySelector("[name=text]")?.focus();
  }
  return call;
}

function addTurn(log, turn) {
  const shape = turnShape.content.firstElementChild.cloneNode(true);
  shape.classList.add(turn.speaker);
  const speaker = shape.querySelector("[data-speaker]");
  speaker.textContent = speaker.dataset[turn.speaker];
  shape.querySelector("[data-at]").textContent = turn.at;
  const mood = shape.querySelector("[data-mood]");
  mood.hidden = !turn.mood;
  mood.textContent = turn.mood;
  shape.querySelector(".bubble").textContent = turn.text;
  log.append(shape);
}

function take(notice) {
  let call = calls.get(notice.sid);
  if (notice.over) {
    if (!call || call.over) return;
    call.over = true;
    call.card.classList.add("over");
    call.card.querySelector("[data-over]").hidden = false;
    call.card.querySelector("[data-part]")?.remove();
    showUnderWay(call.card.querySelector(".talk"), turnShape, []);
    setTimeout(() => {
      call.card.remove();
      if (calls.get(notice.sid) === call) calls.delete(notice.sid);
      quiet.hidden = calls.size > 0;
    }, KEEP_OVER_MS);
    return;
  }
  if (call?.over) {
    // it was passed on, and came back
    call.card.remove();
    call = undefined;
  }
  call ??= make(notice.sid);
  quiet.hidden = true;
  call.started = Date.now() - notice.age_s * 1000;
  call.card.querySelector("[data-number]").textContent = notice.number;
  call.card.querySelector("[data-business]").textContent = notice.business;
  call.card.querySelector("[data-trial]").hidden = !notice.trial;
  const takeOver = call.card.querySelector("[data-with-line]");
  if (takeOver) {
    takeOver.hidden = !notice.line;
    takeOver.querySelector("[data-line]").textContent = notice.line;
  }
  const hints = call.card.querySelector("[data-hints]");
  if (hints) {
    hints.hidden = !notice.hints;
    hints.textContent = notice.hints;
  }
  const part = call.card.querySelector("[data-part]");
  if (part) part.hidden = Boolean(notice.passed);
  const passed = call.card.querySelector("[data-passed]");
  passed.hidden = !notice.passed;
  passed.textContent = notice.passed;
  const reason = call.card.querySelector("[data-escalation]");
  reason.hidden = !notice.escalation;
  reason.textContent = notice.escalation;
  const log = call.card.querySelector(".talk");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  notice.turns.forEach((turn, nth) => {
    if (notice.since + nth < call.turns) return;
    addTurn(log, turn);
    call.turns += 1;
  });
  showUnderWay(log, turnShape, notice.under_way);
  if (atEnd) log.scrollTop = log.scrollHeight;
}

setInterval(() => {
  for (const call of calls.values()) {
    if (call.over) continue;
    const seconds = Math.max(0, Math.floor((Date.now() - call.started) / 1000));
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    call.card.querySelector("[data-clock]").textContent = clock;
  }
}, 500);

// A browser comes again by itself after a line that broke, but not after an answer that is no stream (a server that is
// just starting, a proxy without one), and it never notices a line that is dead without having been closed.
const SILENT_MS = 40_000;
const AGAIN_MS = 3_000;
let events;
let heard;

function connect() {
  events = new EventSource(board.dataset.live);
  heard = Date.now();
  const alive = (work) => (event) => {
    heard = Date.now();
    work?.(event);
  };
  events.addEventListener("beat", alive());
  events.addEventListener("begin", alive((event) => {
    const running = new Set(JSON.parse(event.data));
    for (const sid of calls.keys()) if (!running.has(sid)) take({ sid, over: true });
    show("on");
  }));
  events.addEventListener("call", alive((event) => take(JSON.parse(event.data))));
  events.addEventListener("error", () => {
    show("lost");
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, AGAIN_MS);
  });
}

setInterval(() => {
  if (events.readyState !== EventSource.OPEN || Date.now() - heard < SILENT_MS) return;
  events.close();
  show("lost");
  connect();
}, 5_000);
connect();
window.addEventListener("pagehide", () => events.close());
window.addEventListener("pageshow", (event) => event.persisted && connect());
