"""Results of the dialogue suite as they were when they were kept, by brain, and what has changed since.

Kept beside the versions of the prompts they were made with: a change of a prompt is followed by a run, and its diff
says which callers fare better or worse for it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.dialogue.relayed import Played

RESULTS_DIR = Path(__file__).parent / "results"
MORE_TURNS = 3
"""A difference in length that is told; less is chance."""


@dataclass(frozen=True)
class KeptCall:
    passed: bool
    turns: int
    faults: tuple[str, ...] = ()
    false_claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    versions: Mapping[str, str]
    calls: Mapping[str, KeptCall]

    @classmethod
    def of(cls, versions: Mapping[str, str], played: Sequence[Played]) -> "Kept":
        return cls(
            versions,
            {p.scenario.id: KeptCall(p.passed, p.turns, tuple(p.faults), tuple(p.false_claims)) for p in played},
        )


def _path(brain: str) -> Path:
    return RESULTS_DIR / f"{''.join(ch if ch.isalnum() or ch in '-.' else '_' for ch in brain)}.json"


def kept_results(brain: str) -> Kept | None:
    """None when nothing is kept of this brain."""
    path = _path(brain)
    if not path.exists():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    calls = {
        name: KeptCall(call["passed"], call["turns"], tuple(call["faults"]), tuple(call["false_claims"]))
        for name, call in kept["calls"].items()
    }
    return Kept(kept["versions"], calls)


def keep_results(brain: str, results: Kept) -> None:
    """What was not played this time stays as it was."""
    before = kept_results(brain)
    calls = {**(before.calls if before is not None else {}), **results.calls}
    kept = {"versions": dict(results.versions), "calls": {name: asdict(calls[name]) for name in sorted(calls)}}
    RESULTS_DIR.mkdir(exist_ok=True)
    _path(brain).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def changes(before: Kept | None, now: Kept) -> Iterator[str]:
    """Lines for people: which prompts changed, and each scenario that went otherwise than before."""
    if before is None:
        yield "Nothing is kept to compare with: --keep keeps these results."
        return
    changed = sorted({*before.versions.items()} ^ {*now.versions.items()})
    for name in dict.fromkeys(name for name, _ in changed):
        yield f"prompt {name}: {before.versions.get(name, 'none')} -> {now.versions.get(name, 'none')}"
    told = [line for name in sorted(now.calls) for line in _difference(name, before.calls.get(name), now.calls[name])]
    yield from told
    better, worse = sum(line.startswith("+") for line in told), sum(line.startswith("-") for line in told)
    yield f"Against the kept results: {better} better, {worse} worse, {len(now.calls)} compared."


def _difference(name: str, before: KeptCall | None, now: KeptCall) -> list[str]:
    if before is None:
        return [f"new {name}: {'right' if now.passed else '; '.join((*now.faults, *now.false_claims))}"]
    if now.passed != before.passed or bool(now.false_claims) != bool(before.false_claims):
        sign = "+" if now.passed else "-"
        return [f"{sign} {name}: {'right now' if now.passed else '; '.join((*now.faults, *now.false_claims))}"]
    if abs(now.turns - before.turns) >= MORE_TURNS:
        return [f"~ {name}: {before.turns} -> {now.turns} turns"]
    return []
