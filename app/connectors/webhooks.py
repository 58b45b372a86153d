"""Signed webhooks.

Each is a POST of JSON with three headers: `Vorzimmer-Event` (booking.booked, booking.moved, booking.cancelled,
booking.corrected), `Vorzimmer-Delivery` (an id that stays the same in all attempts: take the second as done) and
`Vorzimmer-Signature: t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256 with the shared secret over `SECONDS.BODY`. Refuse a
signature that is wrong, and one whose time is more than five minutes from yours: it is a replay. Answer 2xx within ten
seconds; 410 stops all further attempts of this delivery; anything else is tried again. Redirects are not followed.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

import httpx

from app.domain.errors import NotDelivered
from app.ports.clock import Clock
from app.ports.notifier import Webhook

REPLAY_WINDOW_S = 300


@dataclass(frozen=True, slots=True)
class SignedWebhookSender:
    http: httpx.AsyncClient
    clock: Clock
    timeout_s: float = 10.0

    async def send(self, webhook: Webhook) -> None:
        body = webhook.body.encode()
        seconds = int(self.clock.now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "Vorzimmer-Event": webhook.event,
            "Vorzimmer-Delivery": webhook.id,
            "Vorzimmer-Signature": f"t={seconds},v1={signature(webhook.secret, seconds, body)}",
        }
        try:
            answer = await self.http.post(
                webhook.url, content=body, headers=headers, timeout=self.timeout_s, follow_redirects=False
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotDelivered("unreachable", retryable=True) from error
        if not answer.is_success:
            raise NotDelivered(f"http_{answer.status_code}", retryable=answer.status_code != httpx.codes.GONE)


def signature(secret: str, seconds: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()


def is_genuine(header: str, secret: str, body: bytes, *, now_seconds: float) -> bool:
    """What a receiver does."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    stamp = parts.get("t", "")
    if not stamp.isdecimal() or abs(now_seconds - int(stamp)) > REPLAY_WINDOW_S:
        return False
    return hmac.compare_digest(parts.get("v1", ""), signature(secret, int(stamp), body))
