"""A changed voice is heard in noise, through mu-law, and an unchanged one is left alone: one voice of the bench."""

from app.domain.escalation.signals import Kind
from tests.bench.prosody import CALM_SENTENCES, CALMLY, SENTENCES, Change, Talker, heard, over_the_line

NOISE_DB = 10.0


def heard_of(change: Change) -> list[dict[Kind, float]]:
    talker = Talker("de-DE", "de", 1.0, seed=7)
    calm = [over_the_line(talker.says(text, CALMLY), NOISE_DB, 1) for text in SENTENCES["de"][:CALM_SENTENCES]]
    later = [over_the_line(talker.says(text, change), NOISE_DB, 2) for text in SENTENCES["de"][CALM_SENTENCES:]]
    return [one.signals for one in heard(calm, later)]


def test_louder_and_higher_is_heard_in_nearly_every_sentence() -> None:
    raised = heard_of(Change("raised", db=9.0, pitch=1.2))
    assert sum(Kind.LOUDER in one for one in raised) >= len(raised) - 1
    assert sum(Kind.HIGHER in one for one in raised) >= len(raised) - 1


def test_who_goes_on_as_before_gives_hardly_a_sign() -> None:
    assert sum(bool(one) for one in heard_of(CALMLY)) <= 1
