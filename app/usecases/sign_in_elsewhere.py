"""Sign in with what another provider proves: for people who were invited, with the roles that they have here."""

from dataclasses import dataclass

from app.domain.identity import Identity
from app.domain.people import Person
from app.ports.people import Credentials, OneTimeCodes, People, Purpose, SignIns
from app.usecases.sign_in import SECOND_STEP_WITHIN, SIGNED_IN_FOR, CodeNeeded, SignedIn, SignInRefused


@dataclass(frozen=True, slots=True)
class Welcomed:
    """`linked` = this was the first time: from now on the subject there counts, whatever becomes of the address."""

    person: Person
    outcome: SignedIn | CodeNeeded
    linked: bool


@dataclass(frozen=True, slots=True)
class OtherDoor:
    """`SignInRefused.reason`: elsewhere_unknown, elsewhere_unverified, elsewhere_no_mail, elsewhere_other."""

    people: People
    sign_ins: SignIns
    codes: OneTimeCodes

    async def let_in(self, identity: Identity, browser: str) -> Welcomed | SignInRefused:
        known = await self.people.by_identity(identity.key)
        linked = False
        if known is None:
            found = await self._invited(identity)
            if isinstance(found, SignInRefused):
                return found
            if not await self.people.link(found.person.id, identity.key):
                return SignInRefused("elsewhere_other")
            known, linked = found, True
        if known.person.blocked_at is not None:
            return SignInRefused("elsewhere_unknown")
        if known.totp_secret is not None:
            ticket = await self.codes.mint(Purpose.SECOND_STEP, known.person.id, lives_for=SECOND_STEP_WITHIN)
            return Welcomed(known.person, CodeNeeded(ticket), linked)
        secret = await self.sign_ins.begin(known.person.id, browser, lives_for=SIGNED_IN_FOR)
        return Welcomed(known.person, SignedIn(secret), linked)

    async def _invited(self, identity: Identity) -> Credentials | SignInRefused:
        """Whose login is this very address. Nobody gets an account by signing in elsewhere."""
        if not identity.email:
            return SignInRefused("elsewhere_no_mail")
        if not identity.email_verified:
            return SignInRefused("elsewhere_unverified")
        known = await self.people.credentials(identity.email)
        if known is None or known.person.blocked_at is not None:
            return SignInRefused("elsewhere_unknown")
        if known.person.signs_in_elsewhere:
            return SignInRefused("elsewhere_other")
        return known
