"""A server whose database is away at its start answers the telephone all the same, and all goes on once it is there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from app.commands.transcript import Json
from app.domain.ids import CallSid
from app.settings import Settings
from app.stores.business_file import example_business
from app.stores.business_memory import FileBusinessMemory
from app.wiring.calls import Wits
from app.wiring.stores import open_stores
from tests.fakes.business import SEEDED_ON
from tests.fakes.database import Store, create_database, sqlite_url
from tests.fakes.postgresql import server as postgresql
from tests.fakes.wired import CALLER, scripted_speech, wired
from tests.wiring.test_engine_watch import first_verbs, problems

PATIENCE_S = 60
ALONE, LATER = CallSid("CA" + "1" * 32), "CA" + "2" * 32


@dataclass
class Away:
    """A database that is not there until it `comes`."""

    url: str
    comes: Callable[[], Awaitable[object]]


@pytest.fixture
def away(store: Store, tmp_path: Path) -> Away:
    if store.is_sqlite:
        torn = tmp_path / "torn.db"
        torn.write_bytes(b"this is no database" * 100)
        return Away(sqlite_url(torn), lambda: asyncio.to_thread(torn.unlink))
    name = f"late_{tmp_path.name}".replace("-", "_").lower()
    return Away(postgresql().url(name), lambda: create_database(name))


@asynccontextmanager
async def waiting_server(away: Away, wits: Wits, folder: Path) -> AsyncIterator[tuple[Settings, httpx.AsyncClient]]:
    async with (
        wired(away.url, scripted_speech([]), wits, answer_within_s=10, spool=folder / "spool", waits=True) as (
            found,
            _,
        ),
        httpx.AsyncClient(base_url=found.base_url, timeout=PATIENCE_S) as http,
    ):
        yield found, http


async def on_record(http: httpx.AsyncClient, settings: Settings, call_sid: CallSid) -> Json:
    async with open_stores(settings) as stores:
        token = await stores.api_tokens.create("test")
    async with asyncio.timeout(PATIENCE_S):
        while True:
            told = await http.get(f"/api/v1/calls/{call_sid}", headers={"Authorization": f"Bearer {token}"})
            if told.is_success and told.json()["decisions"]:
                found: Json = told.json()
                return found
            await asyncio.sleep(0.1)


async def test_callers_reach_people_while_the_database_is_away_and_the_assistant_and_their_record_once_it_is_there(
    away: Away, wits: Wits, tmp_path: Path
) -> None:
    settings = Settings().model_copy(update={"spool": tmp_path / "spool"})
    await FileBusinessMemory(settings.business_memory).keep([example_business().dated(SEEDED_ON)])
    async with waiting_server(away, wits, tmp_path) as (found, http):
        told = await http.get("/readyz")
        assert (told.status_code, told.json()["problems"]) == (503, ["database"])
        assert told.json()["reasons"]["database"]
        assert (await http.get("/healthz")).is_success
        page = await http.get("/", headers={"Accept": "text/html", "Accept-Language": "de"})
        assert (page.status_code, "Datenbank" in page.text) == (503, True)
        assert (await http.get("/api/v1/calls")).status_code == 503
        verbs = await first_verbs(http, ALONE)
        assert ("Connect" in verbs, "Dial" in verbs) == (False, True)
        await away.comes()
        async with asyncio.timeout(PATIENCE_S):
            while await problems(http):  # noqa: ASYNC110  a server tells it when asked
                await asyncio.sleep(0.1)
        assert "Connect" in await first_verbs(http, LATER)
        record = await on_record(http, found, ALONE)
    assert record["from_number"] == CALLER
    assert record["decisions"][0]["why"] == "database_gone"  # type: ignore[index]
