from pathlib import Path

import pytest

from app.stores.business_file import example_business
from app.stores.business_memory import OWNER_ONLY, FileBusinessMemory
from tests.fakes.business import SEEDED_ON, praxis

YEAR = SEEDED_ON.year


async def test_what_was_kept_is_the_business_without_its_customers_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "businesses.json"
    await FileBusinessMemory(path).keep([example_business().dated(SEEDED_ON)])
    (recalled,) = await FileBusinessMemory(path).recall(YEAR)
    assert recalled == praxis()
    assert "Sabine Hoffmann" not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == OWNER_ONLY


async def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    memory = FileBusinessMemory(tmp_path / "businesses.json")
    described = example_business().dated(SEEDED_ON)
    await memory.keep([described])
    memory.path.unlink()
    await memory.keep([described])
    assert not memory.path.exists()
    await memory.keep([])
    assert await memory.recall(YEAR) == ()


@pytest.mark.parametrize("kept", ["", "{", "[{}]", "7", '["torn"]', '{"a": 1}'])
async def test_a_damaged_memory_is_none(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "businesses.json"
    path.write_text(kept, encoding="utf-8")
    assert await FileBusinessMemory(path).recall(YEAR) == ()


async def test_a_place_that_cannot_be_written_keeps_nobody_from_calling(tmp_path: Path) -> None:
    (tmp_path / "in_the_way").touch()
    memory = FileBusinessMemory(tmp_path / "in_the_way" / "businesses.json")
    await memory.keep([example_business().dated(SEEDED_ON)])
    assert await memory.recall(YEAR) == ()
