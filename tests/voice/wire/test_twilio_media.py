import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.wire.events import Connected, Dtmf, Fault, Malformed, Mark, Media, Started, Stopped, Unknown
from voice.wire.twilio_media import MESSAGE_LIMIT, StreamNotStartedError, TwilioMediaProtocol

FRAME = b"\xff" * 160


def start(**changes: Any) -> str:
    fields: dict[str, Any] = {
        "streamSid": "MZ1",
        "accountSid": "AC1",
        "callSid": "CA1",
        "tracks": ["inbound"],
        "customParameters": {"greeting": "Tür"},
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
    } | changes
    return json.dumps(
        {
            "event": "start",
            "sequenceNumber": "1",
            "streamSid": "MZ1",
            "start": {key: value for key, value in fields.items() if value is not None},
        }
    )


def media(chunk: Any = "1", payload: Any = None, timestamp: Any = "5", **changes: Any) -> str:
    payload = base64.b64encode(FRAME).decode() if payload is None else payload
    fields = {"track": "inbound", "chunk": chunk, "timestamp": timestamp, "payload": payload} | changes
    return json.dumps({"event": "media", "sequenceNumber": "3", "streamSid": "MZ1", "media": fields})


STOP = json.dumps(
    {"event": "stop", "sequenceNumber": "9", "streamSid": "MZ1", "stop": {"accountSid": "AC1", "callSid": "CA1"}}
)


def started() -> TwilioMediaProtocol:
    protocol = TwilioMediaProtocol()
    protocol.receive(start())
    return protocol


def test_a_whole_call_in_the_messages_of_the_documentation() -> None:
    protocol = TwilioMediaProtocol()
    assert protocol.receive('{"event":"connected","protocol":"Call","version":"1.0.0"}') == (Connected(),)
    assert protocol.receive(start()) == (Started("MZ1", "CA1", "AC1", {"greeting": "Tür"}, media_format_ok=True),)
    assert protocol.stream_sid == "MZ1"
    assert protocol.receive(media("1", timestamp="5")) == (Media(FRAME, 5, 1),)
    dtmf = '{"event":"dtmf","streamSid":"MZ1","sequenceNumber":"5","dtmf":{"track":"inbound_track","digit":"1"}}'
    assert protocol.receive(dtmf) == (Dtmf("1"),)
    assert protocol.receive('{"event":"mark","streamSid":"MZ1","sequenceNumber":"4","mark":{"name":"a"}}') == (
        Mark("a"),
    )
    assert protocol.receive(STOP) == (Stopped("CA1"),)


def test_commands_have_the_form_that_twilio_wants() -> None:
    protocol = started()
    assert json.loads(protocol.media(b"\x01\x02")) == {
        "event": "media",
        "streamSid": "MZ1",
        "media": {"payload": base64.b64encode(b"\x01\x02").decode()},
    }
    assert json.loads(protocol.mark('t1"ü')) == {"event": "mark", "streamSid": "MZ1", "mark": {"name": 't1"ü'}}
    assert json.loads(protocol.clear()) == {"event": "clear", "streamSid": "MZ1"}


@pytest.mark.parametrize("command", [lambda p: p.media(FRAME), lambda p: p.mark("a"), lambda p: p.clear()])
def test_no_command_before_the_stream_has_a_name(command: Any) -> None:
    with pytest.raises(StreamNotStartedError):
        command(TwilioMediaProtocol())


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (b'{"event":"connected"}', Fault.BINARY),
        ("x" * (MESSAGE_LIMIT + 1), Fault.OVERSIZED),
        ("", Fault.BAD_JSON),
        ("{", Fault.BAD_JSON),
        ("[" * 60_000, Fault.BAD_JSON),
        ('{"event":"connected","n":' + "9" * 5000 + "}", Fault.BAD_JSON),
        ("[]", Fault.WRONG_TYPE),
        ('"media"', Fault.WRONG_TYPE),
        ("{}", Fault.MISSING_FIELD),
        ('{"event":7}', Fault.WRONG_TYPE),
        ('{"event":""}', Fault.WRONG_TYPE),
        ('{"event":"\\ud800"}', Fault.WRONG_TYPE),
        ('{"event":"media"}', Fault.MISSING_FIELD),
        ('{"event":"media","media":"x"}', Fault.WRONG_TYPE),
        (media(chunk="-1"), Fault.WRONG_TYPE),
        (media(chunk="²"), Fault.WRONG_TYPE),
        (media(chunk="9" * 400), Fault.WRONG_TYPE),
        (media(chunk=True), Fault.WRONG_TYPE),
        (media(timestamp=-5), Fault.WRONG_TYPE),
        (media(timestamp=[]), Fault.WRONG_TYPE),
        (media(payload=7), Fault.WRONG_TYPE),
        (media(payload="!!!!"), Fault.BAD_BASE64),
        (media(payload="AAA"), Fault.BAD_BASE64),
        (media(payload="ÄÄÄÄ"), Fault.BAD_BASE64),
        (media(track="outbound"), Fault.WRONG_TRACK),
        (media().replace("MZ1", "MZ2"), Fault.WRONG_STREAM),
        ('{"event":"dtmf","dtmf":{"digit":"77"}}', Fault.WRONG_TYPE),
        ('{"event":"dtmf","dtmf":{}}', Fault.MISSING_FIELD),
        ('{"event":"mark","mark":{}}', Fault.MISSING_FIELD),
        (start(), Fault.SECOND_START),
    ],
)
def test_what_is_wrong_in_a_running_stream_is_named_and_changes_nothing(message: str | bytes, fault: Fault) -> None:
    protocol = started()
    assert protocol.receive(message) == (Malformed(fault),)
    assert protocol.receive(media()) == (Media(FRAME, 5, 1),)


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (media(), Fault.BEFORE_START),
        (STOP, Fault.BEFORE_START),
        ('{"event":"mark","mark":{"name":"a"}}', Fault.BEFORE_START),
        ('{"event":"dtmf","dtmf":{"digit":"1"}}', Fault.BEFORE_START),
        ('{"event":"start"}', Fault.MISSING_FIELD),
        (start(callSid=None), Fault.MISSING_FIELD),
        (start(callSid=5), Fault.WRONG_TYPE),
        (start(callSid="CA 1\n"), Fault.WRONG_TYPE),
        (start(streamSid='MZ"}'), Fault.WRONG_TYPE),
        (start(mediaFormat=None), Fault.MISSING_FIELD),
        (start(customParameters=[]), Fault.WRONG_TYPE),
        (start(customParameters={"a": 1}), Fault.WRONG_TYPE),
        (start(customParameters={"a": "\ud800"}), Fault.WRONG_TYPE),
    ],
)
def test_what_is_wrong_before_the_stream_is_named_and_a_good_start_still_works(message: str, fault: Fault) -> None:
    protocol = TwilioMediaProtocol()
    assert protocol.receive(message) == (Malformed(fault),)
    assert isinstance(protocol.receive(start())[0], Started)


@pytest.mark.parametrize(
    ("message", "fault"), [(media(), Fault.AFTER_STOP), (STOP, Fault.AFTER_STOP), (start(), Fault.AFTER_STOP)]
)
def test_nothing_but_a_late_mark_comes_after_the_stop(message: str, fault: Fault) -> None:
    protocol = started()
    protocol.receive(STOP)
    assert protocol.receive(message) == (Malformed(fault),)
    assert protocol.receive('{"event":"mark","mark":{"name":"late"}}') == (Mark("late"),)


@pytest.mark.parametrize(
    "media_format",
    [
        {"encoding": "audio/x-alaw", "sampleRate": 8000, "channels": 1},
        {"encoding": "audio/x-mulaw", "sampleRate": 16000, "channels": 1},
        {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 2},
        {},
    ],
)
def test_another_media_format_is_said_at_the_start_and_its_media_refused(media_format: dict[str, object]) -> None:
    protocol = TwilioMediaProtocol()
    events = protocol.receive(start(mediaFormat=media_format))
    assert [type(event) for event in events] == [Started, Malformed]
    assert protocol.receive(media()) == (Malformed(Fault.WRONG_MEDIA_FORMAT),)


def test_numbers_may_be_strings_or_integers() -> None:
    media_format = {"encoding": "audio/x-mulaw", "sampleRate": "8000", "channels": "1"}
    protocol = TwilioMediaProtocol()
    assert len(protocol.receive(start(mediaFormat=media_format))) == 1
    assert protocol.receive(media(chunk=2, timestamp=25)) == (Media(FRAME, 25, 2),)


def test_audio_out_of_order_is_reported_and_kept() -> None:
    protocol = started()
    protocol.receive(media("5", timestamp="100"))
    assert protocol.receive(media("4", timestamp="80")) == (Malformed(Fault.OUT_OF_ORDER), Media(FRAME, 80, 4))


def test_a_repeated_message_is_reported_and_dropped() -> None:
    protocol = started()
    protocol.receive(media("5", timestamp="100"))
    assert protocol.receive(media("5", timestamp="100")) == (Malformed(Fault.DUPLICATE),)


@pytest.mark.parametrize("missing", ["chunk", "timestamp"])
def test_audio_that_nobody_counted_is_taken_in_order_and_told_once(missing: str) -> None:
    protocol = started()
    protocol.receive(media("1", timestamp="40"))
    uncounted = media(**{missing: None})
    assert protocol.receive(uncounted) == (Malformed(Fault.MISSING_COUNTER), Media(FRAME, 60, 2))
    assert protocol.receive(uncounted) == (Media(FRAME, 80, 3),)
    assert protocol.receive(media("4", timestamp="100")) == (Media(FRAME, 100, 4),)


def test_a_message_without_its_number_is_as_good_as_any() -> None:
    message = json.loads(media())
    del message["sequenceNumber"]
    assert started().receive(json.dumps(message)) == (Media(FRAME, 5, 1),)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(*[st.none() | st.integers(0, 99).map(str)] * 2), min_size=1, max_size=12))
def test_whatever_the_sender_counts_no_audio_is_lost_but_what_came_twice(
    counted: list[tuple[str | None, str | None]],
) -> None:
    protocol = started()
    events = [event for chunk, at in counted for event in protocol.receive(media(chunk, timestamp=at))]
    taken = sum(isinstance(event, Media) for event in events)
    twice = sum(event == Malformed(Fault.DUPLICATE) for event in events)
    assert taken + twice == len(counted)


def test_an_event_of_tomorrow_is_ignored_by_name() -> None:
    assert started().receive('{"event":"weather"}') == (Unknown("weather"),)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_KEYS = st.sampled_from(
    ["event", "start", "media", "dtmf", "mark", "stop", "streamSid", "callSid", "accountSid", "chunk"]
)
_MORE_KEYS = st.sampled_from(["payload", "timestamp", "track", "digit", "name", "mediaFormat", "customParameters"])
_WORDS = st.sampled_from(["start", "media", "dtmf", "mark", "stop", "connected", "MZ1", "1", "AAAA", "inbound"])
_LIKELY = st.dictionaries(
    _KEYS | _MORE_KEYS, _WORDS | _JSON | st.dictionaries(_KEYS | _MORE_KEYS, _WORDS | _JSON, max_size=6), max_size=6
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.text() | st.binary() | _LIKELY.map(json.dumps), max_size=8), st.booleans())
def test_nothing_that_arrives_makes_it_raise(messages: list[str | bytes], begun: bool) -> None:
    protocol = started() if begun else TwilioMediaProtocol()
    for message in messages:
        events = protocol.receive(message)
        assert events
