"""What callers are promised: by when somebody looks after it or calls, within the hours of whoever that is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.dialogue.lexicon import spoken_name
from app.dialogue.opening_words import day_with_article, say_spans, say_week
from app.dialogue.state import Asking, Goal
from app.dialogue.turn import Turn
from app.dialogue.wish import at_best
from app.domain.addressees import person_of
from app.domain.business import Resource
from app.domain.spoken.say import say_date, say_name, say_slots, say_time
from app.domain.spoken.when import When, Window
from app.domain.workday import due_by, next_there, while_open

QUARTER_MIN = 15
MOST_DAYS_CLOSED = 14


def asked_for(turn: Turn) -> Resource | None:
    """Who should call or be told, as far as the caller said so and they are still there."""
    return person_of(turn.state.business, turn.state.staff)


def due(turn: Turn, *, urgent: bool) -> str:
    """When the staff's list calls it late, at the next quarter of an hour: "heute, achtzehn Uhr"."""
    at = due_by(turn.state.business, turn.desk.now(), urgent=urgent, person=asked_for(turn))
    at = (at + timedelta(minutes=-at.minute % QUARTER_MIN)).replace(second=0, microsecond=0)
    return f"{say_date(at.date(), turn.language, today=turn.today)}, {say_time(at.time(), turn.language)}"


def take_when(turn: Turn, goal: Goal, when: When) -> bool:
    """When a call is wanted, as far as somebody is there; False when nobody is."""
    open_windows = _somebody_there(turn, at_best(when, when.windows)) or _somebody_there(turn, when.windows)
    if when.windows and not open_windows:
        return False
    goal.when, goal.when_known = replace(when, windows=open_windows), True
    return True


def ask_for_another_time(turn: Turn, wished: Sequence[Window]) -> None:
    """Nobody is there when the caller wants to be called: when there is, on that day or the next that is open."""
    turn.again = False
    person = asked_for(turn)
    there = None if person is None else next_there(turn.state.business, person, turn.desk.now())
    if person is None or there is None:
        hours = _hours_from(turn, min(window.earliest for window in wished).date())
        turn.ask(Asking.CALLBACK_WHEN, "callback_closed", hours=hours)
        return
    when = say_slots([there], turn.language, today=turn.today)
    turn.ask(Asking.CALLBACK_WHEN, "callback_person_away", person=said_person(turn, person), when=when)


def _hours_from(turn: Turn, wished: date) -> str:
    """Of one day: nobody keeps a whole week in mind on the telephone."""
    business, now = turn.state.business, turn.desk.now()
    for days in range(MOST_DAYS_CLOSED):
        day = max(wished, now.date()) + timedelta(days=days)
        spans = business.hours.spans(day)
        if spans and (day > now.date() or now.time() < spans[-1][1]):
            on = day_with_article(day, turn.language, today=now.date())
            return turn.phrases.choose("hours_day", turn.language, day=on, spans=say_spans(spans, turn.language))
    week = say_week(business, turn.language)
    return turn.phrases.choose("hours_week", turn.language, hours=week)


def say_when(turn: Turn, windows: Sequence[Window]) -> str:
    """All that was wished of the first day, over the break."""
    first, *more = windows
    same_day = [one for one in more if one.latest.date() == first.earliest.date()]
    return turn.window(Window(first.earliest, max([first.latest, *(one.latest for one in same_day)])))


def said_person(turn: Turn, person: Resource) -> str:
    return say_name(spoken_name(person, turn.language), turn.language)


def _somebody_there(turn: Turn, windows: Sequence[Window]) -> tuple[Window, ...]:
    business, now = turn.state.business, turn.desk.now()
    person = asked_for(turn)
    if person is not None and next_there(business, person, now) is None:
        person = None  # away for long: somebody else calls
    return while_open(business, windows, now, person=person)
