"""What English callers said who were strangers to the product: each a mistake once, here in other words."""

from datetime import datetime

import pytest

from tests.dialogue.text_call import ZONE, comprehension

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "Morning. Afternoon, I mean, sorry. It's for my wife, she needs a check-up.",
        "Morning, Walter Brown. A filling, please.",
        "Evening! A cleaning, please.",
        "Good evening. Oh, morning, still. I would like a check-up.",
    ],
)
def test_a_greeting_wishes_for_no_part_of_the_day(text: str) -> None:
    assert comprehension().when(text, "en", now=NOW) is None


@pytest.mark.parametrize("text", ["Morning or afternoon, whichever, a check-up", "Mornings only, for a cleaning"])
def test_a_part_of_the_day_that_is_wished_for_is_no_greeting(text: str) -> None:
    heard = comprehension().when(text, "en", now=NOW)

    assert heard is not None
    assert heard.windows
