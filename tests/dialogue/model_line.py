"""A call by text that a scripted language model leads, over the same calendar in memory as the built-in brain's."""

from datetime import datetime
from functools import lru_cache

from app.dialogue.comprehension import Comprehension
from app.dialogue.guardrails import SpeechGuard
from app.dialogue.guardrails.leaks import Instructions
from app.dialogue.llm_brain import LlmBrain, ModelObserver
from app.dialogue.llm_brain.waiting import Patience
from app.dialogue.manager import CallWits, ReceptionConversation
from app.dialogue.prompt_book import PromptBook
from app.dialogue.state import CallState
from app.dialogue.summary import Wording
from app.domain.business import Business, Language
from app.domain.ids import CallSid
from app.ports.chat_model import ChatModel
from tests.dialogue.text_call import ZONE, Line, classifier, comprehension, phrase_book
from tests.fakes.business import praxis
from tests.fakes.chat_model import Reply, ScriptedModel
from tests.fakes.tools import CALL_SID

MONDAY_AT_NINE = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)


@lru_cache
def prompt_book() -> PromptBook:
    return PromptBook.load()


def guard_for(business: Business) -> SpeechGuard:
    return SpeechGuard(business, Instructions(prompt.text for prompt in prompt_book().all()))


@lru_cache
def praxis_guard() -> SpeechGuard:
    return guard_for(praxis())


class ModelLine(Line):
    """`replies` are what the model streams, one for each request; `model` replaces it by another."""

    brain: LlmBrain

    def __init__(
        self,
        *replies: Reply,
        model: ChatModel | None = None,
        patience: Patience | None = None,
        observer: ModelObserver | None = None,
        business: Business | None = None,
        number: str | None = "+493023125199",
        language: Language = "de",
        at: datetime = MONDAY_AT_NINE,
        call_sid: CallSid = CALL_SID,
        words_summary: bool = False,
    ) -> None:
        super().__init__(number=number, language=language, at=at, call_sid=call_sid)
        if business is not None:
            self.calendar.business = business
        self.scripted = ScriptedModel(replies)
        leading = model or self.scripted

        def lead(wits: CallWits) -> LlmBrain:
            assert wits.guard is not None
            self.brain = LlmBrain(
                leading,
                prompt_book().prompt("receptionist", "de"),
                wits.guard,
                rules=wits.rules,
                comprehension=wits.comprehension,
                phrases=wits.phrases,
                transcript=wits.transcript,
                patience=patience,
                observer=observer,
                use=wits.use,
            )
            return self.brain

        self.conversation = ReceptionConversation(
            call=self.opened,
            business=self.calendar.business,
            tools=self.tools,
            records=self.records,
            clock=self.clock,
            comprehension=comprehension() if business is None else Comprehension(business, classifier()),
            phrase_book=phrase_book(),
            lead=lead,
            guard=praxis_guard() if business is None else guard_for(business),
            wording=Wording(leading, prompt_book().prompt("summary", "de"), praxis_guard()) if words_summary else None,
        )

    @property
    def state(self) -> CallState:
        return self.conversation.state
