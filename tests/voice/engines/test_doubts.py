import pytest

from voice.engines import doubts


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("Ja genau. Ja genau. Ja genau. Ja gen", "Ja genau."),
        ("Um neun Uhr dreißig. Um neun Uhr dreißig. Um", "Um neun Uhr dreißig."),
        ("Emma Clark Emma Clark Emma Clark Emma Clark", "Emma Clark"),
        ("Guten Tag, ich komme morgen. Ich komme morgen. Ich komme morgen", "Guten Tag, ich komme morgen."),
        ("nein nein nein nein nein nein", "nein"),
        ("Bei der letzten Untersuchungspätstestestestestestest", "Bei der letzten Untersuchungspätste"),
        ("I need a fillililililililing on Thursday", "I need a filli"),
    ],
)
def test_a_phrase_over_and_over_is_kept_once(text: str, once: str) -> None:
    assert doubts.without_loop(text) == once
    assert doubts.is_loop(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ja, ja.",
        "Nein, nein, nein, am Montag.",
        "0 1 7 7 7 7 5 5 5",
        "3 3 3 3",
        "Müller, Petra Müller.",
        "Am Montag oder am Montag danach?",
        "Sehr sehr gern",
        "Hahaha, nein.",
        "0176 12 12 12 12 12",
    ],
)
def test_what_people_do_say_twice_is_left_alone(text: str) -> None:
    assert doubts.without_loop(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Untertitel der Amara.org-Community",
        "Untertitelung des ZDF, 2020",
        "Untertitel im Auftrag des ZDF für funk, 2017",
        "Vielen Dank fürs Zuschauen!",
        "Vielen Dank für das Zuschauen.",
        "Thank you for watching!",
        "Thanks for watching.",
        "Please subscribe to my channel",
        "you",
        "[Musik]",
        "(Applause)",
        "...",
        "",
        "♪",
        "Copyright WDR 2021",
    ],
)
def test_subtitles_and_noises_are_known_as_invented(text: str) -> None:
    assert doubts.is_invented(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vielen Dank.",
        "Vielen Dank, auf Wiederhören.",
        "Thank you.",
        "Thank you, bye.",
        "Danke, das war's.",
        "Ja",
        "You can call me back.",
        "Um neun",
        "Ich höre Musik im Hintergrund",
    ],
)
def test_what_callers_say_is_not_taken_for_subtitles(text: str) -> None:
    assert not doubts.is_invented(text)


def test_more_words_than_time_allows_are_doubted() -> None:
    sentence = "Ich hätte gern einen Termin zur Kontrolluntersuchung am nächsten Dienstag um halb drei."
    assert doubts.is_too_long(sentence, speech_ms=1000)
    assert not doubts.is_too_long(sentence, speech_ms=4000)
    assert not doubts.is_too_long("Donnerstag", speech_ms=400)


def test_text_that_compresses_like_a_loop_is_doubted() -> None:
    assert doubts.is_too_regular("das ist ein Film und das ist ein Buch und das ist ein Haus und " * 3)
    assert not doubts.is_too_regular("Guten Tag, ich hätte gern einen Termin zur Kontrolluntersuchung am Dienstag.")


def test_letters_of_other_scripts_are_doubted() -> None:
    assert doubts.is_foreign("Спасибо за просмотр")
    assert not doubts.is_foreign("Grüße an Frau Žižek und Herrn Çelik")
