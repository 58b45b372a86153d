from starlette.datastructures import FormData
from twilio.request_validator import RequestValidator

from app.telephony.signature import Sender, TwilioGuard

TOKEN = "the auth token"
BASE = "https://phone.example.org"
FORM = FormData([("CallSid", "CA1"), ("From", "+493023125199"), ("Digits", "")])


def guard(*tokens: str) -> TwilioGuard:
    return TwilioGuard(base_url=BASE, websocket_base_url="wss://phone.example.org", auth_tokens=tokens)


def signed(url: str, params: object, token: str = TOKEN) -> Sender:
    signature = RequestValidator(token).compute_signature(url, params)
    return Sender("203.0.113.7", {"x-twilio-signature": signature, "host": "phone.example.org"})


def test_a_request_signed_over_the_public_address_is_admitted() -> None:
    sender = signed(f"{BASE}/twilio/voice", FORM)
    assert guard(TOKEN).admits_webhook(sender, path_and_query="/twilio/voice", form=FORM)


def test_the_query_is_part_of_what_is_signed() -> None:
    sender = signed(f"{BASE}/twilio/whisper?call=CA1", FORM)
    assert guard(TOKEN).admits_webhook(sender, path_and_query="/twilio/whisper?call=CA1", form=FORM)
    assert not guard(TOKEN).admits_webhook(sender, path_and_query="/twilio/whisper?call=CA2", form=FORM)


def test_fields_that_repeat_are_signed_with_all_their_values() -> None:
    form = FormData([("Tag", "b"), ("Tag", "a"), ("CallSid", "CA1")])
    sender = signed(f"{BASE}/twilio/voice", form)
    assert guard(TOKEN).admits_webhook(sender, path_and_query="/twilio/voice", form=form)


def test_a_changed_field_is_refused() -> None:
    sender = signed(f"{BASE}/twilio/voice", FORM)
    forged = FormData([("CallSid", "CA1"), ("From", "+493023125001"), ("Digits", "")])
    assert not guard(TOKEN).admits_webhook(sender, path_and_query="/twilio/voice", form=forged)


def test_no_signature_is_refused_also_from_this_machine() -> None:
    sender = Sender("127.0.0.1", {})
    assert not guard(TOKEN).admits_webhook(sender, path_and_query="/twilio/voice", form=FORM)
    assert not guard(TOKEN).admits_socket(sender, path="/twilio/media/t")


def test_the_sender_cannot_choose_the_address_that_was_signed() -> None:
    sender = signed("https://attacker.example/twilio/voice", FORM)
    headers = {**sender.headers, "host": "attacker.example", "x-forwarded-host": "attacker.example"}
    assert not guard(TOKEN).admits_webhook(Sender(sender.host, headers), path_and_query="/twilio/voice", form=FORM)


def test_during_rotation_both_tokens_are_accepted_and_no_third() -> None:
    for token, admitted in ((TOKEN, True), ("the new one", True), ("another", False)):
        sender = signed(f"{BASE}/twilio/voice", FORM, token)
        rotating = guard(TOKEN, "the new one")
        assert rotating.admits_webhook(sender, path_and_query="/twilio/voice", form=FORM) is admitted


def test_the_upgrade_is_signed_over_the_websocket_address() -> None:
    for url, admitted in (
        ("wss://phone.example.org/twilio/media/t", True),
        ("wss://phone.example.org/twilio/media/t/", True),
        ("https://phone.example.org/twilio/media/t", False),
        ("wss://phone.example.org/twilio/media/u", False),
    ):
        assert guard(TOKEN).admits_socket(signed(url, {}), path="/twilio/media/t") is admitted


def test_without_a_token_only_this_machine_is_answered() -> None:
    for host, headers, admitted in (
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("192.0.2.9", {}, False),
        (None, {}, False),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.9"}, False),
    ):
        sender = Sender(host, headers)
        assert guard().admits_webhook(sender, path_and_query="/twilio/voice", form=FORM) is admitted
        assert guard().admits_socket(sender, path="/twilio/media/t") is admitted
