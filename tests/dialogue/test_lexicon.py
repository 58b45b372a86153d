import pytest

from app.dialogue.lexicon import Lexicon
from app.domain.business import Language
from tests.fakes.business import praxis

LEXICON = Lexicon(praxis())


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Eine Kontrolluntersuchung, würde ich sagen, Schmerzen habe ich keine.", "de", ("checkup",)),
        ("Zur Kontrolle, weh tut mir nichts.", "de", ("checkup",)),
        ("Ich habe keine Schmerzen, nur zur Kontrolle.", "de", ("checkup",)),
        ("It doesn't hurt, just a check-up please.", "en", ("checkup",)),
        ("Die Schmerzen sind nicht auszuhalten.", "de", ("emergency",)),
        ("Meine Füllung ist nicht mehr da.", "de", ("filling",)),
        ("Der Zahn tut weh, nicht sehr, aber immer.", "de", ("emergency",)),
        ("It hurts, I can't sleep.", "en", ("emergency",)),
        ("Eine Zahnreinigung, nicht vor elf.", "de", ("cleaning",)),
        ("Die Kontrolle ist nicht eilig.", "de", ("checkup",)),
    ],
)
def test_what_callers_say_they_do_not_have_is_not_what_they_come_for(
    text: str, language: Language, wanted: tuple[str, ...]
) -> None:
    assert LEXICON.offerings(text, language) == wanted
