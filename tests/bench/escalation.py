"""Prints how well the callers who need a person are found, and draws the operating curve: `python -m tests.bench.escalation`.

Every dialogue of the corpora is read line by line, as in a call. Recall: of the utterances at which a person has to
take over, the share at which one is fetched. False: of all other caller utterances, the share at which one is fetched.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

CORPORA = Path(__file__).parents[1] / "corpora" / "escalation"
SPLITS = ("dev", "heldout")


@dataclass(frozen=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True)
class Dialogue:
    language: str
    topic: str
    lines: tuple[Line, ...]


def corpus(split: str) -> list[Dialogue]:
    dialogues = []
    for language in ("de", "en"):
        for entry in yaml.safe_load((CORPORA / f"{split}_{language}.yaml").read_text(encoding="utf-8")):
            lines = [Line(label, text) for said in entry["says"] for label, text in said.items()]
            dialogues.append(Dialogue(language, entry["topic"], tuple(lines)))
    return dialogues


if __name__ == "__main__":
    from app.domain.escalation.mood import CALM, after, verdict_on
    from app.domain.escalation.words import heard_in_words

    for split in sys.argv[1:]:
        hit = now = false = other = 0
        for d in corpus(split):
            mood = CALM
            for line in d.lines:
                if line.label == "us":
                    continue
                mood = after(mood, heard_in_words(line.text, d.language))
                v = verdict_on(mood)
                fired = v is not None
                if line.label == "now":
                    now += 1
                    hit += fired
                else:
                    other += 1
                    false += fired
                if fired != (line.label == "now"):
                    if split != "heldout" and split != "fresh":
                        print(line.label, "->", v and v.reason, mood.intensity, d.language, line.text, {k.value: x for k, x in mood.signals.items()})
        print(split, hit, now, round(hit / now, 3), "false", false, other, round(false / other, 3))
