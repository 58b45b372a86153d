"""Callers whose name is hard to hear: `python -m tests.bench.names_in_calls [NAME …]`.

Whole calls in street noise of 10 to 15 dB (every seventh on a quiet line), by telephone voices, as `tests.calls.heard`
plays them: whether the family name that is booked is theirs to the letter, and how many turns it took. Names of people
who live in Germany, half of them from elsewhere.
"""

import argparse
import asyncio
import logging
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import structlog

from app.domain.spoken.folding import fold
from app.settings import Settings
from app.wiring.speech import caller_voice
from tests.calls.heard import NOW, Brain, HeardLine, awake
from tests.calls.spoken import OFFERING_NAMES
from tests.dialogue.caller import Caller, Scenario, spelled
from tests.dialogue.wishes import wish_of
from tests.fakes.clock import FakeClock
from tests.fakes.database import praxis_database

NAMES = (
    "Sabine Busch, Rolf Voigt, Anke Thiele, Jens Petersen, Gisela Kuhn, Markus Engel, Silke Seidel, Dieter Brandt, "
    "Monika Haas, Frank Schreiber, Petra Graf, Uwe Dietrich, Birgit Ziegler, Holger Pohl, Elke Horn, Tobias Bergmann, "
    "Nicole Sommer, Werner Böhm, Heike Winkler, Lukas Arnold, Christa Ebert, Bernd Kessler, "
    "Emre Yilmaz, Hatice Kaya, Ali Demir, Elif Öztürk, Murat Sahin, Marek Nowak, Agnieszka Kowalski, Piotr Wisniewski, "
    "Milan Popovic, Jelena Jovanovic, Linh Nguyen, Minh Tran, Omar Hussein, Fatima Ahmadi, Nikos Papadopoulos, "
    "Marco Rossi, Elena Ivanova, Oksana Petrenko, Carlos Fernandez, Ana Silva, Ibrahim Diallo, Kofi Mensah"
).split(", ")
VOICES = ("pico", "pico-low", "pico-high")
NOISE_DB = (10, 12, 14, 11, 13, 15, None)
QUICKEST = 4
"""Turns: wish, name, yes, and that this was all."""


def caller_of(nth: int) -> dict[str, Any]:
    """As the files of the spoken suites have them."""
    full = NAMES[nth]
    family = full.rsplit(maxsplit=1)[-1]
    says = {
        "start": "Guten Tag, ich hätte gern am Donnerstag um elf einen Termin zur Kontrolle.",
        "offering": "Zur Kontrolle.",
        "when": "Am Donnerstag um elf.",
        "or": "Am Donnerstag.",
        "offers": "Der erste, bitte.",
        "name": (f"{full}.", f"{family}.", f"Mein Name ist {full}.")[nth // len(VOICES) % 3],
        "family": f"{family}.",
        "spelling": spelled(family),
        "confirm": "Ja, bitte.",
        "number": "Unter dieser Nummer hier.",
        "fallback": "Ich möchte am Donnerstag um elf zur Kontrolle kommen.",
        "what_wrong": f"Nein, mein Name ist {family}.",
        "else": "Nein danke, das war alles.",
    }
    noise_db = NOISE_DB[nth % len(NOISE_DB)]
    return {"says": says, "expect": {"offering": "checkup", "weekday": 3, "name": family}, "noise_db": noise_db}


async def call(nth: int, brain: Brain) -> tuple[list[str], int]:
    """The names that were booked, and how often the caller spoke."""
    entry, number = caller_of(nth), f"+493023125{400 + nth}"
    with tempfile.TemporaryDirectory() as folder:
        async with (
            praxis_database(Path(folder), FakeClock(NOW)) as database,
            caller_voice(Settings(), VOICES[nth % len(VOICES)], "de") as voice,
        ):
            line = HeardLine(database, brain, entry, nth, number)
            scenario = Scenario(NAMES[nth], "de", "names", "book", entry["says"], {}, number=number)
            wish = wish_of(entry["says"], "de", entry["expect"], OFFERING_NAMES["de"], careful=True)
            caller = Caller(scenario, wish, takes_words=True)
            await line.talk(caller.opens(), caller, voice, "de")
            booked = [str(one["customer_name"]) for one in await line.bookings() if one["status"] == "confirmed"]
            return booked, sum(turn["speaker"] in ("said", "pressed") for turn in line.turns)


async def measure(only: list[str]) -> None:
    sums: Counter[str] = Counter()
    async with awake() as brain:
        for nth, full in enumerate(NAMES):
            family = full.rsplit(maxsplit=1)[-1]
            if only and family not in only:
                continue
            booked, turns = await call(nth, brain)
            right = any(fold(family) in fold(name).split() for name in booked)
            at_once = right and turns <= QUICKEST
            sums += Counter(calls=1, booked=len(booked), right=right, right_at_once=at_once, turns=turns)
            verdict = "right" if right else f"booked for {', '.join(booked) or 'nobody'}"
            print(f"{full}, {NOISE_DB[nth % len(NOISE_DB)]} dB: {verdict}, {turns} turns", flush=True)  # noqa: T201
    print(", ".join(f"{what.replace('_', ' ')} {number}" for what, number in sums.items()))  # noqa: T201


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", help="family names; none = all")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(measure(arguments.parse_args().names))
