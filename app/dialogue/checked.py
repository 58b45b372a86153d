"""A sentence that claims what no tool has made true is held back, whoever worded it; in its place a neutral one."""

from dataclasses import dataclass

import structlog

from app.dialogue.claims import ClaimKind, Evidence
from app.dialogue.desk import Desk
from app.dialogue.guardrails import FreeSentence, SpeechGuard, known_to, may_be_spoken
from app.dialogue.phrase_book import CallPhrases
from app.dialogue.state import CallState, Sentence
from app.dialogue.transcript import Transcript

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Checked:
    """One call's sentences. `guard` None = no language model speaks."""

    desk: Desk
    phrases: CallPhrases
    transcript: Transcript
    guard: SpeechGuard | None

    def sentence(self, sentence: Sentence, state: CallState, *, withheld: bool) -> tuple[Sentence | None, bool]:
        """The sentence, or a neutral one in its place (once a turn) when it claims what no tool has made true."""
        if sentence.quoted or self._may_be_spoken(sentence, state):
            if sentence.claim is not None and sentence.claim.kind is ClaimKind.KNOWLEDGE:
                self.desk.evidence.append(Evidence(ClaimKind.KNOWLEDGE, text=sentence.text))
            return sentence, False
        log.warning(
            "claim_withheld", claim=sentence.claim.kind if sentence.claim else "unmarked", pii_text=sentence.text
        )
        if withheld:
            return None, True
        return Sentence(self.phrases.choose("withheld", sentence.language), sentence.language), True

    def _may_be_spoken(self, sentence: Sentence, state: CallState) -> bool:
        if not isinstance(sentence, FreeSentence):
            return may_be_spoken(sentence.text, sentence.claim, self.desk.evidence, sentence.language)
        known = known_to(state, self.desk.evidence, self.transcript.caller_words)
        return self.guard is not None and self.guard.objection(sentence.text, sentence.language, known) is None
