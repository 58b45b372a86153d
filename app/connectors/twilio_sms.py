"""Text messages over Twilio's REST API (2010-04-01, resource Message).

Twilio knows no idempotency key for messages. When the answer to an attempt was lost, its list of messages is asked for
the same text to the same number since the first attempt, before another one is made.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from app.domain.errors import NotDelivered
from app.ports.notifier import TextMessage

API = "https://api.twilio.com"
TOO_MANY = 429
GONE_WRONG = {"failed", "undelivered", "canceled"}
CLOCKS_DIFFER_BY = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class TwilioTextSender:
    """`TextSender` from one number or messaging service (a sid that begins with MG)."""

    http: httpx.AsyncClient
    account_sid: str
    auth_token: str
    sender: str
    base_url: str = API
    timeout_s: float = 15.0

    async def send(self, message: TextMessage) -> None:
        origin = {"MessagingServiceSid" if self.sender.startswith("MG") else "From": self.sender}
        answer = await self._ask("POST", form={"To": message.to, "Body": message.text, **origin})
        if answer.status_code == httpx.codes.CREATED:
            return
        raise _refusal(answer)

    async def was_sent(self, message: TextMessage, *, since: datetime) -> bool:
        since = since.astimezone(UTC) - CLOCKS_DIFFER_BY
        asked = {"To": message.to, "DateSent>": since.date().isoformat(), "PageSize": "1000"}
        answer = await self._ask("GET", params=asked)
        if answer.status_code != httpx.codes.OK:
            raise _refusal(answer)
        return any(_is_it(sent, message, since) for sent in answer.json()["messages"])

    async def _ask(
        self, method: str, *, form: dict[str, str] | None = None, params: dict[str, str] | None = None
    ) -> httpx.Response:
        url = f"{self.base_url}/2010-04-01/Accounts/{self.account_sid}/Messages.json"
        try:
            return await self.http.request(
                method,
                url,
                data=form,
                params=params,
                auth=(self.account_sid, self.auth_token),
                timeout=self.timeout_s,
                follow_redirects=False,
            )
        except httpx.HTTPError as error:
            raise NotDelivered("unreachable", retryable=True) from error


def _refusal(answer: httpx.Response) -> NotDelivered:
    """Twilio's own code goes into the reason, its sentence does not: that one quotes the number."""
    retryable = answer.status_code == TOO_MANY or answer.is_server_error
    try:
        code = int(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        code = answer.status_code
    return NotDelivered(f"twilio_{code}", retryable=retryable)


def _is_it(sent: dict[str, Any], message: TextMessage, since: datetime) -> bool:
    created = parsedate_to_datetime(sent["date_created"])
    return sent["body"] == message.text and sent["status"] not in GONE_WRONG and created >= since
