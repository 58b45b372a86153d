"""What callers say to a message that was read back to them: a word put right, an addition, or all of it anew."""

import pytest

from app.dialogue.amending import amended, said_again
from app.domain.business import Language

SPLINT = "Mein Mann holt die Schiene am Montag ab."


@pytest.mark.parametrize(
    "said",
    [
        "nicht am Montag, sondern am Mittwoch",
        "am Mittwoch, nicht am Montag",
        "Mittwoch statt Montag",
        "nicht Montag, Mittwoch",
        "er kommt am Mittwoch, nicht am Montag",
        "am Mittwoch",
        "Mittwoch",
    ],
)
def test_one_word_is_put_in_place_of_the_other(said: str) -> None:
    assert amended(SPLINT, said, "de", agreed=False) == "Mein Mann holt die Schiene am Mittwoch ab."


@pytest.mark.parametrize("said", ["not on Monday, on Wednesday", "on Wednesday instead of Monday", "Wednesday"])
def test_the_same_in_english(said: str) -> None:
    text = "My husband will pick up the splint on Monday."
    assert amended(text, said, "en", agreed=False) == "My husband will pick up the splint on Wednesday."


@pytest.mark.parametrize(
    ("language", "text", "said", "becomes"),
    [
        ("de", SPLINT, "und er bringt das Rezept mit", f"{SPLINT} Er bringt das Rezept mit."),
        ("de", SPLINT[:-1], "sagen Sie noch, dass er eilt", f"{SPLINT} Sagen Sie noch, dass er eilt."),
        ("en", "The crown is fine.", "and please add that I am away", "The crown is fine. Add that I am away."),
    ],
)
def test_an_addition_is_kept_beside_the_message_also_with_a_yes(
    language: Language, text: str, said: str, becomes: str
) -> None:
    assert amended(text, said, language, agreed=True) == becomes
    assert amended(text, said, language, agreed=False) == becomes


def test_most_of_the_message_said_again_stands_in_its_place() -> None:
    heard = "Das Bezept liegt noch nicht in der Apotheke."
    again = "das Rezept liegt noch nicht in der Apotheke"
    assert amended(heard, again, "de", agreed=False) == "Das Rezept liegt noch nicht in der Apotheke."
    other = "meine Tochter hat ihre Zahnspange bei Ihnen liegen lassen"
    assert amended(heard, other, "de", agreed=False) == "Meine Tochter hat ihre Zahnspange bei Ihnen liegen lassen."


@pytest.mark.parametrize(
    ("language", "text", "said", "becomes"),
    [
        ("de", "Ich habe einen Satz hinterlassen.", "ich sagte Winterreifen", "Ich habe einen Satz Winterreifen."),
        ("de", "Mein Blaushalm hängt noch da.", "ich sagte blauer Schal", "Mein blauer Schal hängt noch da."),
        ("de", "Das Krezept liegt nicht da.", "Rezept", "Das Rezept liegt nicht da."),
        ("de", "Das Ibu großen hilft nicht.", "Ibuprofen", "Das Ibuprofen hilft nicht."),
        ("en", "The summer ties are with you.", "I said summer tyres", "The summer tyres are with you."),
    ],
)
def test_a_word_that_was_misheard_is_put_where_it_sounds_alike(
    language: Language, text: str, said: str, becomes: str
) -> None:
    assert amended(text, said, language, agreed=False) == becomes


def test_a_word_that_is_misheard_the_same_way_again_is_taken_from_another_guess() -> None:
    text = "Ich brauche das Abzess noch heute."
    guesses = ("Nein, ich sagte Abzess.", "Nein, ich sagte Attest.")
    assert amended(text, "ich sagte Abzess", "de", agreed=False) is None
    assert said_again(text, guesses, "de") == "Ich brauche das Attest noch heute."


def test_a_word_that_sounds_like_nothing_in_the_message_is_put_nowhere() -> None:
    assert amended("Die Krone sitzt wieder fest.", "Quittung", "de", agreed=False) is None
    assert amended("Das Rezept ist noch nicht da.", "so nicht", "de", agreed=False) is None


@pytest.mark.parametrize("said", ["ich komme nicht am Montag zu Ihnen", "es ist der Termin um neun"])
def test_what_cannot_be_placed_is_added_and_nothing_gets_lost(said: str) -> None:
    text = "Meine Frau und ich wollten Ihnen sagen, dass wir am Montag im Urlaub sind."
    kept = amended(text, said, "de", agreed=False)
    assert kept is not None
    assert kept.startswith(text)


@pytest.mark.parametrize(
    "said", ["", "so ist es", "das ist alles richtig so", "auch der Name", "vielen Dank und noch einen schönen Tag"]
)
def test_politeness_beside_a_yes_changes_nothing(said: str) -> None:
    assert amended(SPLINT, said, "de", agreed=True) is None


def test_a_word_that_nobody_has_is_put_right_before_one_that_sounds_more_alike() -> None:
    text = "Die Krone ist gestern gekogen worden und heute noch locker."
    assert amended(text, "ich sagte gezogen", "de", agreed=False) == text.replace("gekogen", "gezogen")
    assert amended("Sie ist heute noch locker.", "ich sagte Koch", "de", agreed=False) is None
