"""`BusinessSetup` over the businesses and their versions."""

import json
import re
import secrets
from collections.abc import Mapping

import yaml
from pydantic import ValidationError
from sqlmodel import col, select

from app.domain.business import Business
from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId
from app.ports.clock import Clock
from app.ports.setup import Described, Description, DescriptionFault, Faulty, Outdated, Saved
from app.stores.business_text.business import BusinessText
from app.stores.business_text.fields import slug
from app.stores.businesses import SqlBusinesses, VersionPassed
from app.stores.database import Database
from app.stores.tables import BusinessRow, BusinessVersionRow

NUMBER_TAKEN = "number_taken"
NO_DESCRIPTION = "no_description"
_FULL_MINUTES = re.compile(r"^(\d\d:\d\d):00$")


class SqlBusinessSetup:
    def __init__(self, database: Database, businesses: SqlBusinesses, clock: Clock) -> None:
        self._database = database
        self._businesses = businesses
        self._clock = clock

    async def described(self, business: BusinessId, number: int | None = None) -> Described | None:
        found = await self._versions(business, number, limit=1)
        return found[0] if found else None

    async def history(self, business: BusinessId, *, limit: int = 50) -> tuple[Described, ...]:
        return await self._versions(business, None, limit=limit)

    async def create(self, description: Description, *, author: str) -> Saved | Faulty:
        stem = slug(str(description.get("name", ""))) or f"betrieb-{secrets.token_hex(3)}"
        async with self._database.reading() as session:
            wanted, nth = stem, 2
            while await session.get(BusinessRow, wanted) is not None:
                wanted, nth = f"{stem}-{nth}", nth + 1
        saved = await self._save(BusinessId(wanted), description, based_on=0, author=author)
        if isinstance(saved, Outdated):  # another one of this name was made at the same moment
            return await self.create(description, author=author)
        return saved

    async def save(
        self, business: BusinessId, description: Description, *, based_on: int, author: str
    ) -> Saved | Faulty | Outdated:
        return await self._save(business, description, based_on=based_on, author=author)

    def as_text(self, description: Description) -> str:
        read = _read(description)
        plain = description if isinstance(read, Faulty) else _plain(read)
        return yaml.safe_dump(dict(plain), allow_unicode=True, sort_keys=False, width=110)

    def from_text(self, text: str) -> Description | Faulty:
        try:
            content = yaml.safe_load(text)
        except yaml.YAMLError:
            return Faulty((DescriptionFault((), NO_DESCRIPTION),))
        if not isinstance(content, Mapping):
            return Faulty((DescriptionFault((), NO_DESCRIPTION),))
        read = _read(content)
        return read if isinstance(read, Faulty) else _plain(read)

    def read(self, description: Description) -> Business | Faulty:
        read = _read(description)
        if isinstance(read, Faulty):
            return read
        try:
            return read.business(self._clock.now().date())
        except ConfigurationError as error:
            return Faulty((DescriptionFault((), str(error)),))

    async def _save(
        self, business: BusinessId, description: Description, *, based_on: int, author: str
    ) -> Saved | Faulty | Outdated:
        read = _read({**description, "id": business})
        if isinstance(read, Faulty):
            return read
        try:
            saved = await self._businesses.save(read, author=author, based_on=based_on)
        except VersionPassed:
            current = await self.described(business)
            if current is None:
                raise
            return Outdated(current)
        except ConfigurationError as error:
            taken = str(error).startswith("numbers:")
            return Faulty(
                (DescriptionFault(("numbers",), NUMBER_TAKEN) if taken else DescriptionFault((), str(error)),)
            )
        described = await self.described(business)
        if described is None:
            raise ConfigurationError(f"{business} was saved and is not there")
        return Saved(described, saved)

    async def _versions(self, business: BusinessId, number: int | None, *, limit: int) -> tuple[Described, ...]:
        wanted = select(BusinessVersionRow).where(col(BusinessVersionRow.business_id) == business)
        if number is not None:
            wanted = wanted.where(col(BusinessVersionRow.number) == number)
        async with self._database.reading() as session:
            rows = await session.exec(wanted.order_by(col(BusinessVersionRow.number).desc()).limit(limit))
            return tuple(
                Described(
                    BusinessId(row.business_id),
                    row.number,
                    _plain(BusinessText.model_validate_json(row.definition)),
                    row.author,
                    row.saved_at,
                )
                for row in rows
            )


def _read(description: Description) -> BusinessText | Faulty:
    try:
        return BusinessText.model_validate(dict(description))
    except ValidationError as error:
        return Faulty(tuple(DescriptionFault(tuple(one["loc"]), one["msg"]) for one in error.errors()))


def _plain(read: BusinessText) -> Description:
    """As a person would write it: without what is usual anyway, and without what only old bookings still name."""
    plain: Description = json.loads(read.model_dump_json(exclude_defaults=True, exclude={"former"}))
    return {"id": read.business_id, **{str(key): _short_times(value) for key, value in plain.items()}}


def _short_times(value: object) -> object:
    if isinstance(value, str):
        return _FULL_MINUTES.sub(r"\1", value)
    if isinstance(value, list):
        return [_short_times(one) for one in value]
    if isinstance(value, dict):
        return {key: _short_times(one) for key, one in value.items()}
    return value
