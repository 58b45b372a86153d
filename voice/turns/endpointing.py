"""When did the caller begin, pause, go on, and finish: decided from counted audio and the words known so far."""

from dataclasses import dataclass
from enum import Enum, auto

START_AT = 0.6  # speech probability that begins speech
KEEP_AT = 0.5  # and that keeps it going (Silero lingers 90 ms on a telephone line with 0.35, 75 with this)
START_MS = 64  # speech this long is a beginning, shorter is a click
FIRST_PAUSE_MS = 128  # decode at this silence, on suspicion
LONGEST_SPEECH_MS = 25_000  # a recogniser's window; nobody speaks longer without a breath


class Heard(Enum):
    """What a window of audio meant."""

    BEGAN = auto()  # the caller started to speak
    PAUSED = auto()  # first short pause: decode what is there
    WENT_ON = auto()  # they speak again: what was decoded is not the whole
    ENDED = auto()  # the turn is over


@dataclass(slots=True)
class Endpointing:
    """Counts windows. `words` tells how patient to be; until words are known only `cap_ms` of silence ends the turn."""

    window_ms: int
    cap_ms: int
    patience_ms: int | None = None
    speaking: bool = False
    speech_ms: int = 0  # voiced, this utterance
    silence_ms: int = 0
    length_ms: int = 0  # since it began, pauses included
    pause_ms: int = 0  # the pause after which they last went on
    paused: bool = False
    _rising_ms: int = 0

    def hear(self, probability: float) -> Heard | None:
        if not self.speaking:
            return self._wait_for_speech(probability)
        self.length_ms += self.window_ms
        if probability >= (START_AT if self.paused else KEEP_AT):
            return self._speech_goes_on()
        self.silence_ms += self.window_ms
        self._rising_ms = 0
        if not self.paused and self.silence_ms >= FIRST_PAUSE_MS:
            self.paused = True
            return Heard.PAUSED
        return self._end_if_patience_is_over()

    def words(self, patience_ms: int) -> Heard | None:
        """Words for the audio up to the present pause are known; they may end the turn at once."""
        if not self.paused:
            return None
        self.patience_ms = min(patience_ms, self.cap_ms)
        return self._end_if_patience_is_over()

    def reset(self) -> None:
        self.speaking = self.paused = False
        self.patience_ms = None
        self.speech_ms = self.silence_ms = self.length_ms = self._rising_ms = 0

    def _wait_for_speech(self, probability: float) -> Heard | None:
        self._rising_ms = self._rising_ms + self.window_ms if probability >= START_AT else 0
        if self._rising_ms < START_MS:
            return None
        self.speaking = True
        self.speech_ms = self.length_ms = self._rising_ms
        self._rising_ms = 0
        return Heard.BEGAN

    def _speech_goes_on(self) -> Heard | None:
        self.speech_ms += self.window_ms
        if not self.paused:
            self.silence_ms = 0
            return Heard.ENDED if self.length_ms >= LONGEST_SPEECH_MS else None
        self._rising_ms += self.window_ms
        self.silence_ms += self.window_ms
        if self._rising_ms < START_MS:
            return None  # a click in the pause is not a continuation
        self.paused = False
        self.pause_ms = self.silence_ms - self._rising_ms
        self._rising_ms = self.silence_ms = 0
        self.patience_ms = None
        return Heard.WENT_ON

    def _end_if_patience_is_over(self) -> Heard | None:
        if not self.paused:
            return None
        needed_ms = self.cap_ms if self.patience_ms is None else self.patience_ms
        return Heard.ENDED if self.silence_ms >= needed_ms else None
