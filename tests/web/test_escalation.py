"""Mode and paths over the API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import httpx
import pytest
from fastapi import FastAPI

from app.domain.rules.findings import RuleFinding
from app.domain.transfers.paths import Escalation, Mode
from app.web.api import ApiEdge, api_routes
from app.web.escalation import EscalationEdge
from tests.fakes.business import praxis
from tests.fakes.edge import FakeDesk
from tests.fakes.escalation import FakeCallModes, FakeEscalationBook
from tests.fakes.records import FakeRecords

PATH = "/api/v1/businesses/praxis-dr-sommer"
LINE = "+493023125010"


@dataclass
class Office:
    records: FakeRecords = field(default_factory=FakeRecords)
    modes: FakeCallModes = field(default_factory=FakeCallModes)
    book: FakeEscalationBook = field(default_factory=FakeEscalationBook)


@pytest.fixture
def office() -> Office:
    return Office()


@asynccontextmanager
async def asking(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    records = office.records
    edge = EscalationEdge(office.modes, office.book, records, records.clock)
    app = FastAPI()
    app.include_router(api_routes(ApiEdge(records, records, records, records.clock, FakeDesk(), escalation=edge)))
    headers = {"Authorization": f"Bearer {await records.create('owner')}"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield client


async def test_the_kill_switch_is_thrown_and_taken_back(office: Office) -> None:
    async with asking(office) as client:
        usual = (await client.get(f"{PATH}/mode")).json()
        killed = (await client.put(f"{PATH}/mode", json={"mode": "human_line"})).json()
        back = (await client.put(f"{PATH}/mode", json={"mode": None})).json()
    assert usual == {"mode": "assistant_first", "switched": False, "described": "assistant_first", "rings_now": []}
    assert killed == {"mode": "human_line", "switched": True, "described": "assistant_first", "rings_now": [LINE]}
    assert back == usual


async def test_a_mode_that_rings_nobody_is_a_conflict(office: Office) -> None:
    office.records.businesses = [replace(praxis(), escalation=Escalation(None))]
    async with asking(office) as client:
        assert (await client.put(f"{PATH}/mode", json={"mode": "human_line"})).status_code == 409
        assert (await client.put(f"{PATH}/mode", json={"mode": "message_only"})).status_code == 200
    assert list(office.modes.switched.values()) == [Mode.MESSAGE_ONLY]


async def test_paths_are_read_and_written_with_what_is_wrong_with_them(office: Office) -> None:
    office.book.faults = (RuleFinding("path_never_reached", facts={"nth": "2", "when": "billing"}),)
    async with asking(office) as client:
        written = await client.put(f"{PATH}/escalation?lang=en", json={"human_line": LINE})
        read = await client.get(f"{PATH}/escalation")
    assert written.json()["escalation"] == read.json()["escalation"] == {"human_line": LINE}
    assert [finding["code"] for finding in written.json()["findings"]] == ["path_never_reached"]
    assert written.json()["findings"][0]["says"].startswith("Path 2")


async def test_toll_fraud_is_refused_with_the_reason(office: Office) -> None:
    office.book.faults = (RuleFinding("costly_number", impossible=True, facts={"number": "+499001234567"}),)
    async with asking(office) as client:
        refused = await client.put(f"{PATH}/escalation", json={"human_line": "+499001234567"})
        unreadable = await client.put(f"{PATH}/escalation", json={"unreadable": True})
        unknown = await client.get("/api/v1/businesses/elsewhere/escalation")
    assert (refused.status_code, unreadable.status_code, unknown.status_code) == (422, 422, 404)
    assert "+499001234567" in refused.json()["detail"]
    assert office.book.kept == {}
