"""A question in the middle of something else, "wie bitte?", another language: answered, then back to where we were."""

import re

from app.dialogue.claims import ClaimKind
from app.dialogue.intents import Intent
from app.dialogue.lexicon import offering_name, spoken_name
from app.dialogue.next_step import ask_again
from app.dialogue.questions import DAY_NAMES, FAQ_SURE, closes_today, day_with_article, say_spans, say_week, weekday_in
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, GoalKind
from app.dialogue.turn import Turn
from app.domain.business import Language
from app.domain.escalation.reasons import Reason
from app.domain.ids import OfferingKey
from app.domain.knowledge.terms import likeness, question_words, said_words
from app.domain.spoken.say import say_list, say_name, say_number, say_time

_INFORMATION = frozenset({ClaimKind.KNOWLEDGE, ClaimKind.HAS_APPOINTMENT, ClaimKind.NO_APPOINTMENT})
_ANSWERING = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.NUMBER, Asking.APPOINTMENT_NAME})
_GOES_ON = re.compile(r"[,.:;] (\w+ ){2,}|\b(ob|whether)\b")
"""The announcement of a question with the question behind it."""
_SURE_KINDS = frozenset({"hours", "duration", "price", "address"})


def is_question(turn: Turn, reading: Reading) -> bool:
    """Whether the caller wants to know something, rather than an appointment or an answer to us."""
    if reading.question == "hours" and (reading.asks or reading.intent is Intent.QUESTION):
        return True
    if reading.asks_for_time or reading.own_appointment:
        return False
    if turn.state.asking in _ANSWERING and reading.said_name is not None and reading.question is None:
        return False
    if reading.when is not None and reading.offerings and reading.question not in _SURE_KINDS:
        return False  # what and when: that is a wish, in whatever form
    if turn.state.goal is not None and not reading.asks:
        return False  # in the middle of something, words that are no question are the answer to ours
    if reading.question in _SURE_KINDS and (reading.asks or reading.intent is Intent.QUESTION):
        return True
    if "asks_indirectly" in reading.marks and not _speaks_of_appointments(reading):
        return True
    faq = reading.faq[1] if reading.faq is not None else 0.0
    if reading.intent is Intent.QUESTION:
        return (reading.guess.confidence >= 0.35 and (reading.asks or reading.answer is None)) or faq >= FAQ_SURE
    wants_something = reading.intent in (
        Intent.BOOK,
        Intent.MOVE,
        Intent.CANCEL,
        Intent.LIST,
        Intent.MESSAGE,
        Intent.CALLBACK,
    )
    if wants_something and reading.guess.confidence >= 0.6:
        return False
    return faq >= FAQ_SURE and reading.asks and reading.answer is None


def _speaks_of_appointments(reading: Reading) -> bool:
    named = reading.mentions_appointment or reading.when is not None or bool(reading.offerings)
    return named or reading.guess.certain or reading.intent is Intent.LIST


def wishes_as_well(turn: Turn, reading: Reading) -> bool:
    """ "What is a cleaning, and could I have one on Tuesday?": answered, and then taken up."""
    named = bool(reading.offerings) and reading.when is not None and bool(reading.when.windows)
    return named and turn.state.goal is None and reading.question in ("price", "duration")


async def answer(turn: Turn, reading: Reading) -> None:
    """Says what the business's data says, or honestly that it says nothing; then back to the open question."""
    if reading.asks_about_waiting:
        await _tell_of_waiting(turn, reading)
        return
    if not say_own_answer(turn, reading) and not await _quote(turn, reading):
        if reading.announces_question and reading.question is None and _GOES_ON.search(reading.text) is None:
            turn.ask(Asking.GOAL, "ask_question")
            return
        await turn.desk.note_unknown(reading.text, turn.language)
        turn.state.done.append(Done("unknown", text=reading.text))
        if turn.state.goal is None:
            turn.state.person_for = Reason.UNKNOWN_WISH
            turn.ask(Asking.HUMAN_OR_MESSAGE, "unknown_answer")
            return
        turn.say("unknown_short")
    else:
        turn.state.done.append(Done("answered", text=reading.text))
    turn.again = True
    await ask_again(turn, after_answer=True)


async def _tell_of_waiting(turn: Turn, reading: Reading) -> None:
    """A question about the waiting list puts nobody on it: whoever asked is asked in turn."""
    state = turn.state
    kept = state.business.rules.keeps_waiting_list
    state.done.append(Done("answered", text=reading.text))
    turn.say("waitlist_kept" if kept else "waitlist_not_kept")
    if kept and not any(goal.kind is GoalKind.WAIT for goal in state.goals):
        turn.ask(Asking.WAITLIST, "ask_waitlist")
        return
    turn.again = True
    await ask_again(turn, after_answer=True)


def say_own_answer(turn: Turn, reading: Reading) -> bool:
    """Hours, address, durations, prices and the owner's own entries; False when none of them answers."""
    faq_text, faq_score = reading.faq if reading.faq is not None else ("", 0.0)
    goal = turn.state.goal
    offerings = reading.offerings or ((goal.offering,) if goal is not None and goal.offering is not None else ())
    match reading.question:
        case "hours":
            _say_hours(turn, reading)
        case "address" if faq_score < 0.7:
            turn.tell_phrase("address", address=turn.state.business.address)
        case "duration" if offerings:
            minutes = int(turn.state.business.offering(offerings[0]).duration.total_seconds() // 60)
            turn.tell_phrase("duration", minutes=say_number(minutes, turn.language))
        case "who" if reading.offerings and faq_score < 0.7:
            people = [spoken_name(p, turn.language) for p in turn.state.business.people_for(reading.offerings[0])]
            turn.tell_phrase("who_does", people=say_list(people, turn.language))
        case "price" if offerings and not _same_offering(turn, offerings[0], faq_text):
            return False
        case "price" if not offerings and _of_something_else(reading.text, faq_text, turn.language):
            return False
        case _ if faq_score >= FAQ_SURE:
            turn.tell(faq_text)
        case "do_you" if reading.offerings:
            turn.tell_phrase("do_offering")
        case _:
            return False
    return True


async def _quote(turn: Turn, reading: Reading) -> bool:
    """What a document of the business says, word for word."""
    found = await turn.desk.quote(reading.text, turn.language)
    if found is not None:
        turn.tell(found.text)
    return found is not None


def _same_offering(turn: Turn, offering: OfferingKey, answer_text: str) -> bool:
    """A price is only told for the very offering that was asked about."""
    told = turn.comprehension.lexicon.offerings(answer_text, turn.language)
    return bool(told) and told[0] == offering


def _of_something_else(question: str, answer_text: str, language: Language) -> bool:
    """The price of what no word of the answer speaks of: that of a "Lymphdrainage" is not that of a "Zahnreinigung"."""
    asked = [word for word in question_words(question, language) if not word.asks]
    told = said_words(answer_text, language)
    return bool(asked) and not any(likeness(one, other) > 0 for one in asked for other in told)


def _say_hours(turn: Turn, reading: Reading) -> None:
    business, now, language = turn.state.business, turn.desk.now(), turn.language
    days = sorted({window.earliest.date() for window in reading.when.windows}) if reading.when is not None else []
    day = reading.asked_day or (days[0] if len(days) == 1 else None)
    if day is None and reading.asks_about_now:
        day = now.date()
    weekday = weekday_in(reading.text, language)
    if weekday is not None and (day is None or len(days) != 1):
        _say_weekday(turn, weekday)
        return
    if day is None:
        turn.tell_phrase("hours_week", hours=say_week(business, language))
        return
    spans = business.hours.spans(day)
    named = day_with_article(day, language, today=now.date())
    if not spans:
        turn.tell_phrase("hours_closed", day=named)
    elif day == now.date() and reading.asks_about_now:
        until = closes_today(business, now)
        if until is None:
            turn.tell_phrase("hours_closed_now")
        else:
            turn.tell_phrase("hours_open_now", until=say_time(until, language))
    else:
        turn.tell_phrase("hours_day", day=named, spans=say_spans(spans, language))


def _say_weekday(turn: Turn, weekday: int) -> None:
    spans = turn.state.business.hours.weekly[weekday]
    day = turn.phrases.choose("on_weekday", turn.language, day=DAY_NAMES[turn.language][weekday])
    if spans:
        turn.tell_phrase("hours_day", day=day, spans=say_spans(spans, turn.language))
    else:
        turn.tell_phrase("hours_closed", day=day)


async def repeat(turn: Turn) -> None:
    """What was told, once more; then the open question in shorter words."""
    told = [s for s in turn.state.said_before if s.claim is not None and s.claim.kind in _INFORMATION and not s.conveys]
    turn.sentences.extend(told)
    await ask_again(turn)


async def switch_language(turn: Turn, reading: Reading) -> None:
    wanted = reading.wanted_language
    if wanted not in turn.state.business.languages:
        turn.say("language_only")
    else:
        turn.state.language = wanted
        turn.say("language_now")
    await ask_again(turn)


async def off_topic(turn: Turn, reading: Reading) -> bool:
    """False when it may be the very wish that they called for, and nothing of ours."""
    if reading.wrong_number:
        turn.say("wrong_number")
        turn.hang_up("wrong_number")
        return True
    if turn.state.goal is None:
        turn.beyond_us = True
        return False
    turn.say("other_answer")
    await ask_again(turn)
    return True


def offering_words(turn: Turn, language: Language) -> list[str]:
    return [say_name(offering_name(o, language), language) for o in turn.state.business.offerings]
