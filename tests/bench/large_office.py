"""A practice at its limits: a hundred thousand calls, a full week of fifty people and rooms, a call of 2,000 turns.

Calls are generated: sentences of a practice, drawn with a seed, put into the database and the index the way the product
keeps them.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, text

from app.domain.calls import CallbackStatus, CallOutcome
from app.domain.civil import instant_of
from app.domain.ids import CallSid
from app.domain.word_index import number_words, stems
from app.stores.business_file import example_business
from app.stores.business_text.resources import ResourceText
from app.stores.review.index import facts_of, search_id_at
from app.stores.tables import (
    BlockRow,
    BookingRow,
    CallbackRow,
    CallRow,
    MessageRow,
    OpenQuestionRow,
    TaskRow,
)
from tests.web.pages.office import BERLIN, PRAXIS, Office

SENTENCES = (
    "Guten Tag, ich hätte gern einen Termin zur Kontrolle.",
    "Nächsten Dienstag am Vormittag wäre gut.",
    "Ich brauche ein Rezept für die Spülung.",
    "Können Sie mir sagen, ob die Krone fertig ist?",
    "Ich möchte meinen Termin verlegen, mir ist etwas dazwischengekommen.",
    "Seit gestern habe ich starke Schmerzen am Backenzahn.",
    "Gibt es bei Ihnen Parkplätze?",
    "Die Rechnung vom letzten Monat stimmt nicht.",
    "Ja, das ist richtig so.",
    "Auf Wiederhören, vielen Dank.",
)
RARE = ("Knirscherschiene", "Wurzelspitzenresektion", "Implantatpass", "Narkosearzt")
SKILLS = ("checkup", "filling", "cleaning")
MINUTES = {"checkup": 30, "filling": 45, "cleaning": 60}
OPEN = (((8, 0), (12, 30)), ((13, 30), (18, 0)))
PEOPLE = ROOMS = 25
TURNS_A_CALL, LONG_CALL_TURNS = 6, 2_000
DAYS_BOOKED, OPEN_TASKS, OPEN_QUESTIONS = 28, 30, 20
LOT = 5_000
LONG_CALL = CallSid("CAf0000000000000000000000000000000")

Fields = dict[str, object]


async def fill(practice: Office, calls: int) -> None:
    """Everything, up to the present of the practice's clock."""
    chance = random.Random(1)
    now = practice.clock.now()
    await _grow(practice)
    await _fill_calls(practice, calls, now, chance)
    await _fill_long_call(practice, now, chance)
    await _fill_calendar(practice, now.astimezone(BERLIN).date(), now, chance)
    await _fill_tasks(practice, calls, now)


async def fill_days(practice: Office) -> date:
    """Its people, rooms and appointments alone. Gives the first full day."""
    now = practice.clock.now()
    today = now.astimezone(BERLIN).date()
    await _grow(practice)
    await _fill_calendar(practice, today, now, random.Random(1))
    return first_full_day(today)


def first_full_day(today: date) -> date:
    """The next Monday: whatever day it is, those before it may be a Sunday."""
    return today + timedelta(days=7 - today.weekday())


async def _grow(practice: Office) -> None:
    """The example practice with fifty people and rooms, open all week."""
    people = [
        ResourceText.model_validate({"name": f"Dr. Nummer {nth:02}", "kind": "person", "skills": list(SKILLS)})
        for nth in range(PEOPLE)
    ]
    rooms = [ResourceText.model_validate({"name": f"Zimmer {nth:02}", "kind": "room"}) for nth in range(ROOMS)]
    week = {
        day: tuple((time(*first), time(*last)) for first, last in OPEN) for day in ("mon", "tue", "wed", "thu", "fri")
    }
    example = example_business()
    offerings = tuple(one for one in example.offerings if one.key in SKILLS)
    grown = example.model_copy(
        update={
            "resources": (*people, *rooms),
            "offerings": offerings,
            "opening_hours": week,
            "absences": (),
            "customers": (),
            "holidays": None,
        }
    )
    await practice.businesses.save(type(example).model_validate(grown.model_dump(mode="json", exclude_none=True)))


async def _fill_calls(practice: Office, calls: int, now: datetime, chance: random.Random) -> None:
    for begin in range(0, calls, LOT):
        made = [_call(number, now, chance) for number in range(begin, min(begin + LOT, calls))]
        async with practice.database.writing() as session:
            connection = await session.connection()
            await connection.execute(insert(CallRow), [fields for fields, _, _ in made])
            await connection.execute(
                text(
                    "INSERT INTO turns (call_sid, speaker, text, language, started_ms, ended_ms, emotion, interrupted, "
                    "timings) VALUES (:call_sid, :speaker, :text, 'de', :at, :until, :emotion, false, '{}')"
                ),
                [turn for _, turns, _ in made for turn in turns],
            )
            await connection.execute(
                text("INSERT INTO call_words_fts (rowid, words) VALUES (:id, :words)"),
                [{"id": fields["search_id"], "words": words} for fields, _, words in made],
            )


def _call(number: int, now: datetime, chance: random.Random) -> tuple[Fields, list[Fields], str]:
    started = now - timedelta(minutes=7 * number + 3)
    lines = chance.choices(SENTENCES, k=TURNS_A_CALL)
    if chance.random() < 0.002:
        lines[2] = f"Es geht um die {chance.choice(RARE)}."
    mood = "angry" if chance.random() < 0.02 else "calm"
    caller = f"+4930231251{chance.randrange(100):02}"
    row = CallRow(
        call_sid=f"CA{number:032x}",
        business_id=PRAXIS,
        from_number=caller,
        to_number="+493023125000",
        language="de",
        started_at=started,
        ended_at=started + timedelta(minutes=2),
        outcome=chance.choice(list(CallOutcome)).value,
        summary=lines[0],
        reviewed_at=started if number > 500 else None,
    )
    turns = [_turn(row.call_sid, nth, line, mood if nth == 2 else None) for nth, line in enumerate(lines)]
    words = [*facts_of(row, (), [mood]), *number_words(caller)]
    words += [word for line in lines for word in stems(line, "de")]
    fields = row.model_dump() | {"search_id": search_id_at(started), "indexed_at": row.ended_at}
    return fields, turns, " ".join(words)


def _turn(call_sid: str, nth: int, line: str, emotion: str | None) -> Fields:
    return {
        "call_sid": call_sid,
        "speaker": "assistant" if nth % 2 else "caller",
        "text": line,
        "at": nth * 5000,
        "until": nth * 5000 + 4000,
        "emotion": emotion,
    }


async def _fill_long_call(practice: Office, now: datetime, chance: random.Random) -> None:
    """Three hours in which nothing was settled."""
    started = now - timedelta(hours=4)
    row = CallRow(
        call_sid=LONG_CALL,
        business_id=PRAXIS,
        from_number="+493023125142",
        to_number="+493023125000",
        language="de",
        started_at=started,
        ended_at=started + timedelta(milliseconds=LONG_CALL_TURNS * 5000),
        outcome=CallOutcome.ANSWERED.value,
        summary="Ein langes Gespräch.",
    )
    turns = [_turn(LONG_CALL, nth, chance.choice(SENTENCES), "calm") for nth in range(LONG_CALL_TURNS)]
    async with practice.database.writing() as session:
        connection = await session.connection()
        await connection.execute(
            insert(CallRow), [row.model_dump() | {"search_id": search_id_at(started) + 1, "indexed_at": row.ended_at}]
        )
        await connection.execute(
            text(
                "INSERT INTO turns (call_sid, speaker, text, language, started_ms, ended_ms, emotion, interrupted, "
                "timings) VALUES (:call_sid, :speaker, :text, 'de', :at, :until, :emotion, false, '{}')"
            ),
            turns,
        )


async def _fill_calendar(practice: Office, today: date, now: datetime, chance: random.Random) -> None:
    """Four weeks in which nobody has a quarter of an hour left: everybody in a room of their own."""
    monday = first_full_day(today) - timedelta(days=14)
    bookings: list[Fields] = []
    blocks: list[Fields] = []
    for day in (monday + timedelta(days=nth) for nth in range(DAYS_BOOKED)):
        if day.weekday() > 4:
            continue
        for nth in range(PEOPLE):
            for starts_at, offering in _places(day, chance):
                _book(bookings, blocks, nth, starts_at, offering, now=now)
    async with practice.database.writing() as session:
        connection = await session.connection()
        for row, rows in ((BookingRow, bookings), (BlockRow, blocks)):
            for first in range(0, len(rows), 1_000):
                await connection.execute(insert(row), rows[first : first + 1_000])


def _places(day: date, chance: random.Random) -> list[tuple[datetime, str]]:
    found = []
    for first, last in OPEN:
        at, end = instant_of(day, time(*first), BERLIN), instant_of(day, time(*last), BERLIN)
        while True:
            offering = chance.choice(SKILLS)
            length = timedelta(minutes=MINUTES[offering] + 15)
            if at + length > end:
                break
            found.append((at, offering))
            at += length
    return found


def _book(
    bookings: list[Fields], blocks: list[Fields], nth: int, starts_at: datetime, offering: str, *, now: datetime
) -> None:
    number = len(bookings) + 1
    ends_at = starts_at + timedelta(minutes=MINUTES[offering])
    person, room = f"dr-nummer-{nth:02}", f"zimmer-{nth:02}"
    bookings.append(
        {
            "id": number,
            "business_id": PRAXIS,
            "reference": f"B{number:05}",
            "offering": offering,
            "resource_id": person,
            "room_id": room,
            "starts_at": starts_at.astimezone(UTC),
            "ends_at": ends_at.astimezone(UTC),
            "customer_name": "Erika Beispiel",
            "customer_number": f"+4930231251{number % 100:02}",
            "status": "confirmed",
            "version": 1,
            "booked_at": now,
        }
    )
    blocks += [
        {
            "business_id": PRAXIS,
            "resource_id": resource,
            "block_start": starts_at.astimezone(UTC),
            "block_end": ends_at.astimezone(UTC),
            "written_at": now,
            "status": "confirmed",
            "owner": f"booking {number}",
            "booking_id": number,
        }
        for resource in (person, room)
    ]


async def _fill_tasks(practice: Office, calls: int, now: datetime) -> None:
    """A message or a callback of one call in ten; the newest are still open. And questions without an answer."""
    async with practice.database.writing() as session:
        for nth in range(calls // 10):
            at = now - timedelta(minutes=70 * nth + 5)
            shared: dict[str, Any] = {
                "id": f"item-{nth}",
                "business_id": PRAXIS,
                "call_sid": f"CA{nth * 10:032x}",
                "text": SENTENCES[nth % len(SENTENCES)],
                "customer_name": "Erika Beispiel",
                "customer_number": "+493023125142",
            }
            done, is_callback = nth >= OPEN_TASKS, nth % 3 == 0
            status = (CallbackStatus.DONE if done else CallbackStatus.OPEN).value
            windows = [[(at + timedelta(hours=1)).isoformat(), (at + timedelta(hours=3)).isoformat()]]
            session.add(
                CallbackRow(**shared, windows=windows, status=status, requested_at=at)
                if is_callback
                else MessageRow(**shared, taken_at=at, done_at=at if done else None)
            )
            if done:
                kind = "callback" if is_callback else "message"
                session.add(TaskRow(item_id=f"item-{nth}", kind=kind, business_id=PRAXIS, done_at=at, done_by="Anna"))
        for nth in range(OPEN_QUESTIONS):
            session.add(
                OpenQuestionRow(
                    id=f"q{nth}",
                    business_id=PRAXIS,
                    sameness=f"frage {nth}",
                    text=f"Gibt es bei Ihnen auch die Behandlung Nummer {nth}?",
                    language="de",
                    asked=nth + 1,
                    first_at=now,
                    last_at=now,
                )
            )
