"""`vorzimmer user …`: people who use the pages."""

from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId
from app.domain.people import Person, Role
from app.ports.people import NewPerson
from app.settings import Settings
from app.usecases.choose_password import invite, reset_code
from app.wiring.stores import Stores, migrate_database, open_stores


async def add_person(settings: Settings, login: str, name: str, role: str, businesses: tuple[str, ...]) -> str:
    """The address at which the password is chosen. Raises ConfigurationError with what to change."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        chosen = await _businesses(stores, Role(role), businesses)
        new = NewPerson(login, name, Role(role), "de", chosen)
        made = await invite(stores.people, stores.one_time_codes, new)
        if made is None:
            raise ConfigurationError(f"{login} is there already: vorzimmer user reset {login}")
        return f"{settings.base_url}/welcome#{made[1]}"


async def list_people(settings: Settings) -> list[str]:
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        people = await stores.people.everybody()
    return [_line(person) for person in people] or ["Nobody yet: vorzimmer user add NAME --role owner"]


async def reset_person(settings: Settings, login: str) -> str:
    async with open_stores(settings) as stores:
        person = await _person(stores, login)
        return f"{settings.base_url}/welcome#{await reset_code(stores.one_time_codes, person.id)}"


async def block_person(settings: Settings, login: str, *, blocked: bool) -> None:
    async with open_stores(settings) as stores:
        await stores.people.block((await _person(stores, login)).id, blocked=blocked)


async def _person(stores: Stores, login: str) -> Person:
    known = await stores.people.credentials(login)
    if known is None:
        raise ConfigurationError(f"there is nobody of the name {login}: vorzimmer user list")
    return known.person


async def _businesses(stores: Stores, role: Role, wanted: tuple[str, ...]) -> frozenset[BusinessId]:
    if role is Role.HOST:
        return frozenset()
    there = [business.id for business in await stores.businesses.all()]
    if unknown := [one for one in wanted if one not in there]:
        raise ConfigurationError(f"there is no business {unknown[0]}; there are: {', '.join(there) or 'none'}")
    if wanted:
        return frozenset(BusinessId(one) for one in wanted)
    if len(there) != 1:
        raise ConfigurationError(f"say whose calls with --business: {', '.join(there) or 'no business is there yet'}")
    return frozenset(there)


def _line(person: Person) -> str:
    state = "blocked" if person.blocked_at else "" if person.has_password else "has not chosen a password"
    where = ", ".join(sorted(person.businesses)) or "all businesses"
    return "  ".join(part for part in (person.login, person.name, person.role.value, where, state) if part)
