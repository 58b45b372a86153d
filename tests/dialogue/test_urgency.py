"""Urgency by the caller's words, and what is said not to be urgent."""

import pytest

from app.dialogue.urgency import sounds_calm, sounds_urgent
from app.domain.business import Language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es ist dringend."),
        ("de", "Ich bräuchte das Gutachten unbedingt noch heute."),
        ("de", "Das eilt sehr."),
        ("de", "Das kann nicht warten."),
        ("en", "I need the report today at the latest."),
        ("en", "Please answer as soon as possible."),
        ("en", "This can't wait."),
    ],
)
def test_what_cannot_wait_is_urgent(language: Language, text: str) -> None:
    assert sounds_urgent(text, language)
    assert not sounds_calm(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es ist nicht wirklich dringend."),
        ("de", "Das eilt überhaupt nicht."),
        ("de", "Es hat keine Eile."),
        ("de", "Das ist kein Notfall."),
        ("en", "There is no hurry."),
        ("en", "It isn't urgent."),
        ("en", "It is not really urgent."),
    ],
)
def test_what_can_wait_is_not(language: Language, text: str) -> None:
    assert not sounds_urgent(text, language)
    assert sounds_calm(text, language)


@pytest.mark.parametrize(
    "text", ["Ich komme heute noch vorbei.", "Er hat sofort geantwortet.", "Ich brauche ein Rezept."]
)
def test_a_day_alone_is_no_hurry(text: str) -> None:
    assert not sounds_urgent(text, "de")
