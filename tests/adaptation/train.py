"""`python -m tests.adaptation.train MINUTES OUT.npz`: teach whisper-base telephone calls, on one core."""

import argparse
import math
import multiprocessing
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic

import numpy as np
import tokenizers
import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from rich.progress import Progress
from torch import Tensor

from tests.adaptation.telephone_line import TelephoneLine
from tests.adaptation.voices import speak
from tests.adaptation.whisper_torch import AdaptableWhisper
from tests.adaptation.wordings import Wordings
from voice.contract import Language
from voice.engines.log_mel import RATE_HZ, log_mel
from voice.engines.models import JOE, voice_file, whisper_folder
from voice.engines.whisper_model import prepared

GERMAN = 0.68
BATCH = 8
POOL = 4 * BATCH
LONGEST_S = 10
RATE = 7e-4
WARM_UP_STEPS = 40
SLOWER = 0.3
"""Biases and norms learn at this share of the rate."""

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Lesson:
    """`before`: an example sentence that the decoder is shown first, as the product does."""

    pcm16: bytes
    written: str
    language: Language
    before: str | None


def produce(queue: "multiprocessing.Queue[Lesson]", piper_file: Path, sentences: dict[Language, list[str]]) -> None:
    os.nice(5)
    random = Random(1)
    wordings, line = Wordings(random, sentences=sentences), TelephoneLine(random)
    while True:
        language: Language = "de" if random.random() < GERMAN else "en"
        spoken, written = wordings.sentence(language)
        speech = speak(spoken, language, random, piper_file=piper_file)
        if not 0 < speech.size < LONGEST_S * 8000:
            continue
        pcm16 = line.carry(speech, snr_db=None if random.random() < 0.4 else random.uniform(5, 25))
        before = wordings.sentence(language)[1] if random.random() < 0.2 else None
        queue.put(Lesson(pcm16, written, language, before))


class Teacher:
    def __init__(self, models_dir: Path, *, rate: float = RATE, before: Path | None = None) -> None:
        """`before`: what was learned earlier, to go on from; then at a lower `rate`."""
        folder = whisper_folder(models_dir)
        self.whisper = AdaptableWhisper(folder / "model.bin")
        self._tokens = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        if before is not None:
            with np.load(before, allow_pickle=False) as changes:
                self.whisper.go_on_from(changes)
        self._rate = rate
        thin = [value for name, value in self.whisper.named_parameters() if name.endswith(("down", "up"))]
        others = [value for name, value in self.whisper.named_parameters() if not name.endswith(("down", "up"))]
        groups = [{"params": thin, "share": 1.0}, {"params": others, "share": SLOWER}]
        self._optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=1e-3, betas=(0.9, 0.98))
        self._random = Random(1)
        with torch.no_grad():
            self._silence = self.whisper.encode(torch.tensor(log_mel(np.zeros(RATE_HZ * 30, np.float32))))

    def teach(self, lessons: Sequence[Lesson], *, share_done: float, step: int) -> float:
        """One step; gives the loss."""
        rate = self._rate * min(1, (step + 1) / WARM_UP_STEPS) * max(0.02, (1 + math.cos(math.pi * share_done)) / 2)
        for group in self._optimizer.param_groups:
            group["lr"] = rate * group["share"]
        tokens, wanted = self._texts(lessons)
        with torch.autocast("cpu", torch.bfloat16):
            scores = self.whisper.decode(tokens, self._seen(lessons))[wanted != IGNORED]
        loss = F.cross_entropy(scores.float(), wanted[wanted != IGNORED], label_smoothing=0.02)
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.whisper.parameters(), 1.0)
        self._optimizer.step()
        return float(loss)

    def _seen(self, lessons: Sequence[Lesson]) -> Tensor:
        """What the decoder looks over: the sound and half a second, then stored silence, as the product has it."""
        sounds = [prepared(lesson.pcm16) for lesson in lessons]
        length = max(sound.size for sound in sounds) + RATE_HZ // 2
        mel = np.concatenate([log_mel(np.pad(sound, (0, length - sound.size))) for sound in sounds])
        if self._random.random() < 0.5:
            band = self._random.randrange(70)
            mel[:, band : band + self._random.randint(1, 10)] = mel.mean()
        encoded = self.whisper.encode(torch.tensor(mel))
        silence = self._silence[:, encoded.shape[1] : self._random.choice((250, 350, 500, 800))]
        return torch.cat([encoded, silence.expand(len(lessons), -1, -1)], dim=1)

    def _texts(self, lessons: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
        """Tokens in, [n, length], and what should follow each; the language counts, the example before does not."""
        rows = [self._row(lesson) for lesson in lessons]
        length = max(len(row) for row, _ in rows)
        tokens = torch.full((len(rows), length), self._id("<|endoftext|>"))
        wanted = torch.full((len(rows), length), IGNORED)
        for nth, (row, following) in enumerate(rows):
            tokens[nth, : len(row)] = torch.tensor(row)
            wanted[nth, : len(row)] = torch.tensor(following)
        return tokens, wanted

    def _row(self, lesson: Lesson) -> tuple[list[int], list[int]]:
        language, end = self._id(f"<|{lesson.language}|>"), self._id("<|endoftext|>")
        text = self._tokens.encode(f" {lesson.written}", add_special_tokens=False).ids
        before: list[int] = []
        if lesson.before:
            example = self._tokens.encode(f" {lesson.before}", add_special_tokens=False).ids
            before = [self._id("<|startofprev|>"), *example]
        task = [self._id("<|transcribe|>"), self._id("<|notimestamps|>")]
        row = [*before, self._id("<|startoftranscript|>"), language, *task, *text]
        following = [IGNORED] * len(before) + [language, IGNORED, IGNORED, *text, end]
        return row, following

    def _id(self, token: str) -> int:
        number: int | None = self._tokens.token_to_id(token)
        if number is None:
            raise ValueError(f"the whisper vocabulary lacks {token}")
        return number


def lines_of(file: Path | None) -> list[str]:
    return file.read_text("utf-8").splitlines() if file else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float)
    parser.add_argument("out", type=Path)
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--german-sentences", type=Path, help="general sentences, one a line, mixed in")
    parser.add_argument("--english-sentences", type=Path)
    parser.add_argument("--go-on-from", type=Path, help="an adaptation to teach more; then with a lower --rate")
    parser.add_argument("--rate", type=float, default=RATE)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    sentences: dict[Language, list[str]] = {
        "de": lines_of(args.german_sentences),
        "en": lines_of(args.english_sentences),
    }
    queue: multiprocessing.Queue[Lesson] = multiprocessing.Queue(300)
    speaking = (queue, voice_file(args.models, JOE), sentences)
    multiprocessing.Process(target=produce, args=speaking, daemon=True).start()
    teacher = Teacher(args.models, rate=args.rate, before=args.go_on_from)
    began, seconds = monotonic(), 60 * args.minutes
    with Progress() as progress:
        task = progress.add_task("loss", total=seconds)
        steps = count()
        while monotonic() - began < seconds:
            pool = sorted((queue.get() for _ in range(POOL)), key=lambda lesson: len(lesson.pcm16))
            for at in range(0, POOL, BATCH):
                spent = min(monotonic() - began, seconds)
                loss = teacher.teach(pool[at : at + BATCH], share_done=spent / seconds, step=next(steps))
                progress.update(task, completed=spent, description=f"loss {loss:.2f}")
    np.savez_compressed(args.out, allow_pickle=False, **teacher.whisper.changes())


if __name__ == "__main__":
    main()
