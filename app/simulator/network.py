"""One simulated call from ringing to the end: webhooks, stream, and whatever TwiML says comes next."""

import asyncio
import secrets
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class CallResult:
    call_sid: str
    recordings: list[Recording]
    hung_up_by: str
    """caller, assistant, or nobody (the stream broke)."""
    dialled: str | None = None
    said_after: list[str] = field(default_factory=list)
    """What Twilio itself read out after the stream."""

    @property
    def recording(self) -> Recording:
        return self.recordings[0]


def new_call_sid() -> str:
    return "CA" + secrets.token_hex(16)


async def place_call(line: Line, caller: Caller, *, call_sid: str | None = None, limit_s: float = 600) -> CallResult:
    """Ring, follow the TwiML, let `caller` talk. Raises NoStreamError, httpx.HTTPError, or what `caller` raises."""
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
        if not any(verb.name == "Connect" for verb in verbs):
            raise NoStreamError(verbs)
        async with asyncio.timeout(limit_s):
            await _follow(verbs, exchange, line, caller, result)
        await exchange.ask(
            f"{exchange.base_url}/twilio/status", "completed", CallDuration=str(result.recording.ticks // 50)
        )
        return result


async def _follow(verbs: tuple[Verb, ...], exchange: Exchange, line: Line, caller: Caller, result: CallResult) -> None:
    """Run a TwiML document as Twilio would: verb by verb, replaced by what an action answers."""
    queue = list(verbs)
    while queue:
        verb = queue.pop(0)
        if verb.name == "Say":
            result.said_after.append(verb.text)
        elif verb.name == "Connect":
            noun = verb.child("Stream")
            if noun is None:
                raise NoStreamError(verbs)
            url = noun.attributes["url"]
            call = await stream(
                exchange.reached(url),
                call_sid=exchange.call_sid,
                account_sid=line.account_sid,
                headers=exchange.signed(url, {}),
                noise_pcm16=line.noise_pcm16,
                caller=caller,
            )
            result.recordings.append(call.recording)
            result.hung_up_by = "assistant" if call.server_closed else "caller"
            if result.hung_up_by == "caller":
                return
            if action := verb.attributes.get("action"):
                queue = list(await exchange.ask(action, "in-progress"))
        elif verb.name == "Dial":
            queue = await _dial(verb, exchange, line, result)
        elif verb.name in ("Hangup", "Reject"):
            return


async def _dial(verb: Verb, exchange: Exchange, line: Line, result: CallResult) -> list[Verb]:
    number = verb.child("Number")
    result.dialled = number.text if number is not None else verb.text
    if line.human_takes_call is None:
        return []
    accepted = line.human_takes_call
    if number is not None and (url := number.attributes.get("url")):
        child = {"CallSid": new_call_sid(), "ParentCallSid": exchange.call_sid, "To": result.dialled}
        whisper = await exchange.ask(url, "in-progress", **child)
        gather = next((verb for verb in whisper if verb.name == "Gather"), None)
        if gather is not None and accepted:
            after = await exchange.ask(gather.attributes["action"], "in-progress", Digits="1", **child)
            accepted = not any(verb.name == "Hangup" for verb in after)
    action = verb.attributes.get("action")
    if action is None:
        return []
    status = {"DialCallStatus": "completed", "DialBridged": "true"} if accepted else {"DialCallStatus": "no-answer"}
    return list(await exchange.ask(action, "in-progress", **status))
