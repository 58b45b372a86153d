"""One simulated call from ringing to the end: webhooks, stream, and whatever TwiML says comes next."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import httpx

from app.simulator.exchange import Exchange, Verb
from app.simulator.measurements import Recording
from app.simulator.phone_call import Caller
from app.simulator.stream import stream


class NoStreamError(Exception):
    """The server did not connect the call to the assistant; `verbs` is what it answered instead."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        super().__init__(f"answered without a stream: {', '.join(verb.name for verb in verbs) or 'nothing'}")
        self.verbs = verbs


class StaffAnswer(StrEnum):
    """What happens at a telephone that the call is put through to."""

    TAKES = "takes"  # picks up, and presses 1 where that is asked for
    DECLINES = "declines"  # picks up and presses nothing, as a voicemail does
    BUSY = "busy"
    SILENT = "silent"  # rings, and nobody picks up


@dataclass(frozen=True, slots=True)
class Line:
    """How to reach the server and who is calling whom."""

    base_url: str
    to_number: str
    from_number: str
    auth_token: str | None = None
    public_url: str | None = None
    account_sid: str = "AC" + "0" * 32
    noise_pcm16: bytes | None = None
    human_takes_call: bool | None = None
    """What happens at the human line: True presses 1, False presses nothing, None does not ring it at all."""
    staff: tuple[StaffAnswer, ...] = ()
    """The same for each telephone that rings, in order; the last goes for all that follow."""
    message_s: int | None = None
    """How long the caller speaks after the tone of a voicemail; None = hangs up there."""

    def at_the(self, nth: int) -> StaffAnswer | None:
        if self.staff:
            return self.staff[min(nth, len(self.staff) - 1)]
        if self.human_takes_call is None:
            return None
        return StaffAnswer.TAKES if self.human_takes_call else StaffAnswer.DECLINES


@dataclass(frozen=True, slots=True)
class DialSeen:
    """One telephone that rang: what was shown and whispered there, and how it ended in Twilio's word."""

    number: str
    status: str
    whisper: str = ""
    shown: str | None = None
    ring_s: int | None = None


@dataclass(slots=True)
class CallResult:
    call_sid: str
    recordings: list[Recording]
    hung_up_by: str
    """caller, assistant, or nobody (the stream broke)."""
    dialled: str | None = None
    said_after: list[str] = field(default_factory=list)
    """What Twilio itself read out, before or after the stream."""
    dials: list[DialSeen] = field(default_factory=list)
    message_s: int | None = None
    """How long the message is that Twilio recorded; None = none."""

    @property
    def recording(self) -> Recording:
        return self.recordings[0]

    @property
    def put_through(self) -> bool:
        return any(dial.status == "completed" for dial in self.dials)


def new_call_sid() -> str:
    return "CA" + secrets.token_hex(16)


async def place_call(
    line: Line,
    caller: Caller,
    *,
    afterwards: Caller | None = None,
    call_sid: str | None = None,
    limit_s: float = 600,
) -> CallResult:
    """Ring, follow the TwiML, let `caller` talk; `afterwards` talks when the call comes back to the assistant.

    Raises NoStreamError where nobody is simulated whom the call could reach instead, httpx.HTTPError, or what the
    callers raise.
    """
    async with httpx.AsyncClient(timeout=15) as http:
        exchange = Exchange(
            http=http,
            base_url=line.base_url.rstrip("/"),
            call_sid=call_sid or new_call_sid(),
            account_sid=line.account_sid,
            from_number=line.from_number,
            to_number=line.to_number,
            auth_token=line.auth_token,
            public_url=line.public_url,
        )
        verbs = await exchange.ask(f"{exchange.base_url}/twilio/voice", "ringing")
        result = CallResult(exchange.call_sid, [], "nobody")
        alone = line.at_the(0) is None and line.message_s is None
        if alone and not any(verb.name == "Connect" for verb in verbs):
            raise NoStreamError(verbs)
        async with asyncio.timeout(limit_s):
            await _Network(exchange, line, result, [caller, afterwards or caller]).follow(verbs)
        spoken_s = sum(recording.ticks for recording in result.recordings) // 50
        await exchange.ask(f"{exchange.base_url}/twilio/status", "completed", CallDuration=str(spoken_s))
        return result


@dataclass(slots=True)
class _Network:
    exchange: Exchange
    line: Line
    result: CallResult
    callers: Sequence[Caller]

    async def follow(self, verbs: tuple[Verb, ...]) -> None:
        """Run a TwiML document as Twilio would: verb by verb, replaced by what an action answers."""
        queue = list(verbs)
        while queue:
            verb = queue.pop(0)
            match verb.name:
                case "Say":
                    self.result.said_after.append(verb.text)
                case "Connect":
                    if not await self._talk(verb):
                        return
                    if action := verb.attributes.get("action"):
                        queue = list(await self.exchange.ask(action, "in-progress"))
                case "Dial":
                    queue = await self._dial(verb, queue)
                case "Record":
                    queue = await self._record(verb, queue)
                case "Hangup" | "Reject":
                    return

    async def _talk(self, verb: Verb) -> bool:
        """False when the caller hung up."""
        noun = verb.child("Stream")
        if noun is None:
            raise NoStreamError((verb,))
        url = noun.attributes["url"]
        nth = min(len(self.result.recordings), len(self.callers) - 1)
        call = await stream(
            self.exchange.reached(url),
            call_sid=self.exchange.call_sid,
            account_sid=self.line.account_sid,
            headers=self.exchange.signed(url, {}),
            noise_pcm16=self.line.noise_pcm16,
            caller=self.callers[nth],
        )
        self.result.recordings.append(call.recording)
        self.result.hung_up_by = "assistant" if call.server_closed else "caller"
        return call.server_closed

    async def _dial(self, verb: Verb, following: list[Verb]) -> list[Verb]:
        number = verb.child("Number")
        self.result.dialled = number.text if number is not None else verb.text
        answer = self.line.at_the(len(self.result.dials))
        if answer is None:
            return []
        status, whisper = await self._at_the_telephone(number, answer)
        ring_s = verb.attributes.get("timeout")
        shown = verb.attributes.get("callerId")
        seen = DialSeen(self.result.dialled, status, whisper, shown, int(ring_s) if ring_s else None)
        self.result.dials.append(seen)
        action = verb.attributes.get("action")
        if action is None:
            return following
        more = {"DialCallStatus": status, "DialBridged": str(status == "completed").lower()}
        if status == "completed":
            more["DialCallDuration"] = "5"
        return list(await self.exchange.ask(action, "in-progress", **more))

    async def _at_the_telephone(self, number: Verb | None, answer: StaffAnswer) -> tuple[str, str]:
        """How it ended there, and what was whispered."""
        if answer is StaffAnswer.BUSY:
            return "busy", ""
        if answer is StaffAnswer.SILENT:
            return "no-answer", ""
        url = number.attributes.get("url") if number is not None else None
        if number is None or url is None:
            return "completed", ""  # whoever picks up has the call, a voicemail too
        leg = {"CallSid": new_call_sid(), "ParentCallSid": self.exchange.call_sid, "To": number.text}
        verbs = await self.exchange.ask(url, "in-progress", **leg)
        gather = next((verb for verb in verbs if verb.name == "Gather"), None)
        if gather is None:
            return "completed", ""
        whisper = " ".join(child.text for child in gather.children if child.name == "Say")
        digits = {"Digits": "1"} if answer is StaffAnswer.TAKES else {}
        after = await self.exchange.ask(gather.attributes["action"], "in-progress", **digits, **leg)
        declined = any(verb.name == "Hangup" for verb in after)
        return ("no-answer" if declined else "completed"), whisper

    async def _record(self, verb: Verb, following: list[Verb]) -> list[Verb]:
        """A caller who says nothing falls through to the next verb; one who hangs up is told of by the callback."""
        if self.line.message_s is None:
            return []
        if self.line.message_s == 0:
            return following
        self.result.message_s = self.line.message_s
        sid = "RE" + secrets.token_hex(16)
        recording = {
            "RecordingSid": sid,
            "RecordingUrl": f"https://api.twilio.com/2010-04-01/Accounts/{self.line.account_sid}/Recordings/{sid}",
            "RecordingDuration": str(self.line.message_s),
        }
        if told := verb.attributes.get("recordingStatusCallback"):
            nobody = {"From": "", "To": "", "CallStatus": ""}  # it names the recording and the call alone
            await self.exchange.ask(told, "", **{"RecordingStatus": "completed", **nobody, **recording})
        action = verb.attributes.get("action")
        return list(await self.exchange.ask(action, "in-progress", **recording)) if action else following
