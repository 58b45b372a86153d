"""The mode that was switched on, and the paths as the owner changes them, on both databases."""

import pytest

from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId
from app.domain.transfers.paths import Mode
from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.escalation import SqlCallModes, SqlEscalationBook
from app.stores.records import SqlRecords
from tests.fakes.clock import FakeClock

PRAXIS = BusinessId("praxis-dr-sommer")


async def test_a_switch_holds_until_it_is_taken_back_and_both_are_on_record(
    database: Database, clock: FakeClock
) -> None:
    modes = SqlCallModes(database)
    assert await modes.mode(PRAXIS) is None
    for mode in (Mode.HUMAN_LINE, Mode.STAFF_FIRST, None):
        await modes.switch(PRAXIS, mode, by="api", at=clock.now())
        assert await modes.mode(PRAXIS) is mode
    log = await SqlRecords(database, SqlBusinesses(database, clock)).decisions()
    told = [(entry.decision.inputs["before"], entry.decision.inputs["mode"]) for entry in reversed(log.items)]
    assert told == [(None, "human_line"), ("human_line", "staff_first"), ("staff_first", None)]


async def test_paths_are_kept_as_written_and_ring_from_then_on(database: Database, clock: FakeClock) -> None:
    book, businesses = SqlEscalationBook(database, clock), SqlBusinesses(database, clock)
    described = dict(await book.read(PRAXIS) or {})
    rings = [{"number": "+493023125012", "name": "Empfang", "ring_seconds": 12, "handover": "conference"}]
    described["paths"] = [{"when": ["billing", "complaint"], "to": rings}]
    assert await book.write(PRAXIS, described) == ()
    business = await businesses.load(PRAXIS)
    assert business is not None
    assert [(path.when, path.rings[0].ring_s) for path in business.escalation.paths] == [
        ("billing", 12),
        ("complaint", 12),
    ]


async def test_a_number_that_must_not_be_dialled_is_named_and_nothing_is_kept(
    database: Database, clock: FakeClock
) -> None:
    book = SqlEscalationBook(database, clock)
    before = await book.read(PRAXIS)
    found = await book.write(PRAXIS, {"human_line": "+499001234567"})
    assert [finding.code for finding in found] == ["costly_number"]
    assert await book.read(PRAXIS) == before


@pytest.mark.parametrize("described", [{"human_line": "030 1234"}, {"mode": "sometimes"}, {"paths": [{"to": "x"}]}])
async def test_what_cannot_be_read_is_refused(
    database: Database, clock: FakeClock, described: dict[str, object]
) -> None:
    with pytest.raises(ConfigurationError, match="escalation"):
        await SqlEscalationBook(database, clock).write(PRAXIS, described)
    with pytest.raises(ConfigurationError, match="no business"):
        await SqlEscalationBook(database, clock).write(BusinessId("elsewhere"), {})
