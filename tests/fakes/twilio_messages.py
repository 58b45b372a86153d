"""A strict stand-in for the Message resource of Twilio's API, after its OpenAPI description (api v2010, Messages).

It refuses a wrong account or token, a parameter that the description does not have, one that is missing, a number that
is no E.164, and a text that is too long; its lists are filtered and paged as described. A receiver of webhooks is here,
too, since both are other people's HTTP.
"""

import asyncio
import base64
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime

from aiohttp import web

from tests.fakes.served import served

ACCOUNT, TOKEN = "AC" + "0" * 32, "a-token"
CREATE = set(
    "To StatusCallback ApplicationSid MaxPrice ProvideFeedback Attempt ValidityPeriod ForceDelivery ContentRetention "
    "AddressRetention SmartEncoded PersistentAction TrafficType ShortenUrls ScheduleType SendAt SendAsMms "
    "ContentVariables MessageIntent RiskCheck From FallbackFrom MessagingServiceSid Body MediaUrl ContentSid".split()
)
FETCH = {"To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken"}
LONGEST_TEXT = 1600
E164 = re.compile(r"\+[1-9]\d{6,14}")


@dataclass
class Twilio:
    """`mute` = takes a message and never answers. `fails_with` = a status and a code of Twilio's for every request."""

    messages: list[dict[str, str | None]] = field(default_factory=list)
    hooks: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    mute: bool = False
    fails_with: tuple[int, int] | None = None
    hook_status: int = 204
    url: str = ""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def create(self, request: web.Request) -> web.Response:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        form = {key: str(value) for key, value in (await request.post()).items()}
        if unknown := set(form) - CREATE:
            return _error(400, 20001, f"unknown parameters: {sorted(unknown)}")
        if not E164.fullmatch(form.get("To", "")):
            return _error(400, 21211, f"Invalid 'To' Phone Number: {form.get('To')}")
        if ("From" in form) == ("MessagingServiceSid" in form):
            return _error(400, 21603, "A 'From' phone number is required")
        if not 0 < len(form.get("Body", "")) <= LONGEST_TEXT:
            return _error(400, 21617 if form.get("Body") else 21602, "Message body is required and limited")
        message = self._add(form)
        self.arrived.set()
        if self.mute:
            await asyncio.sleep(3600)
        return web.json_response(message, status=201)

    def _add(self, form: dict[str, str]) -> dict[str, str | None]:
        now = format_datetime(datetime.now(UTC))
        message: dict[str, str | None] = {
            "sid": f"SM{len(self.messages):032x}",
            "account_sid": ACCOUNT,
            "to": form["To"],
            "from": form.get("From"),
            "messaging_service_sid": form.get("MessagingServiceSid"),
            "body": form["Body"],
            "status": "queued",
            "direction": "outbound-api",
            "date_created": now,
            "date_updated": now,
            "date_sent": now,
            "api_version": "2010-04-01",
        }
        self.messages.append(message)
        return message

    async def fetch(self, request: web.Request) -> web.Response:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        if unknown := set(request.query) - FETCH:
            return _error(400, 20001, f"unknown parameters: {sorted(unknown)}")
        since = date.fromisoformat(request.query.get("DateSent>", "1970-01-01"))
        found = [
            message
            for message in reversed(self.messages)
            if request.query.get("To") in (None, message["to"])
            and parsedate_to_datetime(str(message["date_sent"])).date() >= since
        ]
        size = min(int(request.query.get("PageSize", "50")), 1000)
        page = {"messages": found[:size], "page": 0, "page_size": size, "next_page_uri": None}
        return web.json_response(page)

    async def receive(self, request: web.Request) -> web.Response:
        self.hooks.append((dict(request.headers), await request.read()))
        self.arrived.set()
        if self.mute:
            await asyncio.sleep(3600)
        return web.Response(status=self.hook_status)

    def _refusal(self, request: web.Request) -> web.Response | None:
        wanted = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {wanted}" or request.match_info["sid"] != ACCOUNT:
            return _error(401, 20003, "Authenticate")
        return _error(*self.fails_with, "told to") if self.fails_with else None


def _error(status: int, code: int, message: str) -> web.Response:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return web.json_response({"code": code, "message": message, "more_info": more, "status": status}, status=status)


@asynccontextmanager
async def twilio() -> AsyncIterator[Twilio]:
    stand_in = Twilio()
    app = web.Application()
    app.router.add_post("/2010-04-01/Accounts/{sid}/Messages.json", stand_in.create)
    app.router.add_get("/2010-04-01/Accounts/{sid}/Messages.json", stand_in.fetch)
    app.router.add_post("/hook", stand_in.receive)
    async with served(app) as address:
        stand_in.url = address
        yield stand_in
