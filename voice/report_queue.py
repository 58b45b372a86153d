"""Turn reports on their way to the record, one after another beside the call; nothing is lost when it breaks off."""

import asyncio

import structlog

from voice.contract import CallerEvent, Conversation, Keys, Language, TurnReport, Utterance

log = structlog.get_logger()

REPORT_QUEUE = 64


class ReportQueue:
    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._reports: asyncio.Queue[TurnReport] = asyncio.Queue(REPORT_QUEUE)
        self._writing: asyncio.Future[None] | None = None

    async def put(self, report: TurnReport) -> None:
        """Waits while the queue is full."""
        await self._reports.put(report)

    def put_or_log(self, report: TurnReport) -> None:
        """Where the call has ended, or must not wait."""
        if self._reports.full():
            log.error("turn_not_recorded", waiting=self._reports.qsize())
            return
        self._reports.put_nowait(report)

    async def run(self) -> None:
        while True:
            report = await self._reports.get()
            self._writing = asyncio.ensure_future(self._conversation.record_turn(report))
            await asyncio.shield(self._writing)  # a hang-up must not cut a write in two

    async def flush(self) -> None:
        """After the call: everything that is still to be written."""
        if self._writing is not None:
            await self._writing
        while not self._reports.empty():
            await self._conversation.record_turn(self._reports.get_nowait())


def caller_report(event: CallerEvent | None, language: Language) -> TurnReport | None:
    """What the caller said or typed; None for what leaves no words. `language` is the call's, for keys."""
    match event:
        case Utterance() as said:
            return TurnReport(said.turn_id, "caller", said.text, None, said.language, said.started_ms, said.ended_ms)
        case Keys() as keys:
            return TurnReport(keys.turn_id, "caller", keys.digits, None, language, keys.at_ms, keys.at_ms)
        case _:
            return None
