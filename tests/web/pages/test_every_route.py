"""Every route of the pages, read from the router itself, so that a new one is asked as well.

A stranger is led to the sign-in, a form without our token changes nothing, and somebody of another business neither
sees nor changes anything of this one.
"""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import APIRouter

from app.domain.ids import CallSid
from app.domain.people import Role
from app.stores.tables.columns import metadata
from app.web.pages import page_routes
from tests.fakes.database import SQLITE
from tests.web.pages.knowing import knowing
from tests.web.pages.office import BROWSER, OTHER, PRAXIS, Office, served, signed_in, visit
from tests.web.pages.practice import a_morning

pytestmark = pytest.mark.parametrize("store", [SQLITE], indirect=True)  # what is asked is the door, not the database

OPEN = {"/sign-in", "/sign-in/code", "/sign-in/resume", "/sign-out", "/welcome", "/forgotten"}
OPEN |= {"/sign-in/elsewhere", "/sign-in/elsewhere/back", "/sign-in/elsewhere/out"}
ASSETS = "/static/{version}/{name:path}"
OWN = ("/me", "/people/{person_id}")
"""What is one's own account, and what has a test of its own for each deed."""
DEEDS = "note tag reviewed correct redact delete restore move undo cancel attendance done open assign tried reached"
DEEDS += " untried hang-up say hint take-over people assistant answer dismiss teach remove again"


def routes(router: APIRouter | None, method: str) -> Iterator[str]:
    for one in router.routes if router is not None else ():
        inner: Any = getattr(one, "original_router", None)
        if inner is not None:
            yield from routes(inner, method)
        elif method in (getattr(one, "methods", None) or ()):
            yield str(one.path)  # type: ignore[attr-defined]


def inner_routes(office: Office, method: str) -> list[str]:
    found = [path for path in routes(page_routes(office.edge), method) if path not in OPEN | {ASSETS}]
    assert len(found) > 20
    return found


@pytest.fixture
async def sids(practice: Office) -> dict[str, CallSid]:
    practice.knowledge = knowing(practice)
    await practice.person()
    return await a_morning(practice)


async def test_a_stranger_gets_to_no_page_but_the_door(practice: Office, sids: dict[str, CallSid]) -> None:
    async with served(practice) as url, httpx.AsyncClient(base_url=url, headers=BROWSER, timeout=300) as http:
        for path in inner_routes(practice, "GET"):
            answer = await http.get(filled(path, sids["booking"]))
            door = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
            assert door or answer.status_code == 401, path
            assert door or not answer.content, path
        for path in inner_routes(practice, "POST"):
            assert (await http.post(filled(path, sids["booking"]), data={"x": "1"})).status_code == 401, path


async def test_no_form_without_our_token_changes_anything(practice: Office, sids: dict[str, CallSid]) -> None:
    async with signed_in(practice) as browser:
        before = await everything_of(practice)
        for path in inner_routes(practice, "POST"):
            for deed in DEEDS.split() if "{deed}" in path else [""]:
                answer = await browser.http.post(filled(path, sids["booking"], deed=deed), data=fields(sids))
                assert answer.status_code == 403, (path, deed)
        elsewhere = {"Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"}
        for path in inner_routes(practice, "POST"):
            answer = await browser.http.post(filled(path, sids["booking"]), data={"x": "1"}, headers=elsewhere)
            assert answer.status_code == 403, path
        assert await everything_of(practice) == before


async def test_somebody_of_another_business_sees_and_changes_nothing(
    practice: Office, sids: dict[str, CallSid]
) -> None:
    await practice.second_business()
    await practice.person("wim@kanzlei.example", name="Wim", role=Role.OWNER, businesses=frozenset({OTHER}))
    await practice.review.keep_up()  # else their first list puts our calls into the index
    before, secrets = await everything_of(practice), ("Erika Beispiel", "Übeleis", sids["booking"])
    async with served(practice) as url, visit(url) as browser:
        await browser.sign_in("wim@kanzlei.example")
        for path in inner_routes(practice, "GET"):
            if path == "/live/events":  # never ends; tests of Live read it
                continue
            for asked in ("", f"?business={PRAXIS}&call={sids['booking']}&staff=dr-anna-sommer"):
                answer = await browser.open(filled(path, sids["booking"]) + asked)
                shown = answer.text.replace(asked[1:], "").replace(sids["booking"] if "{" in path else "\0", "")
                seen = [word for word in secrets if word in without_fields(shown)]
                assert not seen, (path, asked, seen, answer.status_code)
        await browser.open("/me")
        for path in inner_routes(practice, "POST"):
            if path.startswith(OWN):
                continue
            for deed in DEEDS.split() if "{deed}" in path else [""]:
                token = re.search(r'name="csrf" value="(\w+)"', (await browser.open("/me")).text)
                assert token is not None
                form = {**fields(sids), "csrf": token[1]}
                answer = await browser.http.post(filled(path, sids["booking"], deed=deed), data=form)
                assert "Übeleis" not in answer.text, (path, deed)
    assert await everything_of(practice) == before


def filled(path: str, call_sid: str, deed: str = "note") -> str:
    known = {
        "business": PRAXIS,
        "business_id": PRAXIS,
        "call_sid": call_sid,
        "reference": "K7M4",
        "kind": "json",
        "step": "hours",
        "deed": deed,
    }
    return re.sub(r"{(\w+)[^}]*}", lambda found: known.get(found[1], "1"), path)


def fields(sids: dict[str, CallSid]) -> dict[str, str]:
    """Something for every form."""
    wanted = {"business": PRAXIS, "call": sids["booking"], "do": "delete", "text": "x", "tag": "x", "on": "0"}
    return wanted | {"turn": "1", "passage": "Praxis", "name": "x", "question": "x", "answer": "x", "version": "1"}


def without_fields(page: str) -> str:
    """What a search form repeats of its own address is no secret."""
    return re.sub(r"<(input|option|a)\b[^>]*>", "", page)


async def everything_of(office: Office) -> dict[str, list[str]]:
    """All rows of the first business, by table."""
    found = {}
    async with office.database.reading() as session:
        for table in metadata.sorted_tables:
            if "business_id" in table.columns:
                rows = await (await session.connection()).execute(
                    table.select().where(table.columns["business_id"] == PRAXIS)
                )
                found[table.name] = sorted(map(str, rows))
        for name in ("turns", "businesses"):
            rows = await (await session.connection()).execute(metadata.tables[name].select())
            found[name] = sorted(str(row) for row in rows if name == "turns" or PRAXIS in str(row))
    return found
