"""After the call: what it was about, what came of it, what the caller was promised and what is left to do.

Every fact comes from the call's state. Templates word it; a language model may word it more kindly in two sentences,
and its words count only when they hold no particular, and no deed, that the facts do not hold.
"""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import lru_cache

import structlog

from app.dialogue.claims import ClaimKind
from app.dialogue.desk import Desk
from app.dialogue.guardrails import SpeechGuard
from app.dialogue.guardrails.asserted import asserted
from app.dialogue.guardrails.particulars import days_in, numbers_in
from app.dialogue.outcome import summary_of
from app.dialogue.phrase_book import CallPhrases
from app.dialogue.prompt_book import Prompt, plain
from app.dialogue.prompt_files import PROMPTS_DIR
from app.dialogue.state import CallState
from app.domain.business import Language
from app.domain.calls import CallOutcome
from app.domain.errors import VorzimmerError
from app.domain.spoken.folding import words
from app.domain.spoken.say import speakable, split_sentences
from app.ports.chat_model import ChatMessage, ChatModel, ChatRequest, ModelUnavailable, Words

log = structlog.get_logger()

WORDED_WITHIN_S = 4.0
LONGEST_SUMMARY = 60  # words
_PROMISED = {"callback": "call_back", "message": "pass_message_on"}
_LEFT_TO_DO = {"callback": "call_back", "message": "read_message", "unknown": "answer_question"}
_DEEDS = {
    ClaimKind.BOOKED: "booked",
    ClaimKind.MOVED: "moved",
    ClaimKind.CANCELLED: "cancelled",
    ClaimKind.MESSAGE_NOTED: "message",
    ClaimKind.CALLBACK_NOTED: "callback",
    ClaimKind.PUT_THROUGH: "transferred",
}


@dataclass(frozen=True, slots=True)
class AfterCall:
    """`topics`, `promised` and `follow_ups` are constant words in the order in which they came up."""

    summary: str
    topics: tuple[str, ...]
    promised: tuple[str, ...]
    follow_ups: tuple[str, ...]
    worded_by: str = "templates"


@dataclass(frozen=True, slots=True)
class Wording:
    """A language model that words summaries, with what keeps it to the facts."""

    model: ChatModel
    prompt: Prompt
    guard: SpeechGuard

    async def two_sentences(self, facts: Sequence[str], deeds: frozenset[str]) -> str | None:
        """None when it is late, broken, or says anything else than the facts."""
        listed = "\n".join(f"- {plain(fact, longest=400)}" for fact in facts)
        request = ChatRequest((ChatMessage("system", self.prompt.text), ChatMessage("user", listed)), most_tokens=120)
        said = ""
        try:
            async with asyncio.timeout(WORDED_WITHIN_S), aclosing(self.model.reply(request)) as events:
                async for event in events:
                    said += event.text if isinstance(event, Words) else ""
        except (ModelUnavailable, TimeoutError):
            return None
        text = " ".join(said.split())
        return text if keeps_to_facts(text, facts, deeds, self.guard, self.prompt.language) else None


async def sum_up(
    state: CallState, outcome: CallOutcome, phrases: CallPhrases, desk: Desk, wording: Wording | None
) -> str:
    """The summary for staff; all the rest of it goes on the call's record as a decision."""
    after = after_call(state, outcome, phrases)
    if wording is not None and state.done:
        deeds = frozenset(done.kind for done in state.done) | ({"transferred"} if state.transferred else frozenset())
        todo = [phrases.choose(f"todo_{word}", state.business.default_language) for word in after.follow_ups]
        worded = await wording.two_sentences([after.summary, *todo], deeds)
        if worded is not None:
            after = AfterCall(worded, after.topics, after.promised, after.follow_ups, "model")
    told: dict[str, object] = {
        "topics": list(after.topics),
        "promised": list(after.promised),
        "follow_ups": list(after.follow_ups),
    }
    if wording is not None and after.worded_by == "model":
        told |= {"prompt": wording.prompt.label, "model": wording.model.name}
    try:
        await desk.decide("after_call", f"worded_by_{after.worded_by}", told)
    except VorzimmerError:
        log.warning("after_call_not_recorded", call_sid=state.call_sid)
    return after.summary


def after_call(state: CallState, outcome: CallOutcome, phrases: CallPhrases) -> AfterCall:
    kinds = [done.kind for done in state.done]
    open_goals = [goal.kind.value for goal in state.goals]
    topics = [*kinds, *open_goals, *(("transferred",) if state.transferred is not None else ())]
    follow_ups = [_LEFT_TO_DO[kind] for kind in kinds if kind in _LEFT_TO_DO]
    if open_goals and outcome is not CallOutcome.TRANSFERRED:
        follow_ups.append("wish_left_open")
    return AfterCall(
        summary_of(state, outcome, phrases),
        tuple(dict.fromkeys(topics)),
        tuple(dict.fromkeys(_PROMISED[kind] for kind in kinds if kind in _PROMISED)),
        tuple(dict.fromkeys(follow_ups)),
    )


def keeps_to_facts(
    text: str, facts: Sequence[str], deeds: frozenset[str], guard: SpeechGuard, language: Language
) -> bool:
    """Two sentences at most, every number, day and unusual word out of the facts, no deed that was not done."""
    if not text or len(text.split()) > LONGEST_SUMMARY or len(split_sentences(text, language)) > 2:
        return False
    known = frozenset(word for fact in facts for word in (*words(fact), *words(speakable(fact, language))))
    if not (numbers_in(text, language) | days_in(text, language)) <= known:
        return False
    if any(_DEEDS.get(kind, "") not in deeds for kind in asserted(text, language) if kind in _DEEDS):
        return False
    return not guard.strangers(text, language, besides=known | _words_of_summaries(language))


@lru_cache(maxsize=2)
def _words_of_summaries(language: Language) -> frozenset[str]:
    """Ordinary words for staff that nobody says to a caller."""
    path = PROMPTS_DIR / "system" / "summary" / f"words.{language}.txt"
    return frozenset(words(path.read_text(encoding="utf-8")))
