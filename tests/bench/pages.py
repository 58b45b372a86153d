"""`python -m tests.bench.pages [CALLS]`: how fast lists, searches and pages answer with many calls on record.

Calls are generated: sentences of a practice, drawn with a seed, put into the database and the index the way the product
keeps them.
"""

import asyncio
import random
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from app.domain.calls import CallOutcome
from app.domain.ids import CallSid
from app.domain.word_index import number_words, stems
from app.ports.review import CallFilter
from app.stores.review.index import facts_of, search_id_at
from app.stores.tables import CallRow
from tests.fakes.database import SQLITE, Store
from tests.web.pages.office import PRAXIS, TUESDAY_MORNING, Office, office, signed_in

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
TURNS_A_CALL = 6
LOT = 5_000
LOOKS = 20

Work = Callable[[], Awaitable[object]]


def _call(number: int, chance: random.Random) -> tuple[dict[str, object], list[dict[str, object]], str]:
    started = TUESDAY_MORNING - timedelta(minutes=7 * number)
    outcome = chance.choice(list(CallOutcome)).value
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
        outcome=outcome,
        summary=lines[0],
        reviewed_at=started if number > 500 else None,
    )
    turns: list[dict[str, object]] = [
        {
            "call_sid": row.call_sid,
            "speaker": "assistant" if nth % 2 else "caller",
            "text": line,
            "at": nth * 5000,
            "until": nth * 5000 + 4000,
            "emotion": mood if nth == 2 else None,
        }
        for nth, line in enumerate(lines)
    ]
    words = [*facts_of(row, (), [mood]), *number_words(caller)]
    words += [word for line in lines for word in stems(line, "de")]
    fields = row.model_dump() | {"search_id": search_id_at(started), "indexed_at": row.ended_at}
    return fields, turns, " ".join(words)


async def fill(practice: Office, calls: int) -> None:
    chance = random.Random(1)
    for begin in range(0, calls, LOT):
        made = [_call(number, chance) for number in range(begin, min(begin + LOT, calls))]
        async with practice.database.writing() as session:
            connection = await session.connection()
            await connection.execute(CallRow.__table__.insert(), [fields for fields, _, _ in made])  # type: ignore[attr-defined]
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


async def main(calls: int) -> None:
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        async with office(Store(SQLITE, Path(folder))) as practice:
            began = perf_counter()
            await fill(practice, calls)
            console.print(f"{calls} calls with {calls * TURNS_A_CALL} turns in {perf_counter() - began:.0f} s")
            await practice.person()
            table = Table("what", "found", "p50 ms", "p95 ms")
            scope = frozenset({PRAXIS})
            wanted = {
                "newest": CallFilter(),
                "a word in half of all calls": CallFilter(text="Termin"),
                "a rare word": CallFilter(text="Knirscherschienen"),
                "a beginning of words": CallFilter(text="Schmer"),
                "three words": CallFilter(text="Rezept Krone Rechnung"),
                "a phrase": CallFilter(text='"starke Schmerzen"'),
                "a number": CallFilter(text="030 23125142"),
                "word and outcome": CallFilter(text="Termin", outcome=CallOutcome.FAILED),
                "mood": CallFilter(emotion="angry"),
                "unreviewed": CallFilter(unreviewed=True),
                "a month of two years ago": CallFilter(
                    text="Krone",
                    since=TUESDAY_MORNING - timedelta(days=360),
                    until=TUESDAY_MORNING - timedelta(days=330),
                ),
                "nothing": CallFilter(text="Quastenflosser"),
            }
            for name, one in wanted.items():
                found = await practice.review.find(scope, one)
                await _measure(table, name, lambda one=one: practice.review.find(scope, one), str(found.total))  # type: ignore[misc]
            async with signed_in(practice) as browser:
                sid = CallSid(f"CA{7:032x}")
                for path in ("/", "/calls", "/calls?q=Termin", f"/calls/{sid}", "/tasks"):
                    await _measure(table, f"page {path[:24]}", lambda path=path: browser.open(path), "")  # type: ignore[misc]
            console.print(table)


async def _measure(table: Table, name: str, work: Work, found: str) -> None:
    taken = []
    for _ in range(LOOKS):
        began = perf_counter()
        await work()
        taken.append((perf_counter() - began) * 1000)
    table.add_row(name, found, f"{statistics.median(taken):.0f}", f"{sorted(taken)[int(LOOKS * 0.95) - 1]:.0f}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
