"""No sentence claims what no tool of this call has made true: checked in code before it is spoken, whoever wrote it.

Two checks. A sentence that carries a claim needs evidence for every slot in it. A sentence that carries none must not
read like a claim: words such as "gebucht", "storniert", "is free" outside of a question or a denial.
"""

import re
from collections.abc import Sequence

from app.dialogue.claims import Claim, ClaimKind, Evidence
from app.domain.business import Language

_READS_LIKE_A_CLAIM = {
    "de": re.compile(
        r"\b(gebucht|eingetragen|reserviert|vereinbart|storniert|abgesagt|gestrichen|verschoben"
        r"|verlegt|umgebucht|notiert|aufgenommen|weitergegeben"
        r"|vorgemerkt|(ist|sind|wäre|hätten? wir)( noch)? \w*\s?frei|frei (ist|wäre|sind)"
        r"|verbinde sie|stelle sie durch|ihr termin (ist|steht)|(stehen|sind)( jetzt| nun)? auf der warteliste)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(booked|reserved|scheduled|confirmed|cancelled|canceled|moved|rescheduled|noted|passed on|written down"
        r"|(is|are|have)( still)? (free|available)|available (is|are)|putting you through"
        r"|connecting you|your appointment is|are( now)? on the waiting list)\b",
        re.IGNORECASE,
    ),
}
_NO_ASSERTION = {
    "de": re.compile(
        r"\?$|\b(nicht|nichts|kein\w*|nie|soll ich|möchten sie|wenn|bevor|leider|könnte|noch nicht)\b", re.IGNORECASE
    ),
    "en": re.compile(
        r"\?$|\b(not|no|nothing|never|cannot|can't|couldn't|shall i|would you|if|before|unfortunately|yet)\b",
        re.IGNORECASE,
    ),
}
_NEED_SLOTS = frozenset(
    {ClaimKind.FREE, ClaimKind.BOOKED, ClaimKind.MOVED, ClaimKind.CANCELLED, ClaimKind.HAS_APPOINTMENT}
)


def reads_like_a_claim(text: str, language: Language) -> bool:
    return bool(_READS_LIKE_A_CLAIM[language].search(text)) and not _NO_ASSERTION[language].search(text.strip())


def is_supported(claim: Claim, evidence: Sequence[Evidence]) -> bool:
    of_kind = [item for item in evidence if item.kind is claim.kind]
    if not of_kind:
        return False
    if claim.kind not in _NEED_SLOTS:
        return True
    return bool(claim.slots) and all(
        any(item.slot is not None and item.slot.same_place(slot) for item in of_kind) for slot in claim.slots
    )


def may_be_spoken(text: str, claim: Claim | None, evidence: Sequence[Evidence], language: Language) -> bool:
    if claim is not None:
        return is_supported(claim, evidence)
    return not reads_like_a_claim(text, language)
