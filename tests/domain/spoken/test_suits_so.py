"""Why a time suits, in words that sound like a refusal."""

import pytest

from app.domain.spoken.hear_answer import Answer, hear_answer


@pytest.mark.parametrize(
    "words",
    [
        "Ja, schön, dann hab ich noch etwas Luft.",
        "Gut, da bleibt mir ja der halbe Feierabend.",
        "Ja, dann hab ich's gleich hinter mir.",
        "Passt, da brauch ich mir keinen Urlaub zu nehmen.",
        "Ja, da muss ich nicht durch den Berufsverkehr.",
        "Prima, da bin ich bestimmt schon munter.",
        "Ja, da gibt es nichts auszusetzen.",
        "Schöner geht's ja gar nicht.",
        "Warum auch nicht.",
        "Ja, da versäum ich nichts.",
        "Ja, je früher, desto lieber.",
        "Ja, da kommt mir nichts dazwischen.",
    ],
)
def test_what_makes_a_time_suit_is_consent_for_all_its_denials(words: str) -> None:
    assert hear_answer(words, "de", read_back=True).answer is Answer.YES


@pytest.mark.parametrize(
    "words",
    [
        "Ja, da lässt sich wohl nichts machen.",
        "Ja, sonst krieg ich das nie hin.",
        "Gut, ist zwar nicht meine Zeit, aber das geht.",
        "Hilft ja nix.",
        "Na gut, muss ja.",
    ],
)
def test_who_puts_up_with_a_time_agrees_to_it(words: str) -> None:
    assert hear_answer(words, "de", read_back=True).answer is Answer.YES


@pytest.mark.parametrize(
    "words",
    [
        "Ja, gut, da hab ich schon was vor.",
        "Ja, aber da hab ich keine Ruhe.",
        "Gut, aber dann hab ich Wochenende, das geht nicht.",
        "Da bin ich noch nicht wach.",
        "Da hab ich nie frei.",
        "Da muss ich arbeiten.",
        "Dann bin ich nicht daheim.",
        "Das passt zwar, aber mir wäre später lieber.",
        "Da lässt sich nichts machen.",
    ],
)
def test_what_stands_in_the_way_is_no_consent(words: str) -> None:
    assert hear_answer(words, "de", read_back=True).answer is Answer.NO


@pytest.mark.parametrize(
    "words",
    [
        "Ja, dann bin ich pünktlich im Laden.",
        "Gut, dann bin ich auch wieder daheim.",
        "Ja, dann bin ich wieder im Lande.",
        "Ja, da bin ich nicht zu spät dran.",
        "Ja, da kann man nix dagegen sagen.",
    ],
)
def test_being_in_time_for_the_rest_of_the_day_is_consent(words: str) -> None:
    assert hear_answer(words, "de", read_back=True).answer is Answer.YES


@pytest.mark.parametrize("words", ["Ja, dann bin ich schon weg.", "Ja, da bin ich wieder arbeiten."])
def test_being_away_then_is_no_consent(words: str) -> None:
    assert hear_answer(words, "de", read_back=True).answer is Answer.NO
