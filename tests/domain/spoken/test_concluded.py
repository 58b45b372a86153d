import pytest

from app.domain.business import Language
from app.domain.spoken.times.concluded import concluded


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        (
            "Bis eins ist er in der Kita, also ab halb zwei, nur dienstags nicht",
            "de",
            "ab halb zwei, nur dienstags nicht",
        ),
        ("Ich arbeite bis drei, deshalb am Nachmittag", "de", "am Nachmittag"),
        ("Dienstag oder Donnerstag, an den anderen Tagen muss ich zur Dialyse.", "de", "Dienstag oder Donnerstag."),
        ("Friday please, the other days I have to work", "en", "Friday please"),
        ("Morgen nicht, übermorgen nicht, also Donnerstag, nach 14 Uhr.", "de", "Donnerstag, nach 14 Uhr."),
        ("Not Monday, so Thursday afternoon.", "en", "Thursday afternoon."),
        ("My shift ends at three, so any time after half past.", "en", "any time after half past."),
        ("Übermorgen, wenn da was frei ist, sonst halt das Nächste danach.", "de", "Übermorgen, wenn da was frei ist."),
        ("Eine Zahnreinigung, übermorgen oder das nächste danach.", "de", "Eine Zahnreinigung, übermorgen."),
        ("Thursday, or failing that the next available.", "en", "Thursday."),
        ("Tuesday or the next one after that please", "en", "Tuesday"),
    ],
)
def test_circumstances_give_way_to_their_conclusion_and_or_the_next_to_the_day(
    text: str, language: Language, left: str
) -> None:
    assert concluded(text, language) == left


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dienstag geht, also um zehn", "de"),
        ("Also, am Dienstag, also um zehn", "de"),
        ("Dienstag oder nächste Woche", "de"),
        ("oder den nächsten Termin", "de"),
        ("Montag muss ich arbeiten, also am Dienstag", "de"),
        ("I'm free Tuesday, so maybe ten?", "en"),
        ("the first one or the next day", "en"),
    ],
)
def test_what_wishes_something_itself_stays(text: str, language: Language) -> None:
    assert concluded(text, language) == text
