"""Digits from the keypad, collected by counted audio: at once for a choice, until a pause or `#` for a number.

`*` is an input of its own everywhere (say it again) and throws away the digits before it, so a mistyped number is begun
anew. The letters A to D of old telephones mean nothing to callers and are left out.
"""

from dataclasses import dataclass

from voice.contract import Expectation

NUMBER_PAUSE_MS = 2_500
MOST_DIGITS = 24
_KEYS = frozenset("0123456789*#")


@dataclass(slots=True)
class Keypad:
    _digits: str = ""
    _quiet_ms: int = 0

    @property
    def collecting(self) -> bool:
        return bool(self._digits)

    def press(self, digit: str, expects: Expectation) -> str | None:
        """Returns the finished input, or None while more digits may follow."""
        if digit not in _KEYS:
            return None
        self._quiet_ms = 0
        if digit == "*":
            self._take()
            return digit
        if expects is not Expectation.NUMBER:
            return self._take() + digit
        if digit == "#":
            return self._take() or digit
        self._digits += digit
        return self._take() if len(self._digits) >= MOST_DIGITS else None

    def wait(self, elapsed_ms: int) -> str | None:
        """Time passed without a key."""
        if not self._digits:
            return None
        self._quiet_ms += elapsed_ms
        return self._take() if self._quiet_ms >= NUMBER_PAUSE_MS else None

    def _take(self) -> str:
        digits, self._digits, self._quiet_ms = self._digits, "", 0
        return digits
