"""Questions of German callers beside a wish, behind one, or two at a breath."""

import pytest

from tests.dialogue.text_call import Line, said_after

LIFT = "Aufzug und einen stufenlosen Eingang"
BOOKS = ("Eine Wurzelbehandlung am Mittwoch, Wojcik mein Name.", "Den ersten.", "Ja, genau.")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Gibt es bei Ihnen einen Fahrstuhl, oder muss man Treppen steigen?", LIFT),
        ("Wo sind Sie denn genau, wie ist die Anschrift?", "Sonnenallee"),
        ("Kommt man mit dem Rollstuhl rein, gibt's da Stufen?", LIFT),
    ],
)
async def test_what_is_asked_twice_in_a_breath_is_answered_once(words: str, answer: str) -> None:
    assert (await said_after(Line(), words)).count(answer) == 1


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("Und donnerstags, bis wann sind Sie da?", "neunzehn Uhr"),
        ("Ab wann ist denn am Mittwoch jemand erreichbar?", "Mittwoch"),
        ("Seid ihr sonnabends auch da?", "geschlossen"),
        ("Bis wann ist freitags jemand im Haus?", "vierzehn Uhr"),
        ("Und freitags, bis wann ist da wer?", "vierzehn Uhr"),
    ],
)
async def test_until_when_somebody_is_there_asks_for_opening_hours(words: str, hours: str) -> None:
    assert hours in await said_after(Line(), words)


async def test_when_somebody_is_done_asks_for_no_opening_hours() -> None:
    assert "geöffnet" not in await said_after(Line(), "Sind Sie am Freitag mit meiner Krone fertig?")


@pytest.mark.parametrize(
    "words", ["Und wie lange wird das dann ungefähr dauern?", "Wie lange muss ich da eigentlich einplanen?"]
)
async def test_how_long_it_takes_is_known_of_what_was_just_booked(words: str) -> None:
    assert "neunzig Minuten" in await said_after(Line(), *BOOKS, words)


async def test_how_long_something_else_takes_is_not_told_by_what_was_booked() -> None:
    assert "neunzig" not in await said_after(Line(), *BOOKS, "Und wie lange dauert die Heilung danach?")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Ich bräuchte eine Kontrolle. Mein Opa sitzt im Rollstuhl, kriegt man den da rein?", LIFT),
        ("Eine Zahnreinigung, bitte. Wir haben den Kinderwagen dabei, ist das machbar?", LIFT),
        ("Ich hätte gern eine Kontrolle. Ich komm mit dem Auto, kann ich das wo lassen?", "Parkplätze"),
    ],
)
async def test_what_a_question_is_about_may_be_said_before_it(words: str, answer: str) -> None:
    line = Line()
    said = await said_after(line, words)
    assert answer in said
    assert line.conversation.state.goal is not None
    assert "Wann" in said


async def test_a_reason_before_a_question_stays_with_the_wish() -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle morgen früh. Um elf fährt mein Zug, schaff ich den?")
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.offers


@pytest.mark.parametrize(
    "words",
    [
        "Hallo, ich war noch nie bei Ihnen. Was muss ich denn da mitbringen?",
        "Guten Tag, wir ziehen bald zu Ihnen in die Nähe. Nehmen Sie noch neue Patienten?",
    ],
)
async def test_what_is_told_beside_an_answered_question_is_not_said_to_be_misheard(words: str) -> None:
    said = await said_after(Line(), words)
    assert "verstanden" not in said
    assert said.endswith("?")


@pytest.mark.parametrize(
    "words",
    [
        "Nein, bis morgen dann.",
        "Nee, alles prima.",
        "Nein, dann bis nächste Woche, tschüss.",
        "Nö, alles geklärt, danke.",
        "Nein danke, also bis Mittwoch früh.",
    ],
)
async def test_who_wants_nothing_more_and_says_until_when_is_let_go(words: str) -> None:
    assert "uf Wiederhören" in await said_after(Line(), *BOOKS, words)


async def test_who_wants_something_else_by_then_is_not_let_go() -> None:
    line = Line()
    said = await said_after(line, *BOOKS, "Nein, aber bis Freitag bräuchte meine Frau eine Zahnreinigung.")
    assert "uf Wiederhören" not in said


@pytest.mark.parametrize(
    "words", ["Welcher Tag ginge denn für eine Füllung?", "Eine Zahnreinigung bitte, welche Zeiten wären denn möglich?"]
)
async def test_which_day_is_possible_is_a_wish_for_one(words: str) -> None:
    assert "Wann" in await said_after(Line(), words)
