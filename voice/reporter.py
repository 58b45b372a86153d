"""What really happened, told to the conversation turn by turn; nothing is lost when the call breaks off."""

import asyncio

from voice.contract import Conversation, Keys, Timings, TurnReport, Utterance
from voice.floor import Answering
from voice.line import CallObserver
from voice.pacer import now_ms
from voice.speaker import AssistantTurn

REPORT_QUEUE = 64


class Reporter:
    """Writes one report after another beside the call. `started_wall_ms`: the stream's start on the loop's clock."""

    def __init__(self, conversation: Conversation, observer: CallObserver) -> None:
        self._conversation = conversation
        self._observer = observer
        self._reports: asyncio.Queue[TurnReport] = asyncio.Queue(REPORT_QUEUE)
        self._writing: asyncio.Future[None] | None = None
        self.started_wall_ms = 0.0

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

    async def caller(self, answering: Answering) -> None:
        match answering.event:
            case Utterance() as said:
                report = TurnReport(
                    said.turn_id, "caller", said.text, None, said.language, said.started_ms, said.ended_ms
                )
            case Keys() as keys:
                report = TurnReport(
                    keys.turn_id, "caller", keys.digits, None, self._conversation.language, keys.at_ms, keys.at_ms
                )
            case _:
                return
        await self._reports.put(report)

    def greeted(self, *, first_sent_wall_ms: float) -> None:
        self._observer.greeted(round(first_sent_wall_ms - self.started_wall_ms))

    async def assistant(
        self, turn: AssistantTurn, answering: Answering | None, *, first_sent_wall_ms: float | None
    ) -> None:
        if not turn.said:
            return
        heard = turn.heard()
        began_wall_ms = now_ms() if first_sent_wall_ms is None else first_sent_wall_ms
        started_ms = round(began_wall_ms - self.started_wall_ms)
        report = TurnReport(
            turn_id=turn.turn_id,
            speaker="assistant",
            text=heard.said_text,
            heard_text=heard.heard_text,
            language=turn.language,
            started_ms=started_ms,
            ended_ms=max(started_ms, round(now_ms() - self.started_wall_ms)),
            timings=self._timings(turn, answering, first_sent_wall_ms),
            interrupted=heard.interrupted,
        )
        await self._reports.put(report)

    def _timings(
        self, turn: AssistantTurn, answering: Answering | None, first_sent_wall_ms: float | None
    ) -> Timings | None:
        if first_sent_wall_ms is None:
            return None
        finished = None if answering is None else answering.finished
        if finished is None or turn.first_words_wall_ms is None:
            return None
        timings = Timings(
            endpointing_ms=round(finished.decided_wall_ms - finished.ended_wall_ms) - finished.waited_for_words_ms,
            decoding_ms=finished.waited_for_words_ms,
            thinking_ms=round(max(0.0, turn.first_words_wall_ms - finished.decided_wall_ms)),
            first_sound_ms=round(first_sent_wall_ms - max(turn.first_words_wall_ms, finished.decided_wall_ms)),
            response_ms=round(first_sent_wall_ms - finished.ended_wall_ms),
        )
        self._observer.answered(timings)
        return timings
