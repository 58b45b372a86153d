"""What a call's course says: the same words again, cutting in, putting us right, not being understood, ever shorter
answers. PURE.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.escalation.signals import Kind

REMEMBERED = 6
SAME_WORDS = 0.6  # of the words that two utterances have, shared: the same thing again
FEWEST_WORDS = 3  # "ja" and "am Dienstag" come more than once in any call
CURT_WORDS = 3


@dataclass(frozen=True, slots=True)
class Course:
    """The caller's last utterances, the latest last, and how often in a row they cut in."""

    said: tuple[frozenset[str], ...] = ()
    lengths: tuple[int, ...] = ()
    interruptions: int = 0

    def after(self, words: Sequence[str]) -> "Course":
        return replace(
            self,
            said=(*self.said, frozenset(words))[-REMEMBERED:],
            lengths=(*self.lengths, len(words))[-REMEMBERED:],
        )

    def heard_out(self, *, interrupted: bool) -> "Course":
        return replace(self, interruptions=self.interruptions + 1 if interrupted else 0)


def heard_in_course(course: Course, words: Sequence[str], *, misses: int, corrections: int = 0) -> dict[Kind, float]:
    """Before `words` are part of the course. `misses` = how often in a row we did not understand them; `corrections` =
    how often they have denied what we read back to them.
    """
    signals: dict[Kind, float] = {}
    said = frozenset(words)
    if len(words) >= FEWEST_WORDS:
        again = sum(len(said & other) >= SAME_WORDS * len(said | other) for other in course.said)
        signals[Kind.REPEATS] = min(1.0, again / 2)
    signals[Kind.INTERRUPTIONS] = min(1.0, max(0, course.interruptions - 1) / 2)
    signals[Kind.CORRECTIONS] = min(1.0, max(0, corrections - 1) / 2)  # once is what reading back is for
    signals[Kind.NOT_UNDERSTOOD] = min(1.0, misses / 2)
    before = course.lengths[-2:]
    shrinking = len(before) == 2 and before[0] > before[1] > len(words)
    signals[Kind.BREVITY] = 1.0 if shrinking and len(words) <= CURT_WORDS else 0.0
    return {kind: round(value, 3) for kind, value in signals.items() if value > 0}
