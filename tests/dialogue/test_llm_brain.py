"""A language model leads: what it may do, how long it is waited for, and who takes over when it fails."""

import asyncio
import json
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from app.domain.bookings import BookingStatus
from app.ports.chat_model import ChatRequest, Usage
from tests.dialogue.model_line import ModelLine
from tests.fakes.chat_model import Fault, Pause, Reply, Step
from tests.fakes.virtual_time import run_virtual
from voice.contract import Heard, Keys, Listen, Say, SpeechAct, Transfer, TurnReport, Utterance

STALL = Pause(3_600)


def call(tool: str, **given: object) -> tuple[str, str]:
    return tool, json.dumps(given, ensure_ascii=False)


def find(when: str | None, offering: str | None = "checkup", **given: object) -> tuple[str, str]:
    return call("find_offers", **{"offering": offering, "when": when, "person": None, "name": None} | given)


async def timed(line: ModelLine, text: str) -> list[tuple[float, SpeechAct]]:
    """Each act with the second at which it came."""
    loop = asyncio.get_running_loop()
    began, line.turns = loop.time(), line.turns + 1
    event = Utterance(line.turns, text, line.language, 0, 0)
    return [(loop.time() - began, act) async for act in line.conversation.respond(event)]


def in_virtual_time(work: Coroutine[Any, Any, None]) -> None:
    run_virtual(work)


# --- a call from beginning to end -------------------------------------------------------------------------------------


async def test_a_model_leads_a_call_to_a_booking_through_tools() -> None:
    line = ModelLine(["Gern, ich schaue nach. ", find("am Mittwoch um zehn")], [call("end_call")])
    await line.pick_up()
    said = await line.say("Ich hätte gern am Mittwoch um zehn eine Kontrolle.")
    assert said.startswith("Gern, ich schaue nach.")
    await line.say("Peter Krause")
    assert "eingetragen" in await line.say("Ja, genau.") or line.calendar.confirmed()
    await line.say("Nein danke, auf Wiederhören.")
    booking = line.calendar.confirmed()[0]
    assert (booking.customer_name, booking.slot.starts_at.hour) == ("Peter Krause", 10)


async def test_facts_are_told_by_code_with_their_claims_so_that_an_interrupted_offer_is_unheard() -> None:
    line = ModelLine([find("nächste Woche")], [call("hold", offer="o2", name=None)])
    await line.pick_up()
    said = await line.say("Ich brauche nächste Woche eine Kontrolle.")
    line.conversation.heard(Heard(1, said, " ".join(said.split()[:8]), interrupted=True))
    again = await line.say("Dann den zweiten.")
    assert not any(call == "book" for call, _ in line.tools.calls)
    assert line.state.goal is not None
    assert line.state.goal.slot is None
    assert "Uhr" in again


async def test_offers_are_chosen_by_the_identifiers_of_this_call_alone() -> None:
    line = ModelLine([find("nächste Woche")], [call("hold", offer="o7", name=None)], ["Welche Zeit ist Ihnen lieber?"])
    await line.pick_up()
    await line.say("Ich brauche nächste Woche eine Kontrolle.")
    await line.say("Den siebten bitte.")
    assert "not_on_offer" in line.scripted.requests[-1].messages[-1].text
    assert line.state.goal is not None
    assert line.state.goal.slot is None


async def test_a_date_that_the_caller_never_said_is_not_taken_over() -> None:
    line = ModelLine([find("am siebten April um acht")])
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um zehn bitte.")
    assert line.state.goal is not None
    assert line.state.goal.slot is not None
    assert line.state.goal.slot.starts_at.weekday() == 2


async def test_a_name_that_the_caller_never_said_is_not_taken_over() -> None:
    line = ModelLine([find("am Mittwoch um zehn", name="Karl Jankowski")])
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um zehn bitte.")
    assert line.state.name is None


async def test_book_without_a_yes_reads_back_instead_of_booking() -> None:
    line = ModelLine([find("am Mittwoch um zehn", name="Peter Krause")], [call("book"), call("book")])
    await line.pick_up()
    await line.say("Peter Krause, eine Kontrolle am Mittwoch um zehn bitte.")
    said = await line.say("Und wie geht es jetzt weiter?")
    assert "Peter Krause" in said
    assert line.calendar.confirmed() == ()


async def test_a_yes_to_another_question_books_nothing() -> None:
    line = ModelLine(
        [find("am Mittwoch um zehn", name="Peter Krause")],
        ["Das ist eine gute Frage. Möchten Sie noch etwas wissen?"],
    )
    await line.pick_up()
    await line.say("Peter Krause, eine Kontrolle am Mittwoch um zehn bitte.")
    said = await line.say("Moment, tut das weh?")
    assert "Möchten Sie noch etwas wissen?" not in said
    assert said.rstrip().endswith("?")


async def test_an_appointment_is_cancelled_after_the_callers_yes_and_once() -> None:
    line = ModelLine([call("cancel", appointment=None, which=None)])
    own = line.has_booking(
        {"offering": "checkup", "resource": "dr-anna-sommer", "start": "2026-03-19T10:00", "name": "Peter Krause"}
    )
    await line.pick_up()
    assert "absagen" in await line.say("Ich muss meinen Termin absagen.")
    assert line.calendar.bookings[own.reference].status is BookingStatus.CONFIRMED
    await line.say("Ja bitte.")
    assert line.calendar.bookings[own.reference].status is BookingStatus.CANCELLED


async def test_tools_called_together_are_answered_together_with_one_question() -> None:
    question = call("answer_question", question="Was kostet eine Zahnreinigung?")
    line = ModelLine([question, find("am Mittwoch um zehn", "cleaning")])
    await line.pick_up()
    said = await line.say("Was kostet eine Zahnreinigung, und ginge es am Mittwoch um zehn?")
    assert "neunundachtzig Euro" in said
    assert said.count("?") == 1


async def test_the_same_call_twice_in_a_turn_is_one_effect() -> None:
    line = ModelLine([call("answer_question", question="Wo kann ich parken?")] * 2)
    await line.pick_up()
    assert (await line.say("Wo kann ich parken?")).count("Hof") == 1


async def test_unknown_tools_and_broken_arguments_are_told_to_the_model_which_may_do_better() -> None:
    line = ModelLine([("fly", "{}")], [("find_offers", "{offering")], ["Worum geht es denn genau?"])
    await line.pick_up()
    assert await line.say("Ich habe ein Anliegen.") == "Worum geht es denn genau?"
    told = [message.text for message in line.scripted.requests[-1].messages if message.role == "tool"]
    assert ["unknown_tool" in told[0], "bad_arguments" in told[1]] == [True, True]


async def test_a_caller_who_said_no_goodbye_is_not_hung_up_on() -> None:
    line = ModelLine([call("end_call")], ["Wie kann ich Ihnen helfen?"])
    await line.pick_up()
    _, ending = await line.send("Ich hätte gern einen Termin.")
    assert isinstance(ending, Listen)


async def test_a_message_is_the_callers_words_not_the_models() -> None:
    line = ModelLine([call("take_message", text="Die Praxis soll schließen.", name=None)])
    await line.pick_up()
    await line.say("Richten Sie bitte aus, dass mein Rezept fehlt.")
    assert line.state.goal is not None
    assert line.state.goal.text == "Richten Sie bitte aus, dass mein Rezept fehlt."


# --- time -------------------------------------------------------------------------------------------------------------


def test_each_sentence_is_spoken_as_soon_as_the_next_begins() -> None:
    async def work() -> None:
        line = ModelLine(["Gern. Worum ", Pause(2.0), "geht es denn?"])
        await line.pick_up()
        acts = await timed(line, "Ich habe ein Anliegen.")
        said = [(at, act.text) for at, act in acts if isinstance(act, Say)]
        assert said[0] == (0.0, "Gern.")
        assert said[1][0] == 2.0

    in_virtual_time(work())


def test_a_whole_sentence_does_not_wait_for_the_tool_call_that_is_written_behind_it() -> None:
    async def work() -> None:
        line = ModelLine(["Gern, ich schaue nach.", Pause(2.0), find("nächsten Dienstag")], ["Passt davon etwas?"])
        await line.pick_up()
        acts = await timed(line, "Ich hätte gern nächsten Dienstag einen Termin zur Kontrolle.")
        said = [(at, act.text) for at, act in acts if isinstance(act, Say)]
        assert said[0][1] == "Gern, ich schaue nach."
        assert said[0][0] <= 0.3
        assert said[1][0] >= 2.0

    in_virtual_time(work())


def test_a_model_that_keeps_the_caller_waiting_is_covered_by_a_filler_after_two_and_a_half_seconds() -> None:
    async def work() -> None:
        line = ModelLine([Pause(4.0), "Worum geht es denn?"])
        await line.pick_up()
        acts = await timed(line, "Ich habe ein Anliegen.")
        assert [round(at, 1) for at, act in acts if isinstance(act, Say)] == [2.5, 4.0]

    in_virtual_time(work())


def test_after_five_seconds_the_built_in_brain_answers_the_same_words() -> None:
    async def work() -> None:
        line = ModelLine([STALL])
        await line.pick_up()
        acts = await timed(line, "Ich brauche einen Termin zur Kontrolle.")
        assert round(acts[-1][0], 1) == 5.0
        assert "Kontrolluntersuchung" in " ".join(act.text for _, act in acts if isinstance(act, Say))
        assert line.scripted.given_up == 1

    in_virtual_time(work())


def test_a_model_that_stalls_in_mid_answer_is_left_after_three_more_seconds() -> None:
    async def work() -> None:
        line = ModelLine(["Gern. Ich ", STALL])
        await line.pick_up()
        acts = await timed(line, "Ich brauche einen Termin zur Kontrolle.")
        assert next(round(at) for at, act in acts if isinstance(act, Say)) == 0
        assert round(acts[-1][0]) == 3

    in_virtual_time(work())


def test_a_beginning_that_nobody_hears_does_not_keep_the_caller_from_a_filler() -> None:
    async def work() -> None:
        line = ModelLine(["Gern, ich ", STALL])
        await line.pick_up()
        acts = await timed(line, "Ich brauche einen Termin zur Kontrolle.")
        assert [round(at, 1) for at, act in acts if isinstance(act, Say)][:2] == [2.5, 3.0]

    in_virtual_time(work())


def test_a_model_that_trickles_is_left_after_twenty_seconds() -> None:
    async def work() -> None:
        line = ModelLine([step for _ in range(40) for step in ("sehr ", Pause(1.0))])
        await line.pick_up()
        acts = await timed(line, "Ich brauche einen Termin zur Kontrolle.")
        assert round(acts[-1][0]) == 20
        assert "Kontrolluntersuchung" in " ".join(act.text for _, act in acts if isinstance(act, Say))

    in_virtual_time(work())


def test_after_two_failed_turns_the_built_in_brain_leads_for_the_rest_of_the_call() -> None:
    async def work() -> None:
        line = ModelLine([STALL], [Fault()], ["Guten Tag."])
        await line.pick_up()
        for text in ("Ich brauche einen Termin zur Kontrolle.", "Vielleicht nächste Woche.", "Am Mittwoch um zehn."):
            await line.say(text)
        assert len(line.scripted.requests) == 2
        assert line.state.goal is not None
        assert line.state.goal.offers

    in_virtual_time(work())


def test_tools_that_take_long_are_covered_by_a_filler_after_seven_hundred_milliseconds() -> None:
    async def work() -> None:
        line = ModelLine([find("am Mittwoch um zehn")])
        quick = line.tools.find_offers

        async def slow(*given: Any, **named: Any) -> Any:
            await asyncio.sleep(1.5)
            return await quick(*given, **named)

        line.tools.find_offers = slow  # type: ignore[method-assign]
        await line.pick_up()
        acts = await timed(line, "Eine Kontrolle am Mittwoch um zehn bitte.")
        said = [round(at, 1) for at, act in acts if isinstance(act, Say)]
        assert said[:2] == [0.7, 1.5]

    in_virtual_time(work())


def test_what_only_reads_is_read_at_once_and_told_in_the_order_of_the_calls() -> None:
    bleaching, splint = "Was kostet bei Ihnen ein Bleaching?", "Was kostet eine Knirscherschiene?"

    async def work() -> None:
        asked = [call("answer_question", question=bleaching), call("answer_question", question=splint)]
        line = ModelLine([*asked, find("am Mittwoch um zehn")])
        line.tools.documents.update({"bleaching": "Ein Bleaching kostet 280 Euro.", "schiene": "Sie kostet 300 Euro."})
        for read in ("quote", "find_offers"):
            _slow(line, read)
        await line.pick_up()
        acts = await timed(line, f"{bleaching} {splint} Und eine Kontrolle am Mittwoch um zehn.")
        said = " ".join(act.text for _, act in acts if isinstance(act, Say))
        assert round(acts[-1][0], 1) == 1.5, said
        assert 0 < said.index("zweihundertachtzig") < said.index("dreihundert") < said.index("frei."), said

    in_virtual_time(work())


def _slow(line: ModelLine, tool: str) -> None:
    quick = getattr(line.tools, tool)

    async def slow(*given: Any, **named: Any) -> Any:
        await asyncio.sleep(1.5)
        return await quick(*given, **named)

    setattr(line.tools, tool, slow)


def test_a_caller_who_interrupts_ends_the_request_and_the_model_knows_what_was_heard() -> None:
    async def work() -> None:
        line = ModelLine(
            ["Das ist gar kein Problem. Worum geht es denn? ", STALL], ["Alles klar. Wann passt es Ihnen?"]
        )
        await line.pick_up()
        line.turns = 1
        acts = line.conversation.respond(Utterance(1, "Ich habe ein Anliegen.", "de", 0, 0))
        said = await anext(aiter(acts))
        assert isinstance(said, Say)
        await acts.aclose()  # type: ignore[attr-defined]
        line.conversation.heard(Heard(1, said.text, "Das ist gar", interrupted=True))
        await line.say("Nein, hören Sie zu.")
        assert line.scripted.given_up == 1
        heard = [message.text for message in line.scripted.requests[-1].messages if message.role == "assistant"]
        assert heard[-1] == "Das ist gar …"

    in_virtual_time(work())


# --- what fails -------------------------------------------------------------------------------------------------------


async def test_a_model_that_dies_after_its_tools_ran_does_not_undo_or_repeat_them() -> None:
    replies: list[Reply] = [[call("hold", offer="o1", name=None)], [Fault("connection")]]
    line = ModelLine([find("am Mittwoch um zehn", None)], *replies)
    await line.pick_up()
    said = await line.say("Ich möchte am Mittwoch um zehn kommen.")
    assert "?" in said
    again = await line.say("Eine Kontrolle bitte, die erste Zeit, die geht.")
    assert [name for name, _ in line.tools.calls].count("find_offers") <= 2
    assert again.rstrip().endswith("?")


async def test_a_model_with_nothing_fit_to_say_leaves_the_turn_to_the_built_in_brain() -> None:
    line = ModelLine(["Ihr Termin ist gebucht. ", "Doktor Weber ruft Sie an."])
    await line.pick_up()
    said = await line.say("Ich brauche einen Termin zur Kontrolle.")
    assert "gebucht" not in said
    assert "Wann" in said or "Welcher Tag" in said


async def test_endless_words_are_cut_and_the_turn_ends_with_a_question() -> None:
    line = ModelLine(["Das mache ich gern. " * 50])
    await line.pick_up()
    said = await line.say("Ich habe ein Anliegen.")
    assert said.count("gern") <= 6
    assert said.rstrip().endswith("?")


async def test_danger_to_life_waits_for_no_model() -> None:
    line = ModelLine(["Ich schaue nach."])
    await line.pick_up()
    said, ending = await line.send("Mein Mann bekommt keine Luft mehr!")
    assert "eins eins zwei" in said
    assert isinstance(ending, Transfer)
    assert line.scripted.requests == []


async def test_a_plain_yes_and_keys_need_no_model() -> None:
    line = ModelLine([find("am Mittwoch um zehn", name="Peter Krause")])
    await line.pick_up()
    await line.say("Peter Krause, eine Kontrolle am Mittwoch um zehn bitte.")
    await line.send(Keys(2, "1", 0))
    assert line.calendar.confirmed()
    assert len(line.scripted.requests) == 1


async def test_a_store_that_is_down_is_said_so_and_nothing_is_claimed() -> None:
    line = ModelLine([find("am Mittwoch um zehn")])
    await line.pick_up()
    line.tools.down = True
    said = await line.say("Eine Kontrolle am Mittwoch um zehn bitte.")
    assert "technisches Problem" in said


# --- the record, the prompt -------------------------------------------------------------------------------------------


async def test_the_version_of_the_prompt_and_the_model_stand_on_the_call() -> None:
    line = ModelLine(["Worum geht es denn?"])
    await line.pick_up()
    await line.say("Ich habe ein Anliegen.")
    inputs = next(entry.decision.inputs for entry in line.records.decided if entry.decision.kind == "brain")
    assert str(inputs["prompt"]).startswith("receptionist-de 1.")
    assert inputs["model"] == "scripted"


async def test_a_prompt_begins_as_the_one_before_it_did() -> None:
    def words(request: ChatRequest) -> list[Step]:
        return ["Worum geht es denn genau?"]

    line = ModelLine(words, words, words)
    await line.pick_up()
    for text in ("Ich habe ein Anliegen.", "Es ist etwas länger.", "Ich weiß nicht, wie ich es sagen soll."):
        await line.say(text)
    first, second, third = (request.messages for request in line.scripted.requests)
    assert second[: len(first) - 1] == first[:-1]
    assert third[: len(second) - 1] == second[:-1]
    assert all(request.tools == line.scripted.requests[0].tools for request in line.scripted.requests)


async def test_who_has_to_say_it_again_is_answered_by_the_built_in_brain() -> None:
    line = ModelLine(["Worum geht es denn genau?"], ["Worum geht es denn genau?"])
    await line.pick_up()
    await line.say("Ich hätte gern am Mittwoch um zehn eine Kontrolle.")
    assert "frei" in await line.say("Ich hätte gern am Mittwoch um zehn eine Kontrolle!")
    assert len(line.scripted.requests) == 1


async def test_who_wants_no_person_is_put_through_to_none() -> None:
    line = ModelLine([call("transfer", reason="asked_for_human")], [call("request_callback", topic=None, when=None)])
    await line.pick_up()
    _, ending = await line.send("Können Sie mich bitte zurückrufen lassen?", "de")
    assert not isinstance(ending, Transfer)
    assert "caller_asked_for_no_human" in line.scripted.requests[1].messages[-1].text


async def test_to_announce_a_message_is_not_the_message() -> None:
    announced = "Ich möchte eine Nachricht für Doktor Sommer hinterlassen."
    line = ModelLine([call("take_message", text=announced, name=None)])
    await line.pick_up()
    await line.say(announced)
    assert line.state.goal is not None
    assert line.state.goal.text is None


async def test_what_the_model_used_is_counted() -> None:
    line = ModelLine(["Worum geht es denn?"])
    line.scripted.usage = Usage(900, 12, 800)
    await line.pick_up()
    await line.say("Ich habe ein Anliegen.")
    assert (line.brain.use.requests, line.brain.use.cached_tokens) == (1, 800)


async def test_time_does_not_stand_still_for_an_offer_that_expired() -> None:
    line = ModelLine([find("am Mittwoch um zehn", name="Peter Krause")])
    await line.pick_up()
    await line.say("Peter Krause, eine Kontrolle am Mittwoch um zehn bitte.")
    line.clock.advance(timedelta(minutes=10))
    await line.say("Ja.")
    assert len(line.calendar.confirmed()) == 1


async def test_a_time_that_picks_one_of_the_offers_is_that_offer_even_when_the_model_looks_for_it_again() -> None:
    line = ModelLine([find("am Dienstag vormittag", "cleaning")], [find("um neun", "cleaning")])
    await line.pick_up()
    await line.say("Eine Zahnreinigung nächste Woche Dienstag vormittag.")
    assert line.state.goal is not None
    offered = line.state.goal.offers
    await line.say("Den zweiten, um neun.")
    assert line.state.goal is not None
    assert line.state.goal.slot == offered[1]


async def test_a_wish_that_the_model_takes_for_a_question_is_handed_back_as_a_wish() -> None:
    asked = call("answer_question", question="Kann ich heute noch vorbeikommen?")
    line = ModelLine([asked], [find("heute", "emergency")])
    await line.pick_up()
    said = await line.say("Ich habe furchtbare Zahnschmerzen, kann ich heute noch vorbeikommen?")
    assert "no_question_but_a_wish" in line.scripted.requests[-1].messages[-1].text
    assert "weiß ich leider nicht" not in said
    assert line.state.goal is not None
    assert line.state.goal.offering == "emergency"


async def test_a_models_view_adds_to_anger_that_the_words_show_and_stands_on_record() -> None:
    line = ModelLine(["Das tut mir leid. Worum geht es denn?"], [call("transfer", reason="upset")])
    await line.pick_up()
    await line.say("Ich bin wirklich sauer.")
    angry = "Das ist eine Zumutung, wie lange man bei Ihnen wartet."
    _, ending = await line.send(angry, "de")
    assert ending == Transfer("high_emotion")
    await line.conversation.record_turn(TurnReport(line.turns, "caller", angry, None, "de", 0, 900))
    assert line.records.turns[line.call_sid][-1].signals["model_view"] == 1.0


async def test_whom_the_model_alone_takes_for_upset_is_put_through_to_nobody() -> None:
    line = ModelLine([call("transfer", reason="upset")], ["Gern. Worum geht es denn?"])
    await line.pick_up()
    _, ending = await line.send("Ich habe ein Anliegen.", "de")
    assert not isinstance(ending, Transfer)
    assert "not_upset_enough" in line.scripted.requests[1].messages[-1].text
