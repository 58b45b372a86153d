"""The language model that leads calls, when one is configured."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog

from app.connectors.openai_chat import OpenAIChat
from app.dialogue.guardrails import SpeechGuard
from app.dialogue.guardrails.leaks import Instructions
from app.dialogue.llm_brain import BreakingChatModel, LlmBrain, ModelObserver
from app.dialogue.manager import CallWits
from app.dialogue.prompt_book import PromptBook
from app.dialogue.summary import Wording
from app.domain.business import Business
from app.domain.errors import ConfigurationError
from app.ports.chat_model import ChatModel
from app.ports.clock import Clock
from app.settings import Settings

log = structlog.get_logger(__name__)

DEFAULT_MODEL = "gpt-4.1-mini"
"""OpenAI's own, when a key is all that is set: fast to the first word, and it calls tools."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Shared by all calls. One business's guard is made once."""

    model: ChatModel
    prompts: PromptBook
    observer: ModelObserver
    _guards: dict[str, SpeechGuard] = field(default_factory=dict)

    def guard(self, business: Business) -> SpeechGuard:
        known = self._guards.get(business.id)
        if known is None or known.business != business:
            instructions = Instructions(prompt.text for prompt in self.prompts.all())
            known = self._guards[business.id] = SpeechGuard(business, instructions)
        return known

    def lead(self, wits: CallWits) -> LlmBrain:
        business = wits.comprehension.business
        return LlmBrain(
            self.model,
            self.prompts.prompt("receptionist", business.default_language),
            wits.guard or self.guard(business),
            rules=wits.rules,
            comprehension=wits.comprehension,
            phrases=wits.phrases,
            transcript=wits.transcript,
            observer=self.observer,
            use=wits.use,
        )

    def wording(self, business: Business) -> Wording:
        return Wording(self.model, self.prompts.prompt("summary", business.default_language), self.guard(business))


@asynccontextmanager
async def language_model(
    settings: Settings, clock: Clock, observer: ModelObserver
) -> AsyncIterator[LanguageModel | None]:
    """None when neither a key nor an address is set: then the built-in brain leads. Raises ConfigurationError."""
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key is not None else None
    if key is None and settings.openai_base_url is None:
        yield None
        return
    if settings.openai_base_url is not None and settings.openai_model is None:
        raise ConfigurationError("OPENAI_BASE_URL is set: set OPENAI_MODEL to the name of a model that is served there")
    chat = OpenAIChat(model=settings.openai_model or DEFAULT_MODEL, api_key=key, base_url=settings.openai_base_url)
    log.info("language_model_leads", model=chat.name)
    try:
        yield LanguageModel(BreakingChatModel(chat, clock), PromptBook.load(), observer)
    finally:
        await chat.close()
