"""The decision log's chain: each entry of a business carries the digest of the one before it. PURE.

Decision: what an entry says of people is not in its digest itself, but a commitment to it: sha256 over a random salt
and the text. Retention takes text and salt away, and the chain still verifies; with the salt gone nobody can find out
by guessing names whose entry it was. Everything else (what, when, which rule, inputs, alternatives) stays for good, so
callers must keep personal words out of it. The last digest of a business is also kept beside the log, so that entries
cut off at the end are missed. Whoever owns the database and this code can still write a whole new chain: to prove that
nobody did, keep a digest that `vorzimmer doctor` printed elsewhere.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from app.domain.ids import BookingReference, CallSid

GENESIS = ""
"""What stands for the digest before the first entry."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is chained. `personal` and `salt` are None once they were redacted."""

    chain: str
    seq: int
    kind: str
    decided_at: datetime
    why: str
    inputs: Mapping[str, object]
    call_sid: CallSid | None
    booking: BookingReference | None
    personal: Mapping[str, object] | None
    salt: str | None
    commitment: str
    previous: str
    digest: str = ""


class Fault(StrEnum):
    """What is wrong with a chain; `MISSING` and `CUT_OFF` name the first entry that is not there."""

    CHANGED = "changed"
    PERSONAL_CHANGED = "personal_changed"
    MISSING = "missing"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Breach:
    chain: str
    seq: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends, as it was noted beside the log."""

    seq: int = 0
    digest: str = GENESIS


def canonical(value: object) -> str:
    """The one text of a JSON value, whatever order its keys came in."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)


def plain(inputs: Mapping[str, object]) -> dict[str, object]:
    """As it will be read back: dates and identifiers as text, tuples as lists."""
    read: dict[str, object] = json.loads(canonical(inputs))
    return read


def commitment_to(personal: Mapping[str, object], salt: str) -> str:
    return sha256(f"{salt}\x1f{canonical(personal)}".encode()).hexdigest()


def digest_of(link: Link) -> str:
    said = {
        "chain": link.chain,
        "seq": link.seq,
        "kind": link.kind,
        "decided_at": link.decided_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "why": link.why,
        "inputs": plain(link.inputs),
        "call_sid": link.call_sid,
        "booking": link.booking,
        "commitment": link.commitment,
        "previous": link.previous,
    }
    return sha256(canonical(said).encode()).hexdigest()


def breach_of(chain: str, links: Iterable[Link], head: Head) -> Breach | None:
    """The first thing wrong with a chain whose links come in order; None when it is whole up to its head."""
    seq, previous = 0, GENESIS
    for link in links:
        seq += 1
        if link.seq != seq:
            return Breach(chain, seq, Fault.MISSING)
        if link.previous != previous or link.digest != digest_of(link):
            return Breach(chain, seq, Fault.CHANGED)
        if _personal_changed(link):
            return Breach(chain, seq, Fault.PERSONAL_CHANGED)
        previous = link.digest
    if (seq, previous) == (head.seq, head.digest):
        return None
    return Breach(chain, seq + 1, Fault.CUT_OFF) if seq < head.seq else Breach(chain, seq, Fault.CHANGED)


def _personal_changed(link: Link) -> bool:
    if link.personal is None and link.salt is None:
        return False
    return commitment_to(link.personal or {}, link.salt or "") != link.commitment
