"""What was said and done in one call, in order, as whoever leads it next has to know it.

The assistant's side holds only what the caller heard: a turn that was interrupted is cut where the sound was.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CallerSaid:
    text: str


@dataclass(frozen=True, slots=True)
class AssistantSaid:
    text: str


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool that a model called. `arguments` and `result` are JSON."""

    call_id: str
    name: str
    arguments: str
    result: str


Entry = CallerSaid | AssistantSaid | ToolUse


@dataclass(slots=True)
class Transcript:
    entries: list[Entry] = field(default_factory=list)
    _turn_began: int = 0

    def caller_said(self, text: str, *, instead: bool = False) -> None:
        """`instead`: the utterance before was a piece of this one; nobody heard what was answered to it."""
        if instead:
            self._take_back()
        self.entries.append(CallerSaid(text))

    def _take_back(self) -> None:
        last = max((nth for nth, entry in enumerate(self.entries) if isinstance(entry, CallerSaid)), default=None)
        if last is not None:
            kept = [entry for entry in self.entries[last + 1 :] if isinstance(entry, ToolUse)]
            self.entries[last:] = kept  # what a tool did stays done

    def assistant_begins(self) -> None:
        self._turn_began = len(self.entries)

    def assistant_said(self, text: str) -> None:
        self.entries.append(AssistantSaid(text))

    def used(self, tool: ToolUse) -> None:
        self.entries.append(tool)

    def heard(self, heard_text: str) -> None:
        """Of the last assistant turn, the caller heard this much."""
        left = len(heard_text.split())
        turn: list[Entry] = []
        for entry in self.entries[self._turn_began :]:
            if not isinstance(entry, AssistantSaid):
                turn.append(entry)
                continue
            words = entry.text.split()
            if left >= len(words):
                turn.append(entry)
            elif left > 0:
                turn.append(AssistantSaid(" ".join(words[:left]) + " …"))
            left = max(0, left - len(words))
        self.entries[self._turn_began :] = turn

    @property
    def caller_words(self) -> tuple[str, ...]:
        """Everything the caller said, the latest last."""
        return tuple(entry.text for entry in self.entries if isinstance(entry, CallerSaid))
