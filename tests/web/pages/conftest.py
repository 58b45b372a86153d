from collections.abc import AsyncIterator

import pytest

from tests.fakes.database import Store
from tests.web.pages.office import Office, office


@pytest.fixture
async def practice(store: Store) -> AsyncIterator[Office]:
    """The example practice with nobody and nothing in it yet, on a Tuesday morning."""
    async with office(store) as found:
        yield found
