"""Whole calls in which people have a part: real server, dialogue and database, scripted recogniser; graded by the
TwiML that was followed and by what stands on record.
"""

from pathlib import Path

import httpx

from app.commands.transcript import Json
from app.simulator.network import CallResult, Line, StaffAnswer, place_call
from app.wiring.calls import Wits
from tests.calls.offices import HUMAN_LINE, MODE, PRAXIS, office, record_of
from tests.fakes.wired import CALLER, speaker_of

A_PERSON = "Ich möchte bitte mit einem Menschen sprechen."
MESSAGE = [
    "Eine Nachricht bitte.",
    "Die Krone sitzt wieder fest.",
    "Bettina Kraus.",
    "Ja.",
    "Nein, danke, das war alles.",
]


async def ring(
    http: httpx.AsyncClient,
    *staff: StaffAnswer,
    says: int = 0,
    then_says: int = 0,
    message_s: int | None = None,
) -> tuple[CallResult, Json]:
    line = Line(str(http.base_url).rstrip("/"), PRAXIS, CALLER, staff=staff, message_s=message_s)
    result = await place_call(line, speaker_of(says), afterwards=speaker_of(then_says))
    return result, await record_of(http, result.call_sid)


def said(record: Json) -> str:
    turns = record["turns"]
    assert isinstance(turns, list)
    return " ".join(turn["text"] for turn in turns if turn["speaker"] == "assistant")


def handover(record: Json) -> Json:
    found = record["handover"]
    assert isinstance(found, dict)
    return found


async def messages(http: httpx.AsyncClient) -> list[str]:
    return [item["text"] for item in (await http.get("/api/v1/messages")).json()["items"]]


async def test_who_asks_for_a_person_is_put_through_and_the_record_says_who_took_it(tmp_path: Path, wits: Wits) -> None:
    async with office(tmp_path, wits, [A_PERSON]) as http:
        result, record = await ring(http, StaffAnswer.TAKES, says=1)
    assert [(dial.number, dial.status) for dial in result.dials] == [(HUMAN_LINE, "completed")]
    assert "Möchte mit einem Menschen sprechen." in result.dials[0].whisper
    assert (record["outcome"], record["escalation"]) == ("transferred", "asked_for_human")
    assert (handover(record)["reason"], handover(record)["taken_by"]) == ("asked_for_human", HUMAN_LINE)
    assert isinstance(handover(record)["taken_after_seconds"], int)


async def test_a_busy_human_line_ends_in_a_message_without_a_second_greeting(tmp_path: Path, wits: Wits) -> None:
    async with office(tmp_path, wits, [A_PERSON, *MESSAGE]) as http:
        result, record = await ring(http, StaffAnswer.BUSY, says=1, then_says=len(MESSAGE))
        assert await messages(http) == ["Die Krone sitzt wieder fest."]
    assert [dial.status for dial in result.dials] == ["busy"]
    assert len(result.recordings) == 2
    assert "Dort ist gerade besetzt." in said(record)
    assert said(record).count("guten Tag") == 1
    assert record["outcome"] == "message"
    assert handover(record)["nobody_answered"] is True


async def test_after_hours_nobody_is_rung_and_a_message_is_taken(tmp_path: Path, wits: Wits) -> None:
    async with office(tmp_path, wits, [A_PERSON, *MESSAGE], always_open=False) as http:
        result, record = await ring(http, StaffAnswer.TAKES, says=1 + len(MESSAGE))
        assert await messages(http) == ["Die Krone sitzt wieder fest."]
    assert (result.dials, record["outcome"], record["escalation"]) == ([], "message", None)


async def test_staff_first_rings_them_and_then_the_assistant_greets(tmp_path: Path, wits: Wits) -> None:
    async with office(tmp_path, wits, ["Nein, danke, das war alles."]) as http:
        await http.put(MODE, json={"mode": "staff_first"})
        missed, record = await ring(http, StaffAnswer.SILENT, says=1)
        taken, other = await ring(http, StaffAnswer.TAKES)
    assert [(dial.status, dial.ring_s) for dial in missed.dials] == [("no-answer", 15)]
    assert "guten Tag" in said(record)
    assert (taken.recordings, other["outcome"], handover(other)["taken_by"]) == ([], "transferred", HUMAN_LINE)


async def test_the_kill_switch_sends_every_call_to_the_human_line_and_then_to_the_voicemail(
    tmp_path: Path, wits: Wits
) -> None:
    async with office(tmp_path, wits, []) as http:
        switched = await http.put(MODE, json={"mode": "human_line"})
        assert switched.json()["rings_now"] == [HUMAN_LINE]
        taken, first = await ring(http, StaffAnswer.TAKES)
        missed, second = await ring(http, StaffAnswer.SILENT, message_s=9)
        (note,) = await messages(http)
    assert (taken.recordings, missed.recordings) == ([], [])
    assert (first["outcome"], second["outcome"]) == ("transferred", "message")
    assert note.startswith("Sprachnachricht von 9 Sekunden.")


async def test_while_only_messages_are_taken_a_wish_for_an_appointment_becomes_one(tmp_path: Path, wits: Wits) -> None:
    async with office(tmp_path, wits, ["Ich hätte gern einen Termin zur Kontrolle.", *MESSAGE]) as http:
        await http.put(MODE, json={"mode": "message_only"})
        result, record = await ring(http, StaffAnswer.TAKES, says=1 + len(MESSAGE))
    assert (result.dials, record["outcome"], record["bookings"]) == ([], "message", [])
    assert "Darum kümmert sich jemand persönlich." in said(record)
