"""The spool survives a crash, keeps its order and its bound, and is empty when all is made up for."""

from datetime import UTC, datetime
from pathlib import Path

from app.domain.ids import CallSid
from app.ports.call_spool import CallEvent
from app.stores.call_spool import FileCallSpool

AT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # half an hour after the clocks went forward in Berlin


def event(nth: int) -> CallEvent:
    facts = {"why": "Grüße, \n und ein Zeilenende"}
    return CallEvent("opened", CallSid(f"CA{nth}"), AT, "+493023125199", "+493023125000", facts)


def sids(events: object) -> list[str]:
    return [one.call_sid for one in events]  # type: ignore[attr-defined]


async def test_events_come_back_as_they_were_and_in_order_also_after_a_restart(tmp_path: Path) -> None:
    spool = FileCallSpool(tmp_path / "data" / "calls.spool")
    for nth in range(3):
        assert await spool.append(event(nth))
    await spool.done(1)
    again = FileCallSpool(tmp_path / "data" / "calls.spool")
    assert again.waiting == 2
    assert list(await again.oldest()) == [event(1), event(2)]
    assert len(await again.oldest(1)) == 1


async def test_only_its_owner_may_read_it_and_it_is_gone_when_all_is_made_up_for(tmp_path: Path) -> None:
    path = tmp_path / "calls.spool"
    spool = FileCallSpool(path)
    await spool.append(event(0))
    assert path.stat().st_mode & 0o777 == 0o600
    await spool.done(1)
    assert not path.exists()
    assert not path.with_suffix(".done").exists()
    await spool.append(event(1))
    assert sids(await spool.oldest()) == ["CA1"]


async def test_a_line_torn_by_a_crash_is_left_out_and_hides_none_after_it(tmp_path: Path) -> None:
    path = tmp_path / "calls.spool"
    await FileCallSpool(path).append(event(0))
    path.write_text(path.read_text() + '\n{"kind": "opened", "ca')
    spool = FileCallSpool(path)
    assert spool.waiting == 1
    await spool.append(event(1))
    assert sids(await FileCallSpool(path).oldest()) == ["CA0", "CA1"]


async def test_what_does_not_fit_is_refused_and_counted(tmp_path: Path) -> None:
    spool = FileCallSpool(tmp_path / "calls.spool", largest_bytes=300)
    kept = [await spool.append(event(nth)) for nth in range(3)]
    assert kept == [True, False, False]
    assert (spool.waiting, spool.refused) == (1, 2)
    nowhere = FileCallSpool(Path("/proc/nowhere/calls.spool"))
    assert not await nowhere.append(event(0))
