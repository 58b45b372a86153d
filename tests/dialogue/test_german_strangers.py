"""German callers as strangers wrote them: older people, craftsmen, Berliners, Austrians, second-hand German."""

import pytest

from tests.dialogue.text_call import ZONE, Line, said_after

CLEANING = {
    "start": "2026-03-24T09:30",
    "offering": "cleaning",
    "resource": "mia-schulz",
    "name": "Sabine Hoffmann",
}


def _booked(line: Line) -> list[str]:
    return [booking.slot.starts_at.astimezone(ZONE).strftime("%d.%m. %H:%M") for booking in line.calendar.confirmed()]


@pytest.mark.parametrize(
    "words",
    [
        "Ja, gut, dann bleibt mir noch ein bisschen Luft.",
        "Jut, machen wa so.",
        "Ja mei, des passt scho.",
        "Ja, da muss ich nicht so früh aus dem Haus.",
    ],
)
async def test_who_agrees_in_their_own_way_is_booked(words: str) -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle am Donnerstag um neun, auf den Namen Karl Vogt.", words)
    assert _booked(line) == ["19.03. 09:00"]


async def test_the_soonest_of_two_offers_is_taken() -> None:
    line = Line()
    await said_after(line, "Ich hab Zahnschmerzen, kann ich heute noch kommen?", "Was am schnellsten geht.")
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.slot is not None


async def test_who_prefers_the_time_that_was_read_back_is_asked_to_agree() -> None:
    line = Line()
    said = await said_after(
        line,
        "Eine Kontrolle am Donnerstag um neun, auf den Namen Karl Vogt.",
        "Hm, also neun wär eigentlich besser, da ist der Bub in der Schule.",
    )
    assert "eintragen" in said or "richtig" in said
    await line.say("Ja.")
    assert _booked(line) == ["19.03. 09:00"]


@pytest.mark.parametrize(
    "words",
    [
        "Hoffmann, guten Tag. Können Sie mich da bei der Zahnreinigung wieder rausnehmen?",
        "Meine Zahnreinigung bei Ihnen fällt leider aus.",
        "Guten Tag, verlegen, ach nein, sagen Sie's lieber ganz ab, das mit der Zahnreinigung.",
    ],
)
async def test_who_will_not_come_cancels_in_their_own_words(words: str) -> None:
    line = Line()
    line.has_booking(CLEANING)
    assert "absagen?" in await said_after(line, words)


@pytest.mark.parametrize(
    "words",
    [
        "Geht das, dass ich meine Zahnreinigung auf Mittwoch vorziehe?",
        "Meine Zahnreinigung müsste weiter nach hinten, in den April.",
    ],
)
async def test_who_wants_it_sooner_or_later_moves_it(words: str) -> None:
    line = Line()
    line.has_booking(CLEANING)
    await said_after(line, words)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.kind.value == "move"


@pytest.mark.parametrize(
    "words",
    [
        "Sagen Sie doch bitte Bescheid, dass ich meine Mütze hängen gelassen hab, die hol ich am Freitag.",
        "Mein Regenschirm ist bei Ihnen stehen geblieben, den hol ich am Montag.",
    ],
)
async def test_what_was_left_behind_is_a_message_and_no_appointment(words: str) -> None:
    line = Line()
    await said_after(line, words, "Dieter Kopp.", "Ja.")
    assert [done.kind for done in line.conversation.state.done] == ["message"]


async def test_who_would_be_late_at_work_otherwise_wants_an_appointment() -> None:
    line = Line()
    said = await said_after(line, "Ich brauch eine Füllung am Dienstag vor neun, sonst komm ich zu spät zur Arbeit.")
    assert "acht Uhr" in said


async def test_what_is_treated_is_no_part_of_a_name() -> None:
    line = Line()
    await said_after(line, "Guten Tag, hier ist Özdemir. Mein Zahnfleisch tut weh, heute Nachmittag?")
    assert line.conversation.state.name == "Özdemir"


async def test_a_name_before_the_greeting_is_the_callers() -> None:
    line = Line()
    await said_after(line, "Krüger, grüß Gott. Ich hätte gern eine Kontrolle am Donnerstag.")
    assert line.conversation.state.name == "Krüger"


async def test_who_wants_a_person_in_the_practice_is_put_through() -> None:
    line = Line()
    said = await said_after(line, "Ich hätte gern jemanden von Ihnen gesprochen, einen Menschen, bitte.")
    assert "verbinde" in said


async def test_a_morning_without_duties_may_be_wished_for_again() -> None:
    line = Line()
    said = await said_after(
        line,
        "Eine Wurzelbehandlung am Montag, dem dreiundzwanzigsten, aber nicht vormittags.",
        "Ach, dann doch lieber vormittags.",
    )
    assert "acht Uhr" in said


@pytest.mark.parametrize("words", ["Behandelt ihr auch gesetzlich Versicherte?", "Nehmen Sie Kassenpatienten?"])
async def test_who_asks_how_patients_are_insured_is_told(words: str) -> None:
    assert "gesetzlich und privat" in await said_after(Line(), words)


@pytest.mark.parametrize(
    "words", ["Was verlangt ihr denn für eine Zahnreinigung?", "Was kriegen Sie für die Reinigung?"]
)
async def test_who_asks_what_is_taken_for_it_is_told_the_price(words: str) -> None:
    assert "neunundachtzig Euro" in await said_after(Line(), words)


@pytest.mark.parametrize(
    "words",
    [
        "Nein, da haben Sie mir jetzt wirklich sehr weitergeholfen.",
        "Nein, dann wäre das auch schon mein ganzes Anliegen gewesen.",
        "Nein, sonst fällt mir gerade nichts mehr ein.",
    ],
)
async def test_who_was_helped_is_let_go(words: str) -> None:
    line = Line()
    said = await said_after(line, "Bis wann haben Sie am Freitag offen?", words)
    assert "wiederhören" in said.lower()


async def test_the_only_offer_is_said_again_to_who_asks_what_it_was() -> None:
    line = Line()
    said = await said_after(
        line, "Eine Kontrolle am Mittwoch gegen zehn.", "Wie war gleich die erste Zeit, die Sie genannt haben?"
    )
    assert "zehn Uhr" in said
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.slot is None


async def test_what_hangs_in_the_waiting_room_is_a_message() -> None:
    line = Line()
    said = "Kaiser, guten Tag. Im Wartezimmer müsste noch meine Jacke hängen, ich hol sie am Donnerstag."
    await said_after(line, said, "Ja.")
    assert [done.kind for done in line.conversation.state.done] == ["message"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Mit der Zahnreinigung wird es bei mir leider nichts, ich bin krank.", "cancel"),
        ("Kann ich mit meiner Zahnreinigung auf den Mittwoch ausweichen?", "move"),
        ("Absagen wollte ich, aber wissen Sie was, verschieben wir die Zahnreinigung lieber.", "move"),
    ],
)
async def test_what_becomes_of_an_appointment_is_heard_without_its_usual_words(words: str, kind: str) -> None:
    line = Line()
    line.has_booking(CLEANING)
    await said_after(line, words)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.kind.value == kind
