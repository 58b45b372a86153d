from pathlib import Path

import pytest
import yaml

from tests.dialogue.golden import paths, replay


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
async def test_a_reviewed_call_still_goes_word_for_word_as_reviewed(path: Path) -> None:
    assert await replay(path) == yaml.safe_load(path.read_text(encoding="utf-8"))
