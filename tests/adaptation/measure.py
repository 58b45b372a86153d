"""`python -m tests.adaptation.measure`: word errors of the recogniser as published and as taught, like with like.

Sentences nobody trained on: other random ones, with surnames that were never given out for training.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from faker import Faker
from rich.console import Console

from app.dialogue.likely_sentences import likely_messages, likely_sentences
from tests.adaptation.telephone_line import TelephoneLine
from tests.adaptation.voices import KINDS, UNHEARD, speak
from tests.adaptation.wordings import Wordings
from tests.bench.figures import show_table
from tests.bench.word_errors import word_errors
from voice.contract import Language
from voice.engines.likely_words import LikelyWords
from voice.engines.models import JOE, WHISPER_BASE, adaptation_of, voice_file, whisper_folder
from voice.engines.whisper_model import LANGUAGES, WhisperModel

SEED = 20_261


@dataclass(frozen=True, slots=True)
class Condition:
    language: Language
    voice: str
    snr_db: float | None

    def __str__(self) -> str:
        noise = "clean" if self.snr_db is None else f"{self.snr_db:.0f} dB noise"
        return f"{self.language} {self.voice}, {noise}"


CONDITIONS = tuple(
    Condition(language, voice, snr_db)
    for language in LANGUAGES
    for voice in (*KINDS, *([UNHEARD] if language == "en" else []))
    for snr_db in (None, 15.0)
)


def utterances(condition: Condition, times: int, piper_file: Path) -> Iterator[tuple[str, bytes]]:
    random = Random(SEED)
    Faker.seed(SEED)
    wordings, line = Wordings(random, held_out=True), TelephoneLine(random)
    for _ in range(times):
        spoken, written = wordings.sentence(condition.language)
        speech = speak(spoken, condition.language, random, piper_file=piper_file, kind=condition.voice)
        yield written, line.carry(speech, snr_db=condition.snr_db, plain=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40, help="utterances of each kind")
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--adaptation", type=Path, default=adaptation_of(WHISPER_BASE))
    args = parser.parse_args()
    messages = likely_messages()
    likely = {language: LikelyWords(said, messages[language]) for language, said in likely_sentences().items()}
    folder = whisper_folder(args.models)
    published = WhisperModel(folder, likely=likely)
    taught = WhisperModel(folder, likely=likely, adaptation=args.adaptation)
    rows = []
    for condition in CONDITIONS:
        said = list(utterances(condition, args.times, voice_file(args.models, JOE)))
        before, after = (_scored(model, condition, said) for model in (published, taught))
        rows.append([str(condition), *(f"{old} → {new}" for old, new in zip(before, after, strict=True))])
    show_table(
        Console(),
        f"{args.times} telephone sentences each: whisper-base as published → as taught",
        ["caller", "words wrong", "sentences right", "language right"],
        rows,
    )


def _scored(model: WhisperModel, condition: Condition, said: list[tuple[str, bytes]]) -> tuple[str, str, str]:
    errors = wanted = right = language_right = 0
    for written, pcm16 in said:
        heard = model.recognise(pcm16, condition.language)
        wrong, spoken = word_errors(written, heard.text, condition.language)
        errors, wanted, right = errors + wrong, wanted + spoken, right + (wrong == 0)
        language_right += max(heard.language_scores, key=lambda score: score[1])[0] == condition.language
    count = len(said)
    return f"{100 * errors / max(wanted, 1):.0f} %", f"{right}/{count}", f"{language_right}/{count}"


if __name__ == "__main__":
    main()
