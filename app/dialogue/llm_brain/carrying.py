"""All tool calls of one answer of a model.

Writes happen one after the other, in the order of the calls. What only reads is read side by side: what documents say
is looked for while the calendar is, and an answer that does nothing but read waits for its longest read alone. Told and
recorded it all is in the order of the calls.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.dialogue.llm_brain.observing import ModelObserver
from app.dialogue.llm_brain.toolbox import ONLY_READ, Carried, Toolbox
from app.dialogue.transcript import ToolUse, Transcript
from app.dialogue.turn import Turn
from app.ports.chat_model import ToolCall
from voice.contract import HangUp, Listen, Transfer

CALL_ENDS = Carried("call_ends", '{"status": "call_ends"}')


@dataclass(slots=True)
class Carrying:
    """One turn's. `carried`: the same call twice in a turn is one effect."""

    toolbox: Toolbox
    new_turn: Callable[[], Turn]
    observer: ModelObserver
    transcript: Transcript
    carried: dict[tuple[str, str], Carried]
    _results: dict[int, Carried] = field(default_factory=dict)

    async def carry_all(self, calls: Sequence[ToolCall], turn: Turn) -> None:
        """What they say and how they end is in `turn`. Raises only VorzimmerError."""
        parts: dict[int, Turn] = {}
        self._results = {}
        if len(calls) > 1:
            self.toolbox.read_ahead(calls, turn.desk)
        for nth in _in_turn(calls):
            key = (calls[nth].name, calls[nth].arguments)
            result = self.carried.get(key)
            if any(isinstance(part.ending, Transfer | HangUp) for part in parts.values()):
                result = CALL_ENDS
            elif result is None:
                parts[nth] = self.new_turn()
                result = self.carried[key] = await self.toolbox.carry_out(calls[nth], parts[nth])
            self._record(calls, nth, result)
        _join(turn, [part for _, part in sorted(parts.items(), key=lambda item: item[0])])

    def _record(self, calls: Sequence[ToolCall], nth: int, result: Carried) -> None:
        """As soon as all before it are on record: whoever interrupts finds what was done."""
        recorded = _without_gap(self._results)
        self._results[nth] = result
        for call, carried in zip(
            calls[recorded : _without_gap(self._results)],
            (self._results[n] for n in range(recorded, _without_gap(self._results))),
            strict=True,
        ):
            self.observer.used_tool(call.name if carried.status != "unknown_tool" else "unknown", carried.status)
            self.transcript.used(ToolUse(call.id, call.name, call.arguments or "{}", carried.result))


def _in_turn(calls: Sequence[ToolCall]) -> Sequence[int]:
    """Where nothing is written, questions come last: they are looked for meanwhile."""
    order = range(len(calls))
    if any(call.name not in ONLY_READ for call in calls):
        return order
    return sorted(order, key=lambda nth: calls[nth].name == "answer_question")


def _without_gap(results: Mapping[int, Carried]) -> int:
    return next(nth for nth in range(len(results) + 1) if nth not in results)


def _join(turn: Turn, parts: Sequence[Turn]) -> None:
    """Of several tools in one answer only the last one that asked something asks it."""
    ending = next((part for part in reversed(parts) if part.ending is not None), None)
    for part in parts:
        others = part is not ending and isinstance(part.ending, Listen)
        turn.sentences.extend(s for s in part.sentences if not (others and s.text.endswith("?")))
    turn.ending = ending.ending if ending is not None else None
