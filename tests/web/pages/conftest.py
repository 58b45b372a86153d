from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.connectors.wav_folder import WavFolder
from app.domain.ids import CallSid
from tests.fakes.database import Store
from tests.web.pages.office import Office, office
from tests.web.pages.practice import a_morning
from tests.web.pages.recorded import record, recording_folder


@pytest.fixture
async def practice(store: Store) -> AsyncIterator[Office]:
    """The example practice with nobody and nothing in it yet, on a Tuesday morning."""
    async with office(store) as found:
        yield found


@pytest.fixture
async def folder(practice: Office, tmp_path: Path) -> AsyncIterator[WavFolder]:
    """Where the practice's recordings lie."""
    async with recording_folder(practice, tmp_path) as made:
        yield made


@pytest.fixture
async def sid(practice: Office, folder: WavFolder) -> CallSid:
    """A call of this morning that was recorded."""
    await practice.person()
    sid = (await a_morning(practice))["booking"]
    await record(practice, folder, sid)
    return sid
