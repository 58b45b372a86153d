"""Staff are told of a message or callback once it is taken, with a link to the call; on both databases."""

import json
from dataclasses import replace
from datetime import timedelta

from app.domain.consequences import Channel, DeliveryState, NoticeKind
from app.domain.ids import E164, CallSid, ResourceId
from app.domain.spoken.when import Window
from app.ports.jobs import DELIVER
from app.ports.notifier import Mail, TextMessage, Webhook
from app.ports.outbox import NoticeSettings
from app.stores.business_file import example_business
from app.stores.businesses import SqlBusinesses
from app.stores.consequences import Able
from app.stores.note_notices import NoteNotices
from app.stores.notes import SqlNotes
from app.usecases.deliver_notice import Attempted, Courier
from tests.fakes.database import Store
from tests.stores.test_courier import PRAXIS, Post, post

SMS, MAIL = E164("+4915123456789"), "team@praxis.example"
CALLER, CALL = E164("+493023125144"), CallSid("CA5")
ALL = NoticeSettings(MAIL, "https://crm.example/hook", "s" * 32, None, SMS)


def notes_of(house: Post) -> SqlNotes:
    businesses = SqlBusinesses(house.database, house.clock)
    return SqlNotes(house.database, NoteNotices(businesses, house.jobs, Able(mail=True, sms=True)))


def courier_of(house: Post) -> Courier:
    return replace(house.courier, base_url="https://vorzimmer.example")


async def deliver_all(house: Post) -> list[Attempted | None]:
    done = []
    for job in list(house.jobs.named(DELIVER)):
        assert job.delay == timedelta(0)
        delivery, attempt = job.arguments
        done.append(await courier_of(house).deliver(str(delivery), int(attempt)))
    return done


async def leave(house: Post, *, urgent: bool = False, person: ResourceId | None = None) -> None:
    await notes_of(house).take_message(
        PRAXIS,
        CALL,
        text="Die Krone sitzt wieder.",
        customer_name="Torsten Bruhns",
        customer_number=CALLER,
        at=house.clock.now(),
        urgent=urgent,
        person=person,
    )


async def dr_sommer_reads(house: Post, **addresses: str | None) -> None:
    described = example_business()
    resources = tuple(
        one.model_copy(update=addresses) if one.name == "Dr. Anna Sommer" else one for one in described.resources
    )
    await SqlBusinesses(house.database, house.clock).save(described.model_copy(update={"resources": resources}))


async def test_a_message_goes_out_at_once_by_mail_text_and_webhook_with_a_link_to_its_call(store: Store) -> None:
    async with post(store) as house:
        await house.outbox.save_settings(PRAXIS, ALL)
        await leave(house, urgent=True)
        sent = await deliver_all(house)
        assert sent == [Attempted(one, DeliveryState.SENT) for one in (Channel.MAIL, Channel.SMS, Channel.WEBHOOK)]
        mail, text, hook = house.sender.sent
        assert isinstance(mail, Mail)
        assert isinstance(text, TextMessage)
        assert isinstance(hook, Webhook)
    link = "https://vorzimmer.example/calls/CA5"
    assert (mail.to, mail.subject) == (MAIL, "Dringend: Nachricht von Torsten Bruhns")
    assert all(part in mail.text for part in ("Die Krone sitzt wieder.", CALLER, link, "Zu erledigen bis"))
    assert (text.to, text.text.startswith("Dringend: Nachricht von Torsten Bruhns"), link in text.text) == (
        SMS,
        True,
        True,
    )
    told = json.loads(hook.body)
    assert (told["event"], told["note"]["link"], told["note"]["urgent"]) == ("message.taken", link, True)


async def test_a_callback_says_when_and_who_should_call(store: Store) -> None:
    async with post(store) as house:
        await house.outbox.save_settings(PRAXIS, NoticeSettings(MAIL, remind_before=None))
        now = house.clock.now()
        await notes_of(house).request_callback(
            PRAXIS,
            CALL,
            text="Es geht um den Befund.",
            customer_name=None,
            customer_number=CALLER,
            windows=[Window(now + timedelta(days=1), now + timedelta(days=1, hours=2))],
            at=now,
            person=ResourceId("dr-anna-sommer"),
        )
        await deliver_all(house)
        (mail,) = house.sender.sent
    assert isinstance(mail, Mail)
    assert mail.subject == "Rückrufwunsch von Name nicht genannt"
    assert "Zurückrufen soll: Dr. Anna Sommer" in mail.text
    assert "Erreichbar: " in mail.text


async def test_the_same_words_twice_are_told_once_and_nobody_is_told_where_nothing_is_set(store: Store) -> None:
    async with post(store) as house:
        await leave(house)
        assert house.jobs.named(DELIVER) == []
        await house.outbox.save_settings(PRAXIS, NoticeSettings(MAIL, remind_before=None))
        await leave(house)
        assert house.jobs.named(DELIVER) == []
        await notes_of(house).take_message(
            PRAXIS, CALL, text="Noch etwas.", customer_name=None, customer_number=None, at=house.clock.now()
        )
        (delivery,) = (await house.outbox.listed(business=PRAXIS)).items
    assert (delivery.kind, delivery.booking) == (NoticeKind.NOTE, None)


async def test_what_cannot_be_delivered_is_shown_and_can_be_tried_again(store: Store) -> None:
    async with post(store) as house:
        await house.outbox.save_settings(PRAXIS, NoticeSettings(MAIL, remind_before=None))
        await leave(house)
        await house.outbox.save_settings(PRAXIS, NoticeSettings(remind_before=None))
        assert await deliver_all(house) == [Attempted(Channel.MAIL, DeliveryState.FAILED, "no_channel")]
        (failed,) = (await house.outbox.listed(state=DeliveryState.FAILED)).items
        assert await house.outbox.retry(failed.id, now=house.clock.now())


async def test_what_is_for_somebody_goes_to_their_own_mail_and_telephone_and_says_for_whom_it_is(store: Store) -> None:
    async with post(store) as house:
        await house.outbox.save_settings(PRAXIS, NoticeSettings(MAIL, remind_before=None))
        await dr_sommer_reads(house, mail="anna@praxis.example", sms="+493023125591")
        await leave(house, person=ResourceId("dr-anna-sommer"))
        await deliver_all(house)
        mail, text = house.sender.sent
        assert isinstance(mail, Mail)
        assert isinstance(text, TextMessage)
    assert (mail.to, text.to) == ("anna@praxis.example", "+493023125591")
    assert "Für: Dr. Anna Sommer" in mail.text


async def test_an_urgent_message_for_somebody_goes_to_the_common_address_as_well(store: Store) -> None:
    async with post(store) as house:
        await house.outbox.save_settings(PRAXIS, NoticeSettings(MAIL, remind_before=None))
        await dr_sommer_reads(house, mail="anna@praxis.example")
        await leave(house, person=ResourceId("dr-anna-sommer"), urgent=True)
        await deliver_all(house)
    assert [one.to for one in house.sender.sent if isinstance(one, Mail)] == ["anna@praxis.example", MAIL]


async def test_who_has_no_address_any_more_loses_nothing(store: Store) -> None:
    async with post(store) as house:
        await house.outbox.save_settings(PRAXIS, NoticeSettings(MAIL, remind_before=None))
        await dr_sommer_reads(house, mail="anna@praxis.example")
        await leave(house, person=ResourceId("dr-anna-sommer"))
        await dr_sommer_reads(house, mail=None)
        assert await deliver_all(house) == [Attempted(Channel.MAIL, DeliveryState.SENT)]
        (mail,) = house.sender.sent
    assert isinstance(mail, Mail)
    assert mail.to == MAIL
