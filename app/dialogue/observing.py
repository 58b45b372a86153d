"""What happens in conversations, told to whoever counts it. Constant words and figures: never what was said."""

from typing import Protocol


class DialogueObserver(Protocol):
    def not_understood(self, nth: int) -> None:
        """Speech led nowhere, for the `nth` time in a row."""
        ...

    def person_needed(self, reason: str) -> None:
        """The caller's mood or words called for a person."""
        ...


class SilentDialogueObserver:
    def not_understood(self, nth: int) -> None:
        pass

    def person_needed(self, reason: str) -> None:
        pass
