"""Twilio's HTTP side: the webhook of an incoming call, signed as Twilio signs, and the TwiML that comes back."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
from twilio.request_validator import RequestValidator


@dataclass(frozen=True, slots=True)
class Verb:
    """One TwiML element: its name, attributes, text and nested elements."""

    name: str
    attributes: Mapping[str, str]
    text: str
    children: tuple["Verb", ...] = ()

    def child(self, name: str) -> "Verb | None":
        return next((verb for verb in self.children if verb.name == name), None)


def parse_twiml(document: str) -> tuple[Verb, ...]:
    """Raises ValueError when it is no TwiML response."""
    try:
        root = ET.fromstring(document)  # noqa: S314  our own server's TwiML
    except ET.ParseError as error:
        raise ValueError(f"the answer is no XML: {error}") from error
    if root.tag != "Response":
        raise ValueError(f"the answer is no TwiML but <{root.tag}>")
    return tuple(_verb(element) for element in root)


def _verb(element: ET.Element) -> Verb:
    return Verb(
        element.tag, dict(element.attrib), (element.text or "").strip(), tuple(_verb(child) for child in element)
    )


@dataclass(slots=True)
class Exchange:
    """Speaks to one server's webhooks on behalf of one call."""

    http: httpx.AsyncClient
    base_url: str
    call_sid: str
    account_sid: str
    from_number: str
    to_number: str
    auth_token: str | None = None
    extra: dict[str, str] = field(default_factory=dict)

    async def ask(self, url: str, status: str, **more: str) -> tuple[Verb, ...]:
        """POST one webhook. Raises httpx.HTTPStatusError when it is refused, ValueError when it is no TwiML."""
        form = {
            "CallSid": self.call_sid,
            "AccountSid": self.account_sid,
            "From": self.from_number,
            "To": self.to_number,
            "CallStatus": status,
            "ApiVersion": "2010-04-01",
            "Direction": "inbound",
            **self.extra,
            **more,
        }
        headers = self.signed(url, form)
        response = await self.http.post(url, data=form, headers=headers)
        response.raise_for_status()
        return parse_twiml(response.text) if response.content else ()

    def signed(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        if self.auth_token is None:
            return {}
        signature = RequestValidator(self.auth_token).compute_signature(url, dict(form))
        return {"X-Twilio-Signature": str(signature)}
