"""Whether somebody of the staff is there, by their days and their absences: "is Doctor Weber in on Friday?".

Decision: what is asked for one day is answered for that day; the weekdays on which they usually work are an answer to
nobody who wants to know whether they are away.
"""

import re
from datetime import date, datetime, time

from app.dialogue.opening_words import day_with_article, say_days
from app.dialogue.promise import said_person
from app.dialogue.reading import Reading
from app.dialogue.turn import Turn
from app.domain.business import Resource
from app.domain.ids import ResourceId
from app.domain.spoken.when import Window
from app.domain.workday import next_there
from app.domain.worktime import at_work

MOST_DAYS = 14
"""More than these are no answer to whether somebody is in, but their usual days are."""
_WORKS = re.compile(
    r"\b(?:working|works?|at work|away|off|out|on (?:holiday|leave|vacation)|arbeitet|im urlaub)\b", re.IGNORECASE
)
"""Of somebody else, whose days these are: no reason of the caller's against a day."""
_AWAY = re.compile(
    r"\b(?:away|off|out|back|next in|holidays?|leave|vacation|sick|ill|urlaub|weg|fort|wieder|krank|verreist)\b",
    re.IGNORECASE,
)


def tell_who_is_in(turn: Turn, reading: Reading, asked_after: ResourceId) -> None:
    """Of the days that were named, of now, or of any week."""
    person = turn.state.business.resource(asked_after)
    days = _days_named(turn, reading.text)
    if len(days) == 1:
        _tell_of_day(turn, person, days[0])
    elif 1 < len(days) <= MOST_DAYS and (there := [day for day in days if at_work(turn.state.business, person, day)]):
        weekdays = say_days({day.weekday() for day in there}, turn.language)
        turn.tell_phrase("person_then", person=said_person(turn, person), days=weekdays)
    elif 1 < len(days) <= MOST_DAYS or _AWAY.search(reading.text) or reading.asks_about_now:
        _tell_of_next(turn, person, _begin_of(turn, days[0]) if days else turn.desk.now())
    else:
        open_days = {nth for nth, spans in enumerate(turn.state.business.hours.weekly) if spans}
        weekdays = say_days(person.days & open_days, turn.language)
        turn.tell_phrase("person_days", person=said_person(turn, person), days=weekdays)


def _days_named(turn: Turn, text: str) -> list[date]:
    when = turn.comprehension.when(_WORKS.sub(" ", text), turn.language, now=turn.desk.now(), expected=True)
    if when is None or not when.said_day:
        return []
    turn.state.days_spoken_of = when
    return sorted({window.earliest.date() for window in when.windows})


def _tell_of_day(turn: Turn, person: Resource, day: date) -> None:
    business, named = turn.state.business, said_person(turn, person)
    on = day_with_article(day, turn.language, today=turn.today)
    if at_work(business, person, day):
        turn.tell_phrase("person_in", day=on, person=named)
    elif (back := next_there(business, person, _begin_of(turn, day))) is not None:
        turn.tell_phrase("person_out", day=on, person=named, when=_on(turn, back))
    else:
        turn.tell_phrase("person_out_long", day=on, person=named)


def _tell_of_next(turn: Turn, person: Resource, after: datetime) -> None:
    there, named = next_there(turn.state.business, person, after), said_person(turn, person)
    if there is None:
        turn.tell_phrase("person_away", person=named)
    else:
        turn.tell_phrase("person_next", person=named, when=_on(turn, there))


def _on(turn: Turn, at: datetime) -> str:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return turn.window(Window(midnight, midnight.replace(hour=23, minute=59)))


def _begin_of(turn: Turn, day: date) -> datetime:
    return max(turn.desk.now(), datetime.combine(day, time(), tzinfo=turn.state.business.zone))
