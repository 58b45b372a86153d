"""`/knowledge` of the API, and the page without scripts."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.domain.calls import CallOpened, CallTurn
from app.domain.ids import CallSid
from app.domain.people import Role
from app.domain.wishes import UnknownWish
from app.ports.review import UNDO_FOR
from app.stores.call_log import SqlCallRecords
from app.web.api import ApiEdge, api_routes
from app.web.knowledge import KnowledgeEdge
from tests.fakes.database import SQLITE, Store
from tests.fakes.edge import FakeDesk
from tests.fakes.records import FakeRecords
from tests.web.pages.knowing import LEAFLET, knowing, read_all
from tests.web.pages.office import OTHER, PRAXIS, Office, office, signed_in

ADDRESS = "https://praxis.example/preise"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(Store(SQLITE, tmp_path)) as found:
        found.knowledge = knowing(found)
        await found.person()
        yield found


def edge_of(practice: Office) -> KnowledgeEdge:
    assert practice.knowledge is not None
    return practice.knowledge


async def wondered(practice: Office, text: str = "Haben Sie WLAN?") -> str:
    edge = edge_of(practice)
    await edge.questions.note(PRAXIS, text, "de", call_sid=CallSid("CA1"), at=practice.clock.now())
    return (await edge.questions.waiting(PRAXIS))[0].id


# --- the API ----------------------------------------------------------------------------------------------------------


@pytest.fixture
async def api(practice: Office) -> AsyncIterator[httpx.AsyncClient]:
    records, app = FakeRecords(), FastAPI()
    edge = ApiEdge(records, records, records, practice.clock, FakeDesk(), knowledge=edge_of(practice))
    app.include_router(api_routes(edge))
    headers = {"Authorization": f"Bearer {await records.create('owner')}"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1", headers=headers) as client:
        yield client


async def test_a_document_that_was_sent_answers_once_it_is_read(practice: Office, api: httpx.AsyncClient) -> None:
    sent = await api.post(f"/knowledge/{PRAXIS}/documents", params={"name": "preise.md"}, content=LEAFLET)
    assert (sent.status_code, sent.json()["state"]) == (202, "waiting")
    await read_all(edge_of(practice))
    answer = (await api.get(f"/knowledge/{PRAXIS}/answer", params={"question": "Was kostet eine Schiene?"})).json()
    assert answer["spoken"] == "Eine Schiene kostet 280 Euro."
    assert answer["sources"][0]["name"] == "preise.md"
    (listed,) = (await api.get(f"/knowledge/{PRAXIS}/documents")).json()
    assert (listed["state"], listed["statements"]) == ("ready", 2)
    gone = await api.delete(f"/knowledge/{PRAXIS}/documents/{listed['id']}")
    assert gone.status_code == 204
    assert (await api.get(f"/knowledge/{PRAXIS}/documents")).json() == []


async def test_a_page_that_cannot_be_had_is_a_conflict_with_the_reason(api: httpx.AsyncClient) -> None:
    answer = await api.post(f"/knowledge/{PRAXIS}/pages", json={"address": "http://10.0.0.1/"})
    assert (answer.status_code, answer.json()["reason"]) == (409, "not_reachable")


async def test_an_open_question_is_answered_once(practice: Office, api: httpx.AsyncClient) -> None:
    question = await wondered(practice)
    assert (await api.get(f"/knowledge/{PRAXIS}/questions")).json()[0]["text"] == "Haben Sie WLAN?"
    path = f"/knowledge/{PRAXIS}/questions/{question}/answer"
    assert (await api.post(path, json={"answer": "Ja, kostenlos."})).status_code == 204
    assert (await api.post(path, json={"answer": "Nein."})).json()["reason"] == "closed"
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    assert business.faq[-1].answers == {"de": "Ja, kostenlos."}


async def test_an_unknown_business_is_not_found(api: httpx.AsyncClient) -> None:
    assert (await api.get("/knowledge/nobody/documents")).status_code == 404


# --- the page, without scripts ----------------------------------------------------------------------------------------


async def test_an_open_question_is_answered_with_one_click_and_is_an_entry_then(practice: Office) -> None:
    question = await wondered(practice)
    async with signed_in(practice) as browser:
        assert "Haben Sie WLAN?" in (await browser.open("/knowledge")).text
        sent = {"business": PRAXIS, "answer": "Ja, kostenlos."}
        page = await browser.send(f"/knowledge/question/{question}/answer", **sent)
        assert "Gespeichert" in page.text
        assert "Keine Frage ist offen" in page.text
        late = await browser.send(f"/knowledge/question/{question}/answer", **sent)
    assert late.status_code == 409
    assert "Ja, kostenlos." in late.text


async def misunderstood(practice: Office, *texts: str) -> None:
    opened = CallOpened(CallSid("CA7"), PRAXIS, "+493023125199", "+493023125000", "de", practice.clock.now())
    records = SqlCallRecords(practice.database)
    await records.open_call(opened)
    for nth, text in enumerate(texts, 1):
        await records.add_turn(opened.call_sid, CallTurn("caller", text, None, "de", 5_000 * nth, 5_000 * nth + 900))
        wish = UnknownWish(text, "de", "goal", nth, 5_000 * nth, practice.clock.now())
        await records.add_unknown_wish(opened.call_sid, wish)


async def test_what_one_caller_could_not_make_understood_stands_together_and_leads_to_its_turn(
    practice: Office,
) -> None:
    await misunderstood(practice, "Mein Pferd beschlagen.", "Das Pferd, die Hufeisen halt.")
    async with signed_in(practice) as browser:
        page = (await browser.open("/knowledge")).text
        assert "„Mein Pferd beschlagen.“<br><strong>„Das Pferd, die Hufeisen halt.“" in page.replace("</strong>", "")
        link = page.split('id="wishes"')[1].split('href="')[1].split('"')[0]
        assert link.startswith("/calls/CA7?turn=")
        assert (await browser.open(link.split("#")[0])).status_code == 200


async def test_a_wish_that_is_taught_is_an_entry_and_leaves_the_list(practice: Office) -> None:
    await misunderstood(practice, "Mein Pferd beschlagen.")
    wishes = edge_of(practice).wishes
    assert wishes is not None
    [noted] = await wishes.waiting(PRAXIS)
    answer = {"wish": noted.id, "language": "de", "question": "Beschlagen Sie Pferde?", "answer": "Nein, nur Zähne."}
    async with signed_in(practice) as browser:
        await browser.open("/knowledge")
        bare = await browser.send("/knowledge/wish/taught", business=PRAXIS, **(answer | {"answer": ""}))
        assert bare.status_code == 422
        taught = await browser.send("/knowledge/wish/taught", business=PRAXIS, **answer)
        assert "Gespeichert" in taught.text
        assert 'id="wishes"' not in taught.text
        late = await browser.send("/knowledge/wish/done", business=PRAXIS, wish=noted.id)
    assert late.status_code == 409
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    assert business.faq[-1].answers["de"] == "Nein, nur Zähne."


async def test_what_a_call_left_open_is_answered_on_its_own_page(practice: Office) -> None:
    await misunderstood(practice, "Mein Pferd beschlagen.")
    edge, sid = edge_of(practice), CallSid("CA7")
    await edge.questions.note(PRAXIS, "Haben Sie WLAN?", "de", call_sid=sid, at=practice.clock.now())
    await edge.questions.note(PRAXIS, "Haben Sie Parkplätze?", "de", call_sid=CallSid("CA8"), at=practice.clock.now())
    question = next(one for one in await edge.questions.waiting(PRAXIS) if one.call_sid == sid)
    assert edge.wishes is not None
    [noted] = await edge.wishes.waiting(PRAXIS)
    async with signed_in(practice) as browser:
        page = (await browser.open(f"/calls/{sid}")).text
        assert 'id="unanswered"' in page
        assert "Haben Sie Parkplätze?" not in page
        sent = {"business": PRAXIS, "call": sid}
        answered = await browser.send(f"/knowledge/question/{question.id}/answer", answer="Ja, kostenlos.", **sent)
        assert answered.url.path == f"/calls/{sid}"
        assert "Ab dem nächsten Anruf wird so geantwortet." in answered.text
        assert "Mein Pferd beschlagen." in answered.text
        done = await browser.send("/knowledge/wish/done", wish=noted.id, **sent)
        assert 'id="unanswered"' not in done.text
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    assert business.faq[-1].answers["de"] == "Ja, kostenlos."


async def test_who_may_not_answer_for_the_business_sees_nothing_to_answer_on_a_call(practice: Office) -> None:
    await misunderstood(practice, "Mein Pferd beschlagen.")
    await practice.person("rita@praxis.example", name="Rita", role=Role.REVIEWER)
    async with signed_in(practice, "rita@praxis.example") as browser:
        assert 'id="unanswered"' not in (await browser.open("/calls/CA7")).text


async def test_a_wish_goes_with_its_call_and_loses_what_is_redacted_in_it(practice: Office) -> None:
    await misunderstood(practice, "Mein Pferd Fury beschlagen.")
    wishes = edge_of(practice).wishes
    assert wishes is not None
    [noted] = await wishes.waiting(PRAXIS)
    assert noted.turn is not None
    assert await practice.review.redact(CallSid("CA7"), noted.turn, "Fury")
    assert [one.wish.text for one in await wishes.waiting(PRAXIS)] == ["Mein Pferd ████ beschlagen."]
    await practice.review.delete(CallSid("CA7"))
    assert await wishes.waiting(PRAXIS) == []
    await practice.review.restore(CallSid("CA7"))
    assert len(await wishes.waiting(PRAXIS)) == 1
    await practice.review.delete(CallSid("CA7"))
    practice.clock.advance(UNDO_FOR + timedelta(seconds=1))
    await practice.review.keep_up()
    await practice.review.restore(CallSid("CA7"))
    assert await wishes.waiting(PRAXIS) == []


async def test_of_two_who_edit_the_same_entry_the_second_is_told_and_loses_nothing(practice: Office) -> None:
    async with signed_in(practice) as browser:
        await browser.open("/knowledge")
        assert browser.page is not None
        seen = browser.page.text.split('name="seen" value="')[1].split('"')[0]
        fields = {"business": PRAXIS, "seen": seen, "question_de": "Wo kann ich parken?"}
        assert "Gespeichert" in (await browser.send("/knowledge/entry", answer_de="Im Hof.", **fields)).text
        late = await browser.send("/knowledge/entry", answer_de="Hinterm Haus.", **fields)
    assert late.status_code == 409
    assert "Hinterm Haus." in late.text
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    assert business.faq[0].answers["de"] == "Im Hof."


async def test_a_file_is_taken_only_where_files_are_expected(practice: Office) -> None:
    async with signed_in(practice) as browser:
        await browser.open("/knowledge")
        assert browser.page is not None
        token = browser.page.text.split('name="csrf" value="')[1].split('"')[0]
        fields = {"csrf": token, "business": PRAXIS}
        sent = {"data": fields, "files": {"file": ("preise.md", LEAFLET)}}
        assert "preise.md" in (await browser.http.post("/knowledge/file", **sent)).text  # type: ignore[arg-type]
        assert (await browser.http.post("/knowledge/page", **sent)).status_code == 400  # type: ignore[arg-type]


async def test_a_page_that_cannot_be_had_is_said_in_the_owners_words_and_its_address_stays(practice: Office) -> None:
    async with signed_in(practice) as browser:
        await browser.open("/knowledge")
        page = await browser.send("/knowledge/page", business=PRAXIS, address=ADDRESS)
    assert page.status_code == 422
    assert "nicht erreichbar" in page.text
    assert ADDRESS in page.text


async def test_nobody_sees_or_changes_what_another_business_knows(practice: Office) -> None:
    await practice.second_business()
    question = await wondered(practice)
    await practice.person("max@kanzlei.example", name="Max", businesses=frozenset({OTHER}))
    async with signed_in(practice, "max@kanzlei.example") as browser:
        assert (await browser.open(f"/knowledge?business={PRAXIS}")).status_code == 404
        await browser.open("/knowledge")
        sent = await browser.send(f"/knowledge/question/{question}/answer", business=OTHER, answer="Ja.")
        assert sent.status_code == 409
        assert (await browser.send("/knowledge/page", business=PRAXIS, address=ADDRESS)).status_code == 404


async def test_a_reviewer_may_not_change_what_callers_are_told(practice: Office) -> None:
    await practice.person("rita@praxis.example", name="Rita", role=Role.REVIEWER)
    async with signed_in(practice, "rita@praxis.example") as browser:
        assert (await browser.open("/knowledge")).status_code == 403


async def test_the_page_without_its_store_is_not_there(practice: Office) -> None:
    practice.knowledge = None
    async with signed_in(practice) as browser:
        assert (await browser.open("/knowledge")).status_code == 404
