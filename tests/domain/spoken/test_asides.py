"""What callers tell of their day beside a yes or no."""

import pytest

from app.domain.spoken.hear_answer import Answer, hear_answer, without_asides


@pytest.mark.parametrize(
    "text",
    [
        "Passt, da muss ich nur vorher noch die Kinder abholen.",
        "Ja, da hab ich eh frei.",
        "Ja, das kriege ich hin, da hat mein Mann frei und kann fahren.",
        "Ja, passt, da hat der Kleine noch Kita bis zwölf.",
        "Ja, da muss ich nicht arbeiten.",
        "Ja, da bin ich sowieso in der Stadt.",
        "Passt, da hab ich sonst nichts vor.",
        "Ja, das geht, muss ich halt früher aufstehen.",
        "Ja, prima, dann muss ich nicht so hetzen.",
        "Gut, dann komm ich halt nicht zum Sport.",
        "Ja, wenn's nicht anders geht.",
        "Ja, müsste klappen, wenn die Bahn nicht wieder streikt.",
        "Ja bitte, ich bin dann hoffentlich nicht zu spät.",
        "Tragen Sie's ein, ich muss dann halt den Bus um halb nehmen.",
    ],
)
def test_a_yes_with_something_about_the_day_beside_it_is_a_yes(text: str) -> None:
    assert hear_answer(text, "de").answer is Answer.YES


@pytest.mark.parametrize(
    "text",
    [
        "Da muss ich die Kinder abholen.",
        "Ja, äh, nein, da muss ich arbeiten.",
        "Ja da hab ich leider keine Zeit.",
        "Genau, da muss ich leider arbeiten.",
        "Gut, da kann ich aber nicht.",
        "Super, dann lieber Mittwoch.",
        "Das geht, da hab ich aber keine Zeit.",
        "Richtig, der Name ist falsch.",
        "Passt leider nicht, da muss ich die Kinder abholen.",
    ],
)
def test_what_takes_the_yes_back_is_no_aside(text: str) -> None:
    assert hear_answer(text, "de").answer is Answer.NO


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ja, da nehm ich den Zug um acht.", "Ja"),
        ("Passt, ich arbeite bis drei, da kann ich danach kommen.", "Passt"),
        ("Ja, am Mittwoch um neun, da hab ich frei.", "Ja, am Mittwoch um neun"),
        ("Ja, um zehn.", "Ja, um zehn"),
        ("Ja, ich hätte gern noch einen Termin um zehn.", "Ja, ich hätte gern noch einen Termin um zehn"),
    ],
)
def test_times_of_the_callers_day_are_left_out_and_wishes_are_kept(text: str, left: str) -> None:
    assert without_asides(text) == left
