from app.domain.calls import CallOutcome, Decision
from app.ports.chat_model import ChatRequest
from tests.dialogue.model_line import ModelLine
from tests.dialogue.text_call import Line
from tests.fakes.chat_model import Fault, Reply, Step


def after_call_of(line: Line) -> Decision:
    return next(entry.decision for entry in line.records.decided if entry.decision.kind == "after_call")


def replies(*worded: Step) -> Reply:
    """One answer to the request for a summary, which has no tools."""

    def reply(request: ChatRequest) -> list[Step]:
        assert not request.tools
        return list(worded)

    return reply


async def booked(*worded: Step) -> ModelLine:
    line = ModelLine(replies(*worded), words_summary=True)
    own = {"offering": "checkup", "resource": "dr-anna-sommer", "start": "2026-03-19T10:00", "name": "Peter Krause"}
    line.has_booking(own)
    await line.pick_up()
    line.brain._failed_turns = 9  # the built-in brain leads: this is about the summary
    await line.say("Ich muss meinen Termin absagen.")
    await line.say("Ja bitte.")
    await line.hang_up()
    return line


def summary_of(line: ModelLine) -> str:
    return line.records.entries[line.call_sid].summary or ""


async def test_topics_promises_and_follow_ups_come_from_what_was_done() -> None:
    line = Line()
    await line.pick_up()
    for text in (
        "Rufen Sie mich bitte zurück.",
        "Es geht um meine Rechnung vom März.",
        "Morgen um zehn.",
        "Peter Krause",
    ):
        await line.say(text)
    await line.hang_up()
    assert line.records.entries[line.call_sid].outcome is CallOutcome.CALLBACK
    told = after_call_of(line).inputs
    assert told["topics"] == ["callback"]
    assert told["promised"] == ["call_back"]
    assert told["follow_ups"] == ["call_back"]


async def test_a_model_words_the_summary_in_two_sentences_out_of_the_facts() -> None:
    worded = (
        "Peter Krause hat seine Kontrolluntersuchung am 19.03.2026 um 10:00 Uhr abgesagt. Zu tun ist nichts weiter."
    )
    line = await booked(worded)
    assert summary_of(line) == worded
    assert after_call_of(line).why == "worded_by_model"


async def test_a_summary_with_another_time_name_or_deed_is_not_taken() -> None:
    for false in (
        "Peter Krause hat seine Kontrolluntersuchung am 20.03.2026 um 10:00 Uhr abgesagt. Zu tun ist nichts.",
        "Sabine Hoffmann hat ihre Kontrolluntersuchung abgesagt. Zu tun ist nichts.",
        "Peter Krause hat seine Kontrolluntersuchung verschoben. Zu tun ist nichts.",
        "Peter Krause hat abgesagt und wird zurückgerufen. Er ist verärgert wegen der Rechnung.",
        "Eins. Zwei. Drei.",
        "",
    ):
        line = await booked(false)
        assert summary_of(line).startswith("Abgesagt: Kontrolluntersuchung")
        assert after_call_of(line).why == "worded_by_templates"


async def test_a_model_that_fails_leaves_the_summary_to_the_templates() -> None:
    assert summary_of(await booked(Fault())).startswith("Abgesagt: Kontrolluntersuchung")
