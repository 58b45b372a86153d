import re
from dataclasses import replace
from pathlib import Path

import pytest

import app.dialogue
from app.dialogue.greeting import greeting
from app.dialogue.guardrails import reads_like_a_claim
from app.dialogue.lexicon import Lexicon
from app.dialogue.opening_words import weekday_in
from app.dialogue.phrase_book import CallPhrases, PhraseBook, blanks
from app.dialogue.questions import Knowledge
from app.domain.business import Language
from tests.dialogue.text_call import comprehension
from tests.fakes.business import praxis

BOOK = PhraseBook.load()
CLAIMED = {
    *(
        "booked",
        "moved",
        "cancelled",
        "message_noted",
        "callback_noted",
        "waitlisted",
        "callback_noted_soon",
        "callback_noted_by",
        "callback_noted_person",
        "callback_noted_person_by",
        "message_kept",
        "transfer",
    ),
    *(
        "transfer_sorry",
        "transfer_billing",
        "transfer_distress",
        "transfer_complaint",
        "transfer_unknown",
        "emergency_transfer",
        "offer",
        "offer_one",
        "offer_again",
        "offer_one_again",
    ),
    *("chain_booked", "chain_booked_all", "cancelled_all", "together_moved", "together_moved_all"),
    *("offer_more", "free_exactly", "one_appointment", "machine", "hours_closed"),
}


def test_both_languages_have_the_same_phrases_with_the_same_blanks() -> None:
    assert BOOK.keys("de") == BOOK.keys("en")
    for key in BOOK.keys("de"):
        german = frozenset().union(*map(blanks, BOOK.wordings(key, "de")))
        english = frozenset().union(*map(blanks, BOOK.wordings(key, "en")))
        assert german == english, key


@pytest.mark.parametrize("language", ["de", "en"])
def test_phrases_are_in_words_and_claim_nothing_unless_their_claim_is_checked(language: Language) -> None:
    for key in BOOK.keys(language):
        if key.startswith("summary_"):
            continue
        for wording in BOOK.wordings(key, language):
            assert not re.search(r"\d|\b(Dr|z\.B|Nr)\b", wording), key
            if key not in CLAIMED:
                assert not any(reads_like_a_claim(part, language) for part in re.split(r"(?<=[.?!]) ", wording)), key


def test_every_phrase_that_the_code_asks_for_exists_and_every_phrase_is_asked_for() -> None:
    code = "\n".join(path.read_text() for path in Path(app.dialogue.__path__[0]).rglob("*.py"))
    for key in BOOK.keys("de"):
        base = key.removesuffix("_again")
        composed = key.startswith(("summary_", "goal_", "only_", "key_", "todo_"))
        assert composed or f'"{base}"' in code or f'"{key}"' in code, key


def test_wordings_vary_within_a_call_and_are_the_same_when_it_is_replayed() -> None:
    first, again = CallPhrases(BOOK, "CA1"), CallPhrases(BOOK, "CA1")
    said = [first.sentence("ask_name", "de") for _ in range(3)]
    assert len(set(said)) == 3
    assert said == [again.sentence("ask_name", "de") for _ in range(3)]


def test_a_business_that_listens_to_voices_says_so_before_its_question_in_both_languages() -> None:
    described = praxis()
    listening = replace(described, escalation=replace(described.escalation, mood_from_voice=True))
    sentences = greeting(CallPhrases(BOOK, "CA0"), listening)
    assert [(one.language, "Stimme" in one.text or "voice" in one.text) for one in sentences] == [
        ("de", False),
        ("en", True),
        ("de", True),
        ("de", False),
    ]
    assert not any("Stimme" in one.text for one in greeting(CallPhrases(BOOK, "CA0"), described))


def test_fixed_sentences_begin_with_the_greeting_and_have_no_blanks() -> None:
    fixed = BOOK.fixed_sentences(praxis())
    assert any("eine KI" in text for text, language in fixed if language == "de")
    assert not any("{" in text for text, _ in fixed)


@pytest.mark.parametrize(
    ("said", "language", "meant"),
    [
        ("ich hätte gern eine Zahn Reinigung", "de", "cleaning"),
        ("ich hätte gern eine Sanreinigung", "de", "cleaning"),
        ("einmal PZR bitte", "de", "cleaning"),
        ("nein, keine Kontrolle, eine Füllung", "de", "filling"),
        ("ich habe so Zahnschmerzen, vielleicht ist es ein Loch", "de", "emergency"),
        ("die Füllung ist rausgefallen, ich brauche eine neue Füllung", "de", "filling"),
        ("mir ist ein Zahn abgebrochen", "de", "emergency"),
        ("I would like to have my teeth cleaned", "en", "cleaning"),
        ("not a cleaning, a check-up", "en", "checkup"),
        ("my tooth hurts", "en", "emergency"),
    ],
)
def test_an_offering_is_recognised_by_what_people_call_it(said: str, language: Language, meant: str) -> None:
    assert Lexicon(praxis()).offerings(said, language)[0] == meant


def test_a_person_of_the_staff_needs_a_title_or_preposition_because_callers_share_their_names() -> None:
    lexicon = Lexicon(praxis())
    assert lexicon.person("bei Doktor Weber") == "dr-jonas-weber"
    assert lexicon.person("zu Frau Aidin") == "dr-leyla-aydin"
    assert lexicon.person("mein Name ist Schulz") is None


@pytest.mark.parametrize(
    ("said", "language", "sign"),
    [
        ("Kommt man mit dem Kinderwagen rein?", "de", "Aufzug"),
        ("Nehmen Sie mich als neuen Patienten?", "de", "neu auf"),
        ("Was muss ich an Unterlagen dabeihaben?", "de", "Versichertenkarte"),
        ("Behandeln Sie meinen kleinen Sohn?", "de", "drei Jahren"),
        ("Do you see kids?", "en", "three"),
        ("What does a cleaning cost?", "en", "eighty-nine"),
    ],
)
def test_a_paraphrased_question_finds_its_entry(said: str, language: Language, sign: str) -> None:
    found = Knowledge(praxis()).faq(said, language)
    assert found is not None
    assert sign in found[0]
    assert found[1] >= 0.5


def test_a_question_about_something_else_finds_no_sure_entry() -> None:
    found = Knowledge(praxis()).faq("Haben Sie eine Sauna?", "de")
    assert found is None or found[1] < 0.5


def test_weekdays_are_named_in_the_singular_and_as_a_habit() -> None:
    assert weekday_in("Haben Sie samstags auf?", "de") == 5
    assert weekday_in("on Mondays or Tuesdays", "en") is None


def test_understanding_is_ready_before_the_first_caller() -> None:
    assert comprehension().business.id == praxis().id
