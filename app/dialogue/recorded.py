"""A caller is told that the call is recorded, and has the last word on it.

Decision: the notice belongs to the greeting, and recording begins when the caller has heard it to its end, in the
language that they speak, and then goes on without objecting. Who objects, at whatever time, by word or by `#`, is not
recorded, and what there was is deleted. Who did not hear the notice is told at the end of the next turn: not before it,
so that no word about danger waits for it, and not at all when the call is passed on. Alternative: a question that wants
a yes, which costs every caller a turn and the people who talk past it a second one.
"""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Protocol

import structlog

from app.dialogue.objections import objects, without_objection
from app.dialogue.phrase_book import CallPhrases
from app.domain.business import Language
from app.domain.spoken.say import split_sentences
from voice.contract import (
    CallerEvent,
    Conversation,
    EndReason,
    Expectation,
    Heard,
    Keys,
    Listen,
    Say,
    SpeechAct,
    TurnReport,
    Unintelligible,
    Utterance,
)

log = structlog.get_logger()

NOTICE = "recording_notice"
REFUSE_KEY = "#"
HINTS: dict[Language, tuple[str, ...]] = {"de": ("aufzeichnen", "aufgezeichnet"), "en": ("record", "recorded")}
"""For the recogniser, as long as the answer may be an objection."""


class CallRecording(Protocol):
    """The recording of one call; no method raises or keeps a caller waiting for long."""

    def told(self) -> None:
        """The caller has heard the notice to its end."""
        ...

    async def agreed(self, language: Language) -> None: ...

    async def refused(self, language: Language) -> None: ...


class Word(Enum):
    """What the caller has said to it."""

    NOTHING_YET = auto()
    AGREED = auto()
    REFUSED = auto()


@dataclass(slots=True)
class RecordedConversation:
    """Implements `voice.contract.Conversation` around another one, whose greeting has the notice in it."""

    inner: Conversation
    recording: CallRecording
    phrases: CallPhrases
    _told_in: Language | None = None
    _word: Word = Word.NOTHING_YET
    _spoken: list[Say] = field(default_factory=list)
    """Of the turn that was spoken last; the first `_before` and the last `_after` are not the inner conversation's."""
    _before: int = 0
    _after: int = 0
    _question: Say | None = None
    _listen: Listen = field(default_factory=Listen)
    _kept_back: bool = False
    """The last event was not given to the inner conversation."""
    _was_asked: bool = False
    """A bare no was an objection when it was last looked for."""

    @property
    def language(self) -> Language:
        return self.inner.language

    # --- speaking -----------------------------------------------------------------------------------------------------

    async def begin(self) -> AsyncIterator[SpeechAct]:
        self._starts_turn()
        async with aclosing(self.inner.begin()) as acts:  # type: ignore[type-var]
            async for act in acts:
                yield self._noted(act)

    async def respond(self, event: CallerEvent) -> AsyncIterator[SpeechAct]:
        if self._kept_back and isinstance(event, Utterance):
            event = replace(event, continues=False)  # the inner conversation does not know the piece before
        asked, self._kept_back = self._question, False
        self._starts_turn()
        if self._objects(event):
            await self._objected()
            for say in self._sentences("recording_refused", self.language):
                yield self._ours(say)
            rest = self._rest_of(event)
            if rest is None:
                self._kept_back = True
                if asked is not None:
                    yield self._ours(asked)
                yield self._listen
                return
            event = rest
        else:
            await self._went_on(event)
        async with aclosing(self.inner.respond(event)) as acts:  # type: ignore[type-var]
            async for act in acts:
                if isinstance(act, Listen) and self._must_tell(self.language):
                    for say in self._sentences(NOTICE, self.language):
                        self._spoken.append(say)
                        self._after += 1
                        yield say
                yield self._noted(act)

    def _starts_turn(self) -> None:
        self._spoken.clear()
        self._before = self._after = 0

    def _ours(self, say: Say) -> Say:
        """Before the inner conversation's own."""
        self._spoken.append(say)
        self._before += 1
        return say

    def _noted(self, act: SpeechAct) -> SpeechAct:
        if isinstance(act, Say):
            self._spoken.append(act)
            self._question = act
        elif isinstance(act, Listen):
            self._listen = act
            if self._word is Word.NOTHING_YET:
                return replace(act, hints=(*HINTS[self.language], *act.hints))
        return act

    def _sentences(self, key: str, language: Language) -> list[Say]:
        return [Say(text, language) for text in split_sentences(self.phrases.choose(key, language), language)]

    def _must_tell(self, language: Language) -> bool:
        return self._word is Word.NOTHING_YET and self._told_in != language

    # --- the caller's word --------------------------------------------------------------------------------------------

    def _objects(self, event: CallerEvent) -> bool:
        match event:
            case Keys(digits=digits):
                return digits == REFUSE_KEY
            case Utterance(text=text, language=language):
                heard = (one for one in event.alternatives if objects(one, language, just_told=False))
                return objects(text, language, just_told=self._is_asked) or next(heard, None) is not None
            case Unintelligible(guesses=guesses):
                return any(objects(guess, self.language, just_told=False) for guess in guesses)
            case _:
                return False

    @property
    def _is_asked(self) -> bool:
        """Nothing else was there to be answered with no since they were told."""
        return self._word is Word.NOTHING_YET and self._listen.expects is not Expectation.YES_NO

    def _rest_of(self, event: CallerEvent) -> CallerEvent | None:
        """What else the caller said, for the inner conversation; None when there was nothing else."""
        if not isinstance(event, Utterance):
            return None
        rest = without_objection(event.text, event.language, just_told=self._was_asked)
        if rest == event.text.strip():
            return event  # it was only one of the alternatives that objected
        return replace(event, text=rest, alternatives=()) if rest else None

    async def _went_on(self, event: CallerEvent) -> None:
        knows = (isinstance(event, Utterance) and event.language == self._told_in) or isinstance(event, Keys)
        if self._word is Word.NOTHING_YET and self._told_in is not None and knows:
            self._word = Word.AGREED
            await self.recording.agreed(self._told_in)

    async def _objected(self) -> None:
        self._was_asked = self._is_asked
        if self._word is not Word.REFUSED:
            self._word = Word.REFUSED
            log.info("recording_refused")
            await self.recording.refused(self.language)

    # --- what was heard -----------------------------------------------------------------------------------------------

    def heard(self, heard: Heard) -> None:
        """Our own sentences are not the inner conversation's."""
        words = heard.heard_text.split()
        self._note_told(len(words))
        if self._kept_back:
            return
        before = sum(len(say.text.split()) for say in self._spoken[: self._before])
        after = sum(len(say.text.split()) for say in self._spoken[len(self._spoken) - self._after :])
        said = heard.said_text.split()
        own = said[before : max(before, len(said) - after)]
        text = " ".join(words[before : before + len(own)])
        interrupted = heard.interrupted and text != " ".join(own)
        self.inner.heard(replace(heard, said_text=" ".join(own), heard_text=text, interrupted=interrupted))

    def _note_told(self, words_heard: int) -> None:
        """Whether the notice's last word is among those that were heard."""
        reached = 0
        for say in self._spoken:
            reached += len(say.text.split())
            if say.text == self._sentences(NOTICE, say.language)[-1].text and reached <= words_heard:
                self._told_in = say.language
                self.recording.told()

    async def record_turn(self, report: TurnReport) -> None:
        await self.inner.record_turn(report)

    async def end(self, reason: EndReason) -> None:
        await self.inner.end(reason)
