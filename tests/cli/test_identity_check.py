from app.commands.identity_check import check_identity
from app.commands.verdict import Verdict
from app.settings import Settings
from tests.fakes.clock import FakeClock
from tests.fakes.oidc_provider import CLIENT, running_provider


def settings(issuer: str, **more: object) -> Settings:
    return Settings(oidc_issuer=issuer, oidc_client_id=CLIENT, PUBLIC_URL="https://vorzimmer.example", **more)  # type: ignore[arg-type]


async def test_doctor_says_where_people_sign_in_and_what_to_register_there() -> None:
    async with running_provider(FakeClock()) as provider:
        (found,) = await check_identity(settings(provider.url))
        trusting = await check_identity(settings(provider.url, oidc_mail_is_verified=True))
    assert found.verdict is Verdict.GOOD
    assert found.found.endswith("register https://vorzimmer.example/sign-in/elsewhere/back there")
    assert [one.verdict for one in trusting] == [Verdict.GOOD, Verdict.NOTE]


async def test_doctor_names_a_provider_that_is_silent_or_another_than_it_says() -> None:
    async with running_provider(FakeClock()) as provider:
        provider.is_down = True
        (silent,) = await check_identity(settings(provider.url))
        provider.is_down = False
        (other,) = await check_identity(settings(provider.url.replace("127.0.0.1", "localhost")))
    assert (silent.verdict, other.verdict) == (Verdict.NOTE, Verdict.NOTE)
    assert "does not answer" in silent.found
    assert "does not describe itself" in other.found
    assert "openid-configuration" in other.fix


async def test_without_a_provider_doctor_says_nothing_of_one() -> None:
    assert await check_identity(Settings(oidc_issuer=None)) == []
