from pathlib import Path

from app.commands.doctor import check_database
from app.commands.notice_check import check_notices
from app.commands.verdict import Verdict
from app.settings import Settings
from app.wiring.stores import migrate_database, open_stores
from tests.fakes.clock import FakeClock
from tests.fakes.mail_server import mail_server
from tests.stores.test_decision_log import decide, write_past_us


def settings(folder: Path, **more: object) -> Settings:
    return Settings(DATABASE_URL=f"sqlite:///{folder / 'x.db'}", **more)  # type: ignore[arg-type]


async def test_doctor_says_whether_the_mail_server_takes_mail(tmp_path: Path) -> None:
    await migrate_database(settings(tmp_path))
    async with mail_server() as server:
        here = settings(
            tmp_path, smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none", mail_from="a@praxis.example"
        )
        found = {finding.what: finding for finding in await check_notices(here)}
        assert found["mail"].verdict is Verdict.GOOD
    found = {finding.what: finding for finding in await check_notices(here)}
    assert "does not answer" in found["mail"].found
    assert found["text messages"].fix


async def test_doctor_names_the_entry_of_the_decision_log_that_somebody_changed(tmp_path: Path) -> None:
    here = settings(tmp_path)
    await migrate_database(here)
    async with open_stores(here) as stores:
        await stores.businesses.seed_example()
        await decide(stores.database, FakeClock())
    whole = [finding for finding in await check_database(here) if finding.what == "decision log"]
    assert [finding.verdict for finding in whole] == [Verdict.GOOD]
    assert "3 entries, whole, last digest" in whole[0].found
    async with open_stores(here) as stores:
        await write_past_us(stores.database, "UPDATE decisions SET why = 'other' WHERE seq = 2")
    (broken,) = [finding for finding in await check_database(here) if finding.what == "decision log"]
    assert (broken.verdict, broken.found) == (Verdict.BAD, "praxis-dr-sommer: entry 2 is changed")
