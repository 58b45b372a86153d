"""Connecting another calendar from the command line, and what doctor says of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.commands.busy_times import check_busy_times
from app.commands.verdict import Verdict
from app.settings import Settings
from app.wiring.stores import migrate_database, open_stores
from tests.cli.test_commands import cli as cli  # noqa: PLC0414  a fixture, used by its name
from tests.cli.test_commands import output
from tests.fakes.ics import calendar, event

TOMORROW = datetime.now(UTC) + timedelta(days=1)  # the commands ask the machine for the time
HOLIDAY = event(f"DTSTART;VALUE=DATE:{TOMORROW:%Y%m%d}", "SUMMARY:Urlaub in Rom")


def holiday(*more: str) -> Path:
    path = Path("urlaub sommer.ics")
    path.write_bytes(calendar(HOLIDAY, *more))
    return path


@pytest.fixture(autouse=True)
def _praxis(cli: CliRunner) -> None:
    output(cli.invoke(app, ["seed", "example"]))


def test_a_calendar_from_a_file_is_read_at_once_listed_and_let_go(cli: CliRunner) -> None:
    said = output(cli.invoke(app, ["business", "busy", "set", "dr-anna-sommer", str(holiday()), "--name", "Urlaub"]))
    assert "busy stretches: 1" in said
    listed = output(cli.invoke(app, ["business", "busy", "list"]))
    assert "dr-anna-sommer  Urlaub" in listed
    assert "Rom" not in listed
    output(cli.invoke(app, ["business", "busy", "remove", "dr-anna-sommer", "--name", "Urlaub"]))
    assert "No other calendar" in output(cli.invoke(app, ["business", "busy", "list"]))
    again = cli.invoke(app, ["business", "busy", "remove", "dr-anna-sommer"])
    assert "no calendar" in str(again.exception)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["dr-nobody", "x.ics"], "no resource dr-nobody"),
        (["dr-anna-sommer", "ftp://x"], "an address begins with"),
        (["dr-anna-sommer", "missing.ics"], "there is no such file"),
        (["dr-anna-sommer", "x.ics", "--business", "other"], "--business"),
    ],
)
def test_what_cannot_be_connected_is_said_with_the_reason(cli: CliRunner, words: list[str], why: str) -> None:
    result = cli.invoke(app, ["business", "busy", "set", *words])
    assert result.exit_code != 0
    assert why in " ".join((result.output + str(result.exception)).split())


async def test_doctor_names_calendars_that_are_well_broken_or_of_nobody(tmp_path: Path) -> None:
    settings = Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'x.db'}")
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        business = await stores.businesses.seed_example()
        assert business is not None
        now = stores.clock.now()
        for resource, name in ((business.resources[0].id, "fresh"), (business.resources[0].id, "broken")):
            await stores.busy_feeds.put(business.id, resource, name, "https://calendar.example/x", at=now)
        fresh, broken = sorted(await stores.busy_feeds.states(), key=lambda state: state.feed.name, reverse=True)
        await stores.busy_feeds.read(business, fresh.feed.id, None, at=now)
        await stores.busy_feeds.failed(broken.feed.id, "http_404", at=now)
    found = {finding.what.split()[1]: finding for finding in await check_busy_times(settings)}
    assert found["fresh"].verdict is Verdict.GOOD
    assert found["broken"].verdict is Verdict.NOTE
    assert "no calendar at this address" in found["broken"].found
    assert "busy remove" in found["broken"].fix
