"""A question in the middle of something else, "wie bitte?", another language: answered, then back to where we were."""

import re

from app.dialogue.caller_asks import ANSWERING, ASKS_WHAT, asks_for_stranger, person_spoken_of
from app.dialogue.claims import ClaimKind
from app.dialogue.details import say_who_is_not_here
from app.dialogue.lexicon import offering_name, spoken_name
from app.dialogue.next_step import ask_again
from app.dialogue.opening_words import DAY_NAMES, closes_today, day_with_article, say_spans, say_week, weekday_in
from app.dialogue.questions import FAQ_SURE, asks_only_how_long
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.who_is_in import tell_who_is_in
from app.domain.business import Language, ResourceKind
from app.domain.escalation.reasons import Reason
from app.domain.ids import OfferingKey
from app.domain.knowledge.terms import likeness, question_words, said_words
from app.domain.spoken.say import say_list, say_name, say_number, say_time

_INFORMATION = frozenset({ClaimKind.KNOWLEDGE, ClaimKind.HAS_APPOINTMENT, ClaimKind.NO_APPOINTMENT})
_GOES_ON = re.compile(r"[,.:;] (\w+ ){2,}|\b(ob|whether)\b")
"""The announcement of a question with the question behind it."""


async def answer(turn: Turn, reading: Reading) -> None:
    """Says what the business's data says, or honestly that it says nothing; then back to the open question."""
    if reading.wrong_number and turn.state.goal is None:
        await off_topic(turn, reading)
        return
    if reading.asks_about_waiting:
        await _tell_of_waiting(turn, reading)
        return
    if "asks_why" in reading.marks and turn.state.asking in ANSWERING:
        turn.say("why_number" if turn.state.asking is Asking.NUMBER else "why_name")
        await ask_again(turn, after_answer=True)
        return
    turn.state.spoken_of = next(iter(reading.offerings), turn.state.spoken_of)
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
    goal, offerings = turn.state.goal, _spoken_of(turn, reading)
    faq_text, faq_score = _known_answer(turn, reading, offerings)
    if asks_for_stranger(reading) and say_who_is_not_here(turn, goal, reading):
        return True
    match reading.question:
        case "hours":
            _say_hours(turn, reading)
        case "days_of" if (person := person_spoken_of(turn, reading)) is not None:
            tell_who_is_in(turn, reading, person)
        case "address" if faq_score < 0.7:
            turn.tell_phrase("address", address=turn.state.business.address)
        case "duration" if offerings:
            minutes = int(turn.state.business.offering(offerings[0]).duration.total_seconds() // 60)
            turn.tell_phrase("duration", minutes=say_number(minutes, turn.language))
        case "who" if offerings and faq_score < 0.7:
            people = _who(turn, offerings[0])
            key = "who_does" if len(people) > 1 else "who_does_one"
            turn.tell_phrase(key, people=say_list(people, turn.language))
        case "who" if not offerings and faq_score < 0.7:
            staff = [one for one in turn.state.business.resources if one.kind is ResourceKind.PERSON]
            named = [say_name(spoken_name(person, turn.language), turn.language) for person in staff]
            turn.tell_phrase("staff_here", people=say_list(named, turn.language))
        case "price" if offerings and not _same_offering(turn, offerings[0], faq_text):
            return False
        case "price" if not offerings and _of_something_else(reading.text, faq_text, turn.language):
            return False
        case _ if faq_score >= FAQ_SURE:
            turn.tell(faq_text)
        case "do_you" if reading.offerings and ASKS_WHAT.search(reading.text) is None:
            turn.tell_phrase("do_offering")
        case _:
            return False
    return True


def _spoken_of(turn: Turn, reading: Reading) -> tuple[OfferingKey, ...]:
    """What is named, or being booked; of how long it takes, also what was booked, moved or asked about last."""
    goal = turn.state.goal
    if reading.offerings:
        return reading.offerings
    if goal is not None and goal.offering is not None:
        return (goal.offering,)
    if reading.question != "duration" or not asks_only_how_long(reading.text):
        return ()
    settled = next((done.booking.slot.offering for done in reversed(turn.state.done) if done.booking is not None), None)
    named = turn.state.spoken_of or settled
    return (named,) if named is not None else ()


def _known_answer(turn: Turn, reading: Reading, offerings: tuple[OfferingKey, ...]) -> tuple[str, float]:
    """ "How much is that?" asks for the price of what is being booked."""
    if reading.question == "price" and offerings and not reading.offerings:
        named = offering_name(turn.state.business.offering(offerings[0]), turn.language)
        return turn.comprehension.knowledge.faq(f"{reading.text} {named}", turn.language) or ("", 0.0)
    return reading.faq if reading.faq is not None else ("", 0.0)


def _who(turn: Turn, offering: OfferingKey) -> list[str]:
    """Whose the offered times are; else everybody who does it."""
    goal, business = turn.state.goal, turn.state.business
    slots = (goal.slot,) if goal is not None and goal.slot is not None else goal.offers if goal is not None else ()
    here = [
        business.resource(one) for one in dict.fromkeys(slot.resource for slot in slots if slot.offering == offering)
    ]
    people = here or business.people_for(offering)
    return [say_name(spoken_name(person, turn.language), turn.language) for person in people]


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
    turn.state.days_spoken_of = reading.when
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
    if turn.state.goal is None or turn.state.asking is Asking.OFFERING:
        turn.beyond_us = True
        return False
    turn.say("other_answer")
    await ask_again(turn)
    return True


def offering_words(turn: Turn, language: Language) -> list[str]:
    return [say_name(offering_name(o, language), language) for o in turn.state.business.offerings]
