"""Signing in at the organisation's own provider: the real one of our connectors against a strict provider."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pyotp
import pytest

from app.connectors.oidc import OidcClient, OidcProvider
from app.domain.people import Role
from app.ports.people import NewPerson
from app.web.pages.elsewhere import BACK
from tests.fakes.oidc_provider import CLIENT, SECRET, WRONG, Account, FakeOidcProvider, running_provider
from tests.web.pages.office import PRAXIS, Office, Visit, served, visit
from tests.web.pages.practice import BOOKING, play

TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Door:
    browser: Visit
    provider: FakeOidcProvider

    async def sign_in(self, then: str = "/", answer: str = "yes") -> httpx.Response:
        """Over the provider's own page, as a person would."""
        asked = await self.browser.open(f"/sign-in/elsewhere?then={then}")
        if asked.url.path != "/authorize":
            return asked
        assert asked.status_code == 200, asked.text
        return await self.browser.http.post(asked.url, data={"answer": answer})


@asynccontextmanager
async def a_door(office: Office, **client: object) -> AsyncIterator[Door]:
    """Of the practice, where its people sign in at `Haus-Anmeldung`, too."""
    async with running_provider(office.clock) as provider, httpx.AsyncClient(timeout=5) as http:
        wanted = {"client_secret": SECRET, "within_s": 20.0, **client}
        within_s = float(str(wanted.pop("within_s")))
        ours = OidcClient(provider.url, CLIENT, "", "Haus-Anmeldung", **wanted)  # type: ignore[arg-type]
        office.elsewhere = OidcProvider(http, office.clock, ours, within_s=within_s)
        async with served(office) as url, visit(url) as browser:
            provider.redirect_uri = f"{url}{BACK}"
            object.__setattr__(ours, "redirect_uri", provider.redirect_uri)
            yield Door(browser, provider)


async def test_who_was_invited_signs_in_with_the_address_that_the_provider_has_verified(practice: Office) -> None:
    await practice.person(role=Role.STAFF)
    async with a_door(practice) as door:
        assert "Mit Haus-Anmeldung anmelden" in (await door.browser.open("/sign-in")).text
        answer = await door.sign_in(then="/calls%3Fq%3DTermin")
        assert (answer.url.path, answer.url.query) == ("/calls", b"q=Termin")
        assert (await door.browser.open("/people")).status_code == 403  # roles stay ours
    [person] = await practice.edge.people.everybody()
    assert person.signs_in_elsewhere


async def test_after_the_first_time_the_subject_counts_and_no_longer_the_address(practice: Office) -> None:
    await practice.person()
    await practice.person("berta@praxis.example", name="Berta")
    async with a_door(practice) as door:
        await door.sign_in()
        door.provider.account = Account(email="berta@praxis.example")  # Anna's address changed to that of Berta
        await door.browser.send("/sign-out")
        assert "Anna Sommer" in (await door.sign_in()).text
        door.provider.account = Account("u-0815", "anna@praxis.example")  # somebody else got Anna's address
        assert "schon mit einer anderen Anmeldung verbunden" in (await door.sign_in()).text


async def test_nobody_gets_an_account_by_signing_in_elsewhere(practice: Office) -> None:
    await practice.person()
    async with a_door(practice) as door:
        door.provider.account = Account(email="niemand@praxis.example")
        answer = await door.sign_in()
        assert answer.status_code == 403
        assert "gibt es hier kein Konto" in answer.text
        assert (await door.browser.open("/calls")).url.path == "/sign-in"
    assert len(await practice.edge.people.everybody()) == 1


@pytest.mark.parametrize("verified", [False, None])
async def test_an_address_that_is_not_verified_opens_nothing(practice: Office, verified: bool | None) -> None:
    await practice.person()
    async with a_door(practice) as door:
        door.provider.account = Account(email_verified=verified)
        answer = await door.sign_in()
        assert "nicht bestätigt" in answer.text
        assert (await door.browser.open("/calls")).url.path == "/sign-in"


async def test_a_provider_that_never_says_verified_may_be_trusted_with_its_addresses(practice: Office) -> None:
    await practice.person()
    async with a_door(practice, mail_is_verified=True) as door:
        door.provider.account = Account(email_verified=None)
        assert (await door.sign_in()).url.path == "/"


@pytest.mark.parametrize("wrong", [one for one in WRONG if one != "other_userinfo"])
async def test_what_is_not_beyond_doubt_opens_nothing(practice: Office, wrong: str) -> None:
    await practice.person()
    async with a_door(practice) as door:
        door.provider.wrong = wrong
        answer = await door.sign_in()
        assert answer.status_code == 401
        assert "nicht zweifelsfrei" in answer.text
        assert (await door.browser.open("/calls")).url.path == "/sign-in"
    [person] = await practice.edge.people.everybody()
    assert not person.signs_in_elsewhere


async def test_the_address_may_stand_at_the_userinfo_endpoint_but_not_somebody_elses(practice: Office) -> None:
    await practice.person()
    async with a_door(practice) as door:
        door.provider.mail_in, door.provider.wrong = "userinfo", "other_userinfo"
        assert "nicht zweifelsfrei" in (await door.sign_in()).text
        door.provider.wrong = None
        assert (await door.sign_in()).url.path == "/"


async def test_an_answer_counts_only_in_the_browser_that_asked_and_only_once(practice: Office) -> None:
    await practice.person()
    async with a_door(practice) as door:
        asked = await door.browser.open("/sign-in/elsewhere")
        gone = await door.browser.http.post(asked.url, data={"answer": "yes"}, follow_redirects=False)
        back = gone.headers["location"]
        async with visit(back.split(BACK)[0]) as stranger:
            assert "in einem anderen Browser" in (await stranger.open(back)).text
        assert door.provider.tokens == 0
        assert (await door.browser.open(back)).url.path == "/"
        await door.browser.send("/sign-out")
        assert "in einem anderen Browser" in (await door.browser.open(back)).text
        assert door.provider.tokens == 1


async def test_a_state_that_was_changed_and_a_code_that_was_made_up_open_nothing(practice: Office) -> None:
    await practice.person()
    async with a_door(practice) as door:
        asked = await door.browser.open("/sign-in/elsewhere")
        state = re.search(r"state=([\w-]+)", str(asked.url))
        assert state is not None
        assert "in einem anderen Browser" in (await door.browser.open(f"{BACK}?code=x&state=ä{state[1]}")).text
        await door.browser.open("/sign-in/elsewhere")
        again = re.search(r"state=([\w-]+)", str(door.browser.page.url if door.browser.page else ""))
        assert again is not None
        assert "abgelehnt" in (await door.browser.open(f"{BACK}?code=made-up&state={again[1]}")).text


async def test_who_breaks_it_off_there_reads_so_here(practice: Office) -> None:
    await practice.person()
    async with a_door(practice) as door:
        answer = await door.sign_in(answer="no")
    assert answer.status_code == 401
    assert "abgelehnt oder abgebrochen" in answer.text


async def test_without_the_provider_the_password_still_opens_the_door(practice: Office) -> None:
    await practice.person()
    async with a_door(practice) as door:
        door.provider.is_down = True
        answer = await door.sign_in()
        assert answer.status_code == 503
        assert "gerade nicht zu erreichen" in answer.text
        assert (await door.browser.sign_in()).url.path == "/"


async def test_a_new_key_of_the_provider_is_fetched_but_not_again_and_again(practice: Office) -> None:
    await practice.person()
    async with a_door(practice) as door:
        await door.sign_in()
        door.provider.roll_keys()
        assert "nicht zweifelsfrei" in (await door.sign_in()).text
        practice.clock.advance(timedelta(minutes=2))
        assert (await door.sign_in()).url.path == "/"


@pytest.mark.parametrize(("secret", "methods"), [(None, ("none",)), (SECRET, ("client_secret_post",))])
async def test_a_client_without_a_secret_or_that_may_only_post_it_signs_in(
    practice: Office, secret: str | None, methods: tuple[str, ...]
) -> None:
    await practice.person()
    async with a_door(practice, client_secret=secret) as door:
        door.provider.secret, door.provider.auth_methods = secret, methods
        assert (await door.sign_in()).url.path == "/"


async def test_a_second_factor_of_ours_is_asked_for_all_the_same(practice: Office) -> None:
    person = await practice.person()
    await practice.edge.people.set_second_factor(person.id, TOTP, ())
    async with a_door(practice) as door:
        asked = await door.sign_in(then="/tasks")
        ticket = asked.text.split('name="ticket" value="')[1].split('"')[0]
        assert (await door.browser.open("/calls")).url.path == "/sign-in"
        code = pyotp.TOTP(TOTP).at(int(practice.clock.now().timestamp()))
        answer = await door.browser.send("/sign-in/code", ticket=ticket, code=code, then="/tasks")
        assert answer.url.path == "/tasks"


async def test_who_is_blocked_here_stays_out_whatever_the_provider_says(practice: Office) -> None:
    person = await practice.person()
    async with a_door(practice) as door:
        await door.sign_in()
        await practice.edge.people.block(person.id, blocked=True)
        assert "gibt es hier kein Konto" in (await door.sign_in()).text


async def test_an_owner_undoes_the_link_to_the_other_sign_in(practice: Office) -> None:
    await practice.person()
    new = NewPerson("berta@praxis.example", "Berta", Role.STAFF, "de", frozenset({PRAXIS}))
    berta = await practice.edge.people.add(new)
    assert berta is not None
    async with a_door(practice) as door:
        door.provider.account = Account("u-1", "Berta@Praxis.example")
        await door.sign_in()
        await door.browser.send("/sign-out")
        await door.browser.sign_in()
        shown = (await door.browser.open("/people")).text
        assert "Verbindung zur anderen Anmeldung lösen" in shown
        assert "noch nicht angemeldet" not in shown
        await door.browser.send(f"/people/{berta.id}/unlink")
        door.provider.account = Account("u-2", "berta@praxis.example")
        assert "Berta" in (await door.sign_in()).text


async def test_signing_out_here_offers_to_sign_out_there(practice: Office) -> None:
    await practice.person()
    async with a_door(practice) as door:
        await door.sign_in()
        left = await door.browser.send("/sign-out")
        assert "Auch bei Haus-Anmeldung abmelden" in left.text
        practice_url = str(left.url).split("/sign-in")[0]
        answer = await door.browser.http.get("/sign-in/elsewhere/out", follow_redirects=False)
        assert answer.headers["location"].startswith(f"{door.provider.url}/out?client_id={CLIENT}")
        assert practice_url


async def test_what_was_typed_waits_for_a_sign_in_elsewhere_in_another_window(practice: Office) -> None:
    await practice.person()
    sid = await play(practice, BOOKING)
    async with a_door(practice) as door:
        await door.sign_in()
        await door.browser.open(f"/calls/{sid}")
        practice.clock.advance(timedelta(days=8))
        asked = await door.browser.send(f"/calls/{sid}/note", text="Bitte <Befund> 🦷 beilegen")
        assert "wartet in diesem Fenster" in asked.text
        fields = {"kept-text": "Bitte <Befund> 🦷 beilegen", "then": f"/calls/{sid}/note"}
        early = await door.browser.send("/sign-in/resume", **fields)
        assert early.status_code == 401
        assert "Bitte &lt;Befund&gt; 🦷 beilegen" in early.text
        assert f'name="then" value="/calls/{sid}/note"' in early.text
        await door.sign_in()
        resumed = await door.browser.send("/sign-in/resume", **fields)
        assert "Bitte &lt;Befund&gt; 🦷 beilegen" in resumed.text
        await door.browser.send(f"/calls/{sid}/note", text="Bitte <Befund> 🦷 beilegen")
    sheet = await practice.review.sheet(None, sid)
    assert sheet is not None
    assert [note.text for note in sheet.notes] == ["Bitte <Befund> 🦷 beilegen"]


async def test_without_a_provider_there_is_no_such_door(practice: Office) -> None:
    await practice.person()
    async with served(practice) as url, visit(url) as browser:
        assert "/sign-in/elsewhere" not in (await browser.open("/sign-in")).text
        assert (await browser.open("/sign-in/elsewhere")).status_code == 404
        assert (await browser.open(BACK)).status_code == 404
