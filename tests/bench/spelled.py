"""Family names spelled over the telephone, with a word for each letter or without: `python -m tests.bench.spelled [N]`.

Frequent names and rare ones, three synthesized voices a language, every third in noise of 10 to 20 dB, by the real
recogniser. How many come out right as they were recognised, and with the names that people have.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from random import Random

from rich.console import Console

from app.dialogue.name_lore import family_names
from app.dialogue.prompt_files import PROMPTS_DIR, read_lines
from app.domain.spoken.folding import fold
from app.domain.spoken.hear_name import hear_spelling
from app.domain.spoken.spelled_words import is_spelled_with_words
from app.settings import Settings
from app.simulator import sounds
from app.simulator.sounds import Background
from app.wiring.speech import caller_voice, speech
from tests.bench.figures import show_table
from tests.dialogue.caller import spelled, spelled_with_words
from voice.audio.frames import PCM16_FRAME_BYTES
from voice.audio.mulaw import decode_mulaw, encode_mulaw
from voice.contract import Language
from voice.engines.protocols import SpeechToText

VOICES: dict[Language, tuple[str | None, ...]] = {
    "de": ("pico", "pico-low", "pico-high"),
    "en": (None, "pico", "pico-us"),
}
WAYS: dict[str, Callable[[str, Language], str]] = {
    "letters": lambda name, _: spelled(name),
    "with words": spelled_with_words,
}
FREQUENT, RARE_TO = 900, 20_000
NOISES_DB = (10, 13, 16, 20)


def names(count: int, seed: int) -> list[str]:
    """Six of ten from the most frequent."""
    lines = read_lines(PROMPTS_DIR / "names" / "family.txt")
    plain = [line for line in lines[:RARE_TO] if line.isalpha()]
    random = Random(seed)
    return [random.choice(plain[:FREQUENT] if random.random() < 0.6 else plain[FREQUENT:]) for _ in range(count)]


async def heard(stt: SpeechToText, pcm16: bytes, language: Language, noise_pcm16: bytes | None) -> str:
    line = Background(noise_pcm16)
    sound = sounds.silence(300) + pcm16 + sounds.silence(300)
    frames = (sound[at : at + PCM16_FRAME_BYTES] for at in range(0, len(sound), PCM16_FRAME_BYTES))
    stream = stt.open(language=language)
    for frame in frames:
        stream.feed(decode_mulaw(encode_mulaw(line.under(frame.ljust(PCM16_FRAME_BYTES, b"\0")))))
    try:
        return (await stream.text()).text
    finally:
        stream.close()


async def measure(stt: SpeechToText, language: Language, way: str, count: int) -> Counter[str]:
    found: Counter[str] = Counter()
    wanted = names(count, seed=len(way))
    for nth_voice, voice_name in enumerate(VOICES[language]):
        async with caller_voice(Settings(), voice_name, language) as voice:
            for nth, name in list(enumerate(wanted))[nth_voice :: len(VOICES[language])]:
                noise = sounds.street_noise(snr_db=NOISES_DB[nth % 4], seed=nth) if nth // 3 % 3 == 0 else None
                sound = await voice.speak(WAYS[way](name, language), language)
                text = await heard(stt, sound, language, noise)
                letters = hear_spelling(text, language) or ""
                with_words = is_spelled_with_words(text)
                meant = family_names().meant(letters, language, with_words=with_words) or letters
                found["spelled"] += 1
                found["as recognised"] += fold(letters) == fold(name)
                found["with the names that people have"] += fold(meant) == fold(name)
    return found


async def main(count: int) -> None:
    rows = []
    async with speech(Settings(), stt_deadline_s=300) as ears:  # a busy machine changes no result
        for language in VOICES:
            for way in WAYS:
                found = await measure(ears.engines.stt, language, way, count)
                shares = [f"{found[how] / found['spelled']:.0%}" for how in list(found)[1:]]
                rows.append([language, way, str(found["spelled"]), *shares])
    heads = ["language", "spelled", "names", "as recognised", "of names that people have"]
    show_table(Console(width=120), "Family names spelled over the telephone", heads, rows)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
