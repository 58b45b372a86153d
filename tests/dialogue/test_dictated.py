"""A message that does not come through at once, or that a caller leaves with: asked again, put right, never lost."""

import pytest

from app.dialogue.meant_words import with_meant_words
from app.dialogue.word_lore import strange_words
from app.domain.business import Language
from app.domain.ids import ResourceId
from tests.dialogue.test_messages import MONDAY_NINE, OPENING, told
from tests.dialogue.text_call import Line, comprehension
from voice.contract import EndReason, EngineFailed, Utterance


async def heard(line: Line, text: str, *others: str, confidence: float = 1.0) -> str:
    said, _ = await line.send(
        Utterance(line.turns + 1, text, line.language, 0, 0, confidence=confidence, alternatives=others)
    )
    return said


async def test_what_was_not_heard_surely_is_asked_for_once_more_in_a_short_sentence() -> None:
    line, _ = await told(OPENING[0])
    assert "in einem kurzen Satz" in await heard(line, "Die Kohle spitzt wieder fest.", confidence=0.2)
    assert "Name" in await heard(line, "Die Krone sitzt wieder fest.", confidence=0.3)
    assert "Die Krone sitzt wieder fest. Von Bettina Kraus." in await line.say(OPENING[2])


async def test_words_that_nobody_has_are_asked_for_once_more_too() -> None:
    line, _ = await told(OPENING[0])
    assert "in einem kurzen Satz" in await line.say("Die Krommel spratzt wieder fest.")


async def test_a_yes_that_was_hardly_heard_after_a_no_is_asked_for_once_more() -> None:
    line, _ = await told(*OPENING)
    for text in ("Nein.", "Die Nachricht.", "Die Krone sitzt nicht fest."):
        await line.say(text)
    assert "ja oder nein" in await heard(line, "Ja.", confidence=0.5)
    assert line.tools.messages == []
    await heard(line, "Ja.", confidence=0.5)
    assert [text for text, *_ in line.tools.messages] == ["Die Krone sitzt nicht fest."]


async def test_of_two_hearings_the_one_that_was_heard_surely_stands() -> None:
    line, _ = await told(OPENING[0])
    await heard(line, "Die Krone flatzt und krimmelt wieder beim Essen.", confidence=0.9)
    await heard(line, "Die Sonne scheint ja.", confidence=0.2)
    assert "beim Essen. Von Bettina Kraus" in await line.say(OPENING[2])


async def test_a_guess_made_of_words_comes_before_one_that_is_not() -> None:
    line, _ = await told(OPENING[0])
    await heard(line, "Sie hat ihren Brünnen Regenschirm vergessen.", "Sie hat ihren grünen Regenschirm vergessen.")
    assert "grünen Regenschirm" in await line.say(OPENING[2])


async def test_words_that_are_not_sure_are_marked_for_staff_and_not_for_the_caller() -> None:
    line, _ = await told(OPENING[0], "Die Krone spratzt wieder fest.", OPENING[2])
    for text in ("Nein.", "Die Nachricht.", "Die Krone spratzt wieder fest.", "Nein.", "Die Nachricht."):
        assert "(?)" not in await line.say(text)
    await line.say("Die Krone spratzt wieder fest.")
    await line.say("Nein.")
    await line.say("Ja.")
    [(text, _, _)] = line.tools.messages
    assert text.startswith("Die Krone spratzt(?) wieder fest.")


@pytest.mark.parametrize(("hurry", "urgent"), [("es ist dringend", True), ("es ist nicht dringend", False)])
async def test_a_hurry_heard_once_stands_with_a_text_that_nobody_agreed_to(hurry: str, *, urgent: bool) -> None:
    line, _ = await told(OPENING[0])
    await heard(line, "Die Krone sitzt, sie ist drin.", "Die Krone schwitzt, sie ist drin.")
    for text in (OPENING[2], "Nein.", "Die Nachricht."):
        await line.say(text)
    assert "schwitzt, sie ist drin. Von" in await heard(line, f"Die Krone spratzt, {hurry}.", confidence=0.1)
    for text in ("Nein.", "Die Nachricht.", "Die Krone spritzt, sie ist drin.", "Nein.", "Ja."):
        await line.say(text)
    assert len(line.tools.messages) == 1
    assert len(line.tools.urgent) == urgent


@pytest.mark.parametrize(
    ("text", "meant", "language"),
    [
        ("Mir tut der weitheit Zahn weh.", "Mir tut der Weisheitszahn weh.", "de"),
        ("Ich war im Wartezwinner.", "Ich war im Wartezimmer.", "de"),
        ("Ich habe das Formulat.", "Ich habe das Formular.", "de"),
        ("Meine Krone ist heraus.", "Meine Krone ist heraus.", "de"),
        ("Herr Lohse hat den Ahornweg genannt.", "Herr Lohse hat den Ahornweg genannt.", "de"),
        ("Ich habe zwei Mannungen bekommen.", "Ich habe zwei Mahnungen bekommen.", "de"),
        ("I have two priscriptions.", "I have two prescriptions.", "en"),
        ("I need a priscription.", "I need a prescription.", "en"),
        ("How much is a night card?", "How much is a night guard?", "en"),
        ("I take blood sinners.", "I take blood thinners.", "en"),
        ("I need my tax returns.", "I need my tax returns.", "en"),
        (
            "Ich ziehe in den Ahornweg und bin bei der Debeka.",
            "Ich ziehe in den Ahornweg und bin bei der Debeka.",
            "de",
        ),
        ("I left it in the bakery.", "I left it in the bakery.", "en"),
    ],
)
def test_a_word_that_nobody_has_becomes_the_likely_one(text: str, meant: str, language: Language) -> None:
    assert with_meant_words(text, language, comprehension().lexicon) == meant


async def test_a_word_said_alone_stands_where_it_is_misheard_in_the_sentence_once_more() -> None:
    line, _ = await told(OPENING[0], "Ich brauche das Formular und den Sprokel.", OPENING[2])
    await line.say("Nein, ich sagte Sockel.")
    await line.say("Nein.")
    await line.say("Die Nachricht.")
    assert "Formular und den Sockel, bitte" in await line.say("Ich brauche das Formular und den Sprakel, bitte.")


@pytest.mark.parametrize(
    ("text", "language", "strange"),
    [
        ("Die Zusatzversicherung und die Mundspülung von Frau Kovalenko", "de", []),
        ("Zwei Handschuhn und das Brünnen", "de", ["Handschuhn", "Brünnen"]),
        ("Sabine's whitening isn't finished", "en", []),
        ("My crown frobbled", "en", ["frobbled"]),
    ],
)
def test_strange_is_what_is_neither_a_word_nor_a_name(text: str, language: Language, strange: list[str]) -> None:
    assert strange_words(text, language) == strange


# --- leaving ---------------------------------------------------------------------------------------------------------


async def test_a_message_is_kept_when_the_caller_hangs_up_over_the_next_question() -> None:
    line, _ = await told(*OPENING[:2])
    await line.conversation.end(EndReason.CALLER_HUNG_UP)
    [(text, _, number)] = line.tools.messages
    assert text.startswith("Die Krone sitzt wieder fest. (das Gespräch endete")
    assert number == line.number


async def test_a_message_is_kept_when_the_caller_says_goodbye_too_early_and_they_are_told() -> None:
    line, _ = await told(*OPENING)
    said = [await line.say("Auf Wiederhören.") for _ in range(2)]  # said once, it may have been misheard
    assert any("gebe ich so weiter" in one for one in said)
    await line.conversation.end(EndReason.AGENT_HUNG_UP)
    assert len(line.tools.messages) == 1


async def test_a_message_that_was_noted_is_not_noted_again_at_the_end() -> None:
    line, _ = await told(*OPENING, "Ja.")
    await line.conversation.end(EndReason.CALLER_HUNG_UP)
    assert len(line.tools.messages) == 1


async def test_what_was_noted_as_a_callback_when_speech_broke_down_is_not_kept_again() -> None:
    line = Line(at=MONDAY_NINE.replace(hour=22))
    await line.pick_up()
    for text in OPENING:
        await line.say(text)
    for _ in range(4):
        await line.send(EngineFailed(line.turns + 1, "speech_to_text", 0))
    await line.conversation.end(EndReason.AGENT_HUNG_UP)
    assert len(line.tools.callbacks) == 1
    assert line.tools.messages == []


async def test_digits_are_no_goodbye() -> None:
    line, _ = await told(*OPENING, number=None)
    said = await line.say("030 23 21 25 und dann 4 78.")
    assert "Wiederhören" not in said


@pytest.mark.parametrize("misheard", ["Alters", "Alt", "Freitag"])
async def test_what_sounds_nothing_like_the_name_is_no_correction_of_it(misheard: str) -> None:
    line, _ = await told(*OPENING)
    assert "uchstabier" in await line.say(f"Nein, der Name ist {misheard}.")


# --- who calls -------------------------------------------------------------------------------------------------------


async def test_a_call_by_somebody_is_promised_for_when_they_are_there() -> None:
    line, answers = await told(
        "Doktor Aydin soll mich bitte zurückrufen.", "Es geht um meinen Befund.", "Heute um elf Uhr."
    )
    assert "Da ist Doktor Aydin nicht im Haus, erst wieder" in answers[-1]
    assert "Dienstag" in answers[-1] or "morgen" in answers[-1]
    await line.say("Dann morgen um elf Uhr.")
    said = await line.say("Bettina Kraus.")
    assert "Doktor Aydin ruft Sie" in said
    assert line.tools.call_by == {"Es geht um meinen Befund.": ResourceId("dr-leyla-aydin")}


async def test_as_soon_as_somebody_can_is_by_the_end_of_their_next_day() -> None:
    line, _ = await told("Doktor Aydin soll mich bitte zurückrufen.", "Es geht um meinen Befund.", "Jederzeit.")
    said = await line.say("Bettina Kraus.")
    assert "Doktor Aydin ruft Sie bis morgen, achtzehn Uhr zurück" in said


async def test_which_doctor_should_call_is_asked_once_and_kept() -> None:
    line, answers = await told("Die Frau Doktor soll mich bitte zurückrufen.", "Es geht um meinen Befund.")
    assert "Wer soll Sie zurückrufen" in answers[-1]
    await line.say("Die Sommer.")
    await line.say("Jederzeit.")
    await line.say("Bettina Kraus.")
    assert line.tools.call_by == {"Es geht um meinen Befund.": ResourceId("dr-anna-sommer")}


async def test_whoever_is_free_calls_when_the_caller_does_not_know_the_name() -> None:
    line, _ = await told("Die Frau Doktor soll mich bitte zurückrufen.", "Es geht um meinen Befund.")
    await line.say("Das weiß ich nicht.")
    await line.say("Jederzeit.")
    await line.say("Bettina Kraus.")
    assert len(line.tools.callbacks) == 1
    assert line.tools.call_by == {"Es geht um meinen Befund.": None}


@pytest.mark.parametrize(
    ("heard_as", "meant", "language"),
    [
        (
            "Bitte schicken Sie meinerenzgenbilder zu Doktor Haas.",
            "Bitte schicken Sie meine Röntgenbilder zu Doktor Haas.",
            "de",
        ),
        ("Ich habe meinenpersonalausweiß liegen lassen.", "Ich habe meinen Personalausweis liegen lassen.", "de"),
        ("Ich brauche einerechnunk vom Mai.", "Ich brauche eine Rechnung vom Mai.", "de"),
        ("The pharmacy lost myprescripton again.", "The pharmacy lost my prescription again.", "en"),
        ("Es gab eine Meinungsverschiedenheit.", "Es gab eine Meinungsverschiedenheit.", "de"),
        ("Der Derwischtanz war schön.", "Der Derwischtanz war schön.", "de"),
    ],
)
def test_a_word_that_stuck_to_the_one_before_it_is_taken_apart(heard_as: str, meant: str, language: Language) -> None:
    assert with_meant_words(heard_as, language, comprehension().lexicon) == meant


@pytest.mark.parametrize(
    ("heard_as", "meant", "language"),
    [
        ("Sagen Sie Doktor Weper, die Krone hält.", "Sagen Sie Doktor Weber, die Krone hält.", "de"),
        ("Please tell Doctor Aidan that I am better.", "Please tell Doctor Aydin that I am better.", "en"),
        ("Doktor Lindemann hat mir die Tabletten gegeben.", "Doktor Lindemann hat mir die Tabletten gegeben.", "de"),
        ("Rufen Sie mich bitte an, es ist bringen.", "Rufen Sie mich bitte an, es ist dringend.", "de"),
        ("Es ist sehr ringen, ich habe keine mehr.", "Es ist sehr dringend, ich habe keine mehr.", "de"),
        ("Es ist drin geblieben.", "Es ist drin geblieben.", "de"),
        ("It's a very nice agent.", "It's a very nice agent.", "en"),
    ],
)
def test_a_doctor_of_ours_and_what_is_urgent_are_heard_through_noise(
    heard_as: str, meant: str, language: Language
) -> None:
    assert with_meant_words(heard_as, language, comprehension().lexicon) == meant
