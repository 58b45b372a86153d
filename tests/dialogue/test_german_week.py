"""An ordinary week of German callers: what they say besides the plain wish, each once understood wrongly."""

import pytest

from app.dialogue.lexicon import Lexicon
from app.dialogue.one_of import OneOfSeveral
from app.dialogue.questions import Knowledge
from app.dialogue.state import GoalKind
from app.domain.business import Business
from app.domain.escalation.danger import danger_to_life
from app.stores.business_file import parse_business
from tests.dialogue.text_call import Line, comprehension
from tests.fakes.business import SEEDED_ON, praxis

CLEANING = {"offering": "cleaning", "start": "2026-03-26T10:00", "resource": "mia-schulz", "name": "Sandra Vogt"}
SALON = """
name: Salon Haarwerk
industry: salon
zone: Europe/Berlin
numbers: ["+493023125300"]
opening_hours: {tue: [["09:00", "18:00"]]}
resources: [{name: Deniz Aksoy, kind: person, skills: [cut_women, cut_men]}, {name: Platz, kind: room}]
offerings:
  - {key: cut_women, de: Damenhaarschnitt, en: women's haircut, minutes: 45}
  - {key: cut_men, de: Herrenhaarschnitt, en: men's haircut, minutes: 30}
faq:
  - de: Was kostet ein Haarschnitt?
    answer_de: Ein Haarschnitt kostet vierzig Euro.
    en: How much is a haircut?
    answer_en: A haircut is forty euros.
  - de: Kann ich mit Karte zahlen?
    answer_de: Ja, Sie können mit Karte zahlen.
    en: Can I pay by card?
    answer_en: Yes, you can.
  - de: Machen Sie Hausbesuche?
    answer_de: Nein, leider nicht.
    en: Do you visit people at home?
    answer_en: No, sorry.
"""


def _salon() -> Business:
    return parse_business(SALON).business(SEEDED_ON)


def _answer(business: Business, question: str) -> str | None:
    text, score = Knowledge(business).faq(question, "de") or ("", 0.0)
    return text if score >= 0.5 else None


def test_a_word_for_several_offerings_is_asked_about_and_chosen_by_none() -> None:
    salon = _salon()
    assert Lexicon(salon).offerings("Ich müsste mal wieder zum Haareschneiden.", "de") == ()
    assert OneOfSeveral(salon).meant("Ich müsste mal wieder zum Haareschneiden.", "de") == ("cut_women", "cut_men")
    assert Lexicon(salon).offerings("Einmal Herren, Maschinenschnitt.", "de") == ("cut_men",)
    assert OneOfSeveral(praxis()).meant("Haare schneiden bitte", "de") == ()


def test_what_an_appointment_is_for_is_heard_in_a_compound() -> None:
    assert Lexicon(praxis()).offerings("Kann ich einen Prophylaxetermin haben?", "de") == ("cleaning",)


@pytest.mark.parametrize("question", ["Übernimmt die Barmer das?", "Was zahlt denn die Kasse dazu?"])
def test_whom_the_practice_takes_on_tells_nobody_what_their_insurance_pays(question: str) -> None:
    assert _answer(praxis(), question) is None


def test_how_to_pay_is_another_question_than_how_much() -> None:
    assert _answer(praxis(), "Kann man bei Ihnen mit EC-Karte bezahlen?") is None
    assert _answer(_salon(), "Geht das bei Ihnen auch mit Kartenzahlung?") == "Ja, Sie können mit Karte zahlen."
    assert _answer(_salon(), "Was muss ich für einen Haarschnitt bezahlen?") == "Ein Haarschnitt kostet vierzig Euro."


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("Arbeiten Sie auch sonntags?", ["geschlossen"]),
        ("Bei einer Füllung, wie viel Zeit, also wie lange muss ich da rechnen?", ["fünfundvierzig Minuten"]),
        ("Ich bräuchte die Anschrift, und ob man bei Ihnen parken kann.", ["Sonnenallee", "Hof"]),
        ("Mit wem spreche ich denn? Bin ich da richtig bei Doktor Sommer?", ["Hier ist Praxis", "KI"]),
        ("Rede ich hier mit einem richtigen Menschen?", ["KI"]),
        ("Meine Cousine hat mich geschickt, die war zufrieden. Nehmen Sie auch neue Patienten?", ["nehmen gesetzlich"]),
        ("Verkaufen Sie auch elektrische Zahnbürsten? Meine ist hin.", ["weiß ich leider nicht"]),
    ],
)
async def test_what_is_asked_first_is_answered_or_honestly_unknown(said: str, answers: list[str]) -> None:
    line = Line()
    await line.pick_up()
    heard = await line.say(said)
    assert all(answer in heard for answer in answers), heard
    assert "nicht verstanden" not in heard


async def test_another_part_of_the_day_asked_for_behind_an_offer_is_looked_for() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Zahnreinigung am Donnerstag.")
    assert "vierzehn Uhr" in await line.say("Gäbe es da auch etwas nachmittags ab zwei?")


async def test_when_the_appointment_is_now_is_no_wish() -> None:
    line = Line()
    line.has_booking(CLEANING)
    await line.pick_up()
    said = await line.say("Ich möchte meine Zahnreinigung verlegen, die wäre nächste Woche Donnerstag um zehn.")
    assert "Wann passt es Ihnen" in said
    assert "dritten" not in said


async def test_off_and_a_new_one_instead_is_a_move() -> None:
    line = Line()
    line.has_booking(CLEANING)
    await line.pick_up()
    await line.say("Meine Zahnreinigung muss ich absagen und bräuchte gleich einen anderen Termin, in der Woche drauf.")
    await line.say("Die erste Zeit.")
    await line.say("Ja.")
    [booking] = line.calendar.confirmed()
    assert "2026-03-30" <= booking.slot.starts_at.date().isoformat() <= "2026-04-03"


async def test_what_is_not_listed_becomes_a_message_and_no_other_appointment() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Ich hätte gern einen Termin für Zahnschmuck.")
    said = await line.say("Na, so ein Glitzerstein eben.")
    assert "Nachricht" in said
    said = await line.say("Dann nehmen Sie bitte eine Nachricht auf.")
    assert "ausrichten" in said or "Nachricht" in said
    await line.say("Ich hätte gern einen Glitzerstein auf dem Eckzahn.")
    await line.say("Sandra Vogt.")
    said = await line.say("Ja, stimmt.")
    assert len(line.tools.messages) == 1
    assert "Welchen Termin" not in said


async def test_an_offer_of_a_message_may_be_answered_by_another_wish() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Was kostet denn so ein Implantat?")
    assert " Uhr" in await line.say("Ach, tragen Sie mir lieber einen Beratungstermin am Donnerstag ein.")


async def test_a_greeting_of_the_mountains_is_no_name() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Grüezi, ich hätte gern eine Dentalhygiene am Freitag um neun.")
    assert line.conversation.state.name is None


@pytest.mark.parametrize(
    ("text", "is_danger"),
    [
        ("Diese Zahnschmerzen bringen mich noch um.", False),
        ("Mein Rücken bringt mich um.", False),
        ("Kommen Sie schnell, er bringt sie noch um.", True),
    ],
)
def test_pain_that_kills_is_a_figure_of_speech(text: str, is_danger: bool) -> None:
    assert danger_to_life(text, "de") is is_danger


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("Ich hätte eine Frage zu meinem Termin nächste Woche: darf ich da vorher frühstücken?", ["weiß ich leider"]),
        ("Könnten Sie mir meine Zahnreinigung noch mal bestätigen?", ["sechsundzwanzigsten", "Mia Schulz"]),
        ("Ich steh hier auf der Straße und finde den Eingang nicht, wo muss ich denn klingeln?", ["Sonnenallee"]),
        ("Wann hat denn Frau Doktor Aydin Sprechstunde?", ["Dienstag und Donnerstag"]),
    ],
)
async def test_who_asks_about_what_they_have_is_answered_and_books_nothing(said: str, answers: list[str]) -> None:
    line = Line()
    line.has_booking(CLEANING)
    await line.pick_up()
    heard = await line.say(said)
    assert all(answer in heard for answer in answers), heard
    assert len(list(line.calendar.confirmed())) == 1


async def test_pain_is_heard_in_words_that_stand_apart() -> None:
    assert Lexicon(praxis()).offerings("Mein Backenzahn tut seit gestern ziemlich weh.", "de") == ("emergency",)
    assert Lexicon(praxis()).offerings("Es tut zum Glück gar nicht weh.", "de") == ()


async def test_a_prescription_that_is_to_be_fetched_is_passed_on() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Ich bräuchte noch mal das Rezept für die Spülung, wann kann ich das abholen?")
    await line.say("Sandra Vogt.")
    await line.say("Ja, genau.")
    assert len(line.tools.messages) == 1


async def test_what_comes_right_after_is_offered_on_the_same_day() -> None:
    line = Line()
    await line.pick_up()
    for text in ("Eine Zahnreinigung und danach gleich eine Kontrolle.", "Am Dienstag.", "Die erste.", "Sandra Vogt."):
        await line.say(text)
    said = await line.say("Ja.")
    assert "morgen" in said
    assert " Uhr" in said


def test_when_something_is_brought_the_day_before_is_no_wished_time() -> None:
    line = Line()
    text = "Eine Inspektion, den Wagen würde ich am Abend vorher abstellen."
    assert comprehension().read(text, line.conversation.state, now=line.clock.now()).when is None


async def test_a_day_that_does_not_suit_is_no_cancellation_for_who_has_nothing() -> None:
    line = Line()
    await line.pick_up()
    assert " Uhr" in await line.say("Eine Füllung, möglichst schnell. Nur nicht am Dienstag.")


async def test_a_kind_refusal_of_a_message_is_no_puzzle() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Behandeln Sie auch unter Hypnose?")
    assert "nicht verstanden" not in await line.say("Nee, ist schon gut.")


async def test_two_that_move_together_may_go_to_the_week_after_theirs() -> None:
    line = Line()
    line.has_booking(CLEANING)
    line.has_booking(CLEANING | {"start": "2026-03-26T11:00"})
    await line.pick_up()
    await line.say("Wir müssten unsere beiden Termine verlegen.")
    assert "zweiten April" in await line.say("Auf Donnerstag in der Woche drauf.")


async def test_too_early_is_moved_to_later_that_day() -> None:
    line = Line()
    line.has_booking(CLEANING)
    await line.pick_up()
    said = await line.say("Mein Termin am sechsundzwanzigsten ist mir doch zu früh, haben Sie einen anderen?")
    await line.say("Die erste Zeit." if "Frei" in said or "habe" in said or "Möglich" in said else "Ja.")
    await line.say("Ja.")
    [booking] = line.calendar.confirmed()
    assert booking.slot.starts_at.strftime("%m-%d %H:%M") > "03-26 10:00"


async def test_whenever_they_have_time_is_any_time() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Füllung, aber nur bei Doktor Sommer.")
    assert " Uhr" in await line.say("Na, wann sie Zeit hat.")


async def test_who_cannot_come_because_of_a_delay_is_not_only_late() -> None:
    line = Line()
    line.has_booking(CLEANING)
    await line.pick_up()
    await line.say("Mein Flug hat Verspätung, ich kann die Zahnreinigung am sechsundzwanzigsten nicht wahrnehmen.")
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind in (GoalKind.CANCEL, GoalKind.MOVE)


async def test_an_appointment_that_she_would_like_is_hers() -> None:
    line = Line()
    line.know("Sandra Vogt")
    await line.pick_up()
    await line.say("Meine Tante ist umgezogen, sie sucht eine Praxis. Da hätte sie gern einen Termin zur Kontrolle.")
    await line.say("Am Dienstag.")
    assert "Name" in await line.say("Die erste Zeit.")
