"""The caller's side of the floor: audio in, finished utterances out, decoded while they pause."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from voice.audio.frames import duration_ms
from voice.audio.recent_sound import RecentSound
from voice.contract import Expectation, Language
from voice.engines.protocols import EngineError, SpeechToText, SttStream, Transcript, VoiceActivityStream
from voice.turns.completeness import SoFar, words_of
from voice.turns.endpointing import Endpointing
from voice.turns.endpointing import Heard as Endpoint
from voice.turns.own_pauses import OwnPauses
from voice.turns.patience import AHEAD_MS, LONGEST_MS, SETTLED_MS, patience_ms, thinks_ahead

PREROLL_MS = 320  # audio kept from before speech was certain: first consonants are quiet
RESUMED_MS = 160  # of the end of a pause; its middle is kept from the recogniser, which stops reading there
SWITCH_SPEECH_MS = 700  # a word or two do not tell a language
SWITCH_AT = 0.8  # how foreign it must sound,
SWITCH_CONFIDENCE = 0.5  # how good the text must be in the other language, and not worse than in this one by more than
SWITCH_WORSE_BY = (
    0.1  # (measured on 90 short answers: 1 of 45 German ones taken for English, 36 of 45 English ones found)
)
SWITCH_DOUBTFUL_AT = 0.3  # before anything was understood, when the text is doubtful in the language that was expected
SETTLED_UTTERANCES = 2  # once so many were understood in one language,
SWITCH_WHEN_SETTLED_AT = 0.97
LONGEST_JOINED_MS = 20_000  # a longer utterance is not taken up again, or the recogniser would lose its beginning


@dataclass(frozen=True, slots=True)
class Finished:
    """An utterance is over; `transcript` None = the recogniser failed. `_wall_ms` is on the loop's clock.

    `decided_wall_ms`: when patience is over. It may lie ahead: the answer is thought of meanwhile, and spoken then.
    `continues`: the utterance of which this is the whole; the caller went on before a word of the answer was heard.
    """

    transcript: Transcript | None
    started_ms: int
    ended_ms: int
    speech_ms: int
    ended_wall_ms: float
    decided_wall_ms: float
    waited_for_words_ms: int
    continues: "Finished | None" = None


@dataclass(frozen=True, slots=True)
class Piece:
    """What was heard of an utterance that may turn out to be only a beginning."""

    finished: Finished
    sound: bytes
    expects: Expectation
    hints: tuple[str, ...]
    commits: bool


Spawn = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]


class Judge(Protocol):
    """Decides what follows from what was heard."""

    def window(self, probability: float) -> Coroutine[Any, Any, None]: ...

    def dismissed(self, transcript: Transcript, *, speech_ms: int) -> bool:
        """Words so far, at a pause. True = it was a listener's noise, forget the utterance."""
        ...

    def finished(self, finished: Finished) -> Coroutine[Any, Any, None]: ...

    def is_unanswered(self, finished: Finished) -> bool:
        """Not a word of the answer was heard yet: who speaks now goes on with that utterance."""
        ...


class Listener:
    """One per call. `hear` takes caller audio in order; everything else follows from it."""

    def __init__(
        self,
        *,
        stt: SpeechToText,
        vad: VoiceActivityStream,
        window_ms: int,
        language: Language,
        judge: Judge,
        spawn: Spawn,
    ) -> None:
        self._stt = stt
        self._vad = vad
        self._window_ms = window_ms
        self._judge = judge
        self._spawn = spawn
        self._endpointing = Endpointing(window_ms, LONGEST_MS)
        self._recent = RecentSound(PREROLL_MS)
        self._utterance: list[bytes] = []
        self._stream: SttStream | None = None
        self._decoding: asyncio.Task[None] | None = None
        self._words: Transcript | None = None
        self._failed = False
        self._late_ms = self._patience_ms = 0
        self._pauses = OwnPauses()
        self._before: Piece | None = None
        self._continued: Piece | None = None
        self._understood = 0
        self._arrived_ms = 0.0
        self.audio_ms = 0
        self.language: Language = language
        self.expects = Expectation.OPEN
        self.hints: tuple[str, ...] = ()
        self.commits = False

    @property
    def speaking(self) -> bool:
        return self._endpointing.speaking

    async def hear(self, pcm16: bytes, *, arrived_ms: float) -> None:
        self._arrived_ms = arrived_ms
        self.audio_ms += duration_ms(pcm16)
        if self._endpointing.speaking and not self._endpointing.paused:
            self._take(pcm16)
        else:
            self._recent.remember(pcm16)
        for probability in await self._vad.feed(pcm16):
            await self._judge.window(probability)
            await self._endpoint(self._endpointing.hear(probability))

    def forget(self) -> None:
        """Drop the running utterance: it was nothing, or a key was pressed instead."""
        self._stop_decoding()
        self._endpointing.reset()
        self._utterance.clear()
        self._continued = None
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def was_cut_off(self) -> None:
        """We answered too early: be slower with this caller from now on."""
        self._pauses.was_cut_off()

    def close(self) -> None:
        self.forget()
        self._vad.close()

    # --- audio ---

    def _take(self, pcm16: bytes) -> None:
        self._utterance.append(pcm16)
        if self._stream is not None:
            self._stream.feed(pcm16)

    # --- endpoints ---

    async def _endpoint(self, endpoint: Endpoint | None) -> None:
        match endpoint:
            case Endpoint.BEGAN:
                self._begin()
            case Endpoint.PAUSED:
                self._start_decoding()
            case Endpoint.WENT_ON:
                self._pauses.went_on_after(self._endpointing.pause_ms)
                self._stop_decoding()
                self._take(self._recent.take(RESUMED_MS))
            case Endpoint.ENDED:
                await self._end()
            case None:
                pass

    def _begin(self) -> None:
        before = self._continued = self._unanswered()
        self._stream = self._stt.open(language=self.language, hints=self.hints if before is None else before.hints)
        if before is not None:
            self._take(before.sound)
        self._take(self._recent.take(None if before is None else RESUMED_MS))

    def _unanswered(self) -> Piece | None:
        before = self._before
        if before is None or duration_ms(before.sound) > LONGEST_JOINED_MS:
            return None
        return before if self._judge.is_unanswered(before.finished) else None

    def _start_decoding(self) -> None:
        if self._stream is not None:
            self._words, self._failed = None, False
            self._decoding = self._spawn(self._decode(self._stream), "decode")

    def _stop_decoding(self) -> None:
        self._words, self._failed, self._late_ms, self._patience_ms = None, False, 0, 0
        if self._decoding is not None:
            self._decoding.cancel()
            self._decoding = None

    async def _decode(self, stream: SttStream) -> None:
        try:
            transcript = await stream.text()
            transcript = await self._in_the_other_language(transcript) or transcript
        except EngineError:
            self._failed = True
            self._decoding = None
            await self._endpoint(self._endpointing.words(SETTLED_MS))
            return
        self._decoding = None
        await self._know(transcript)

    async def _in_the_other_language(self, transcript: Transcript) -> Transcript | None:
        """Decode again when the caller may have changed language; None = they have not."""
        scores = dict(transcript.language_scores)
        spoken = transcript.language
        other = max((language for language in scores if language != spoken), key=lambda one: scores[one], default=None)
        needed = SWITCH_WHEN_SETTLED_AT if self._understood >= SETTLED_UTTERANCES else SWITCH_AT
        if not self._understood and transcript.confidence < SWITCH_CONFIDENCE:
            needed = SWITCH_DOUBTFUL_AT
        if other is None or scores[other] < needed or self._endpointing.speech_ms < SWITCH_SPEECH_MS:
            return None
        stream = self._stt.open(language=other, hints=self.hints)
        stream.feed(b"".join(self._utterance))
        try:
            heard = await stream.text()
        finally:
            stream.close()
        good = max(SWITCH_CONFIDENCE, transcript.confidence - SWITCH_WORSE_BY)
        return heard if heard.confidence >= good else None

    async def _know(self, transcript: Transcript) -> None:
        if self._adds_nothing(transcript):
            transcript = Transcript("", transcript.language)
        self._words = transcript
        if self._judge.dismissed(transcript, speech_ms=self._endpointing.speech_ms):
            self.forget()
            return
        before = self._continued
        expects = self.expects if before is None else before.expects
        so_far = SoFar(
            transcript.text,
            transcript.language,
            expects,
            transcript.confidence,
            transcript.alternatives,
            self._endpointing.speech_ms + (0 if before is None else before.finished.speech_ms),
        )
        patience = self._pauses.stretched(patience_ms(so_far))
        self._late_ms = max(0, self._endpointing.silence_ms - patience)
        self._patience_ms = patience
        commits = self.commits if before is None else before.commits
        ahead = bool(transcript.text) and thinks_ahead(expects) and not commits
        await self._endpoint(self._endpointing.words(min(patience, AHEAD_MS) if ahead else patience))

    def _adds_nothing(self, transcript: Transcript) -> bool:
        """What sounded after the utterance before was no words: a breath, a cough."""
        before = None if self._continued is None else self._continued.finished.transcript
        return before is not None and words_of(before.text) == words_of(transcript.text)

    async def _end(self) -> None:
        if self._words is None and not self._failed:
            if self._decoding is None:
                self._start_decoding()
            return  # the words end the turn as soon as they are there
        before = self._continued
        ended_wall_ms = self._arrived_ms - self._endpointing.silence_ms
        began_ms = max(0, self.audio_ms - self._endpointing.length_ms)
        finished = Finished(
            transcript=self._words,
            started_ms=began_ms if before is None else before.finished.started_ms,
            ended_ms=self.audio_ms - self._endpointing.silence_ms,
            speech_ms=self._endpointing.speech_ms,
            ended_wall_ms=ended_wall_ms,
            decided_wall_ms=max(asyncio.get_running_loop().time() * 1000, ended_wall_ms + self._patience_ms),
            waited_for_words_ms=self._late_ms,
            continues=None if before is None else before.finished,
        )
        asked = (
            (self.expects, self.hints, self.commits)
            if before is None
            else (before.expects, before.hints, before.commits)
        )
        self._before = Piece(finished, b"".join(self._utterance), *asked)
        if self._words is not None and self._words.text:
            self.language = self._words.language
            if before is None:
                self._understood += 1
            elif (gap_ms := began_ms - before.finished.ended_ms) <= LONGEST_MS:
                self._pauses.went_on_after(gap_ms)
        self.forget()
        await self._judge.finished(finished)
