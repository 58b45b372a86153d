"""What a business still lacks before callers should reach it, step by step of its setup."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.business import Business, ResourceKind
from app.domain.rules.findings import RuleFinding


class Progress(StrEnum):
    DONE = "done"
    MISSING = "missing"  # without it calls cannot be answered well
    ADVISED = "advised"


@dataclass(frozen=True, slots=True)
class Readiness:
    """`steps`: progress by step. Nothing impossible and nothing missing = it can go live."""

    steps: dict[str, Progress]
    findings: tuple[RuleFinding, ...]

    @property
    def live(self) -> bool:
        return Progress.MISSING not in self.steps.values() and not any(one.impossible for one in self.findings)

    @property
    def done(self) -> int:
        return sum(progress is Progress.DONE for progress in self.steps.values())


def readiness(business: Business, found: Sequence[RuleFinding], *, tried: bool) -> Readiness:
    """`found` are its contradictions; `tried`: somebody has called it at least once."""
    persons = [resource for resource in business.resources if resource.kind is ResourceKind.PERSON]
    opens = business.hours.weekly
    nobody = any(one.code in {"nobody_can", "never_there"} for one in found)
    steps = {
        "basics": Progress.DONE,
        "hours": Progress.DONE if any(opens) else Progress.MISSING,
        "offerings": Progress.DONE if business.offerings else Progress.MISSING,
        "people": Progress.DONE if persons and not nobody else Progress.MISSING,
        "questions": Progress.DONE if business.faq else Progress.ADVISED,
        "handover": Progress.DONE if business.escalation.human_line else Progress.ADVISED,
        "numbers": Progress.DONE if business.numbers else Progress.MISSING,
        "try": Progress.DONE if tried else Progress.ADVISED,
    }
    told_already = {"no_hours", "nothing_to_book"}  # the step says so itself
    return Readiness(steps, tuple(one for one in found if one.code not in told_already))
