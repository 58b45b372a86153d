"""What really happened in a call whose speech is ours, told to the conversation turn by turn."""

from voice.contract import Conversation, Timings, TurnReport
from voice.floor import Answering
from voice.line import CallObserver
from voice.pacer import now_ms
from voice.report_queue import ReportQueue, caller_report
from voice.speaker import AssistantTurn


class Reporter:
    """`started_wall_ms`: the stream's start on the loop's clock."""

    def __init__(self, conversation: Conversation, observer: CallObserver) -> None:
        self._conversation = conversation
        self._observer = observer
        self.reports = ReportQueue(conversation)
        self.started_wall_ms = 0.0

    async def caller(self, answering: Answering) -> None:
        if (report := caller_report(answering.event, self._conversation.language)) is not None:
            await self.reports.put(report)

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
        await self.reports.put(report)

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
