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
    public_url: str | None = None
    """What the server calls itself, where that differs from `base_url`: signatures are made over it."""
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
        response = await self.http.post(self.reached(url), data=form, headers=headers)
        response.raise_for_status()
        return parse_twiml(response.text) if response.content else ()

    def reached(self, url: str) -> str:
        """Where an address of the server is reached from here."""
        return _moved(url, self.public_url or self.base_url, self.base_url)

    def signed(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        if self.auth_token is None:
            return {}
        public = _moved(url, self.base_url, self.public_url or self.base_url)
        signature = RequestValidator(self.auth_token).compute_signature(public, dict(form))
        return {"X-Twilio-Signature": str(signature)}


def _moved(url: str, old_base: str, new_base: str) -> str:
    for old, new in (
        (old_base, new_base),
        ("ws" + old_base.removeprefix("http"), "ws" + new_base.removeprefix("http")),
    ):
        if url.startswith(old):
            return new + url.removeprefix(old)
    return url
