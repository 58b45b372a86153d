"""A message and a callback by text: every field is read back, whatever is wrong with it is put right, and what is
promised is kept within the hours of the staff."""

from datetime import datetime

import pytest

from app.domain.ids import ResourceId
from tests.dialogue.text_call import ZONE, Line
from voice.contract import EngineFailed, HangUp, Heard, Keys, Utterance

MONDAY_NINE = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)


async def told(*sentences: str, number: str | None = "+493023125199", language: str = "de") -> tuple[Line, list[str]]:
    """The call after these sentences, and what was answered to each."""
    line = Line(number=number, language="en" if language == "en" else "de")
    await line.pick_up()
    line.conversation.state.language = line.language
    return line, [await line.say(text) for text in sentences]


OPENING = ("Ich möchte eine Nachricht hinterlassen.", "Die Krone sitzt wieder fest.", "Bettina Kraus.")


async def test_what_and_from_whom_is_read_back_and_the_promise_is_todays_closing() -> None:
    line, (*_, read_back) = await told(*OPENING)
    assert "Die Krone sitzt wieder fest. Von Bettina Kraus." in read_back
    noted = await line.say("Ja.")
    assert "jemand kümmert sich bis heute, achtzehn Uhr darum" in noted.replace("Jemand", "jemand")
    assert line.tools.messages == [("Die Krone sitzt wieder fest.", "Bettina Kraus", line.number)]
    assert line.tools.urgent == set()


async def test_an_urgent_message_is_read_back_as_such_and_promised_within_the_hour() -> None:
    line, (*_, read_back) = await told(OPENING[0], "Es ist dringend, der Zahn ist wieder draußen.", OPENING[2])
    assert "Von Bettina Kraus, dringend." in read_back
    assert "bis heute, zehn Uhr" in await line.say("Ja.")
    assert len(line.tools.urgent) == 1


@pytest.mark.parametrize("said", ["Es ist nicht dringend, die Krone sitzt.", "Das eilt nicht, die Krone sitzt."])
async def test_what_is_said_not_to_be_urgent_is_not(said: str) -> None:
    line, (*_, read_back) = await told(OPENING[0], said, OPENING[2])
    assert "dringend. Ist" not in read_back
    await line.say("Ja.")
    assert line.tools.urgent == set()


async def test_a_wrong_name_is_put_right_by_saying_it_and_the_message_is_read_back_again() -> None:
    line, _ = await told(*OPENING)
    said = await line.say("Nein, mein Name ist Bettina Lehmann.")
    assert "Die Krone sitzt wieder fest. Von Bettina Lehmann." in said
    await line.say("Ja.")
    assert [name for _, name, _ in line.tools.messages] == ["Bettina Lehmann"]


async def test_a_wrong_name_is_put_right_by_spelling_it() -> None:
    line, _ = await told(*OPENING)
    said = await line.say("Nein, der Name ist falsch.")
    assert "uchstabier" in said
    said = await line.say("G, R, A, U, S.")
    assert "Von Bettina Graus." in said
    await line.say("Ja.")
    assert [name for _, name, _ in line.tools.messages] == ["Bettina Graus"]


async def test_another_number_than_the_lines_is_read_back_digit_by_digit() -> None:
    line, _ = await told(*OPENING)
    said = await line.say(
        "Nein, rufen Sie mich unter der Nummer null drei null zwei drei eins zwei fünf eins vier vier an."
    )
    assert "null drei null, zwei drei" in said.lower()
    await line.say("Ja.")
    await line.say("Ja.")
    assert [number for _, _, number in line.tools.messages] == ["+493023125144"]


async def test_a_plain_no_is_asked_what_is_wrong_and_each_answer_leads_there() -> None:
    line, _ = await told(*OPENING)
    assert "der Name, die Nummer oder die Nachricht" in await line.say("Nein.")
    assert "ausrichten" in await line.say("Die Nachricht.")
    said = await line.say("Die Brücke sitzt wieder fest.")
    assert "Die Brücke sitzt wieder fest. Von Bettina Kraus." in said


@pytest.mark.parametrize(("key", "asked"), [("1", "uchstabier"), ("2", "Telefonnummer"), ("3", "ausrichten")])
async def test_what_is_wrong_is_told_by_key(key: str, asked: str) -> None:
    line, _ = await told(*OPENING)
    await line.say("Nein.")
    said, _ = await line.send(Keys(line.turns + 1, key, 0))
    assert asked in said or asked.lower() in said.lower() or "Nummer" in said


async def test_what_was_told_before_speech_broke_down_is_noted_and_somebody_calls() -> None:
    line = Line(at=MONDAY_NINE.replace(hour=22))
    await line.pick_up()
    for text in OPENING:
        await line.say(text)
    *_, (said, ending) = [await line.send(EngineFailed(line.turns + 1, "speech_to_text", 0)) for _ in range(4)]
    assert isinstance(ending, HangUp)
    assert "wir rufen Sie so bald wie möglich zurück" in said
    assert line.tools.callbacks == [("Die Krone sitzt wieder fest.", "Bettina Kraus", line.number, ())]


async def test_a_message_that_is_asked_for_again_in_vain_stays_as_it_was() -> None:
    line, _ = await told(*OPENING)
    await line.say("Nein.")
    await line.say("Die Nachricht.")
    await line.send(EngineFailed(line.turns + 1, "speech_to_text", 0))
    await line.send(Keys(line.turns + 1, "1", 0))
    assert [text for text, _, _ in line.tools.messages] == ["Die Krone sitzt wieder fest."]


async def test_english_callers_hear_the_same() -> None:
    line, (*_, read_back) = await told(
        "I would like to leave a message.", "My crown holds again.", "Barbara Kershaw.", language="en"
    )
    assert "My crown holds again. From Barbara Kershaw." in read_back
    assert "somebody will look after it by today, six" in (await line.say("Yes.")).replace("Somebody", "somebody")


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("Nein, nicht die Krone, sondern die Brücke.", "die Brücke sitzt wieder fest."),
        ("Ja, und richten Sie bitte noch aus, dass ich verreist bin.", "dass ich verreist bin."),
        ("Ja, aber sagen Sie dazu, dass es eilig ist.", "Die Krone sitzt wieder fest."),
    ],
)
async def test_half_a_thing_is_put_right_and_the_other_half_stays(said: str, becomes: str) -> None:
    line, _ = await told(*OPENING)
    if "ist notiert" not in (await line.say(said)).lower():
        await line.say("Ja.")
    [(text, _, _)] = line.tools.messages
    assert "sitzt wieder fest" in text
    assert text.lower().endswith(becomes.lower())
    assert (text in line.tools.urgent) is ("eilig" in said)


async def test_a_number_that_was_read_back_is_put_right_in_a_part_then_digit_by_digit_then_typed() -> None:
    line, _ = await told(*OPENING, number=None)
    assert "vier sieben" in await line.say("Null drei null zwei drei eins zwei fünf eins vier sieben.")
    assert "eins, sieben vier" in (await line.say("Nein, am Ende sieben vier, nicht vier sieben.")).replace(
        "eins sieben vier", "eins, sieben vier"
    )
    assert "Ziffer für Ziffer" in await line.say("Nein.")
    await line.say("Null drei null zwei drei eins zwei fünf eins vier vier.")
    assert "Tippen Sie die Nummer" in await line.say("Nein.")


async def test_a_number_said_once_more_instead_of_yes_is_right() -> None:
    line, _ = await told(*OPENING, number=None)
    for _ in range(2):
        said = await line.say("Null drei null zwei drei eins zwei fünf eins vier sieben.")
    assert "Von Bettina Kraus" in said
    await line.say("Ja.")
    assert [number for _, _, number in line.tools.messages] == ["+493023125147"]


async def test_a_message_that_nobody_agreed_to_is_marked_as_such() -> None:
    line, _ = await told(*OPENING)
    for _ in range(2):
        for text in ("Nein.", "Die Nachricht.", "Die Krone sitzt wieder fest."):
            await line.say(text)
    assert "Von Bettina Kraus, ist der Name richtig?" in await line.say("Nein.")
    assert "uchstabier" in await line.say("Nein.")
    await line.say("G, R, A, U, S.")
    await line.say("Ja.")
    [(text, name, _)] = line.tools.messages
    assert name == "Bettina Graus"
    assert text.endswith("(so verstanden, am Telefon nicht bestätigt)")


async def test_a_hurry_that_only_another_guess_tells_of_is_read_back_before_it_counts() -> None:
    line, _ = await told(*OPENING)
    heard, meant = ("Ja, aber sagen Sie dazu, dass es eigentlich ist.", "Ja, aber sagen Sie dazu, dass es eilig ist.")
    said, _ = await line.send(Utterance(line.turns + 1, heard, "de", 0, 0, alternatives=(meant,)))
    assert "Von Bettina Kraus, dringend." in said
    await line.say("Ja.")
    assert len(line.tools.urgent) == 1


async def test_a_word_misheard_once_more_is_taken_from_another_guess() -> None:
    line, _ = await told(OPENING[0], "Ich brauche das Abzess.", OPENING[2])
    heard, meant = "Nein, ich sagte Abzess.", "Nein, ich sagte Attest."
    said, _ = await line.send(Utterance(line.turns + 1, heard, "de", 0, 0, alternatives=(meant,)))
    assert "Ich brauche das Attest. Von" in said


async def test_words_put_right_in_vain_count_before_the_caller_gives_in() -> None:
    line, _ = await told(OPENING[0], "Ich brauche das Abzess.", OPENING[2])
    for text in ("Nein, ich sagte Adess.", "Nein, ich sagte Ariess.", "Nein.", "Die Nachricht."):
        await line.say(text)
    await line.say("Ich brauche das Abzess um halb.")
    assert "ist der Name richtig" in await line.say("Nein.")


async def test_a_message_that_is_said_to_be_wrong_is_asked_for_at_once() -> None:
    line, _ = await told(*OPENING)
    assert "was darf ich ausrichten" in await line.say("Nein, die Nachricht ist falsch.")


async def test_what_is_misheard_twice_is_asked_for_in_one_sentence_and_staff_read_the_longer_one_too() -> None:
    line, _ = await told(*OPENING)
    for text in ("Nein.", "Die Nachricht.", "Die Krone sitzt wieder nest.", "Nein."):
        await line.say(text)
    assert "in einem kurzen Satz" in await line.say("Die Nachricht.")
    assert "Mir geht es gut. Von Bettina Kraus." in await line.say("Mir geht es gut.")
    await line.say("Ja.")
    [(text, _, _)] = line.tools.messages
    assert text == (
        "Mir geht es gut. (ausführlicher, am Telefon nicht bestätigt: "
        "Die Krone sitzt wieder fest. / Die Krone sitzt wieder nest.)"
    )


async def test_staff_read_what_else_was_heard_where_nobody_agreed() -> None:
    line, _ = await told(*OPENING)
    for again in ("Die Krone schwitzt wieder fest.", "Die Krone sitzt nie der fest."):
        for text in ("Nein.", "Die Nachricht.", again):
            await line.say(text)
    await line.say("Nein.")
    await line.say("Ja.")
    [(text, _, _)] = line.tools.messages
    assert "am Telefon nicht bestätigt; auch gehört: " in text
    assert all(heard in text for heard in ("schwitzt wieder fest", "nie der fest"))


async def test_what_was_added_is_not_lost_with_a_text_that_nobody_agreed_to() -> None:
    line, _ = await told(*OPENING)
    await line.say("Nein, und außerdem brauche ich noch eine Bescheinigung.")
    for again in ("Die Krone schwitzt wieder fest.", "Die Krone sitzt nie der fest."):
        for text in ("Nein.", "Die Nachricht.", again):
            await line.say(text)
    await line.say("Nein.")
    await line.say("Ja.")
    [(text, _, _)] = line.tools.messages
    assert "Bescheinigung" in text


async def test_that_there_is_a_message_is_no_message() -> None:
    line, _ = await told(*OPENING)
    await line.say("Nein.")
    assert "ausrichten" in await line.say("Ich möchte eine Nachricht hinterlassen.")
    assert "Die Krone sitzt jetzt gut." in await line.say("Die Krone sitzt jetzt gut.")


async def test_what_is_added_over_the_question_for_the_name_or_behind_it_belongs_to_the_message() -> None:
    line, _ = await told(*OPENING[:2])
    line.conversation.heard(Heard(2, "Wie ist Ihr Name?", "Wie", interrupted=True))
    assert "Name" in await line.say("Sie hat am Wochenende kurz gewackelt.")
    line.conversation.heard(Heard(3, "Wie ist Ihr Name?", "Wie ist Ihr Name?", interrupted=False))
    assert "Name" in await line.say("Und außerdem brauche ich noch eine Bescheinigung.")
    read_back = await line.say("Bettina Kraus.")
    assert (
        "Die Krone sitzt wieder fest. Sie hat am Wochenende kurz gewackelt. "
        "Außerdem brauche ich noch eine Bescheinigung. Von Bettina Kraus." in read_back
    )


async def test_another_guess_at_a_message_stands_in_for_one_that_was_denied() -> None:
    line, _ = await told(OPENING[0], number="+493023125199")
    wrong, right = "Ich habe einen Satz hinterlassen.", "Ich habe einen Satz Winterreifen."
    await line.send(Utterance(line.turns + 1, wrong, "de", 0, 0, alternatives=(right,)))
    assert wrong[:-1] in await line.say("Bettina Kraus.")
    await line.say("Nein.")
    await line.say("Die Nachricht.")
    said, _ = await line.send(Utterance(line.turns + 1, wrong, "de", 0, 0, alternatives=(right,)))
    assert right[:-1] in said


async def test_an_invoice_number_is_no_telephone_number() -> None:
    line, _ = await told(OPENING[0], "Die Rechnung ist falsch.", OPENING[2])
    said = await line.say("Nein, auch die Kundennummer auf der Rechnung ist falsch.")
    assert "Die Rechnung ist falsch. Auch die Kundennummer auf der Rechnung ist falsch." in said


async def test_whom_a_message_is_for_is_kept_with_it() -> None:
    line, _ = await told("Ich möchte eine Nachricht für Doktor Sommer hinterlassen.", *OPENING[1:])
    await line.say("Ja.")
    assert line.tools.left_for == {OPENING[1]: ResourceId("dr-anna-sommer")}


# --- callbacks --------------------------------------------------------------------------------------------------------


async def test_a_callback_is_promised_only_when_somebody_is_there() -> None:
    line, answers = await told("Bitte rufen Sie mich zurück.", "Es geht um meinen Befund.", "Am Sonntag um zehn.")
    assert "Da ist hier niemand. Am Montag, den dreiundzwanzigsten März, haben wir von acht Uhr" in answers[-1]
    assert "Dienstag" not in answers[-1]
    await line.say("Dann am Dienstag zwischen sieben und neun Uhr.")
    await line.say("Bettina Kraus.")
    [(_, _, _, windows)] = line.tools.callbacks
    assert [(one.earliest.isoformat()[:16], one.latest.isoformat()[:16]) for one in windows] == [
        ("2026-03-17T08:00", "2026-03-17T09:00")
    ]


async def test_who_should_call_is_kept_with_the_callback() -> None:
    line, _ = await told(
        "Doktor Sommer soll mich bitte zurückrufen.", "Es geht um meinen Befund.", "Jederzeit.", "Bettina Kraus."
    )
    assert line.tools.call_by == {"Es geht um meinen Befund.": ResourceId("dr-anna-sommer")}


async def test_as_soon_as_possible_is_promised_by_closing() -> None:
    line, _ = await told("Bitte rufen Sie mich zurück.", "Es geht um meinen Befund.", "Jederzeit.")
    assert "wir rufen Sie bis heute, achtzehn Uhr zurück" in await line.say("Bettina Kraus.")
