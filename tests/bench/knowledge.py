"""What the documents of invented businesses answer: right, honestly unknown, wrong, invented.

`python -m tests.bench.knowledge` prints development and held-out businesses, by words alone and with vectors;
`… fit` prints weights and bars from the development part; `… misses` lists what was not right on it.
Right = the quotation holds what the question file names; invented = a quoted statement that stands in no document.
An answer to a question that the documents do not answer is wrong.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.connectors.documents import blocks_of
from app.connectors.e5_embeddings import E5Embeddings
from app.dialogue.language_lore import background, lore
from app.domain.business import Language
from app.domain.knowledge.documents import statements
from app.domain.knowledge.search import Background, Candidate, Meaning, Quoted, Searchable, Source
from app.quick_yaml import parse_yaml

CORPUS = Path(__file__).parents[1] / "corpora" / "knowledge"
PARTS = ("development", "held_out")


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    holds: tuple[str, ...]  # any of them makes the answer right
    answerable: bool


@dataclass(slots=True)
class House:
    name: str
    language: Language
    raw: str
    sources: list[Source]
    questions: list[Question]
    by_words: Searchable = field(init=False)
    hybrid: Searchable = field(init=False)


def houses(part: str, embeddings: E5Embeddings | None) -> Iterator[House]:
    for path in sorted((CORPUS / part).glob("*.yaml")):
        written = parse_yaml(path.read_text(encoding="utf-8"))
        document = next(found for found in path.parent.glob(f"{path.stem}.*") if found.suffix != ".yaml")
        language: Language = written["language"]
        blocks = blocks_of(document.name, document.read_bytes())
        sources = [Source(path.stem, document.name, one) for one in statements(blocks, language)]
        house = House(path.stem, language, document.read_text(encoding="utf-8"), sources, _questions(written))
        house.by_words = Searchable(sources, language, lore=lore(language))
        house.hybrid = house.by_words
        if embeddings is not None:
            vectors = embeddings.passages_now([one.statement.in_context for one in sources])
            house.hybrid = Searchable(sources, language, vectors=vectors, lore=lore(language))
        yield house


def _questions(written: dict[str, object]) -> list[Question]:
    found = []
    for text, holds in written["questions"]:  # type: ignore[attr-defined]
        marks = tuple(str(holds).removeprefix("~").split("|")) if holds not in (None, "null") else ()
        found.append(Question(str(text), marks, bool(marks) and not str(holds).startswith("~")))
    return found


@dataclass(slots=True)
class Bench:
    embeddings: E5Embeddings = field(default_factory=E5Embeddings)
    _backgrounds: dict[str, Background] = field(default_factory=dict)

    def meaning(self, question: str, language: Language) -> Meaning:
        known = self._backgrounds.get(language)
        if known is None:
            known = self._backgrounds[language] = Background(self.embeddings.passages_now(background(language)))
        return known.meaning(self.embeddings.question_now(question))


def grade(question: Question, answer: Quoted | None, raw: str) -> str:
    if answer is None:
        return "unknown"
    plain = re.sub(r"[\W_]+", " ", re.sub(r"<[^>]+>", " ", raw))
    if any(re.sub(r"[\W_]+", " ", one.statement.text).strip() not in plain for one in answer.sources):
        return "invented"
    return "right" if any(mark in answer.text for mark in question.holds) else "wrong"


Tally = Counter[tuple[str, bool]]
WAYS = ("by words", "hybrid")


def tally(bench: Bench, part: str, way: str, *, misses: bool = False) -> Tally:
    """How often each verdict was given, by whether the question can be answered."""
    found: Tally = Counter()
    for house in houses(part, bench.embeddings if way == "hybrid" else None):
        for question in house.questions:
            meaning = bench.meaning(question.text, house.language) if way == "hybrid" else None
            searched = house.hybrid if way == "hybrid" else house.by_words
            verdict = grade(question, searched.answer(question.text, meaning), house.raw)
            found[verdict, question.answerable] += 1
            if misses and (verdict in {"wrong", "invented"} or (verdict == "unknown" and question.answerable)):
                best = next(iter(searched.candidates(question.text, meaning)), None)
                _show(house.name, question, verdict, best)
    return found


def honest(found: Tally) -> float:
    """The share that was right or said to be unknown."""
    return sum(count for (verdict, _), count in found.items() if verdict in {"right", "unknown"}) / found.total()


def _show(house: str, question: Question, verdict: str, best: Candidate | None) -> None:
    told = f"{best.probability:.2f} {best.source.statement.in_context!r}" if best else "-"
    _tell(f"  {verdict:8} {house}: {question.text} -> {told}")


def _print(part: str, way: str, found: Tally) -> None:
    answerable = sum(count for (_, could), count in found.items() if could)
    count = {one: found[one, True] + found[one, False] for one in ("right", "unknown", "wrong", "invented")}
    _tell(
        f"{part:12} {way:9} {found.total()} questions: right {count['right']}, honestly unknown {count['unknown']},"
        f" wrong {count['wrong']}, invented {count['invented']}; right or unknown {honest(found):.1%};"
        f" of {answerable} answerable ones answered right {found['right', True] / max(1, answerable):.1%}"
    )


def _tell(*parts: object) -> None:
    sys.stdout.write(" ".join(str(part) for part in parts) + "\n")


# --- fitting ----------------------------------------------------------------------------------------------------------


def fit(bench: Bench) -> None:
    """Bars are chosen on questions whose business the weights were not fitted on."""
    for way in ("by words", "hybrid"):
        rows, labels, groups, parts = _rows(bench, hybrid=way == "hybrid")
        unseen = np.zeros(len(labels))
        for part in set(parts):
            out = parts == part
            model = LogisticRegression(C=1.0, max_iter=5000).fit(rows[~out], labels[~out])
            unseen[out] = model.predict_proba(rows[out])[:, 1]
        model = LogisticRegression(C=1.0, max_iter=5000).fit(rows, labels)
        _tell(way, "bias", round(float(model.intercept_[0]), 3), "each", [round(float(w), 3) for w in model.coef_[0]])
        best = [max((unseen[n], labels[n]) for n in np.flatnonzero(groups == group)) for group in set(groups)]
        for bar in np.arange(0.2, 0.95, 0.05):
            right = sum(1 for p, ok in best if p >= bar and ok)
            _tell(f"   bar {bar:.2f}: right {right}, wrong {sum(p >= bar for p, _ in best) - right} of {len(best)}")


def _rows(bench: Bench, *, hybrid: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rows: list[Sequence[float]] = []
    labels: list[bool] = []
    groups: list[int] = []
    parts: list[str] = []
    nth = 0
    for house in houses("development", bench.embeddings):
        searched = house.hybrid if hybrid else house.by_words
        for question in house.questions:
            meaning = bench.meaning(question.text, house.language) if hybrid else None
            for one in searched.candidates(question.text, meaning):
                rows.append(one.features.values(with_meaning=hybrid))
                labels.append(any(mark in one.source.statement.text for mark in question.holds))
                groups.append(nth)
                parts.append(house.name)
            nth += 1
    return np.array(rows), np.array(labels), np.array(groups), np.array(parts)


if __name__ == "__main__":
    asked = sys.argv[1:]
    if "fit" in asked:
        fit(Bench())
    elif "misses" in asked:
        tally(Bench(), "development", "hybrid", misses=True)
    else:
        shared = Bench()
        for one_part in PARTS:
            for one_way in WAYS:
                _print(one_part, one_way, tally(shared, one_part, one_way))
