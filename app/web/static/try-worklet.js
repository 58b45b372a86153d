// The sound of a call, in the browser's audio thread: the microphone becomes frames of 20 ms mu-law at 8 kHz, frames that
// come become sound, and marks are answered when playout gets to them, as a telephone network does.

const TELEPHONE_HZ = 8000;
const FRAME_SAMPLES = 160;
const CROSSINGS = 12;
const PHASES = 64;

// Another rate, by a windowed sinc: what the lower rate cannot carry is taken out first.
class Resampler {
  constructor(fromHz, toHz) {
    this.step = fromHz / toHz;
    const cutoff = (0.46 * Math.min(fromHz, toHz)) / fromHz;
    this.half = Math.ceil(CROSSINGS / (2 * cutoff));
    this.table = new Float32Array(this.half * PHASES + 2);
    for (let n = 0; n < this.half * PHASES; n += 1) {
      const x = n / PHASES;
      const turn = 2 * Math.PI * cutoff * x;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / this.half);
      this.table[n] = 2 * cutoff * (turn ? Math.sin(turn) / turn : 1) * window;
    }
    this.kept = new Float32Array(this.half);
    this.at = this.half;
  }

  push(samples) {
    const all = new Float32Array(this.kept.length + samples.length);
    all.set(this.kept);
    all.set(samples, this.kept.length);
    const made = [];
    while (this.at + this.half < all.length) {
      let sum = 0;
      const last = Math.floor(this.at + this.half);
      for (let k = Math.max(0, Math.ceil(this.at - this.half)); k <= last; k += 1) {
        sum += all[k] * this.table[Math.round(Math.abs(this.at - k) * PHASES)];
      }
      made.push(sum);
      this.at += this.step;
    }
    const gone = Math.max(0, Math.floor(this.at - this.half) - 1);
    this.kept = all.slice(gone);
    this.at -= gone;
    return made;
  }
}

// ITU-T G.711: sign, exponent of three bits, mantissa of four, all inverted.
const BIAS = 132;

function toMulaw(sample) {
  const whole = Math.round(Math.max(-1, Math.min(1, sample)) * 32767);
  const sign = whole < 0 ? 0x80 : 0;
  const size = Math.min(Math.abs(whole), 32635) + BIAS;
  const exponent = 24 - Math.clz32(size);
  return ~(sign | (exponent << 4) | ((size >> (exponent + 3)) & 0x0f)) & 0xff;
}

const FROM_MULAW = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const size = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return (bits & 0x80 ? -size : size) / 32768;
});

class TelephoneLine extends AudioWorkletProcessor {
  constructor() {
    super();
    this.down = new Resampler(sampleRate, TELEPHONE_HZ);
    this.up = new Resampler(TELEPHONE_HZ, sampleRate);
    this.frame = new Uint8Array(FRAME_SAMPLES);
    this.filled = 0;
    this.loudest = 0;
    this.waiting = []; // Float32Array to play, or the name of a mark
    this.sounding = []; // at the rate of the speakers
    this.port.onmessage = ({ data }) => this.take(data);
  }

  take({ media, mark, clear }) {
    if (media) this.waiting.push(Float32Array.from(media, (code) => FROM_MULAW[code]));
    if (mark) this.waiting.push(mark);
    if (clear) {
      const marks = this.waiting.filter((entry) => typeof entry === "string");
      this.waiting = [];
      for (const name of marks) this.port.postMessage({ mark: name });
    }
  }

  // The next 5 ms at 8 kHz, silence when nothing is waiting; marks that come before it are answered.
  next() {
    const size = TELEPHONE_HZ / 200;
    const piece = new Float32Array(size);
    let filled = 0;
    while (this.waiting.length) {
      const entry = this.waiting[0];
      if (typeof entry === "string") {
        this.port.postMessage({ mark: entry });
        this.waiting.shift();
        continue;
      }
      if (filled === size) break;
      const taken = entry.subarray(0, size - filled);
      piece.set(taken, filled);
      filled += taken.length;
      if (taken.length === entry.length) this.waiting.shift();
      else this.waiting[0] = entry.subarray(taken.length);
    }
    return piece;
  }

  process(inputs, outputs) {
    const speaker = outputs[0][0];
    this.listen(inputs[0]?.[0] ?? new Float32Array(speaker.length));
    while (this.sounding.length < speaker.length) this.sounding.push(...this.up.push(this.next()));
    speaker.set(this.sounding.splice(0, speaker.length));
    for (const other of outputs[0].slice(1)) other.set(speaker);
    return true;
  }

  listen(samples) {
    for (const sample of this.down.push(samples)) {
      this.frame[this.filled] = toMulaw(sample);
      this.loudest = Math.max(this.loudest, Math.abs(sample));
      this.filled += 1;
      if (this.filled < FRAME_SAMPLES) continue;
      this.port.postMessage({ frame: this.frame.slice(), loudest: this.loudest });
      this.filled = 0;
      this.loudest = 0;
    }
  }
}

registerProcessor("telephone-line", TelephoneLine);
