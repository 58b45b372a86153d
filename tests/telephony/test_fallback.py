"""The document that Twilio keeps for when we do not answer: people, then a message with consent."""

from dataclasses import replace

import pytest

from app.domain.business import Business
from app.domain.ids import E164
from app.domain.transfers.paths import DIRECT, Escalation, EscalationPath, Target
from app.simulator.exchange import parse_twiml
from app.telephony.fallback import LONGEST_BIN, fallback
from tests.fakes.business import praxis
from tests.fakes.clock import MONDAY_MORNING

LINE, SECOND = E164("+493023125010"), E164("+493023125012")
PUBLIC = "https://phone.example.org"


def names(business: Business, public_url: str | None = PUBLIC) -> list[str]:
    document = fallback(business, MONDAY_MORNING, public_url=public_url)
    assert len(document) <= LONGEST_BIN
    return [verb.name for verb in parse_twiml(document)]


def test_it_rings_every_telephone_and_then_records_with_words_that_say_so() -> None:
    path = EscalationPath(DIRECT, targets=(Target(LINE, ring_s=12), Target(SECOND, shows_caller=True)))
    business = replace(praxis(), escalation=Escalation(LINE, (path,)))
    document = fallback(business, MONDAY_MORNING, public_url=PUBLIC)
    verbs = parse_twiml(document)
    assert [verb.name for verb in verbs] == ["Say", "Dial", "Dial", "Say", "Record", "Say", "Hangup"]
    assert [verb.children[0].text for verb in verbs if verb.name == "Dial"] == [LINE, SECOND]
    assert [verb.attributes.get("callerId") for verb in verbs if verb.name == "Dial"] == ["+493023125000", None]
    assert "aufgezeichnet" in verbs[3].text
    told = f"{PUBLIC}/twilio/recording?called=%2B493023125000"
    assert verbs[4].attributes["recordingStatusCallback"] == told
    assert not any("action" in verb.attributes for verb in verbs)  # nobody would answer


@pytest.mark.parametrize(
    ("escalation", "expected"),
    [
        (Escalation(None), ["Say", "Record", "Say", "Hangup"]),
        (Escalation(LINE, voicemail=False), ["Say", "Dial", "Say", "Hangup"]),
        (Escalation(None, voicemail=False), ["Say", "Hangup"]),
    ],
)
def test_without_a_line_or_without_recordings_nobody_hears_silence(escalation: Escalation, expected: list[str]) -> None:
    assert names(replace(praxis(), escalation=escalation)) == expected


def test_without_a_public_address_twilio_tells_nobody_of_the_recording() -> None:
    assert "recordingStatusCallback" not in fallback(praxis(), MONDAY_MORNING, public_url=None)
