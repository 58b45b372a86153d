"""A model's words as they stream in, made into sentences that may be spoken."""

import structlog

from app.dialogue.desk import Desk
from app.dialogue.guardrails import FreeSentence, SpeechGuard, known_to
from app.dialogue.llm_brain.observing import ModelObserver
from app.dialogue.state import CallState
from app.dialogue.transcript import Transcript
from app.domain.spoken.say import is_surely_whole, speakable, split_sentences

log = structlog.get_logger()

MOST_SENTENCES = 4  # of one answer: nobody listens to more
LONGEST_PIECE = 400  # characters without the end of a sentence: no sentence any more


class Speech:
    """One answer's."""

    def __init__(
        self, guard: SpeechGuard, observer: ModelObserver, state: CallState, desk: Desk, transcript: Transcript
    ) -> None:
        self._guard = guard
        self._observer = observer
        self._state = state
        self._desk = desk
        self._transcript = transcript
        self._rest = ""
        self.passed = 0
        self.withheld = 0

    @property
    def full(self) -> bool:
        return self.passed + self.withheld >= MOST_SENTENCES or len(self._rest) > LONGEST_PIECE

    def take(self, piece: str) -> list[FreeSentence]:
        """The sentences that this piece has made whole: a sentence ends when the next one begins."""
        self._rest += piece
        *whole, self._rest = split_sentences(self._rest, self._state.language) or [""]
        if piece.endswith((" ", "\n")):
            self._rest += " "
        return self._judged(whole)

    def pause(self) -> list[FreeSentence]:
        """Nothing follows for the moment: a tool call that is being written must not keep a whole sentence back."""
        return self.end() if is_surely_whole(self._rest, self._state.language) else []

    def end(self) -> list[FreeSentence]:
        rest, self._rest = self._rest, ""
        return self._judged(split_sentences(rest, self._state.language))

    def _judged(self, sentences: list[str]) -> list[FreeSentence]:
        fit: list[FreeSentence] = []
        for sentence in sentences:
            language = self._state.language
            text = speakable(sentence, language).strip()
            if not any(letter.isalnum() for letter in text) or self.full:
                continue
            objection = self._guard.objection(
                text, language, known_to(self._state, self._desk.evidence, self._transcript.caller_words)
            )
            if objection is None:
                self.passed += 1
                fit.append(FreeSentence(text, language))
            else:
                self.withheld += 1
                self._observer.withheld(objection)
                log.warning("sentence_withheld", reason=objection, pii_text=text)
        return fit
