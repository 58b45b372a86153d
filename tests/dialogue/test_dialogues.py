"""The dialogue suite in CI: every scripted caller by text over ConversationRelay, led by the built-in brain.

The splits that were written for the suite are played on the wired product and a real database; the older ones, which
are played on a calendar in memory in `test_scenarios`, with one caller of each goal here.
"""

from collections.abc import Sequence

import pytest

from app.wiring.calls import Wits
from tests.dialogue.caller import Scenario, load_scenarios
from tests.dialogue.dialogues import Counting, chosen, play_all
from tests.dialogue.relayed import Played
from tests.dialogue.results import Kept, KeptCall, changes
from tests.dialogue.text_call import classifier, phrase_book

SHARE_RIGHT = 0.97
LEAST_SCENARIOS = 120
AT_ONCE = 2


@pytest.fixture(scope="module")
def wits() -> Wits:
    return Wits(classifier(), phrase_book())


def one_of_each_goal() -> list[Scenario]:
    """Of the older splits, in each language."""
    older = [one for one in load_scenarios() if one.split in ("dev", "heldout", "fresh")]
    return list({(one.goal, one.language): one for one in older}.values())


def failures(calls: Sequence[Played]) -> str:
    return "\n".join(f"{call.scenario.id}: {call.faults} {call.false_claims}" for call in calls if not call.passed)


async def test_callers_get_what_they_want_over_the_relay_and_hear_nothing_false(wits: Wits) -> None:
    scenarios = [*chosen(["relay", "latest"]), *one_of_each_goal()]
    calls = await play_all(scenarios, wits, at_once=AT_ONCE, counting=Counting())
    assert len(calls) == len(scenarios)
    assert not any(call.false_claims for call in calls), failures(calls)
    assert sum(call.passed for call in calls) >= SHARE_RIGHT * len(calls), failures(calls)


def test_the_suite_has_more_than_a_hundred_and_twenty_callers_in_two_languages_a_third_of_them_held_out() -> None:
    scenarios = load_scenarios()
    assert len({one.id for one in scenarios}) == len(scenarios) >= LEAST_SCENARIOS
    for language in ("de", "en"):
        assert sum(one.language == language for one in scenarios) > LEAST_SCENARIOS / 3
    assert sum(one.split in ("heldout", "fresh", "latest") for one in scenarios) > len(scenarios) / 3


BEFORE = Kept(
    {"phrases/de.yaml": "1"}, {"de-01": KeptCall(passed=True, turns=5), "de-02": KeptCall(passed=False, turns=5)}
)


def test_a_change_of_prompts_is_told_with_who_fares_better_and_worse_for_it() -> None:
    now = Kept(
        {"phrases/de.yaml": "2"},
        {
            "de-01": KeptCall(passed=False, turns=5, faults=("0 bookings instead of 1",)),
            "de-02": KeptCall(passed=True, turns=5),
        },
    )
    assert list(changes(BEFORE, now)) == [
        "prompt phrases/de.yaml: 1 -> 2",
        "- de-01: 0 bookings instead of 1",
        "+ de-02: right now",
        "Against the kept results: 1 better, 1 worse, 2 compared.",
    ]


def test_a_call_that_takes_much_longer_is_told_and_a_little_longer_is_not() -> None:
    now = Kept(BEFORE.versions, {"de-01": KeptCall(passed=True, turns=9), "de-02": KeptCall(passed=False, turns=6)})
    assert next(iter(changes(BEFORE, now))) == "~ de-01: 5 -> 9 turns"


def test_without_kept_results_there_is_nothing_to_compare_with() -> None:
    assert "--keep" in next(iter(changes(None, BEFORE)))
