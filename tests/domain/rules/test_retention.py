from datetime import UTC, date, datetime

import pytest

from app.domain.rules.retention import RetentionRules, first_removal


def test_words_go_first_and_the_call_after_a_year_unless_the_owner_says_otherwise() -> None:
    rules, now = RetentionRules(), datetime(2026, 3, 17, 3, 0, tzinfo=UTC)
    assert rules.words_go_before(now) == datetime(2025, 12, 17, 3, 0, tzinfo=UTC)
    assert rules.calls_go_before(now) == datetime(2025, 3, 17, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(("words", "calls"), [(0, 10), (91, 90), (10, 4000)])
def test_a_call_is_kept_at_least_as_long_as_its_words(words: int, calls: int) -> None:
    with pytest.raises(ValueError, match="at least as long"):
        RetentionRules(words, calls)


def test_whoever_gets_the_rule_with_an_update_has_a_week_to_look_at_it() -> None:
    today = date(2026, 3, 17)
    assert first_removal(None, today) == date(2026, 3, 24)
    assert first_removal(date(2026, 1, 1), today) == date(2026, 1, 8)
