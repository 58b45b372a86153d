"""What is usual in a trade: opening hours, appointments, questions that callers ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.quick_yaml import parse_yaml

FILE = Path(__file__).parents[2] / "trades.yaml"


@dataclass(frozen=True, slots=True)
class Trade:
    """Parts of a description, and questions by language that are still to be answered."""

    hours: Mapping[str, object]
    offerings: tuple[Mapping[str, object], ...]
    questions: tuple[Mapping[str, str], ...]


def _read() -> dict[str, Trade]:
    content = parse_yaml(FILE.read_text(encoding="utf-8"))
    return {
        key: Trade(trade["hours"], tuple(trade["offerings"]), tuple(trade["questions"]))
        for key, trade in content.items()
    }


TRADES = _read()
