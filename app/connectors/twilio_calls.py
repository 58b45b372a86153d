"""Calls over Twilio's REST API (2010-04-01, resources Call and Conference).

Nothing here is tried again: a second ring of the same telephone is worse than the fallback that whoever asks has. A
refusal says whether asking again may help. A call or conference that is over answers 404 or error 21220; there is
nothing to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from app.domain.ids import E164, CallSid
from app.ports.call_control import CallControlFailed

API = "https://api.twilio.com"
NOT_IN_PROGRESS = 21220
ENDS_OF_RINGING = ("completed",)
"""Sent once, however the call ended: busy, no-answer, failed, canceled and completed all come as this event."""

NEVER_ASKED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class TwilioCallControl:
    """`CallControl` of one account."""

    http: httpx.AsyncClient
    account_sid: str
    auth_token: str
    base_url: str = API
    timeout_s: float = 4.0

    async def ring(self, to: E164, *, shown: str, answered_url: str, ended_url: str, ring_s: int) -> CallSid:
        form: dict[str, str | list[str]] = {
            "To": to,
            "From": shown,
            "Url": answered_url,
            "Method": "POST",
            "StatusCallback": ended_url,
            "StatusCallbackMethod": "POST",
            "StatusCallbackEvent": list(ENDS_OF_RINGING),
            "Timeout": str(ring_s),
        }
        answer = await self._post("Calls", form)
        if answer.status_code != httpx.codes.CREATED:
            raise _refusal(answer)
        return CallSid(str(answer.json()["sid"]))

    async def redirect(self, call_sid: CallSid, url: str) -> None:
        await self._change(f"Calls/{call_sid}", {"Url": url, "Method": "POST"})

    async def announce(self, room_sid: str, url: str) -> None:
        await self._change(f"Conferences/{room_sid}", {"AnnounceUrl": url, "AnnounceMethod": "POST"})

    async def hang_up(self, call_sid: CallSid) -> None:
        await self._change(f"Calls/{call_sid}", {"Status": "completed"})

    async def _change(self, resource: str, form: Mapping[str, str | list[str]]) -> None:
        answer = await self._post(resource, form)
        gone = answer.status_code == httpx.codes.NOT_FOUND or _code(answer) == NOT_IN_PROGRESS
        if not answer.is_success and not gone:
            raise _refusal(answer)

    async def _post(self, resource: str, form: Mapping[str, str | list[str]]) -> httpx.Response:
        url = f"{self.base_url}/2010-04-01/Accounts/{self.account_sid}/{resource}.json"
        try:
            return await self.http.post(
                url,
                data=form,
                auth=(self.account_sid, self.auth_token),
                timeout=self.timeout_s,
                follow_redirects=False,
            )
        except NEVER_ASKED as error:
            raise CallControlFailed("unreachable", retryable=True) from error
        except httpx.HTTPError as error:
            raise CallControlFailed("unreachable") from error


def _refusal(answer: httpx.Response) -> CallControlFailed:
    """Twilio's own code, without its sentence: that one quotes the number."""
    later = answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error
    return CallControlFailed(f"twilio_{_code(answer) or answer.status_code}", retryable=later)


def _code(answer: httpx.Response) -> int | None:
    try:
        return int(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        return None
