"""What is wrong with where a business sends its callers: nowhere, in a circle, or where calls cost a fortune.

Whoever talks an assistant into dialling a premium or foreign number earns by each minute (toll fraud), so such numbers
must be on the owner's own list.
"""

from collections.abc import Iterable, Iterator

import phonenumbers
from phonenumbers import PhoneNumberType

from app.domain.business import Business
from app.domain.escalation.reasons import Reason
from app.domain.ids import E164
from app.domain.rules.findings import RuleFinding
from app.domain.transfers.choosing import longest_wait
from app.domain.transfers.paths import ANY_REASON, DIRECT, Escalation, EscalationPath, Mode, Times

COSTLY = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.PAGER,
        PhoneNumberType.UAN,
    }
)
LONGEST_RING_S = 90
OF_OUR_OWN = ("engine_failed", "store_unavailable", "brain_failed", "taken_over")
REASONS = frozenset({*(reason.value for reason in Reason), *OF_OUR_OWN, ANY_REASON, DIRECT})
"""All that a call is ever put through for: a path for anything else would wait for ever."""


def astray(business: Business) -> Iterator[RuleFinding]:
    """The impossible and the doubtful, in the order of the description."""
    escalation = business.escalation
    for number in _numbers(escalation):
        yield from _of_number(business, number)
    for nth, path in enumerate(escalation.paths):
        yield from _of_path(business, path, nth + 1)
        if any(_covers(earlier, path) for earlier in escalation.paths[:nth]):
            yield RuleFinding("path_never_reached", facts={"nth": str(nth + 1), "when": path.when})
    yield from _of_mode(business)


def number_fault(business: Business, number: E164) -> str | None:
    """`no_such_number`, `costly_number` or `foreign_number`; None when it may be dialled."""
    escalation = business.escalation
    if number in escalation.allowed_numbers:
        return None
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return "no_such_number"
    if not phonenumbers.is_possible_number(parsed):
        return "no_such_number"
    if phonenumbers.number_type(parsed) in COSTLY:
        return "costly_number"
    country = phonenumbers.region_code_for_number(parsed) or f"+{parsed.country_code}"
    if country not in _at_home(business) | escalation.allowed_countries:
        return "foreign_number"
    return None


def answered_by_another(business: Business, others: Iterable[Business]) -> dict[E164, Business]:
    """Of the numbers that this business rings, those at which another one's assistant answers, and not a person."""
    theirs = {number: other for other in others if other.id != business.id for number in other.numbers}
    return {number: theirs[number] for number in _numbers(business.escalation) if number in theirs}


def own_line(business: Business, number: E164 | None) -> E164 | None:
    """A person's own telephone, where this business may dial it."""
    if number is None or number in business.numbers or number_fault(business, number) is not None:
        return None
    return number


def _at_home(business: Business) -> frozenset[str]:
    """The countries of the business's own numbers."""
    found = set()
    for number in business.numbers:
        try:
            found.add(phonenumbers.region_code_for_number(phonenumbers.parse(number)) or "")
        except phonenumbers.NumberParseException:
            continue
    return frozenset(found)


def _numbers(escalation: Escalation) -> tuple[E164, ...]:
    own = (escalation.human_line,) if escalation.human_line else ()
    return tuple(dict.fromkeys((*own, *(target.number for path in escalation.paths for target in path.rings))))


def _of_number(business: Business, number: E164) -> Iterator[RuleFinding]:
    if number in business.numbers:
        yield RuleFinding("calls_itself", impossible=True, facts={"number": number})
    elif fault := number_fault(business, number):
        yield RuleFinding(fault, impossible=True, facts={"number": number})


def _of_path(business: Business, path: EscalationPath, nth: int) -> Iterator[RuleFinding]:
    facts = {"nth": str(nth), "when": path.when}
    if path.when not in REASONS:
        yield RuleFinding("path_for_no_reason", facts={**facts, "reasons": ", ".join(sorted(REASONS))})
    if not path.rings and business.escalation.human_line is None:
        yield RuleFinding("path_to_nowhere", impossible=True, facts=facts)
    if path.hours is not None and not any(path.hours):
        yield RuleFinding("path_without_hours", impossible=True, facts=facts)
    if path.person is not None and path.person not in {one.id for one in business.resources}:
        yield RuleFinding("path_to_a_stranger", impossible=True, facts={**facts, "person": path.person})
    seconds = round(longest_wait(path.rings).total_seconds())
    if seconds > LONGEST_RING_S:
        yield RuleFinding("path_rings_long", facts={**facts, "seconds": str(seconds)})


def _of_mode(business: Business) -> Iterator[RuleFinding]:
    escalation = business.escalation
    staffed = escalation.human_line is not None or any(path.when == DIRECT for path in escalation.paths)
    if escalation.mode not in (Mode.ASSISTANT_FIRST, Mode.MESSAGE_ONLY) and not staffed:
        yield RuleFinding("mode_without_line", impossible=True, facts={"mode": escalation.mode.value})


def _covers(earlier: EscalationPath, later: EscalationPath) -> bool:
    """Whatever fits the later path fits the earlier one already."""
    same_reason = earlier.when == later.when or (earlier.when == "any" and later.when != DIRECT)
    any_topic = not earlier.topics or (bool(later.topics) and later.topics <= earlier.topics)
    any_person = earlier.person in (None, later.person)
    if earlier.hours is not None:
        any_time = earlier.hours == later.hours
    else:
        any_time = earlier.times is Times.ALWAYS or (later.hours is None and earlier.times is later.times)
    return same_reason and any_topic and any_person and any_time
