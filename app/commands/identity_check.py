"""Whether people can sign in at the organisation's own provider, where one is set."""

from app.clock import SystemClock
from app.commands.verdict import Finding, Verdict
from app.domain.errors import IdentityNotProven
from app.loopback import names_this_machine
from app.settings import Settings
from app.wiring.identity import identity_provider, oidc_client

WHAT = "sign-in elsewhere"


async def check_identity(settings: Settings) -> list[Finding]:
    """Nothing where no provider is set. Never bad: passwords go on opening the door, and calls need neither."""
    client = oidc_client(settings)
    if client is None:
        return []
    async with identity_provider(settings, SystemClock()) as provider:
        try:
            if provider is not None:
                await provider.examine()
        except IdentityNotProven as error:
            return [_not_proven(settings, error)]
    found = [Finding(Verdict.GOOD, WHAT, f"{client.issuer} answers; register {client.redirect_uri} there")]
    if names_this_machine(client.redirect_uri.split("/")[2]):
        fix = "PUBLIC_URL: the https address at which people open the pages; the provider sends them back there"
        found.append(Finding(Verdict.NOTE, WHAT, "comes back to this machine alone", fix))
    if client.mail_is_verified:
        fix = "leave VORZIMMER_OIDC_MAIL_IS_VERIFIED out unless nobody can choose their address there themselves"
        found.append(Finding(Verdict.NOTE, WHAT, "every address that it names counts as verified", fix))
    return found


def _not_proven(settings: Settings, error: IdentityNotProven) -> Finding:
    if error.reason == "untrusted":
        fix = (
            "VORZIMMER_OIDC_ISSUER must be, to the letter, what /.well-known/openid-configuration there calls `issuer`"
        )
        return Finding(Verdict.NOTE, WHAT, f"{settings.oidc_issuer} does not describe itself as this provider", fix)
    fix = "check VORZIMMER_OIDC_ISSUER and this machine's way out; until then people sign in with their passwords"
    return Finding(Verdict.NOTE, WHAT, f"{settings.oidc_issuer} does not answer", fix)
