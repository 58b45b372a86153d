from datetime import time
from zoneinfo import ZoneInfo

import pytest

from app.dialogue.state import Asking, Goal, GoalKind
from app.domain.business import Language
from app.domain.ids import OfferingKey
from tests.dialogue.text_call import Line, comprehension


def latest_start(text: str, offering: str, language: Language = "de") -> time:
    line = Line(language=language)
    state = line.conversation.state
    state.language, state.asking = language, Asking.WHEN
    state.goals.append(Goal(GoalKind.BOOK, offering=OfferingKey(offering)))
    now = line.clock.now().astimezone(ZoneInfo("Europe/Berlin"))
    when = comprehension().read(text, state, now=now).when
    assert when is not None
    return max(window.latest.time() for window in when.windows)


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Irgendwann am Nachmittag, nur um halb fünf muss ich wieder draußen sein, da fährt mein Bus.", time(16)),
        ("Dienstag vormittag, um elf muss ich aber im Büro sein.", time(10, 30)),
        ("Mittwoch früh, ich muss um zehn wieder weg.", time(9, 30)),
        ("Donnerstag, bis zwölf muss ich fertig sein.", time(11, 30)),
        ("Freitag vormittag, um halb zwölf fährt mein Zug.", time(11)),
        ("Am Montag nachmittag, aber ich muss um siebzehn Uhr die Kinder abholen.", time(16, 30)),
        ("Dienstag, ich muss um zwei Uhr wieder zu Hause sein.", time(13, 30)),
    ],
)
def test_who_has_to_be_gone_at_a_time_begins_early_enough(text: str, latest: time) -> None:
    assert latest_start(text, "checkup") == latest


def test_a_longer_treatment_begins_earlier() -> None:
    assert latest_start("Mittwoch früh, ich muss um zehn wieder weg.", "cleaning") < time(9, 30)


def test_in_english_alike() -> None:
    text = "Tuesday morning, but I have to be back at work by eleven."
    assert latest_start(text, "checkup", "en") == time(10, 30)


@pytest.mark.parametrize("text", ["Am Dienstag um elf.", "Dienstag, um elf kann ich bei Ihnen sein."])
def test_a_plain_time_stays_a_wish_for_it(text: str) -> None:
    assert latest_start(text, "checkup") == time(11)
