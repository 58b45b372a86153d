"""Scores the understanding of times on a corpus: `python -m tests.corpora.score_times [name …]`, misses of `dev` sets
only.

A phrase is `[words, wanted]` or `[words, wanted, {at: ISO}]`. Wanted, alternatives separated by ` | `:
`none` no time was said · `soonest` · `!problem` · windows separated by `; `, each a day or days with an optional time:
`03-24`, `03-23..03-27`, `03-25..` (to the horizon), `any` (every open day); then `14:30`, `08:00-12:00`, or nothing
for the
whole day; `-fri,sat` leaves weekdays out, `only mon,wed` keeps some. Times on a range mean its open days.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from app.domain.business import CLOSED, Language, OpeningHours, Spans
from app.domain.spoken.hear_when import hear_when
from app.domain.spoken.when import When
from app.quick_yaml import parse_yaml

Verdict = Literal["exact", "wrong", "unsure"]
HERE = Path(__file__).parent
BERLIN = ZoneInfo("Europe/Berlin")
_DAY: Spans = ((time(8), time(18)),)
HOURS = OpeningHours((_DAY, _DAY, _DAY, _DAY, _DAY, CLOSED, CLOSED))
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Phrase:
    words: str
    wanted: str
    now: datetime
    language: Language


@dataclass(frozen=True, slots=True)
class Scored:
    phrase: Phrase
    verdict: Verdict
    heard: str


def phrases(name: str) -> Iterator[Phrase]:
    """`name` as in `dev_de`."""
    text = (HERE / f"times_{name}.yaml").read_text(encoding="utf-8")
    corpus = cast(dict[str, Any], parse_yaml(text))
    default = corpus["at"]
    for words, wanted, *options in corpus["phrases"]:
        at = options[0]["at"] if options else default
        now = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
        yield Phrase(words, str(wanted), now.replace(tzinfo=BERLIN), cast(Language, name[-2:]))


def score(phrase: Phrase) -> Scored:
    when = hear_when(phrase.words, language=phrase.language, now=phrase.now, hours=HOURS)
    heard = describe(when)
    if any(_fits(when, wanted, phrase.now) for wanted in phrase.wanted.split(" | ")):
        return Scored(phrase, "exact", heard)
    return Scored(phrase, "wrong" if when.windows or when.soonest else "unsure", heard)


def describe(when: When) -> str:
    if when.problem:
        return f"!{when.problem.value} {' '.join(when.wish.lost)}".strip()
    shown = [f"{w.earliest:%a %m-%d %H:%M}-{w.latest:%H:%M}" for w in when.windows]
    return "; ".join(shown[:4]) + (f" … {len(shown)}" if len(shown) > 4 else "") + (" soonest" if when.soonest else "")


def _fits(when: When, wanted: str, now: datetime) -> bool:
    if wanted == "none":
        return not when.windows and when.problem is None and not when.soonest
    if wanted == "soonest":
        return when.soonest and when.problem is None and not when.windows
    if wanted.startswith("!"):
        return when.problem is not None and when.problem.value == wanted[1:]
    heard = sorted((w.earliest.replace(tzinfo=None), w.latest.replace(tzinfo=None)) for w in when.windows)
    return heard == sorted(span for piece in wanted.split("; ") for span in _spans(piece, now))


def _spans(piece: str, now: datetime) -> Iterator[Span]:
    words = piece.split()
    days, ranged = _days(words[0], now)
    start, end, timed = time(0), time(23, 59), False
    for index, word in enumerate(words[1:], 1):
        if word.startswith("-"):
            days = [day for day in days if _WEEKDAYS[day.weekday()] not in word[1:].split(",")]
        elif word == "only":
            days = [day for day in days if _WEEKDAYS[day.weekday()] in words[index + 1].split(",")]
        elif ":" in word:
            first, _, last = word.partition("-")
            start, end, timed = time.fromisoformat(first), time.fromisoformat(last or first), True
    for day in days:
        if (ranged and timed and not HOURS.spans(day)) or (words[0] == "any" and not HOURS.spans(day)):
            continue
        if datetime.combine(day, end) >= now.replace(tzinfo=None):
            yield datetime.combine(day, start), datetime.combine(day, end)


def _days(text: str, now: datetime) -> tuple[list[date], bool]:
    horizon = now.date() + timedelta(days=90)
    if text == "any":
        return _between(now.date(), horizon), True
    first, dots, last = text.partition("..")
    start = _date(first, now)
    if not dots:
        return [start], False
    return _between(start, _date(last, now) if last else horizon), True


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _date(text: str, now: datetime) -> date:
    return date.fromisoformat(text if len(text) > 5 else f"{now.year}-{text}")


def table(name: str) -> tuple[str, list[Scored]]:
    scored = [score(phrase) for phrase in phrases(name)]
    exact, wrong = (sum(item.verdict == verdict for item in scored) for verdict in ("exact", "wrong"))
    total = len(scored)
    line = f"{name:14} {total:4} phrases  exact {exact:4} = {exact / total:6.1%}"
    line += f"  confidently wrong {wrong:3} = {wrong / total:5.1%}"
    return line, scored


def main(names: list[str]) -> None:
    for name in names or sorted(path.stem.removeprefix("times_") for path in HERE.glob("times_*.yaml")):
        line, scored = table(name)
        sys.stdout.write(line + "\n")
        for item in scored:
            if item.verdict != "exact" and name.startswith("dev"):
                sys.stdout.write(
                    f"  {item.verdict:6} {item.phrase.words!r}: "
                    f"wanted {item.phrase.wanted}, heard {item.heard or 'nothing'}\n"
                )


if __name__ == "__main__":
    main(sys.argv[1:])
