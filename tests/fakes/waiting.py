"""A waiting list in memory, as a call sees it."""

from dataclasses import dataclass, field

from app.domain.waitlist import Waiting


@dataclass
class FakeWaitingList:
    entries: list[Waiting] = field(default_factory=list)

    async def join(self, entry: Waiting) -> bool:
        if any(e.offering == entry.offering and e.customer_number == entry.customer_number for e in self.entries):
            return False
        self.entries.append(entry)
        return True

    async def leave(self, entry_id: str) -> bool:
        left = [entry for entry in self.entries if entry.id != entry_id]
        there, self.entries = len(left) < len(self.entries), left
        return there
