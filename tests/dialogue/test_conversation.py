from datetime import datetime

import pytest

from app.dialogue.state import Asking
from app.domain.calls import CallOutcome
from tests.dialogue.text_call import ZONE, Line
from voice.contract import (
    EndReason,
    EngineFailed,
    Expectation,
    HangUp,
    Keys,
    Listen,
    Say,
    Silence,
    Timings,
    Transfer,
    TurnReport,
    Unintelligible,
    Utterance,
)

EVENING = datetime(2026, 3, 16, 20, 0, tzinfo=ZONE)


async def test_the_first_sentence_says_that_an_ai_speaks() -> None:
    acts = [act async for act in Line().conversation.begin()]
    first = acts[0]
    assert isinstance(first, Say)
    assert "KI" in first.text
    assert isinstance(acts[-1], Listen)


async def test_the_assistant_says_truthfully_that_it_is_a_machine() -> None:
    line = Line()
    await line.pick_up()
    said = await line.say("Sind Sie ein echter Mensch?")
    assert "KI" in said


async def test_danger_to_life_names_the_emergency_number_first_and_then_connects() -> None:
    line = Line(at=EVENING)
    await line.pick_up()
    said, ending = await line.send("Mein Mann bekommt keine Luft mehr!")
    assert said.index("eins eins zwei") < len(said)
    assert isinstance(ending, Transfer)
    assert await line.records.escalation(line.call_sid) == "emergency_of_life"


async def test_danger_to_life_is_heard_in_the_middle_of_a_booking_and_in_english() -> None:
    line = Line(language="en")
    await line.pick_up()
    await line.say("I need a check-up.")
    said, ending = await line.send("My wife can't breathe!")
    assert "one one two" in said
    assert isinstance(ending, Transfer)


async def test_a_caller_who_wants_a_human_is_put_through_and_the_decision_is_on_record() -> None:
    line = Line()
    await line.pick_up()
    _, ending = await line.send("Ich möchte mit einem Menschen sprechen.")
    assert ending == Transfer("asked_for_human")
    await line.hang_up(EndReason.TRANSFERRED)
    assert line.outcome is CallOutcome.TRANSFERRED
    assert line.records.decided[0].decision.kind == "escalation"


async def test_outside_opening_hours_a_message_or_callback_is_offered_instead_of_a_dead_line() -> None:
    line = Line(at=EVENING)
    await line.pick_up()
    said, ending = await line.send("Verbinden Sie mich bitte mit jemandem.")
    assert "Nachricht" in said
    assert isinstance(ending, Listen)
    assert await line.records.escalation(line.call_sid) is None


async def test_key_zero_fetches_a_human_at_any_point() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    _, ending = await line.send(Keys(2, "0", 0))
    assert isinstance(ending, Transfer)


async def test_silence_is_met_gently_twice_and_then_ends_the_call() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle.")
    first, ending = await line.send(Silence(2, 1, 0))
    assert first.endswith("?") or "zum Beispiel" in first.lower()
    assert isinstance(ending, Listen)
    _, ending = await line.send(Silence(3, 2, 0))
    assert isinstance(ending, Listen)
    _, ending = await line.send(Silence(4, 3, 0))
    assert isinstance(ending, HangUp)


async def test_who_asked_for_a_moment_is_not_hurried() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    said, listen = await line.send("Moment bitte, ich schaue in den Kalender.")
    assert "?" not in said
    assert isinstance(listen, Listen)
    assert listen.expects is Expectation.CHOICE
    said, _ = await line.send(Silence(3, 1, 0))
    assert "Ich bin noch da" in said


async def test_words_not_understood_are_asked_again_with_an_example_and_then_a_human_takes_over() -> None:
    line = Line()
    await line.pick_up()
    first, _ = await line.send(Unintelligible(1, 0, 0))
    second, _ = await line.send(Unintelligible(2, 0, 0))
    assert first != second
    _, ending = await line.send(Unintelligible(3, 0, 0))
    assert ending == Transfer("not_understood_twice")


async def test_a_speech_engine_that_fails_leads_to_the_keypad_and_then_to_a_human() -> None:
    line = Line()
    await line.pick_up()
    said, ending = await line.send(EngineFailed(1, "speech_to_text", 0))
    assert "Drücken Sie" in said
    assert isinstance(ending, Listen)
    _, ending = await line.send(EngineFailed(2, "speech_to_text", 0))
    assert isinstance(ending, Transfer)


async def test_the_keypad_alone_gets_a_callback() -> None:
    line = Line()
    await line.pick_up()
    await line.send(EngineFailed(1, "speech_to_text", 0))
    said, _ = await line.send(Keys(2, "4", 0))
    assert "notiert" in said
    assert len(line.tools.callbacks) == 1


async def test_a_store_that_is_down_is_admitted_and_never_called_booked() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um neun Uhr.")
    line.tools.down = True
    said = await line.say("Ja.")
    assert "technisches Problem" in said
    assert "eingetragen." not in said
    line.tools.down = False
    said = await line.say("Ja, bitte.")
    assert len(line.calendar.confirmed()) == 1


async def test_a_store_that_stays_down_hands_the_call_to_a_human() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um neun Uhr.")
    line.tools.down = True
    await line.say("Ja.")
    _, ending = await line.send("Ja, bitte.")
    assert isinstance(ending, Transfer)


async def test_records_that_cannot_be_written_do_not_end_the_call() -> None:
    line = Line()
    await line.pick_up()
    line.records.down = True
    report = TurnReport(1, "caller", "Eine Kontrolle bitte.", None, "de", 0, 900, Timings(200, 200, 10, 50, 460))
    await line.conversation.record_turn(report)
    said = await line.say("Eine Kontrolle bitte.")
    assert said
    await line.conversation.end(EndReason.CALLER_HUNG_UP)


async def test_a_turn_on_record_carries_intent_mood_and_timings() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Ich möchte einen Termin, aber das ist ja eine Frechheit bei Ihnen.")
    report = TurnReport(1, "caller", "Ich möchte einen Termin.", None, "de", 0, 900, Timings(200, 200, 10, 50, 460))
    await line.conversation.record_turn(report)
    [turn] = line.records.turns[line.call_sid]
    assert (turn.response_ms, turn.emotion) == (460, "angry")
    assert turn.intent is not None


async def test_one_loud_word_does_not_escalate_but_building_anger_does() -> None:
    line = Line()
    await line.pick_up()
    _, ending = await line.send("Das ist eine Unverschämtheit, ich brauche einen Termin zur Kontrolle!")
    assert isinstance(ending, Listen)
    _, ending = await line.send("Verdammt noch mal, hören Sie mir zu, ich habe die Schnauze voll!")
    assert ending == Transfer("high_emotion")


async def test_the_answer_follows_the_callers_language_and_the_record_knows() -> None:
    line = Line(language="en")
    await line.pick_up()
    said = await line.say("I would like a check-up on Thursday.")
    assert "Thursday" in said
    assert line.conversation.language == "en"
    assert line.records.entries[line.call_sid].language == "en"


async def test_a_sentence_that_reads_german_stays_german_whatever_the_recogniser_says() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Ich hätte gern einen Termin am Donnerstag.", language="en")
    assert line.conversation.language == "de"


async def test_a_caller_who_interrupts_the_greeting_is_still_known() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.say("Eine Kontrolle am Mittwoch um neun Uhr.")
    assert "sabine hoffmann" in line.assistant_said


async def test_a_turn_that_is_cut_off_leaves_nothing_running_and_the_call_goes_on() -> None:
    line = Line()
    await line.pick_up()
    acts = line.conversation.respond(Utterance(1, "Eine Kontrolle am Donnerstag.", "de", 0, 0))
    async for _ in acts:
        break
    await acts.aclose()  # type: ignore[attr-defined]
    said = await line.say("Der erste.")
    assert "Name" in said


async def test_one_foreign_word_does_not_switch_the_language() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    await line.say("Okay.", language="en")
    assert line.conversation.language == "de"


@pytest.mark.parametrize(
    ("asked", "sign"),
    [
        ("Haben Sie am Freitag auf?", "vierzehn Uhr"),
        ("Haben Sie heute noch offen?", "achtzehn Uhr"),
        ("Haben Sie samstags geöffnet?", "geschlossen"),
        ("Wo sind Sie denn?", "Sonnenallee"),
        ("Kann ich bei Ihnen parken?", "Hof"),
        ("Was kostet eine Zahnreinigung?", "neunundachtzig"),
        ("Wie lange dauert eine Wurzelbehandlung?", "neunzig Minuten"),
        ("Kommt man mit dem Rollstuhl rein?", "Aufzug"),
        ("Was kostet eine Wurzelbehandlung?", "weiß ich leider nicht"),
        ("Haben Sie eine Sauna?", "weiß ich leider nicht"),
    ],
)
async def test_questions_are_answered_from_the_businesss_data_or_honestly_not(asked: str, sign: str) -> None:
    line = Line()
    await line.pick_up()
    assert sign in await line.say(asked)


async def test_a_question_in_mid_booking_leads_back_to_what_was_open() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    said, listen = await line.send("Wo kann ich denn parken?")
    assert "Hof" in said
    assert said.endswith("?")
    assert isinstance(listen, Listen)
    assert listen.expects is Expectation.CHOICE


async def test_what_was_told_is_repeated_on_request() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Wo kann ich parken?")
    assert "Hof" in await line.say("Wie bitte?")


async def test_a_message_is_read_back_and_kept_only_after_a_yes() -> None:
    line = Line()
    await line.pick_up()
    for text in ("Ich möchte eine Nachricht hinterlassen.", "Das Paket ist angekommen.", "Bernd Kohl"):
        await line.say(text)
    assert line.tools.messages == []
    await line.say("Ja, genau.")
    assert line.tools.messages == [("Das Paket ist angekommen.", "Bernd Kohl", "+493023125199")]


async def test_the_summary_says_what_was_done_and_what_was_left_open() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Wo kann ich parken?")
    await line.say("Gut, dann eine Kontrolle am Donnerstag.")
    await line.hang_up()
    summary = line.records.entries[line.call_sid].summary or ""
    assert "parken" in summary
    assert "Terminwunsch" in summary


async def test_who_goes_round_in_circles_is_given_a_human() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    ending: object = None
    for _ in range(6):
        _, ending = await line.send("Sie sind eine Maschine, oder?")
        if isinstance(ending, Transfer):
            break
    assert isinstance(ending, Transfer)


async def test_a_caller_who_goes_on_before_the_answer_is_understood_as_one_sentence() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle.")
    await line.say("Am Dienstag.")
    whole = Utterance(line.turns + 1, "Am Dienstag geht es nicht, am Donnerstag.", "de", 0, 0, continues=True)
    said, _ = await line.send(whole)
    assert "Donnerstag" in said
    assert line.conversation.state.turns_heard == 2


async def test_noise_that_turns_out_to_be_a_sentence_takes_nothing_back_but_the_noise() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle.")
    await line.send(Unintelligible(line.turns + 1, 0, 0))
    said, _ = await line.send(Utterance(line.turns + 1, "Am Donnerstag.", "de", 0, 0, continues=True))
    assert "Donnerstag" in said


async def test_a_yes_that_goes_on_before_the_answer_is_heard_books_once_and_hears_that_it_is_booked() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Dienstag.")
    await line.say("Der erste passt.")
    await line.say("Anna Schneider.")
    booked = await line.say("Ja.")
    assert len(line.calendar.confirmed()) == 1
    said, _ = await line.send(Utterance(line.turns + 1, "Ja, bitte.", "de", 0, 0, continues=True))
    assert said == booked
    assert len(line.calendar.confirmed()) == 1
    assert line.conversation.state.asking is Asking.ANYTHING_ELSE


async def test_who_is_written_down_in_the_other_language_is_answered_in_it_whatever_the_recogniser_took_it_for() -> (
    None
):
    line = Line()
    await line.pick_up()
    await line.say("Elk, my husband had a filling and now it hurts.", language="de")
    assert line.conversation.language == "en"
    other = Line()
    await other.pick_up()
    await other.say("My filling please.", language="de")
    assert other.conversation.language == "de"
