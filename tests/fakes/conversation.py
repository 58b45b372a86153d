"""A conversation that plays a script: one list of speech acts for each turn, and remembers what it was told."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field

from voice.contract import (
    CallerEvent,
    EndReason,
    Heard,
    Language,
    Listen,
    Say,
    SpeechAct,
    TurnReport,
    Utterance,
)

Reply = Sequence[SpeechAct] | Callable[[CallerEvent], Sequence[SpeechAct]]


def say(*sentences: str, then: SpeechAct | None = None) -> list[SpeechAct]:
    return [*(Say(sentence, "de") for sentence in sentences), then or Listen()]


@dataclass
class ScriptedConversation:
    greeting: Sequence[SpeechAct] = ()
    replies: Sequence[Reply] = ()
    language: Language = "de"
    events: list[CallerEvent] = field(default_factory=list)
    heards: list[Heard] = field(default_factory=list)
    reports: list[TurnReport] = field(default_factory=list)
    ended: list[EndReason] = field(default_factory=list)
    breaks: bool = False

    async def begin(self) -> AsyncIterator[SpeechAct]:
        for act in self.greeting or [Listen()]:
            yield act

    async def respond(self, event: CallerEvent) -> AsyncIterator[SpeechAct]:
        self.events.append(event)
        if self.breaks:
            raise RuntimeError("the conversation broke")
        nth = len(self.events) - 1
        reply: Reply = self.replies[nth] if nth < len(self.replies) else [Listen()]
        for act in reply(event) if callable(reply) else reply:
            yield act

    def heard(self, heard: Heard) -> None:
        self.heards.append(heard)

    async def record_turn(self, report: TurnReport) -> None:
        self.reports.append(report)

    async def end(self, reason: EndReason) -> None:
        self.ended.append(reason)

    @property
    def utterances(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Utterance)]
