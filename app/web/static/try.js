// A call from this page. The line speaks Twilio's media-stream protocol (connected, start, media, dtmf, mark, stop out;
// media, mark, clear in), so the server answers it with the very code that answers a telephone; when its socket breaks, it
// comes back to the same call (try-line.js). The words come over server-sent events, each with the number of the first turn
// that is new: nothing is doubled when that connection breaks.

const page = document.querySelector("[data-try]");
const form = page.querySelector("[data-place]");
const state = page.querySelector("[data-state]");
const talk = page.querySelector("[data-talk]");
const empty = page.querySelector("[data-empty]");
const result = page.querySelector("[data-result]");
const level = page.querySelector("[data-level]");
const pressed = page.querySelector("[data-pressed]");
const writing = page.querySelector("[data-compose]");
const turnShape = document.getElementById("try-turn");
const inWriting = page.dataset.try === "text";
const { KeptLine } = await import(page.dataset.line);
const { showUnderWay } = await import(page.dataset.underWay);
const FRAME_MS = 20;
const SLOW_MS = 1000;
const LATE_MS = 2000;
const AGAIN_MS = 1_000;
const MOST_TRIES = 30;
const GOOD = ["idle", "asking", "ringing", "talking", "writing", "reconnecting", "over", "overByAssistant"];
let call = null;

function show(name) {
  page.dataset.now = name;
  state.querySelector("[data-words]").textContent = state.dataset[name];
  state.classList.toggle("lost", ["ringing", "asking", "idle", "reconnecting"].includes(name));
  state.classList.toggle("bad", !GOOD.includes(name));
  const again = form.querySelector("[data-call] [data-words]");
  again.textContent = name === "dropped" ? again.dataset.again : again.dataset.first;
  const running = call !== null;
  for (const part of page.querySelectorAll("[data-while-calling]")) part.hidden = !running;
  for (const part of page.querySelectorAll("[data-while-idle]")) part.hidden = running;
  for (const field of form.elements) if (field.matches("select, input:not([type=hidden])")) field.disabled = running;
}

// --- the words ---------------------------------------------------------------------------------------------------------

function addTurn(turn) {
  const shape = turnShape.content.firstElementChild.cloneNode(true);
  shape.classList.add(turn.speaker);
  const speaker = shape.querySelector("[data-speaker]");
  speaker.textContent = speaker.dataset[turn.speaker];
  shape.querySelector("[data-at]").textContent = turn.at;
  shape.querySelector(".bubble").textContent = turn.text;
  const waited = shape.querySelector("[data-waited]");
  waited.hidden = turn.waited_ms === null;
  waited.querySelector("[data-time]").textContent = turn.waited;
  waited.classList.toggle("warn", turn.waited_ms >= SLOW_MS && turn.waited_ms < LATE_MS);
  waited.classList.toggle("bad", turn.waited_ms >= LATE_MS);
  talk.append(shape);
}

function listenToWords(address) {
  talk.replaceChildren();
  result.hidden = true;
  let shown = 0;
  let failed = 0;
  const words = { connect };
  function connect() {
    words.events?.close();
    const events = new EventSource(address);
    words.events = events;
    events.addEventListener("turns", (event) => {
      failed = 0;
      const { since, turns, under_way: underWay } = JSON.parse(event.data);
      turns.forEach((turn, nth) => {
        if (since + nth < shown) return;
        addTurn(turn);
        shown += 1;
      });
      showUnderWay(talk, turnShape, underWay);
      empty.hidden = talk.childElementCount > 0;
      talk.scrollTop = talk.scrollHeight;
    });
    events.addEventListener("over", (event) => {
      events.close();
      showResult(JSON.parse(event.data));
      if (call?.words === words) end(call.away ? "dropped" : "over");
    });
    events.addEventListener("error", () => {
      failed += 1; // a browser comes again by itself, but not after an answer that is no stream
      if (events.readyState === EventSource.CLOSED && events === words.events && failed < MOST_TRIES) setTimeout(connect, AGAIN_MS);
    });
  }
  connect();
  return words;
}

function showResult({ outcome, told, address }) {
  result.querySelector("[data-outcome]").textContent = outcome;
  result.querySelector("[data-told]").replaceChildren(
    ...told.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );
  result.querySelector("[data-address]").href = address;
  result.hidden = false;
}

// --- the line ----------------------------------------------------------------------------------------------------------

class MediaLine {
  constructor(sound, sid) {
    this.sound = sound;
    this.streamSid = `MZ${crypto.randomUUID().replaceAll("-", "")}`;
    this.sequence = 0;
    this.chunk = 0;
    this.sid = sid;
    sound.port.onmessage = ({ data }) => this.fromSound(data);
  }

  send(event, content) {
    this.sequence += 1;
    const stream = event === "connected" ? {} : { streamSid: this.streamSid };
    this.kept.send({ event, sequenceNumber: String(this.sequence), ...stream, ...content });
  }

  opened() {
    this.send("connected", { protocol: "Call", version: "1.0.0" });
    this.send("start", {
      start: {
        streamSid: this.streamSid,
        accountSid: "browser",
        callSid: this.sid,
        tracks: ["inbound"],
        customParameters: {},
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
      },
    });
    this.started = true;
  }

  fromSound({ frame, mark, loudest }) {
    if (mark) this.send("mark", { mark: { name: mark } });
    if (!frame || !this.started) return;
    level.value = loudest;
    const timestamp = String(this.chunk * FRAME_MS);
    this.chunk += 1;
    const payload = btoa(String.fromCharCode(...frame));
    this.send("media", { media: { track: "inbound", chunk: String(this.chunk), timestamp, payload } });
  }

  take(message) {
    if (message.event === "media") {
      const media = Uint8Array.from(atob(message.media.payload), (letter) => letter.charCodeAt(0));
      this.sound.port.postMessage({ media });
    } else if (message.event === "mark") this.sound.port.postMessage({ mark: message.mark.name });
    else if (message.event === "clear") this.sound.port.postMessage({ clear: true });
  }

  press(key) {
    this.send("dtmf", { dtmf: { track: "inbound_track", digit: key } });
  }

  hangUp() {
    this.send("stop", { stop: { accountSid: "browser", callSid: this.sid } });
    this.kept.hangUp();
  }
}

class WrittenLine {
  opened() {
    writing.elements.text.focus();
  }

  take() {} // what is said comes with the words

  write(text) {
    this.kept.send({ text });
  }

  press(key) {
    this.kept.send({ keys: key });
  }

  hangUp() {
    this.kept.hangUp();
  }
}

function connect(placing, line, address) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const connected = inWriting ? "writing" : "talking";
  line.kept = new KeptLine(`${scheme}://${location.host}${address}`, {
    opened() {
      show(connected);
      line.opened();
    },
    take: (message) => line.take(message),
    lost() {
      if (call !== placing) return;
      placing.away = true;
      show("reconnecting");
    },
    back() {
      if (call !== placing) return;
      placing.away = false;
      show(connected);
      placing.words.connect();
    },
    over(hungUp) {
      if (call === placing) end(hungUp ? "overByAssistant" : "dropped");
    },
  });
}

// --- placing a call ----------------------------------------------------------------------------------------------------

class Fault extends Error {}

const MICROPHONE_FAULTS = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "noMicrophone",
  NotReadableError: "microphoneBusy",
};

async function openMicrophone() {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new Fault("notSecure");
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    throw new Fault(MICROPHONE_FAULTS[error.name] ?? "noMicrophone");
  }
}

async function openSound() {
  const context = new AudioContext({ latencyHint: "interactive" });
  const microphone = await openMicrophone().catch((error) => {
    context.close();
    throw error;
  });
  const close = () => {
    for (const track of microphone.getTracks()) track.stop();
    if (context.state !== "closed") context.close().catch(() => {}); // closed already is closed
  };
  try {
    await context.audioWorklet.addModule(page.dataset.worklet);
    await context.resume();
    const node = new AudioWorkletNode(context, "telephone-line", { outputChannelCount: [1] });
    context.createMediaStreamSource(microphone).connect(node).connect(context.destination);
    return { node, close };
  } catch {
    close();
    throw new Fault("noSound");
  }
}

async function askForLine(fields) {
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body: fields });
  } catch {
    throw new Fault("failed");
  }
  if (response.status === 401 || response.status === 403) throw new Fault("signedOut");
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Fault({ busy: "busy", bad_number: "badNumber" }[answer.fault] ?? "failed");
}

async function place() {
  if (call) return;
  const fields = new URLSearchParams(new FormData(form));
  call = { ended: false };
  const placing = call;
  show(inWriting ? "ringing" : "asking");
  try {
    if (!inWriting) placing.sound = await openSound();
    if (placing.ended) return;
    show("ringing");
    const { sid, line, events } = await askForLine(fields);
    if (placing.ended) return;
    placing.line = inWriting ? new WrittenLine() : new MediaLine(placing.sound.node, sid);
    placing.words = listenToWords(events);
    connect(placing, placing.line, line);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (call === placing) end(error.message);
  } finally {
    if (placing.ended) placing.sound?.close(); // hung up before anybody answered
  }
}

function end(how) {
  const ending = call;
  call = null;
  ending.ended = true;
  if (how === "over" || how === "dropped") ending.line?.hangUp();
  ending.sound?.close();
  level.value = 0;
  pressed.textContent = "";
  show(how);
  form.querySelector("[data-call]").focus();
}

function hangUp() {
  if (call) end("over");
}

function press(key) {
  if (!call?.line) return;
  call.line.press(key);
  pressed.textContent += key;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  place();
});
page.querySelector("[data-hang-up]").addEventListener("click", hangUp);
for (const button of page.querySelectorAll("[data-press]")) {
  button.addEventListener("click", () => press(button.dataset.press));
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea, select");
  if (call && !typing && /^[0-9*#]$/.test(event.key)) press(event.key);
});
writing?.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = writing.elements.text;
  if (!field.value.trim() || !call?.line) return;
  call.line.write(field.value);
  field.value = "";
});
const caller = form.elements.caller;
const other = page.querySelector("[data-other]");
function chosen() {
  other.hidden = caller.value !== "other";
  other.querySelector("input").required = caller.value === "other";
  const business = form.elements.business.value;
  for (const option of caller.querySelectorAll("[data-of]")) option.hidden = option.disabled = option.dataset.of !== business;
  if (caller.selectedOptions[0]?.disabled) caller.selectedIndex = 0;
}
form.addEventListener("change", chosen);
chosen();
show("idle");
window.addEventListener("pagehide", hangUp);
