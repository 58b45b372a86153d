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
        ("de", "Bitte rufen Sie mich noch heute zurück."),
        ("de", "Die Rechnung muss heute noch bezahlt werden."),
        ("de", "Melden Sie sich möglichst schnell."),
        ("de", "Das müsste sich heute noch jemand anschauen."),
        ("de", "Kann ich heute noch drankommen?"),
        ("de", "Je schneller, desto besser."),
        ("en", "The sooner the better."),
        ("en", "It has to be signed by today."),
        ("en", "Could you please call me back today?"),
        ("en", "Please answer as quickly as you can."),
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
        ("de", "Das hat noch Zeit."),
        ("de", "Das muss nicht mehr heute sein."),
        ("en", "It can wait until next week."),
        ("en", "Take your time."),
        ("en", "There is no hurry."),
        ("en", "It isn't urgent."),
        ("en", "It is not really urgent."),
    ],
)
def test_what_can_wait_is_not(language: Language, text: str) -> None:
    assert not sounds_urgent(text, language)
    assert sounds_calm(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ich komme heute noch vorbei."),
        ("de", "Er hat sofort geantwortet."),
        ("de", "Ich brauche ein Rezept."),
        ("de", "Bitte richten Sie aus, dass ich heute noch zur Schule muss."),
        ("de", "Ich gebe Ihnen heute noch Bescheid."),
        ("de", "Mein Mann muss heute noch arbeiten."),
        ("en", "I have to be at school today."),
        ("en", "My husband will call you today."),
        ("en", "I am on holiday right now."),
    ],
)
def test_a_day_alone_is_no_hurry(language: Language, text: str) -> None:
    assert not sounds_urgent(text, language)
