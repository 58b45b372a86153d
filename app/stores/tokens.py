"""Tokens, kept as hashes only: 256 or 128 random bits cannot be guessed, so a plain sha256 is enough."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Update
from sqlmodel import col, delete, select, update

from app.domain.ids import BusinessId, CallSid
from app.ports.clock import Clock
from app.ports.records import ALL_SCOPES, ApiToken, MediaGrant
from app.stores.database import Database, call_of
from app.stores.tables import ApiTokenRow, CallRow, MediaTokenRow

API_TOKEN_BYTES = 32
MEDIA_TOKEN_BYTES = 16


class SqlApiTokens:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def create(
        self,
        name: str,
        *,
        scopes: frozenset[str] = ALL_SCOPES,
        business: BusinessId | None = None,
        created_by: str | None = None,
    ) -> str:
        secret = secrets.token_urlsafe(API_TOKEN_BYTES)
        now = self._clock.now()
        async with self._database.writing(f"token {name}") as session:
            await session.exec(_revoke(name, business).values(revoked_at=now))
            session.add(
                ApiTokenRow(
                    hash=_hash(secret),
                    name=name,
                    created_at=now,
                    scopes=" ".join(sorted(scopes)),
                    business_id=business,
                    created_by=created_by,
                )
            )
        return secret

    async def verify(self, secret: str) -> ApiToken | None:
        async with self._database.reading() as session:
            row = await session.get(ApiTokenRow, _hash(secret))
            return _token(row) if row and row.revoked_at is None else None

    async def tokens(self) -> Sequence[ApiToken]:
        async with self._database.reading() as session:
            rows = await session.exec(select(ApiTokenRow).order_by(col(ApiTokenRow.created_at)))
            return tuple(_token(row) for row in rows)

    async def revoke(self, name: str, *, business: BusinessId | None = None) -> bool:
        async with self._database.writing() as session:
            revoked = await session.exec(_revoke(name, business).values(revoked_at=self._clock.now()))
            return revoked.rowcount > 0


class SqlMediaTokens:
    """`node` is the server that a stream comes to: from then on the call is its call."""

    def __init__(self, database: Database, clock: Clock, node: str | None = None) -> None:
        self._database = database
        self._clock = clock
        self._node = node

    async def mint(self, grant: MediaGrant, *, lives_for: timedelta = timedelta(seconds=60)) -> str:
        token = secrets.token_urlsafe(MEDIA_TOKEN_BYTES)
        now = self._clock.now()
        async with self._database.writing(call_of(grant.call_sid)) as session:
            await session.exec(
                delete(MediaTokenRow).where(
                    (col(MediaTokenRow.call_sid) == grant.call_sid) | (col(MediaTokenRow.expires_at) <= now)
                )
            )
            session.add(
                MediaTokenRow(
                    hash=_hash(token),
                    call_sid=grant.call_sid,
                    business_id=grant.business,
                    expires_at=now + lives_for,
                )
            )
        return token

    async def consume(self, token: str) -> MediaGrant | None:
        async with self._database.writing() as session:
            used = await session.exec(
                delete(MediaTokenRow)
                .where(col(MediaTokenRow.hash) == _hash(token))
                .returning(col(MediaTokenRow.call_sid), col(MediaTokenRow.business_id), col(MediaTokenRow.expires_at))
            )
            row = used.first()
            if row is not None and self._node is not None:
                mine = update(CallRow).where(col(CallRow.call_sid) == row.call_sid)
                await session.exec(mine.values(node_id=self._node))
        if row is None or row.expires_at <= self._clock.now():
            return None
        return MediaGrant(CallSid(row.call_sid), BusinessId(row.business_id))


def _token(row: ApiTokenRow) -> ApiToken:
    return ApiToken(
        name=row.name,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
        scopes=frozenset(row.scopes.split()),
        business=BusinessId(row.business_id) if row.business_id else None,
        created_by=row.created_by,
    )


def _revoke(name: str, business: BusinessId | None) -> Update:
    owner = col(ApiTokenRow.business_id)
    return update(ApiTokenRow).where(
        col(ApiTokenRow.name) == name,
        owner.is_(None) if business is None else owner == business,
        col(ApiTokenRow.revoked_at).is_(None),
    )


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
