"""A strict stand-in for the resources Call and Conference of Twilio's API, after its OpenAPI description (api v2010).

It refuses a wrong account or token, a parameter that the description does not have, one that is missing or out of
range, and changes of calls that are over. What follows from a change (asking an address) is the test's to play.
"""

import base64
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.fakes.served import served

ACCOUNT, TOKEN = "AC" + "0" * 32, "a-token"
CREATE_CALL = set(
    "To From Method FallbackUrl FallbackMethod StatusCallback StatusCallbackEvent StatusCallbackMethod SendDigits "
    "Timeout Record RecordingChannels RecordingStatusCallback RecordingStatusCallbackMethod SipAuthUsername "
    "SipAuthPassword MachineDetection MachineDetectionTimeout RecordingStatusCallbackEvent Trim CallerId "
    "MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold MachineDetectionSilenceTimeout AsyncAmd "
    "AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod Byoc CallReason CallToken RecordingTrack TimeLimit Url Twiml "
    "ApplicationSid".split()
)
UPDATE_CALL = set(
    "Url Method Status FallbackUrl FallbackMethod StatusCallback StatusCallbackMethod Twiml TimeLimit".split()
)
UPDATE_CONFERENCE = {"Status", "AnnounceUrl", "AnnounceMethod"}
EVENTS = {"initiated", "ringing", "answered", "completed"}
E164 = re.compile(r"\+[1-9]\d{6,14}")
LONGEST_RING_S = 600


@dataclass
class Network:
    """`own_numbers` may be shown. `over` are calls that have ended. `fails_with`: status and code for everything, or
    `fails_times` alone.
    """

    own_numbers: set[str] = field(default_factory=set)
    rung: list[dict[str, str]] = field(default_factory=list)
    changed: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: set[str] = field(default_factory=set)
    fails_with: tuple[int, int] | None = None
    fails_times: int | None = None
    url: str = ""

    async def create_call(self, request: web.Request) -> web.Response:
        form = await _form(request)
        if (refusal := self._refusal(request, form, CREATE_CALL)) is not None:
            return refusal
        if not E164.fullmatch(form.get("To", "")):
            return _error(400, 21211, "Invalid 'To' Phone Number")
        if form.get("From") not in self.own_numbers:
            return _error(400, 21212, "The source phone number provided is not yet verified for your account")
        if sum(name in form for name in ("Url", "Twiml", "ApplicationSid")) != 1:
            return _error(400, 21205, "Url parameter is required")
        if not 0 < int(form.get("Timeout", "60")) <= LONGEST_RING_S:
            return _error(400, 21218, "Invalid timeout")
        if not set(form.get("StatusCallbackEvent", "completed").split()) <= EVENTS:
            return _error(400, 21626, "Invalid status callback events")
        sid = f"CA{len(self.rung) + 0xA000:032x}"
        self.rung.append(form)
        return web.json_response({"sid": sid, "account_sid": ACCOUNT, "status": "queued", "to": form["To"]}, status=201)

    async def update_call(self, request: web.Request) -> web.Response:
        form = await _form(request)
        if (refusal := self._refusal(request, form, UPDATE_CALL)) is not None:
            return refusal
        sid = request.match_info["resource"]
        if sid in self.over:
            return _error(400, 21220, "Call is not in-progress. Cannot redirect.")
        if ("Status" in form) == ("Url" in form or "Twiml" in form):
            return _error(400, 21218, "either a status or an address")
        self.changed.append((sid, form))
        return web.json_response({"sid": sid, "account_sid": ACCOUNT, "status": "in-progress"})

    async def update_conference(self, request: web.Request) -> web.Response:
        form = await _form(request)
        if (refusal := self._refusal(request, form, UPDATE_CONFERENCE)) is not None:
            return refusal
        sid = request.match_info["resource"]
        if not re.fullmatch(r"CF[0-9a-f]{32}", sid):
            return _error(404, 20404, "The requested resource was not found")
        self.changed.append((sid, form))
        return web.json_response({"sid": sid, "account_sid": ACCOUNT, "status": "in-progress"})

    def _refusal(self, request: web.Request, form: dict[str, str], known: set[str]) -> web.Response | None:
        wanted = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {wanted}" or request.match_info["account"] != ACCOUNT:
            return _error(401, 20003, "Authenticate")
        if self.fails_with is not None and self.fails_times != 0:
            self.fails_times = None if self.fails_times is None else self.fails_times - 1
            return _error(*self.fails_with, "told to")
        if unknown := set(form) - known:
            return _error(400, 20001, f"unknown parameters: {sorted(unknown)}")
        return None


async def _form(request: web.Request) -> dict[str, str]:
    posted = await request.post()
    return {name: " ".join(str(value) for value in posted.getall(name)) for name in posted}


def _error(status: int, code: int, message: str) -> web.Response:
    return web.json_response({"code": code, "message": message, "status": status}, status=status)


@asynccontextmanager
async def network(*own_numbers: str) -> AsyncIterator[Network]:
    stand_in = Network(set(own_numbers))
    app = web.Application()
    base = "/2010-04-01/Accounts/{account}"
    app.router.add_post(base + "/Calls.json", stand_in.create_call)
    app.router.add_post(base + "/Calls/{resource}.json", stand_in.update_call)
    app.router.add_post(base + "/Conferences/{resource}.json", stand_in.update_conference)
    async with served(app) as address:
        stand_in.url = address
        yield stand_in
