"""Two of the calls of `tests.calls.escalated`, by real speech: danger to life, and a bill."""

from pathlib import Path

import httpx

from app.settings import Settings
from app.simulator.caller_voice import CallerVoice
from app.wiring.calls import Wits
from app.wiring.speech import caller_voice, speech
from tests.calls.escalated import play
from tests.calls.escalated_stories import STORIES, Story
from tests.calls.offices import office

PLAYED = ("crisis", "billing")


async def test_by_speech_danger_and_a_bill_ring_the_telephones_that_are_theirs(tmp_path: Path, wits: Wits) -> None:
    settings = Settings()
    async with (
        speech(settings) as engines,
        office(tmp_path, wits, engines) as http,
        caller_voice(settings, "pico", "de") as voice,
    ):
        stories = [story for story in STORIES if story.name in PLAYED]
        faults = {story.name: await faults_of(story, http, voice) for story in stories}
    assert faults == dict.fromkeys(PLAYED, ())


async def faults_of(story: Story, http: httpx.AsyncClient, voice: CallerVoice) -> tuple[str, ...]:
    """Of the best of three calls: where the machine is too busy to hear in time, callers end at the keypad, rightly."""
    outcome = await play(story, http, voice, nth=0)
    for nth in (1, 2):
        if outcome.faults:
            outcome = await play(story, http, voice, nth=nth)
    return outcome.faults
