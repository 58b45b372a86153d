"""Signing in at the provider that an organisation has already: what one attempt is bound to, and who came back.

Decision: no server remembers an attempt. A random secret lies in the browser's cookie, and the state, the nonce and the
verifier of PKCE (RFC 7636) are made from it: who comes back in another browser, or not at all from us, does not fit.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Trip:
    """One attempt. None of what goes over the wire leads back to `secret`."""

    secret: str

    @property
    def state(self) -> str:
        return self._made("state")

    @property
    def nonce(self) -> str:
        return self._made("nonce")

    @property
    def verifier(self) -> str:
        return self._made("verifier")

    @property
    def challenge(self) -> str:
        """S256 of the verifier."""
        return _plain(sha256(self.verifier.encode()).digest())

    def fits(self, state: str) -> bool:
        return hmac.compare_digest(self.state.encode(), state.encode("utf-8", "replace"))

    def _made(self, what: str) -> str:
        return _plain(hmac.new(self.secret.encode(), what.encode(), sha256).digest())


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody as the provider knows them. `subject` never changes there; an address may go to somebody else."""

    issuer: str
    subject: str
    email: str | None = None
    email_verified: bool = False

    @property
    def key(self) -> str:
        return f"{self.issuer} {self.subject}"


def _plain(digest: bytes) -> str:
    """43 letters that need no escaping: a verifier must have as many."""
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
