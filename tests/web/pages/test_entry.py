"""In and out: who is let in, who is not, and what a stranger learns."""

import re
from datetime import timedelta

import httpx
import pyotp
import pytest

from app.domain.people import Role
from app.ports.people import NewPerson, Purpose
from app.usecases.choose_password import fresh_recovery_codes, invite, set_up_code
from tests.web.pages.office import PASSWORD, PRAXIS, Office, served, signed_in, visit
from tests.web.pages.practice import BOOKING, play

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


async def test_nothing_is_shown_before_a_sign_in(practice: Office) -> None:
    await practice.person()
    async with served(practice) as url, visit(url) as browser:
        for path in ("/", "/calls", "/calls/CA1", "/tasks", "/live", "/people", "/access", "/me"):
            answer = await browser.open(path)
            assert answer.url.path == "/sign-in"


async def test_the_first_start_leads_to_the_first_account(practice: Office) -> None:
    edge = practice.edge
    code = await set_up_code(edge.people, edge.codes)
    assert code is not None
    async with served(practice) as url, visit(url) as browser:
        assert (await browser.open("/")).url.path == "/welcome"
        fields = {"code": code, "name": "Anna Sommer", "login": "Anna@Praxis.example", "password": PASSWORD}
        assert "Guten Morgen, Anna Sommer" in (await browser.send("/welcome", **fields)).text
        assert (await browser.send("/welcome", **fields)).status_code == 410
    assert await set_up_code(edge.people, edge.codes) is None
    assert [person.role for person in await edge.people.everybody()] == [Role.HOST]


@pytest.mark.parametrize(
    ("password", "why"), [("kurz", "zu kurz"), ("passwort123", "leicht zu erraten"), ("aaaaaaaaaaaa", "leicht")]
)
async def test_a_weak_password_is_refused_with_the_reason(practice: Office, password: str, why: str) -> None:
    code = await set_up_code(practice.edge.people, practice.edge.codes)
    async with served(practice) as url, visit(url) as browser:
        answer = await browser.send("/welcome", code=str(code), name="A", login="a@b.example", password=password)
    assert answer.status_code == 422
    assert why in answer.text


async def test_an_invitation_works_once_and_not_for_ever(practice: Office) -> None:
    edge = practice.edge
    person = await practice.person()
    code = await edge.codes.mint(Purpose.INVITE, person.id, lives_for=timedelta(days=7))
    practice.clock.advance(timedelta(days=8))
    assert await edge.codes.consume(code) is None
    code = await edge.codes.mint(Purpose.RESET, person.id, lives_for=timedelta(hours=2))
    assert await edge.codes.consume(code) is not None
    assert await edge.codes.consume(code) is None


async def test_a_login_is_known_in_any_case_and_taken_once(practice: Office) -> None:
    person = await practice.person()
    known = await practice.edge.people.credentials(" ANNA@Praxis.Example ")
    assert known is not None
    assert known.person.id == person.id
    again = NewPerson("Anna@praxis.EXAMPLE", "Zweite", Role.STAFF, "de", frozenset({PRAXIS}))
    assert await invite(practice.edge.people, practice.edge.codes, again) is None


async def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(practice: Office) -> None:
    await practice.person()
    async with served(practice) as url, httpx.AsyncClient(base_url=url, headers={"Accept": "text/html"}) as http:
        fields = {"login": "anna@praxis.example", "password": PASSWORD}
        local = (await http.post("/sign-in", data=fields)).headers["set-cookie"]
        far = (await http.post("/sign-in", data=fields, headers={"X-Forwarded-For": "203.0.113.9"})).headers[
            "set-cookie"
        ]
    assert "HttpOnly" in local
    assert "SameSite=lax" in local
    assert far.startswith("__Host-vorzimmer=")
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert word in far
    assert "Domain" not in far


async def test_who_guesses_is_stopped_and_a_right_password_does_not_help_then(practice: Office) -> None:
    await practice.person()
    async with served(practice) as url, visit(url) as browser:
        answers = [(await browser.sign_in(password=f"falsch nummer {nth}")).status_code for nth in range(6)]
        assert answers == [401] * 5 + [429]
        assert (await browser.sign_in()).status_code == 429
        practice.clock.advance(timedelta(minutes=16))
        assert (await browser.sign_in()).url.path == "/"


async def test_a_stranger_cannot_tell_whether_a_login_exists(practice: Office) -> None:
    await practice.person()
    async with served(practice) as url, visit(url) as browser:
        known = await browser.sign_in(password="falsch falsch")
        unknown = await browser.sign_in("niemand@praxis.example", password="falsch falsch")
    assert known.status_code == unknown.status_code == 401
    assert known.text.replace("anna@", "") == unknown.text.replace("niemand@", "")


async def test_a_second_factor_is_asked_for_and_each_code_works_once(practice: Office) -> None:
    person = await practice.person()
    codes = fresh_recovery_codes()
    await practice.edge.people.set_second_factor(person.id, SECRET, codes)
    now = pyotp.TOTP(SECRET).at(int(practice.clock.now().timestamp()))
    async with served(practice) as url, visit(url) as browser:

        async def with_code(code: str) -> httpx.Response:
            asked = await browser.sign_in()
            ticket = asked.text.split('name="ticket" value="')[1].split('"')[0]
            return await browser.send("/sign-in/code", ticket=ticket, code=code)

        assert (await with_code("000000")).status_code == 401
        assert (await with_code(now)).url.path == "/"
        assert (await with_code(now)).status_code == 401
        assert (await with_code(codes[0].upper())).url.path == "/"
        assert (await with_code(codes[0])).status_code == 401


async def test_signing_out_everywhere_leaves_this_browser_alone(practice: Office) -> None:
    await practice.person()
    async with served(practice) as url, visit(url) as here, visit(url) as there:
        await here.sign_in()
        await there.sign_in()
        await here.open("/me")
        await here.send("/me/sign-out-everywhere")
        assert (await here.open("/calls")).url.path == "/calls"
        assert (await there.open("/calls")).url.path == "/sign-in"


async def test_a_sign_in_ends_with_the_week_and_with_a_block(practice: Office) -> None:
    person = await practice.person()
    async with signed_in(practice) as browser:
        practice.clock.advance(timedelta(days=6, hours=23))
        assert (await browser.open("/calls")).url.path == "/calls"
        practice.clock.advance(timedelta(hours=2))
        assert (await browser.open("/calls")).url.path == "/sign-in"
        await browser.sign_in()
        await practice.edge.people.block(person.id, blocked=True)
        assert (await browser.open("/calls")).url.path == "/sign-in"
        assert (await browser.sign_in()).status_code == 401


async def test_a_form_from_another_site_or_without_its_token_changes_nothing(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open("/me")
        foreign = {"Origin": "https://evil.example"}
        assert (await browser.http.post("/me/profile", data={"name": "X"}, headers=foreign)).status_code == 403
        crossed = {"Sec-Fetch-Site": "cross-site"}
        assert (await browser.http.post("/me/profile", data={"name": "X"}, headers=crossed)).status_code == 403
        assert (await browser.http.post("/me/profile", data={"name": "X", "csrf": "0" * 64})).status_code == 403
        assert (await browser.send("/me/profile", name="Anna S.", language="de")).url.path == "/me"
    people = await practice.edge.people.everybody()
    assert [person.name for person in people] == ["Anna S."]


async def test_nothing_typed_is_lost_when_the_sign_in_expires_in_the_middle_of_a_form(practice: Office) -> None:
    await practice.person()
    sid = await play(practice, BOOKING)
    async with signed_in(practice) as browser:
        await browser.open(f"/calls/{sid}")
        practice.clock.advance(timedelta(days=8))
        asked = await browser.send(f"/calls/{sid}/note", text="Bitte <Befund> 🦷 beilegen")
        assert asked.status_code == 401
        fields = {"kept-text": "Bitte <Befund> 🦷 beilegen", "then": f"/calls/{sid}/note"}
        resumed = await browser.send("/sign-in", login="anna@praxis.example", password=PASSWORD, **fields)
        assert "Bitte &lt;Befund&gt; 🦷 beilegen" in resumed.text
        await browser.send(f"/calls/{sid}/note", text="Bitte <Befund> 🦷 beilegen")
    sheet = await practice.review.sheet(None, sid)
    assert sheet is not None
    assert [note.text for note in sheet.notes] == ["Bitte <Befund> 🦷 beilegen"]


async def test_a_deed_without_fields_comes_through_an_expired_sign_in_too(practice: Office) -> None:
    await practice.person()
    sid = await play(practice, BOOKING)
    async with signed_in(practice) as browser:
        await browser.open(f"/calls/{sid}")
        practice.clock.advance(timedelta(days=8))
        await browser.send(f"/calls/{sid}/delete")
        then = {"then": f"/calls/{sid}/delete", "kept": "1"}
        resumed = await browser.send("/sign-in", login="anna@praxis.example", password=PASSWORD, **then)
        assert "Hier waren Sie" in resumed.text
        assert "Gelöscht." in (await browser.send(f"/calls/{sid}/delete")).text


async def test_a_form_that_is_older_than_the_sign_in_is_sent_once_more_and_not_lost(practice: Office) -> None:
    await practice.person()
    sid = await play(practice, BOOKING)
    async with signed_in(practice) as browser:
        old = re.search(r'name="csrf" value="([0-9a-f]+)"', (await browser.open(f"/calls/{sid}")).text)
        assert old is not None
        await browser.send("/sign-out")
        await browser.sign_in()  # in another window, say
        fields = {"csrf": old[1], "text": "Befund <fehlt> 🦷"}
        stale = browser.page = await browser.http.post(f"/calls/{sid}/note", data=fields)
        assert stale.status_code == 403
        assert "Befund &lt;fehlt&gt; 🦷" in stale.text
        assert f'action="/calls/{sid}/note"' in stale.text
        sheet = await practice.review.sheet(None, sid)
        assert sheet is not None
        assert sheet.notes == ()
        await browser.send(f"/calls/{sid}/note", text="Befund <fehlt> 🦷")
    sheet = await practice.review.sheet(None, sid)
    assert sheet is not None
    assert [note.text for note in sheet.notes] == ["Befund <fehlt> 🦷"]


async def test_a_forgotten_password_is_reset_by_mail_without_telling_who_exists(practice: Office) -> None:
    await practice.person()
    practice.with_mail = True
    async with served(practice) as url, visit(url) as browser:
        known = await browser.send("/forgotten", login="anna@praxis.example")
        unknown = await browser.send("/forgotten", login="niemand@praxis.example")
        assert known.text == unknown.text
        [(login, address)] = practice.mailed
        assert login == "anna@praxis.example"
        code = address.split("#")[1]
        assert (await browser.send("/welcome", code=code, password="ein anderes gutes wort")).url.path == "/"
        assert (await browser.send("/sign-out")).url.path == "/sign-in"
        assert (await browser.sign_in()).status_code == 401


@pytest.mark.parametrize("then", ["//evil.example/x", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_a_sign_in_never_leads_to_another_site(practice: Office, then: str) -> None:
    await practice.person()
    async with served(practice) as url, visit(url) as browser:
        answer = await browser.send("/sign-in", login="anna@praxis.example", password=PASSWORD, then=then)
    assert str(answer.url) == f"{url}/"


async def test_every_page_forbids_what_is_not_its_own(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        for path in ("/", "/calls", "/me", "/nothing-here"):
            headers = (await browser.open(path)).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert headers["cache-control"] == "no-store"
            assert headers["x-content-type-options"] == "nosniff"
