"""Calls that belong to a person, by text: how they end, and what stands on record of it."""

from datetime import datetime

import pytest

from app.domain.business import Language
from app.domain.calls import CallTurn
from app.domain.escalation.signals import Kind, Signals
from tests.dialogue.text_call import ZONE, Line
from voice.contract import HangUp, Listen, Transfer, TurnReport, Unintelligible, Utterance

EVENING = datetime(2026, 3, 16, 22, 0, tzinfo=ZONE)


async def called(*, at: datetime | None = None) -> Line:
    line = Line() if at is None else Line(at=at)
    await line.pick_up()
    return line


def escalation_inputs(line: Line) -> dict[str, object]:
    return next(dict(entry.decision.inputs) for entry in line.records.decided if entry.decision.kind == "escalation")


async def test_danger_to_life_hears_112_at_once_and_is_put_through() -> None:
    line = await called()
    said, ending = await line.send("Ich kriege keine Luft, mein Hals schwillt zu!")
    assert said.startswith("Bitte rufen Sie sofort die eins eins zwei an.")
    assert ending == Transfer("emergency_of_life")
    assert escalation_inputs(line)["urgency"] == 1.0


@pytest.mark.parametrize(
    ("language", "heard", "guesses"),
    [
        ("en", "Health, my husband can squeeze any more.", ("Hell, my husband can't breathe anymore.",)),
        ("de", "Meine Frau ist verwuslos.", ("Meine Frau ist beim Verlust.", "Meine Frau ist bewusstlos.")),
    ],
)
async def test_danger_that_is_one_of_the_recognisers_guesses_is_danger(
    language: Language, heard: str, guesses: tuple[str, ...]
) -> None:
    line = Line(language=language)
    await line.pick_up()
    said, ending = await line.send(Utterance(1, heard, language, 0, 0, confidence=0.5, alternatives=guesses))
    assert ending == Transfer("emergency_of_life")
    assert ("one one two" if language == "en" else "eins eins zwei") in said


async def test_a_guess_at_a_name_puts_nobody_in_danger() -> None:
    line = await called()
    await line.say("Ich hätte gern am Donnerstag um neun eine Kontrolle.")
    _, ending = await line.send(Utterance(2, "Erika Stick.", "de", 0, 0, alternatives=("Er erstickt gerade.",)))
    assert isinstance(ending, Listen)


async def test_anger_in_one_breath_is_put_through_with_what_was_heard() -> None:
    line = await called()
    _, ending = await line.send("Ihr seid unfähige Idioten, ich verklage euch!")
    assert ending == Transfer("high_emotion")
    signals = escalation_inputs(line)["signals"]
    assert isinstance(signals, dict)
    assert {"insult", "threat"} <= signals.keys()


async def test_one_strong_word_gets_an_apology_and_anger_that_builds_a_person() -> None:
    line = await called()
    _, first = await line.send("Das ist eine Zumutung, wie lange man bei Ihnen wartet.")
    assert isinstance(first, Listen)
    _, second = await line.send("Sie nerven mich, das ist unverschämt!")
    assert second == Transfer("high_emotion")


async def test_despair_is_put_through_for_its_own_reason() -> None:
    line = await called()
    _, ending = await line.send("Meine Frau ist gestorben und ich weiß nicht mehr weiter, ich kann nicht mehr.")
    assert ending == Transfer("distress")


async def test_grief_is_met_with_a_word_and_the_call_goes_on() -> None:
    line = await called()
    said, ending = await line.send("Meine Mutter ist gestorben, ich muss ihren Termin absagen.")
    assert "leid" in said
    assert isinstance(ending, Listen)


async def test_pain_is_an_appointment_and_no_anger() -> None:
    line = await called()
    _, ending = await line.send("Der Zahn tut verdammt weh, ich halte es nicht mehr aus, kann ich heute kommen?")
    assert isinstance(ending, Listen)
    assert await line.records.escalation(line.call_sid) is None


async def test_who_asks_for_a_person_is_put_through() -> None:
    line = await called()
    _, ending = await line.send("Holen Sie mir jemanden ans Telefon, der sich auskennt.")
    assert ending == Transfer("asked_for_human")


async def test_anger_at_night_is_offered_a_message_or_callback_once() -> None:
    line = await called(at=EVENING)
    said, ending = await line.send("Ihr seid unfähige Idioten, ich verklage euch!")
    assert "Nachricht" in said
    assert isinstance(ending, Listen)
    await line.send("Eine Nachricht.")
    said, _ = await line.send("Sagen Sie dem Chef, dass er ein unfähiger Idiot ist und ich ihn verklage.")
    assert "niemand zu erreichen" not in said


async def test_what_was_not_understood_stands_on_the_owners_list_with_its_place() -> None:
    line = await called()
    await line.send(Unintelligible(1, 4_200, 5_000))
    said, ending = await line.send("Blubb gnarz wummel fizzel.")
    await line.hang_up()
    wishes = [noted.wish for noted in line.records.wishes]
    assert (wishes[0].text, wishes[0].nth, wishes[0].at_ms) == ("", 1, 4_200)
    assert wishes[-1].text == "Blubb gnarz wummel fizzel."
    assert isinstance(ending, Listen), said


async def test_a_list_that_cannot_be_written_does_not_end_the_call() -> None:
    line = await called()
    line.records.down = True
    _, ending = await line.send(Unintelligible(1, 0, 800))
    assert isinstance(ending, Listen)


class AngryEar:
    """A judge to whom everything sounds furious."""

    async def judge(self, text: str) -> Signals:
        return {Kind.SOUNDS_ANGRY: 1.0}


async def test_how_it_sounds_adds_to_what_is_said() -> None:
    line = Line(moods=AngryEar())
    await line.pick_up()
    _, ending = await line.send("Da kann ich ja gleich zu Hause bleiben bei Ihnen.")
    assert ending == Transfer("high_emotion")


class PersonsEar:
    """A judge to whom all but the first wish sounds like one for a person."""

    async def judge(self, text: str) -> Signals:
        return {} if "check-up" in text else {Kind.SOUNDS_LIKE_A_WISH: 1.0}


async def _ending_after_offers(text: str) -> Listen | Transfer | HangUp:
    line = Line(language="en", moods=PersonsEar())
    await line.pick_up()
    await line.say("A check-up on Tuesday, please.")
    _, ending = await line.send(text)
    return ending


async def test_a_time_that_sounds_like_a_wish_for_a_person_is_a_time() -> None:
    for text in ("Half past one, please.", "Nine, please.", "The second one would do."):
        assert isinstance(await _ending_after_offers(text), Listen), text


async def test_a_person_is_fetched_for_who_names_a_time_and_a_person() -> None:
    assert isinstance(await _ending_after_offers("Nine, but let me speak to somebody first."), Transfer)


async def test_each_turn_keeps_how_the_caller_felt() -> None:
    line = await called()
    text = "Das ist eine Zumutung, wie lange man bei Ihnen wartet."
    await line.send(text)
    await line.conversation.record_turn(TurnReport(line.turns, "caller", text, None, "de", 0, 900))
    turn: CallTurn = line.records.turns[line.call_sid][-1]
    assert turn.emotion == "angry"
    assert turn.intensity is not None
    assert 0.4 < turn.intensity < 1.0
    assert "judgement" in turn.signals


async def test_danger_is_heard_in_the_language_that_was_written_down_whatever_the_recogniser_took_it_for() -> None:
    line = await called()
    said, ending = await line.send(Utterance(1, "Elf, my husband can't breathe anymore.", "de", 0, 1_500))
    assert said.startswith("Please call one one two at once.")
    assert ending == Transfer("emergency_of_life")
