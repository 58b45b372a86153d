"""Two of the calls of `tests.calls.escalated`, by real speech: danger to life, and a bill."""

from pathlib import Path

from app.settings import Settings
from app.wiring.calls import Wits
from app.wiring.speech import caller_voice, speech
from tests.calls.escalated import STORIES, play
from tests.calls.offices import office
from tests.wiring.test_server import wits as wits  # noqa: PLC0414  a fixture, used by its name

PLAYED = ("crisis", "billing")


async def test_by_speech_danger_and_a_bill_ring_the_telephones_that_are_theirs(tmp_path: Path, wits: Wits) -> None:
    settings = Settings()
    async with (
        speech(settings) as engines,
        office(tmp_path, wits, engines) as http,
        caller_voice(settings, "pico", "de") as voice,
    ):
        stories = [story for story in STORIES if story.name in PLAYED]
        outcomes = [await play(story, http, voice, nth=nth) for nth, story in enumerate(stories)]
    assert {outcome.story.name: outcome.faults for outcome in outcomes} == dict.fromkeys(PLAYED, ())
