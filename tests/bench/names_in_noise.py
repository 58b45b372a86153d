"""How often a caller's family name is right: `python -m tests.bench.names_in_noise [NAMES]`.

Names said by the telephone voices in street noise of 10 to 14 dB (every sixth on a quiet line), heard as an answer to
the question for the name: as the recogniser has them, by the likelier of its guesses, and whether it is among them.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from random import Random

from app.dialogue.likely_names import likeliest
from app.dialogue.name_lore import family_names, given_names
from app.dialogue.prompt_files import PROMPTS_DIR, read_lines
from app.dialogue.turn import NAME_CONTEXT
from app.domain.spoken.folding import fold
from app.domain.spoken.hear_name import hear_name
from app.settings import Settings
from app.simulator import sounds
from app.wiring.speech import caller_voice, speech
from tests.calls.ear import Ear
from voice.contract import Expectation, Language, Listen, Unintelligible, Utterance
from voice.session import SpeechEngines

VOICES: dict[Language, tuple[str | None, ...]] = {"de": ("pico", "pico-low", "pico-high"), "en": (None, "pico")}
NOISE_DB = (None, 10, 11, 12, 13, 14)
FREQUENT = 300
"""Names: half of those said are among so many of the most frequent, half among ten times as many."""
FIRST_NAMES: dict[Language, str] = {
    "de": "Martina Andreas Renate Peter Helga Klara Jürgen Sandra Stefan Ulrike Karin Thomas Ingrid Michael Ursula",
    "en": "Helen James Susan Peter Alice Laura George Sandra Steven Diana Karen Thomas Rachel Michael William",
}


async def heard(engines: SpeechEngines, language: Language, count: int) -> AsyncIterator[tuple[str, list[str]]]:
    """What the family name is, and the guesses at the answer."""
    random, names = Random(3), read_lines(PROMPTS_DIR / "names" / "family.txt")
    for nth in range(count):
        family = names[random.randrange(FREQUENT if nth % 2 else 10 * FREQUENT)]
        full = f"{random.choice(FIRST_NAMES[language].split())} {family}"
        said = random.choice((f"{full}.", f"{family}.", _introduced(full, language)))
        noise_db = NOISE_DB[nth % len(NOISE_DB)]
        noise = sounds.street_noise(snr_db=noise_db, seed=nth) if noise_db else None
        async with caller_voice(Settings(), VOICES[language][nth % len(VOICES[language])], language) as voice:
            ear = Ear(engines, language, noise)
            ear.expect(Listen(Expectation.NAME, (NAME_CONTEXT[language],)), language)
            event = await ear.hear(await voice.speak(said, language))
            ear.close()
        match event:
            case Utterance():
                yield family, [event.text, *event.alternatives]
            case Unintelligible():
                yield family, list(event.guesses)
            case _:
                yield family, []


def _introduced(full: str, language: Language) -> str:
    return f"Mein Name ist {full}." if language == "de" else f"My name is {full}."


async def measure(count: int) -> None:
    family_names(), given_names()
    async with speech(Settings(), stt_deadline_s=300) as ears:
        for language in VOICES:
            right: Counter[str] = Counter()
            async for family, guesses in heard(ears.engines, language, count):
                names = [_name(guess, language) for guess in guesses]
                place = likeliest(names)
                right["as recognised"] += _is(family, names[0] if names else None)
                right["the likelier guess"] += _is(family, names[place] if place is not None else None)
                right["among the guesses"] += any(_is(family, name) for name in names)
            table = ", ".join(f"{what} {number}" for what, number in right.items())
            print(f"{language}, of {count} family names: {table}", flush=True)  # noqa: T201


def _name(guess: str, language: Language) -> str | None:
    found = hear_name(guess, language, expected=True)
    return found.full if found is not None else None


def _is(family: str, name: str | None) -> bool:
    return name is not None and fold(name.rsplit(maxsplit=1)[-1]) == fold(family)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="?", type=int, default=60)
    asyncio.run(measure(arguments.parse_args().names))
