"""Rules about who is rung, in the form of the step "Putting through": all that the file can say, and nothing lost."""

import json
import re
from typing import Any

from app.stores.business_file import every_rule, parse_business
from app.web.pages.setup import handover
from tests.web.pages.office import PRAXIS, Office, signed_in
from tests.web.pages.test_setup import fill, now

LINE, BILLING = "+493023125010", "+493023125011"


def described(**escalation: Any) -> dict[str, Any]:
    """As the setup has it: times to the minute."""
    dumped = parse_business(every_rule()).model_dump_json(exclude_defaults=True)
    found: dict[str, Any] = json.loads(re.sub(r'"(\d\d:\d\d):00"', r'"\1"', dumped))
    return {**found, "escalation": {**found["escalation"], **escalation}}


def saved(before: dict[str, Any], **changed: str) -> list[Any]:
    entry = handover.read({**handover.shown(before), **changed}, before)
    assert not entry.faults
    paths: list[Any] = entry.parts["escalation"]["paths"]  # type: ignore[index]
    return paths


def test_every_rule_that_a_file_can_have_survives_the_form() -> None:
    before = described()
    assert saved(before) == before["escalation"]["paths"]


def test_times_that_differ_from_day_to_day_stay_until_others_are_typed() -> None:
    hours = {"mon": [["08:00", "10:00"]], "tue": [["12:00", "13:00"]]}
    before = described(paths=[{"when": ["any"], "hours": hours, "to": [{"number": LINE}]}])
    assert saved(before) == before["escalation"]["paths"]
    (path,) = saved(before, **{"path-0-from": "9", "path-0-to": "11", "path-0-day-fri": "1"})
    assert path["hours"] == {"fri": [["09:00", "11:00"]]}


def test_rules_take_the_order_that_is_typed_and_one_without_a_reason_goes() -> None:
    rules = [{"when": ["any"], "person": name, "to": [{"number": LINE}]} for name in ("Alma Roth", "Bo Lang")]
    before = described(paths=[*rules, {"when": ["billing"], "to": [{"number": BILLING}]}])
    assert saved(before, **{"path-0-place": "5"}) == [rules[1], rules[0], before["escalation"]["paths"][2]]
    assert saved(before, **{"path-0-when-any": ""}) == before["escalation"]["paths"][1:]


def test_a_telephone_that_is_none_and_own_times_without_a_day_are_said_at_their_fields() -> None:
    before = described(paths=[{"when": ["any"], "person": "Alma Roth", "to": [{"number": LINE}]}])
    fields = handover.shown(before) | {"path-0-0-number": "zwölf", "path-0-times": "own", "path-0-from": "8"}
    entry = handover.read(fields | {"path-0-to": "9", "path-0-0-ring": "3"}, before)
    assert {(fault.field, fault.why) for fault in entry.faults} == {
        ("path-0-0-number", "no_phone_number"),
        ("path-0-day-mon", "no_days"),
    }


async def test_an_owner_writes_a_rule_with_several_telephones_in_the_browser(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await fill(browser, "handover", do="more")
        assert browser.page is not None
        assert "path-0-when-distress" in browser.page.text
        rule = {
            "path-0-when-distress": "1",
            "path-0-when-high_emotion": "1",
            "path-0-topic-implant_consultation": "1",
            "path-0-person": "Dr. Anna Sommer",
            "path-0-times": "always",
            "path-0-0-number": "030 23125 013",
            "path-0-0-name": "Empfang",
            "path-0-0-ring": "15",
            "path-0-0-handover": "conference",
            "path-0-1-number": "030 23125 014",
            "path-0-1-shown": "1",
        }
        await fill(browser, "handover", **rule)
    first = (await now(practice)).description["escalation"]["paths"][0]  # type: ignore[index]
    assert first == {
        "when": ["high_emotion", "distress"],
        "topics": ["implant_consultation"],
        "person": "Dr. Anna Sommer",
        "times": "always",
        "to": [
            {"number": "+493023125013", "name": "Empfang", "ring_seconds": 15, "handover": "conference"},
            {"number": "+493023125014", "caller_number": "shown"},
        ],
    }
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    assert business.escalation.paths[0].rings[0].ring_s == 15
