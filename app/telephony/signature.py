"""Is this request really from Twilio? The check is the twilio library's; the address that was signed is ours to know.

The address comes from `PUBLIC_URL`, never from `Host` or `X-Forwarded-*`: whoever sends the request chooses those.
Repeated form fields are signed as sorted unique values, so the form goes in as a multi-value mapping, never as a dict.
The upgrade of a media socket is signed over the exact `wss://` address, without parameters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from twilio.request_validator import (
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

from app.loopback import is_direct


class MultiValues(Protocol):
    """A parsed form: names may repeat."""

    def __iter__(self) -> Iterator[str]: ...

    def getlist(self, key: Any) -> Sequence[object]: ...


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a request.

    The peer's address (None when the transport has none) and the headers, names in lower case.
    """

    host: str | None
    headers: Mapping[str, str]

    @property
    def is_local(self) -> bool:
        return is_direct(self.host, self.headers)


class TwilioGuard:
    """With auth tokens: signed requests only. Without any: clients on this machine only."""

    def __init__(self, *, base_url: str, websocket_base_url: str, auth_tokens: tuple[str, ...]) -> None:
        self._base_url = base_url
        self._websocket_base_url = websocket_base_url
        self._validators = tuple(RequestValidator(token) for token in auth_tokens)

    def admits_webhook(self, sender: Sender, *, path_and_query: str, form: MultiValues) -> bool:
        if not self._validators:
            return sender.is_local
        return self._signed(sender, (self._base_url + path_and_query,), form)

    def admits_socket(self, sender: Sender, *, path: str) -> bool:
        if not self._validators:
            return sender.is_local
        url = self._websocket_base_url + path
        return self._signed(sender, (url, url + "/"), {})

    def _signed(self, sender: Sender, urls: tuple[str, ...], params: object) -> bool:
        signature = sender.headers.get(SIGNATURE_HEADER.lower())
        if not signature:
            return False
        algorithm = get_signature_algorithm(sender.headers.get(SIGNATURE_SETTINGS_HEADER.lower()))
        return any(
            bool(validator.validate(url, params, signature, algorithm))
            for validator in self._validators
            for url in urls
        )
