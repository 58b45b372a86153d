from pathlib import Path

import pytest

from tests.dialogue.golden import load, paths, replay


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
async def test_a_reviewed_call_still_goes_word_for_word_as_reviewed(path: Path) -> None:
    reviewed = load(path)
    assert await replay(path.stem, reviewed) == reviewed
