// A line to the server that may break and come back. Both sides count the messages they have and send again what the
// other side lacks ("line" messages, once a second), so nothing is lost and nothing is said twice.

const SILENT_MS = 3_500;
const AGAIN_MS = 500;
const GIVE_UP_MS = 10_000;
const AT_ONCE = 4; // messages, so that what waited comes faster than it was spoken, and not all in one heap
const NORMAL_CLOSURE = 1000;
const CALL_OVER = 4010;

export class KeptLine {
  // told: opened() once, take(message), lost() and back() for each break, over(whether the other side hung up) once
  constructor(address, told) {
    this.address = address;
    this.told = told;
    this.had = 0;
    this.waiting = []; // messages that the server does not have yet,
    this.begun = 0; // how many of them were sent on this socket,
    this.taken = 0; // and how many it has
    this.everOpen = false;
    this.ended = false;
    this.lostAt = null;
    this.watching = setInterval(() => this.watch(), 1_000);
    this.connect();
  }

  get open() {
    return this.ready && this.socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    const socket = new WebSocket(this.everOpen ? `${this.address}?had=${this.had}` : this.address);
    this.socket = socket;
    this.ready = false;
    this.begun = 0;
    this.heardAt = Date.now();
    socket.addEventListener("message", (event) => socket === this.socket && this.hear(JSON.parse(event.data)));
    socket.addEventListener("close", (event) => socket === this.socket && this.closed(event.code));
  }

  hear(message) {
    this.heardAt = Date.now();
    if (message.event === "line") return this.confirm(message.taken);
    this.had += 1;
    this.told.take(message);
  }

  confirm(taken) {
    const news = taken - this.taken;
    this.waiting.splice(0, news);
    this.taken = taken;
    this.begun = Math.max(0, this.begun - news);
    if (this.ready) this.socket.send(JSON.stringify({ event: "line", had: this.had }));
    else this.isThere();
    this.flush();
  }

  isThere() {
    this.ready = true;
    const first = !this.everOpen;
    this.everOpen = true;
    const away = this.lostAt !== null;
    this.lostAt = null;
    if (first) this.told.opened();
    if (away) this.told.back();
  }

  send(message) {
    this.waiting.push(JSON.stringify(message));
    this.flush();
  }

  flush() {
    for (let n = 0; n < AT_ONCE && this.open && this.begun < this.waiting.length; n += 1) {
      this.socket.send(this.waiting[this.begun]);
      this.begun += 1;
    }
  }

  // A line that is dead without having been closed says nothing: the server would have, every second.
  watch() {
    if (this.socket && Date.now() - this.heardAt > SILENT_MS) this.lose();
  }

  closed(code) {
    if (code === NORMAL_CLOSURE) this.finish(true);
    else if (code === CALL_OVER) this.finish(false);
    else this.lose();
  }

  lose() {
    const dead = this.socket;
    this.socket = null;
    this.ready = false;
    dead?.close();
    if (this.ended) return;
    if (this.lostAt === null) {
      this.lostAt = Date.now();
      this.told.lost();
    }
    if (Date.now() - this.lostAt > GIVE_UP_MS) this.finish(false);
    else this.again = setTimeout(() => this.connect(), AGAIN_MS);
  }

  finish(hungUp) {
    if (this.ended) return;
    this.stop();
    this.told.over(hungUp);
  }

  hangUp() {
    this.stop();
    this.socket?.close(NORMAL_CLOSURE);
  }

  stop() {
    this.ended = true;
    clearInterval(this.watching);
    clearTimeout(this.again);
  }
}
