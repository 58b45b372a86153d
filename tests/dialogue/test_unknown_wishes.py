"""What the business taught nobody: an example, two choices, then a person or a message; and whose telephone rings."""

import json
from dataclasses import replace

import pytest

from app.dialogue.comprehension import Comprehension
from app.domain.business import Language
from app.domain.calls import CallOutcome
from app.domain.ids import E164, ResourceId
from app.domain.transfers.choosing import targets_for
from app.domain.transfers.paths import EscalationPath, Target, Times, Wanted
from tests.dialogue.model_line import ModelLine
from tests.dialogue.test_escalation import EVENING, called
from tests.dialogue.text_call import Line, classifier
from tests.fakes.business import praxis
from voice.contract import HangUp, Keys, Listen, Transfer, Unintelligible

STRANGE: dict[Language, tuple[str, str, str]] = {
    "de": (
        "Ich wollte mein Pferd neu beschlagen lassen.",
        "Na das Pferd, wegen der Hufeisen halt.",
        "Hufeisen, vier Stück.",
    ),
    "en": (
        "I wanted new horseshoes for my pony.",
        "Well, the pony and its horseshoes.",
        "Horseshoes, four of them.",
    ),
}
BILLING, OFFICE, SOMMER = (E164(f"+49302312505{nth}") for nth in (1, 2, 3))


def with_paths(line: Line, *paths: EscalationPath) -> Line:
    """The same call to a business that rings these first."""
    business = praxis()
    business = replace(business, escalation=replace(business.escalation, paths=paths))
    line.conversation.state.business = business
    comprehended = Comprehension(business, classifier())
    line.conversation._comprehension = comprehended
    line.conversation._rules._comprehension = comprehended
    line.conversation._rules._hearing._comprehension = comprehended
    return line


def briefed(line: Line) -> dict[str, object]:
    return next(dict(entry.decision.inputs) for entry in line.records.decided if entry.decision.kind == "briefing")


async def ask_strangely(line: Line, language: Language, times: int) -> list[tuple[str, object]]:
    line.conversation.state.language = language
    return [await line.send(text, language) for text in STRANGE[language][:times]]


async def test_a_wish_whose_words_only_sound_like_a_remark_about_us_still_leads_to_a_person() -> None:
    line = await called()
    await ask_strangely(line, "de", 2)
    _, ending = await line.send("Du heißen Vierstüt.")  # as the recogniser hears horseshoes
    assert isinstance(ending, Transfer)


@pytest.mark.parametrize("language", ["de", "en"])
async def test_an_unknown_wish_gets_an_example_then_two_choices_then_a_person(language: Language) -> None:
    line = await called()
    first, second, third = await ask_strangely(line, language, 3)
    example, choices = {
        "de": ("zum Beispiel:", "Geht es um einen Termin, oder soll Sie jemand zurückrufen?"),
        "en": ("for example:", "Is it about an appointment, or should somebody call you back?"),
    }[language]
    assert example in first[0]
    assert choices in second[0]
    assert third[1] == Transfer("unknown_wish")
    await line.hang_up()
    assert [noted.wish.text for noted in line.records.wishes] == list(STRANGE[language])
    assert [noted.wish.nth for noted in line.records.wishes] == [1, 2, 3]


@pytest.mark.parametrize(
    ("language", "answer", "goal"),
    [
        ("de", "Um einen Termin.", "book"),
        ("de", "Das erste.", "book"),
        ("de", "Rückruf bitte.", "callback"),
        ("de", "Ja, zurückrufen.", "callback"),
        ("de", "Das zweite.", "callback"),
        ("de", "Nein, ich möchte eine Nachricht hinterlassen.", "message"),
        ("de", "Ich muss meinen Termin verschieben.", "move"),
        ("en", "An appointment.", "book"),
        ("en", "The first one.", "book"),
        ("en", "Call me back please.", "callback"),
        ("en", "The second.", "callback"),
    ],
)
async def test_either_of_the_two_choices_is_taken_in_words(language: Language, answer: str, goal: str) -> None:
    line = await called()
    await ask_strangely(line, language, 2)
    await line.say(answer, language)
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind == goal


@pytest.mark.parametrize(("key", "goal"), [("1", "book"), ("2", "callback")])
async def test_either_of_the_two_choices_is_taken_by_key(key: str, goal: str) -> None:
    line = await called()
    _, (said, _) = await ask_strangely(line, "de", 2)
    assert "Drücken Sie eins für einen neuen Termin, zwei für einen Rückruf" in said
    await line.send(Keys(line.turns + 1, key, 0))
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind == goal


async def test_who_wants_neither_of_the_two_is_put_through_at_once() -> None:
    line = await called()
    await ask_strangely(line, "de", 2)
    _, ending = await line.send("Nein, beides nicht.")
    assert ending == Transfer("unknown_wish")


async def test_a_plain_yes_to_two_choices_is_asked_again() -> None:
    line = await called()
    await ask_strangely(line, "de", 2)
    said, ending = await line.send("Ja.")
    assert said == "Termin oder Rückruf?"
    assert isinstance(ending, Listen)


async def test_speech_without_words_is_no_unknown_wish() -> None:
    line = await called()
    for nth in range(2):
        await line.send(Unintelligible(nth + 1, 0, 0))
    _, ending = await line.send(Unintelligible(3, 0, 0))
    assert ending == Transfer("not_understood_twice")


async def test_at_night_an_unknown_wish_ends_in_a_message_or_a_callback() -> None:
    line = await called(at=EVENING)
    *_, (said, ending) = await ask_strangely(line, "de", 3)
    assert "Nachricht hinterlassen, oder sollen wir Sie zurückrufen?" in said
    assert isinstance(ending, Listen)


async def test_who_is_not_understood_to_the_end_is_called_back() -> None:
    line = await called(at=EVENING)
    for nth in range(3):
        await line.send(Unintelligible(nth + 1, 0, 0))
    said, ending = await line.send(Unintelligible(4, 0, 0))
    assert "wir rufen Sie so bald wie möglich zurück" in said
    assert isinstance(ending, HangUp)
    await line.hang_up()
    assert [number for _, _, number, _ in line.tools.callbacks] == [line.number]
    assert line.outcome is CallOutcome.CALLBACK


async def test_the_owners_path_for_unknown_wishes_rings() -> None:
    line = with_paths(
        await called(at=EVENING), EscalationPath("unknown_wish", targets=(Target(OFFICE),), times=Times.ALWAYS)
    )
    *_, (_, ending) = await ask_strangely(line, "de", 3)
    assert ending == Transfer("unknown_wish")


async def test_a_question_without_an_answer_rings_the_path_for_unknown_wishes() -> None:
    line = with_paths(await called(), EscalationPath("unknown_wish", targets=(Target(OFFICE),)))
    said, _ = await line.send("Vermieten Sie auch Hüpfburgen für Kindergeburtstage?")
    assert "Das weiß ich leider nicht." in said
    _, ending = await line.send("Mit jemandem sprechen bitte.")
    assert ending == Transfer("unknown_wish")


@pytest.mark.parametrize("language", ["de", "en"])
async def test_a_complaint_rings_its_own_path_at_once(language: Language) -> None:
    line = with_paths(await called(), EscalationPath("complaint", targets=(Target(OFFICE),)))
    line.conversation.state.language = language
    text = {"de": "Ich habe eine Reklamation.", "en": "I have a complaint."}[language]
    _, ending = await line.send(text, language)
    assert ending == Transfer("complaint")


@pytest.mark.parametrize("how", ["Mit jemandem sprechen.", "Ich möchte einen Menschen sprechen.", Keys(9, "1", 0)])
async def test_who_complains_and_then_wants_a_person_is_put_through_as_a_complaint(how: str | Keys) -> None:
    line = with_paths(await called())
    await line.send("Ich habe eine Reklamation.")
    _, ending = await line.send(how)
    assert ending == Transfer("complaint")


@pytest.mark.parametrize(
    ("said", "topic", "person"),
    [
        ("Ich möchte Frau Doktor Sommer wegen der Rechnung sprechen.", "billing", "dr-anna-sommer"),
        ("Kann ich bitte mit jemandem wegen eines Folgerezepts sprechen?", "rezept", None),
        ("Verbinden Sie mich bitte mit Doktor Sommer.", None, "dr-anna-sommer"),
    ],
)
async def test_topic_and_person_are_taken_from_what_the_caller_says(
    said: str, topic: str | None, person: str | None
) -> None:
    anything = EscalationPath("any", targets=(Target(OFFICE),), topics=frozenset({"rezept"}))
    line = with_paths(await called(), anything, EscalationPath("billing", targets=(Target(BILLING),)))
    _, ending = await line.send(said)
    assert isinstance(ending, Transfer)
    await line.hang_up()
    assert (briefed(line)["topic"], briefed(line)["person"]) == (topic, person)


async def test_what_was_said_last_outweighs_the_appointment_at_hand() -> None:
    line = with_paths(await called(), EscalationPath("any", targets=(Target(SOMMER),), topics=frozenset({"rezept"})))
    await line.say("Eine Kontrolle am Donnerstag.")
    _, ending = await line.send("Ach, eigentlich brauche ich ein Rezept, kann ich einen Menschen sprechen?")
    assert isinstance(ending, Transfer)
    await line.hang_up()
    assert briefed(line)["topic"] == "rezept"


def test_who_asks_for_a_person_about_a_bill_fits_the_path_for_bills() -> None:
    paths = (EscalationPath("billing", targets=(Target(BILLING),)),)
    business = replace(praxis(), escalation=replace(praxis().escalation, paths=paths))
    noon = EVENING.replace(hour=11)
    rung = [targets_for(business, Wanted("asked_for_human", topic), noon)[0].number for topic in ("billing", None)]
    assert rung == [BILLING, business.escalation.human_line]
    assert targets_for(business, Wanted("distress", "billing"), noon)[0].number != BILLING


async def test_the_caller_who_is_called_like_a_dentist_wants_no_dentist() -> None:
    line = await called()
    await line.say("Eine Kontrolle am Donnerstag um neun.")
    await line.say("Ja.")
    await line.say("Frau Doktor Sommer.")
    assert line.conversation.state.staff is None
    assert ResourceId("dr-anna-sommer") in {one.id for one in praxis().resources}


@pytest.mark.parametrize("reason", ["unknown_wish", "not_understood"])
async def test_what_a_model_knows_nothing_to_do_with_is_listed_for_the_owner_as_well(reason: str) -> None:
    line = ModelLine([("transfer", json.dumps({"reason": reason}))])
    await line.pick_up()
    await line.say(STRANGE["de"][0])
    await line.hang_up()
    (noted,) = line.records.wishes
    assert (noted.wish.text, noted.wish.nth) == (STRANGE["de"][0], 1)
