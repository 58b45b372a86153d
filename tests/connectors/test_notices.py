"""Mail, text messages and webhooks against strict stand-ins, and the calendar entry that a mail carries."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from icalendar import Calendar

from app.connectors.ics_file import calendar_file
from app.connectors.smtp import SmtpMailSender
from app.connectors.twilio_sms import TwilioTextSender
from app.connectors.webhooks import REPLAY_WINDOW_S, SignedWebhookSender, is_genuine
from app.domain.errors import NotDelivered
from app.ports.notifier import Invitation, Mail, TextMessage, Webhook
from tests.fakes.clock import FakeClock
from tests.fakes.mail_server import LATER, NO_SUCH_USER, MailServer, mail_server
from tests.fakes.twilio_messages import ACCOUNT, TOKEN, Twilio, twilio

BERLIN = ZoneInfo("Europe/Berlin")
SUMMER = datetime(2026, 3, 30, 10, 0, tzinfo=BERLIN)  # the day after the clocks went forward
SECRET = "sixteen letters and more"


def invitation(**changed: object) -> Invitation:
    facts: dict[str, object] = {
        "uid": "stable@vorzimmer",
        "sequence": 0,
        "method": "REQUEST",
        "title": "Kontrolle · Praxis Dr. Sommer",
        "starts_at": SUMMER,
        "ends_at": SUMMER + timedelta(minutes=30),
        "zone": BERLIN,
        "place": "Hauptstraße 1, Berlin",
        "notes": "Grüße; mit Komma, Semikolon",
        "stamped_at": datetime(2026, 3, 16, 8, 0, tzinfo=UTC),
        "organizer_name": "Praxis Dr. Sommer",
    }
    return Invitation(**facts | changed)  # type: ignore[arg-type]


def mail(to: str = "erika@example.org") -> Mail:
    return Mail("d1", to, "Praxis Dr. Sommer", "Ihr Termin", "Guten Tag, größer.", invitation())


def sender_to(server: MailServer) -> SmtpMailSender:
    return SmtpMailSender("127.0.0.1", server.port, "termine@praxis.example", security="none", timeout_s=5)


# --- calendar entries ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_at", "offset_hours"),
    [(SUMMER, 2), (datetime(2026, 3, 28, 10, 0, tzinfo=BERLIN), 1), (datetime(2026, 10, 25, 10, 0, tzinfo=BERLIN), 1)],
)
def test_an_entry_keeps_the_hour_of_the_business_on_both_sides_of_a_clock_change(
    starts_at: datetime, offset_hours: int
) -> None:
    entry = invitation(starts_at=starts_at.astimezone(UTC), ends_at=starts_at.astimezone(UTC) + timedelta(hours=1))
    text = calendar_file(entry, organizer_mail="a@praxis.example", attendee_mail="b@example.org").decode()
    assert f"DTSTART;TZID=Europe/Berlin:{starts_at:%Y%m%d}T100000" in text
    assert "BEGIN:VTIMEZONE" in text
    start = next(iter(Calendar.from_ical(text).walk("VEVENT"))).decoded("dtstart")
    assert start.utcoffset() == timedelta(hours=offset_hours)


def test_a_cancelled_entry_says_so_under_the_same_uid_with_a_higher_sequence() -> None:
    entry = invitation(method="CANCEL", sequence=2)
    text = calendar_file(entry, organizer_mail="a@praxis.example", attendee_mail="b@example.org").decode()
    for line in ("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2", "UID:stable@vorzimmer"):
        assert line in text


# --- mail ------------------------------------------------------------------------------------------------------------


async def test_a_mail_arrives_with_its_words_and_its_calendar_entry() -> None:
    async with mail_server() as server:
        await sender_to(server).send(mail())
        (taken,) = server.seen
        assert taken["Message-ID"] == "<d1@praxis.example>"
        body = taken.get_body(("plain",))
        assert body is not None
        assert "größer" in body.get_content()
        (entry,) = taken.iter_attachments()
        assert entry.get_content_type() == "text/calendar"
        assert entry.get_param("method") == "REQUEST"


@pytest.mark.parametrize(("answer", "retryable"), [(NO_SUCH_USER, False), (LATER, True)])
async def test_a_refused_mail_says_whether_another_try_can_help(answer: str, retryable: bool) -> None:
    async with mail_server() as server:
        server.answer = answer
        with pytest.raises(NotDelivered) as failed:
            await sender_to(server).send(mail())
        assert failed.value.retryable is retryable
        assert "erika" not in str(failed.value)


async def test_a_mail_server_that_is_away_is_tried_again() -> None:
    async with mail_server() as server:
        port = server.port
    with pytest.raises(NotDelivered) as failed:
        await SmtpMailSender("127.0.0.1", port, "a@praxis.example", security="none").send(mail())
    assert failed.value.retryable


async def test_a_header_cannot_be_smuggled_into_a_mail() -> None:
    async with mail_server() as server:
        with pytest.raises(NotDelivered) as failed:
            await sender_to(server).send(mail("erika@example.org\r\nBcc: all@example.org"))
        assert not failed.value.retryable
        assert server.seen == []


# --- text messages ---------------------------------------------------------------------------------------------------


def texts(stand_in: Twilio, http: httpx.AsyncClient, token: str = TOKEN) -> TwilioTextSender:
    return TwilioTextSender(http, ACCOUNT, token, "+4915228895456", stand_in.url, timeout_s=5)


async def test_a_text_is_sent_as_twilio_describes_it_and_can_be_found_again() -> None:
    async with twilio() as stand_in, httpx.AsyncClient() as http:
        text, sender = TextMessage("d1", "+4915228817386", "Ihr Termin"), texts(stand_in, http)
        began = datetime.now(UTC)
        assert not await sender.was_sent(text, since=began)
        await sender.send(text)
        assert await sender.was_sent(text, since=began)
        assert not await sender.was_sent(TextMessage("d2", text.to, "Anders"), since=began)
        assert [message["body"] for message in stand_in.messages] == ["Ihr Termin"]


@pytest.mark.parametrize(
    ("fails_with", "reason", "retryable"),
    [((429, 20429), "twilio_20429", True), ((503, 20503), "twilio_20503", True), ((400, 21610), "twilio_21610", False)],
)
async def test_twilios_refusals_keep_their_code_and_lose_the_number(
    fails_with: tuple[int, int], reason: str, retryable: bool
) -> None:
    async with twilio() as stand_in, httpx.AsyncClient() as http:
        stand_in.fails_with = fails_with
        with pytest.raises(NotDelivered) as failed:
            await texts(stand_in, http).send(TextMessage("d1", "+4915228817386", "x"))
        assert (failed.value.reason, failed.value.retryable) == (reason, retryable)


async def test_a_wrong_number_and_a_wrong_token_are_not_tried_again() -> None:
    async with twilio() as stand_in, httpx.AsyncClient() as http:
        for sender, to in ((texts(stand_in, http), "0152"), (texts(stand_in, http, "other"), "+4915228817386")):
            with pytest.raises(NotDelivered) as failed:
                await sender.send(TextMessage("d1", to, "x"))
            assert not failed.value.retryable


# --- webhooks --------------------------------------------------------------------------------------------------------


async def test_a_webhook_is_signed_so_that_a_changed_body_and_a_replay_are_noticed() -> None:
    clock = FakeClock()
    async with twilio() as stand_in, httpx.AsyncClient() as http:
        hook = Webhook("d1", f"{stand_in.url}/hook", SECRET, "booking.booked", '{"größe":1}')
        await SignedWebhookSender(http, clock).send(hook)
        ((headers, body),) = stand_in.hooks
    signed, now = headers["Vorzimmer-Signature"], clock.now().timestamp()
    assert is_genuine(signed, SECRET, body, now_seconds=now)
    assert not is_genuine(signed, SECRET, body + b" ", now_seconds=now)
    assert not is_genuine(signed, "another secret, also long", body, now_seconds=now)
    assert not is_genuine(signed, SECRET, body, now_seconds=now + REPLAY_WINDOW_S + 1)
    for nonsense in ("", "t=,v1=", "t=x,v1=y", "v1"):
        assert not is_genuine(nonsense, SECRET, body, now_seconds=now)


@pytest.mark.parametrize(("status", "retryable"), [(500, True), (302, True), (410, False)])
async def test_a_webhook_that_is_not_taken_is_tried_again_unless_it_is_gone(status: int, retryable: bool) -> None:
    async with twilio() as stand_in, httpx.AsyncClient() as http:
        stand_in.hook_status = status
        with pytest.raises(NotDelivered) as failed:
            hook = Webhook("d1", f"{stand_in.url}/hook", SECRET, "booking.booked", "{}")
            await SignedWebhookSender(http, FakeClock()).send(hook)
        assert (failed.value.reason, failed.value.retryable) == (f"http_{status}", retryable)
        assert len(stand_in.hooks) == 1
