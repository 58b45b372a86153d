"""What a browser without a memory has to fetch for the fullest pages there are."""

import re

import pytest

from tests.bench.large_office import PEOPLE, fill_days
from tests.fakes.database import SQLITE
from tests.web.pages.office import Office, signed_in

MOST_BYTES = 150_000
LOADED = re.compile(r'(?:src|href|data-[a-z-]+)="(/static/[^"]+)"')


@pytest.mark.parametrize("store", [SQLITE], indirect=True)
async def test_a_full_day_of_25_people_or_rooms_stays_light_with_all_that_it_loads(practice: Office) -> None:
    day = (await fill_days(practice)).isoformat()
    await practice.person()
    weights: dict[str, int] = {}
    async with signed_in(practice) as browser:
        for path in (f"/calendar?day={day}", f"/calendar?day={day}&show=rooms", f"/calendar?day={day}&view=week"):
            page = await browser.open(path)
            assert path.endswith("week") or page.text.count("data-column") >= PEOPLE
            weights[path] = page.num_bytes_downloaded
            for asset in set(LOADED.findall(page.text)):
                weights[path] += (await browser.http.get(asset)).num_bytes_downloaded
    print(weights)  # noqa: T201  the figures of a run with -s
    assert {path: weight for path, weight in weights.items() if weight >= MOST_BYTES} == {}
