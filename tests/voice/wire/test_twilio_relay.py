import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.wire.events import Dtmf, Fault, Malformed, Unknown
from voice.wire.relay_events import Interrupted, Prompt, RelayEvent, Reported, SetUp, Speaking
from voice.wire.twilio_relay import MESSAGE_LIMIT, PROMPT_LIMIT, TwilioRelayProtocol


def setup(**changes: Any) -> str:
    fields = {
        "type": "setup",
        "sessionId": "VX1",
        "accountSid": "AC1",
        "parentCallSid": "",
        "callSid": "CA1",
        "from": "+493023125199",
        "to": "+493023125000",
        "direction": "inbound",
        "callType": "PSTN",
        "callStatus": "RINGING",
        "customParameters": {"greeting": "Tür"},
    } | changes
    return json.dumps({key: value for key, value in fields.items() if value is not None})


def after_setup(**message: Any) -> RelayEvent:
    protocol = TwilioRelayProtocol()
    protocol.receive(setup())
    return protocol.receive(json.dumps(message))


def test_the_setup_names_the_call() -> None:
    assert TwilioRelayProtocol().receive(setup()) == SetUp("VX1", "CA1", "AC1", {"greeting": "Tür"})


def test_a_prompt_is_what_the_caller_said_and_in_which_language() -> None:
    said = after_setup(type="prompt", voicePrompt=" Guten Tag! ", lang="de-DE", last=True)
    assert said == Prompt("Guten Tag!", "de-DE", is_last=True)


def test_a_prompt_without_a_language_is_taken() -> None:
    assert after_setup(type="prompt", voicePrompt="Hallo") == Prompt("Hallo", "", is_last=True)


@pytest.mark.parametrize("duration", [460, "460"])
def test_an_interruption_says_what_was_heard_whatever_type_its_duration_has(duration: object) -> None:
    event = after_setup(type="interrupt", utteranceUntilInterrupt="Life is", durationUntilInterruptMs=duration)
    assert event == Interrupted("Life is", 460)


def test_keys_speakers_and_refusals_arrive() -> None:
    assert after_setup(type="dtmf", digit="1") == Dtmf("1")
    assert after_setup(type="info", name="agentSpeaking", value="off", ts=1) == Speaking(is_caller=False, is_on=False)
    assert after_setup(type="info", name="clientSpeaking", value="on") == Speaking(is_caller=True, is_on=True)
    assert after_setup(type="info", name="tokensPlayed", value="Hi") == Unknown("tokensPlayed")
    assert after_setup(type="error", description="Invalid message") == Reported("Invalid message")
    assert after_setup(type="from the future") == Unknown("from the future")


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (b"\x00\xff", Fault.BINARY),
        ("x" * (MESSAGE_LIMIT + 1), Fault.OVERSIZED),
        ("{", Fault.BAD_JSON),
        ("[" * 5_000, Fault.BAD_JSON),
        ("[]", Fault.WRONG_TYPE),
        ("{}", Fault.MISSING_FIELD),
        ('{"type": 7}', Fault.WRONG_TYPE),
        (setup(), Fault.SECOND_START),
        ('{"type": "prompt"}', Fault.MISSING_FIELD),
        ('{"type": "prompt", "voicePrompt": 7}', Fault.WRONG_TYPE),
        ('{"type": "prompt", "voicePrompt": "\\ud800"}', Fault.WRONG_TYPE),
        ('{"type": "prompt", "voicePrompt": "a", "last": "yes"}', Fault.WRONG_TYPE),
        ('{"type": "dtmf", "digit": "99"}', Fault.WRONG_TYPE),
        ('{"type": "interrupt"}', Fault.MISSING_FIELD),
        ('{"type": "info", "name": "agentSpeaking", "value": "???"}', Fault.WRONG_TYPE),
    ],
)
def test_what_is_wrong_is_named_and_does_not_raise(message: str | bytes, fault: Fault) -> None:
    protocol = TwilioRelayProtocol()
    protocol.receive(setup())
    assert protocol.receive(message) == Malformed(fault)


@pytest.mark.parametrize("kind", ["prompt", "dtmf", "interrupt", "info", "error"])
def test_nothing_counts_before_the_setup(kind: str) -> None:
    assert TwilioRelayProtocol().receive(json.dumps({"type": kind})) == Malformed(Fault.BEFORE_START)


@pytest.mark.parametrize("changes", [{"callSid": None}, {"sessionId": "a b"}, {"customParameters": {"a": 1}}])
def test_a_setup_without_its_names_is_refused(changes: dict[str, Any]) -> None:
    assert isinstance(TwilioRelayProtocol().receive(setup(**changes)), Malformed)


def test_a_prompt_without_end_is_read_up_to_its_limit() -> None:
    event = after_setup(type="prompt", voicePrompt="a" * 20_000, lang="de-DE", last=True)
    assert isinstance(event, Prompt)
    assert len(event.text) == PROMPT_LIMIT


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_no_value_of_any_field_raises(value: object) -> None:
    protocol = TwilioRelayProtocol()
    protocol.receive(setup())
    for kind in ("prompt", "dtmf", "interrupt", "info", "error", "setup"):
        for field in ("voicePrompt", "digit", "utteranceUntilInterrupt", "name", "value", "lang", "callSid"):
            protocol.receive(json.dumps({"type": kind, field: value}))


def test_commands_are_what_twilio_documents() -> None:
    protocol = TwilioRelayProtocol()
    assert json.loads(protocol.text("Guten Tag. ", locale="de-DE")) == {
        "type": "text",
        "token": "Guten Tag. ",
        "last": False,
        "lang": "de-DE",
        "interruptible": True,
    }
    assert json.loads(protocol.end_of_turn()) == {"type": "text", "token": "", "last": True}
    assert json.loads(protocol.language("en-GB"))["transcriptionLanguage"] == "en-GB"
    assert json.loads(protocol.send_digits("9w1"))["digits"] == "9w1"
    assert json.loads(protocol.play("https://praxis.example/a.mp3"))["source"] == "https://praxis.example/a.mp3"
    assert json.loads(json.loads(protocol.end(reason="transferred"))["handoffData"]) == {"reason": "transferred"}
