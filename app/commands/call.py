"""`vorzimmer call`: a real simulated telephone call over the websocket, printed as it happens."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.commands.transcript import Json, RecordReader, measured_ms
from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.measurements import Recording
from app.simulator.network import CallResult, Line, StaffAnswer, new_call_sid, place_call
from app.simulator.persona import Persona, ReadTurns, listening
from app.simulator.phone_call import Caller, PhoneCall
from app.simulator.script import Step, scripted
from voice.contract import Language

SPEAKERS = {"caller": ("cyan", "Caller   "), "assistant": ("green", "Assistant")}


@dataclass(frozen=True, slots=True)
class CallWish:
    """Whom to call, as whom, and what to say."""

    base_url: str
    to_number: str
    from_number: str
    language: Language
    auth_token: str | None = None
    public_url: str | None = None
    account_sid: str | None = None
    api_token: str | None = None
    noise_db: float | None = None
    wav: Path | None = None
    staff: tuple[StaffAnswer, ...] = ()
    message_s: int | None = None


@dataclass(frozen=True, slots=True)
class CallSeen:
    """What came of it: the far end's record (empty without a token) and this end's measurements."""

    result: CallResult
    record: Json

    @property
    def response_times_ms(self) -> list[int]:
        return [
            ms
            for recording in self.result.recordings
            for line in recording.lines
            if (ms := recording.response_ms(line)) is not None
        ]


MakeCaller = Callable[[ReadTurns], Awaitable[Caller]]
"""A caller, given a way to read what was said."""


def following_script(steps: Sequence[Step], voice: CallerVoice, language: Language) -> MakeCaller:
    async def make(_read_turns: ReadTurns) -> Caller:
        return await scripted(steps, voice, language)

    return make


def listening_as(persona: Persona, voice: CallerVoice) -> MakeCaller:
    async def make(read_turns: ReadTurns) -> Caller:
        return await listening(persona, voice, read_turns)

    return make


async def call_and_show(
    wish: CallWish, make_caller: MakeCaller, console: Console, make_afterwards: MakeCaller | None = None
) -> CallSeen:
    """`make_afterwards` makes who talks when nobody took the call and the assistant has it again.

    Raises NoStreamError, httpx.HTTPError, OSError, EngineError."""
    call_sid = new_call_sid()
    line = Line(
        base_url=wish.base_url,
        to_number=wish.to_number,
        from_number=wish.from_number,
        auth_token=wish.auth_token,
        public_url=wish.public_url,
        account_sid=wish.account_sid or "AC" + "0" * 32,
        noise_pcm16=None if wish.noise_db is None else sounds.street_noise(snr_db=wish.noise_db),
        staff=wish.staff,
        message_s=wish.message_s,
    )
    live = _Live(console)
    async with httpx.AsyncClient(timeout=10) as http:
        reader = RecordReader(http, wish.base_url, call_sid, wish.api_token)
        caller = await make_caller(reader.turns)
        afterwards = await make_afterwards(reader.turns) if make_afterwards is not None else None
        following = asyncio.create_task(reader.follow(live.show), name="follow the record")
        try:
            result = await place_call(
                line,
                live.watching(caller),
                afterwards=live.watching(afterwards) if afterwards is not None else None,
                call_sid=call_sid,
            )
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
        record = await reader.finished()
        await reader.show_new(live.show)
    if wish.wav is not None and result.recordings:
        result.recording.write_wav(wish.wav)
    show_outcome(console, CallSeen(result, record), wav=wish.wav)
    return CallSeen(result, record)


class _Live:
    """Prints turns with the latency that this end has measured so far."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._recording = Recording()

    def watching(self, caller: Caller) -> Caller:
        async def watched(call: PhoneCall) -> None:
            self._recording = call.recording
            await caller(call)

        return watched

    def show(self, turn: Json) -> None:
        colour, name = SPEAKERS[str(turn["speaker"])]
        text = escape(str(turn["text"]))
        if turn.get("interrupted"):
            text += " [dim](interrupted)[/dim]"
        waited_ms = measured_ms(turn, self._recording)
        latency = f"[dim]{waited_ms:>5} ms[/dim]" if waited_ms is not None else " " * 8
        self._console.print(f"{latency}  [{colour}]{name}[/{colour}]  {text}")


def show_outcome(console: Console, seen: CallSeen, *, wav: Path | None) -> None:
    record, result = seen.record, seen.result
    table = Table.grid(padding=(0, 2))
    table.add_row("Call", result.call_sid)
    if record:
        table.add_row("Outcome", str(record.get("outcome") or "not on record yet"))
        for booking in _bookings(record):
            table.add_row(
                "Booking",
                f"{booking['reference']}: {booking['offering']}, {booking['starts_at']}, {booking['resource']}, "
                f"{booking['customer_name']} ({booking['status']})",
            )
    for dial in result.dials:
        table.add_row("Rang", f"{dial.number}: {dial.status}")
        if dial.whisper:
            table.add_row("Whispered", dial.whisper)
    if result.dialled and not result.dials:
        table.add_row("Put through", result.dialled)
    if result.message_s is not None:
        table.add_row("Voicemail", f"{result.message_s} s")
    for text in result.said_after:
        table.add_row("Announced", text)
    times = sorted(seen.response_times_ms)
    if times:
        table.add_row("Answers", f"{len(times)}, median {times[len(times) // 2]} ms, slowest {times[-1]} ms")
    greeting_ms = result.recording.greeting_ms if result.recordings else None
    if greeting_ms is not None:
        table.add_row("Greeting", f"{greeting_ms} ms after the stream began")
    table.add_row("Hung up by", result.hung_up_by)
    if wav is not None:
        table.add_row("Recording", str(wav))
    console.print(table)
    if not record:
        console.print("[yellow]Without an API token of that server its texts are not shown: --token[/yellow]")


def _bookings(record: Json) -> list[Json]:
    bookings = record.get("bookings")
    return bookings if isinstance(bookings, list) else []
