"""What the pages of the setup share: whose business it is, how far it is, what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from functools import lru_cache

from app.domain.business import Business, Language
from app.domain.ids import BusinessId
from app.domain.people import Deed
from app.domain.readiness import Readiness, readiness
from app.domain.rules.findings import RuleFinding
from app.domain.rules.validation import contradictions
from app.ports.setup import BusinessSetup, Described, Description, DescriptionFault
from app.web.pages.guard import PageRefused, Visitor
from app.web.pages.wording import say, wording

LONGEST_DIFFERENCE = 200
CSS_AND_SOUND = {  # the greeting is heard on these pages
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "media-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a description that `sign` (+ or -) came or went."""

    sign: str
    text: str


def setup_of(visitor: Visitor) -> BusinessSetup:
    if visitor.edge.setup is None:
        raise PageRefused(404, "not_found")
    return visitor.edge.setup


async def described(visitor: Visitor, business_id: str, number: int | None = None) -> Described:
    """A foreign business is not there; a right that the role lacks is refused."""
    visitor.require(Deed.SET_UP, BusinessId(business_id))
    found = await setup_of(visitor).described(BusinessId(business_id), number)
    if found is None:
        raise PageRefused(404, "not_found")
    return found


async def progress_of(visitor: Visitor, business: Business) -> Readiness:
    found = _contradictions(_Same(business), visitor.now.date())
    return readiness(business, found, tried=await visitor.edge.records.has_calls(business.id))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """This very object: a description that was changed is another one, and equality would look through all of it."""

    business: Business

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.business is self.business

    def __hash__(self) -> int:
        return id(self.business)


@lru_cache(maxsize=64)
def _contradictions(same: _Same, today: date) -> tuple[RuleFinding, ...]:
    """Remembered, since every page of the setup tells them, and they look at a year of everybody's days."""
    return contradictions(same.business, today)


def differences(setup: BusinessSetup, before: Description, after: Description) -> Sequence[Difference]:
    """Line by line of the file that people take along; long ones are cut."""
    lines = unified_diff(setup.as_text(before).splitlines(), setup.as_text(after).splitlines(), n=0, lineterm="")
    found = [Difference(line[0], line[1:]) for line in lines if not line.startswith(("---", "+++", "@@"))]
    return found[:LONGEST_DIFFERENCE]


def part_of(description: Mapping[str, object], parts: Sequence[str]) -> dict[str, object]:
    """A description narrowed to some of its parts; what every description needs stays."""
    return {key: value for key, value in description.items() if key in parts}


def fault_words(language: Language, fault: DescriptionFault) -> str:
    """In the owner's words where there are some, else as the reader of descriptions says it."""
    known = wording(language).get(f"setup_fault.{fault.why}")
    names = [say_part(language, str(one)) if isinstance(one, str) else str(one + 1) for one in fault.path[:3]]
    place = " ".join(names)
    return f"{place}: {known or fault.why}" if place else known or fault.why


def say_part(language: Language, part: str) -> str:
    return wording(language).get(f"setup_part.{part}", part.replace("_", " "))


def told(language: Language, faults: Sequence[DescriptionFault]) -> list[str]:
    return [fault_words(language, fault) for fault in faults] or [say(language, "setup_fault.other")]
