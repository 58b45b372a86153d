"""What a telephone line does to speech: room, other people, hum and hiss, a narrow band, mu-law."""

from random import Random

import numpy as np

from tests.adaptation.voices import LINE_HZ
from voice.audio.levels import Samples, set_speech_level, speech_level_dbfs, to_pcm16
from voice.audio.mulaw import decode_mulaw, encode_mulaw

_OTHERS = 60
_LONGEST_OTHER = 5 * LINE_HZ


class TelephoneLine:
    """Keeps some of what it carried: the talk of others behind later callers."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._others: list[Samples] = []

    def carry(self, speech: Samples, *, snr_db: float | None, plain: bool = False) -> bytes:
        """PCM16 at 8 kHz as it arrives, with a little time before and after. `plain`: noise and mu-law, no more."""
        random = self._random
        heard = set_speech_level(speech, random.uniform(-30, -15), rate_hz=LINE_HZ)
        if not plain and random.random() < 0.25:
            heard = self._in_a_room(heard)
        heard = np.pad(heard, (int(LINE_HZ * random.uniform(0.05, 0.35)), int(LINE_HZ * random.uniform(0.1, 0.6))))
        heard = heard + self._background(heard, snr_db)
        if not plain and random.random() < 0.4:
            heard = self._narrow(heard)
        self._remember(speech)
        return decode_mulaw(encode_mulaw(to_pcm16(heard)))

    def _background(self, heard: Samples, snr_db: float | None) -> Samples:
        if snr_db is None:
            return self._hiss(heard.size, 0.0) * np.float32(10 ** (self._random.uniform(-80, -55) / 20))
        noise = self._noise(heard.size)
        level = 10 ** ((speech_level_dbfs(heard, rate_hz=LINE_HZ) - snr_db) / 20)
        return noise * np.float32(level / (float(noise.std()) + 1e-9))

    def _noise(self, count: int) -> Samples:
        random = self._random
        if random.random() < 0.25 and len(self._others) > 6:
            talk = random.sample(self._others, random.randint(2, 6))
            behind = [np.roll(np.resize(other, count), random.randrange(count)) for other in talk]
            together: Samples = np.stack(behind).sum(axis=0)
            return together
        noise = self._hiss(count, random.choice([0, 0.5, 0.5, 0.5, 1.0]))
        seconds = np.arange(count) / LINE_HZ
        if random.random() < 0.6:
            swell = np.sin(2 * np.pi * random.uniform(0.1, 3) * seconds + random.uniform(0, 6))
            noise *= (1 + random.uniform(0.1, 0.8) * swell).astype(np.float32)
        if random.random() < 0.15:
            hum = np.sin(2 * np.pi * random.choice([50, 100, 150]) * seconds)
            noise += (noise.std() * random.uniform(0.3, 1) * hum).astype(np.float32)
        return noise

    def _hiss(self, count: int, fall: float) -> Samples:
        """Noise whose spectrum falls with the frequency to the power of `fall`: 0 white, 0.5 pink, 1 brown."""
        rng = np.random.default_rng(self._random.getrandbits(32))
        spectrum = np.fft.rfft(rng.standard_normal(count))
        frequencies = np.maximum(np.fft.rfftfreq(count, 1 / LINE_HZ), self._random.uniform(30, 100))
        hiss: Samples = np.fft.irfft(spectrum / frequencies**fall, count).astype(np.float32)
        return hiss

    def _in_a_room(self, heard: Samples) -> Samples:
        random = self._random
        count = int(LINE_HZ * random.uniform(0.05, 0.3))
        fading = np.exp(-np.arange(count) / (count / random.uniform(3, 7))) * random.uniform(0.02, 0.15)
        echo = np.random.default_rng(random.getrandbits(32)).standard_normal(count) * fading
        echo[0] = 1
        return np.convolve(heard, echo)[: heard.size].astype(np.float32)

    def _narrow(self, heard: Samples) -> Samples:
        frequencies = np.maximum(np.fft.rfftfreq(heard.size, 1 / LINE_HZ), 1)
        low, high = self._random.uniform(150, 320), self._random.uniform(3000, 3700)
        gain = 1 / (1 + (low / frequencies) ** 6) / (1 + (frequencies / high) ** 16)
        return np.fft.irfft(np.fft.rfft(heard) * gain, heard.size).astype(np.float32)

    def _remember(self, speech: Samples) -> None:
        other = speech[:_LONGEST_OTHER] / (speech.std() + 1e-6)
        if len(self._others) < _OTHERS:
            self._others.append(other)
        elif self._random.random() < 0.1:
            self._others[self._random.randrange(_OTHERS)] = other
