"""What the assistant would answer to a question, for the owner: by the very code that answers callers."""

from collections.abc import Callable
from dataclasses import dataclass

from app.dialogue.comprehension import Comprehension
from app.dialogue.desk import Desk
from app.dialogue.digressions import say_own_answer
from app.dialogue.phrase_book import CallPhrases, PhraseBook
from app.dialogue.state import CallState
from app.dialogue.tools import Tools
from app.dialogue.turn import Turn
from app.domain.business import Business, Language
from app.domain.ids import CallSid
from app.domain.knowledge.search import Quoted
from app.domain.spoken.say import speakable
from app.ports.call_records import CallRecords
from app.ports.clock import Clock


@dataclass(frozen=True, slots=True)
class Preview:
    """`spoken` is None when nothing answers; `quoted` is where it stands when a document does."""

    spoken: str | None
    quoted: Quoted | None = None


@dataclass(frozen=True, slots=True)
class AnswerPreview:
    """Nothing is put on record, and nobody's appointments are touched."""

    comprehension: Callable[[Business], Comprehension]
    tools: Callable[[Business], Tools]
    records: CallRecords
    clock: Clock
    phrase_book: PhraseBook

    async def ask(self, business: Business, question: str, language: Language) -> Preview:
        """Raises StoreUnavailable."""
        known, tools, sid = self.comprehension(business), self.tools(business), CallSid("preview")
        state = CallState(sid, business, language, None)
        desk = Desk(tools, self.records, self.clock, call_sid=sid, zone=business.zone)
        turn = Turn(state, desk, CallPhrases(self.phrase_book, sid), known)
        if say_own_answer(turn, known.read(question, state, now=desk.now())):
            return Preview(" ".join(sentence.text for sentence in turn.sentences))
        quoted = await tools.quote(question, language)
        return Preview(None if quoted is None else speakable(quoted.text, language), quoted)
