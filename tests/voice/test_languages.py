"""Which language an utterance is heard in, when the recogniser doubts."""

from collections.abc import Mapping

from tests.calls.ear import Ear
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts, tone_pcm16
from voice.contract import Language, Listen, Utterance
from voice.engines.protocols import Transcript
from voice.session import SpeechEngines

GARBLED = "Hiya, ich zähne beim Dienstag"
MEANT = "Hiya, I think I am due a visit"


def ear(scores: Mapping[Language, float], confidence: Mapping[Language, float]) -> Ear:
    def recognise(pcm16: bytes, language: Language | None) -> Transcript:
        spoken: Language = language or "de"
        text = MEANT if spoken == "en" else GARBLED
        return Transcript(text, spoken, confidence[spoken], language_scores=tuple(scores.items()))

    return Ear(SpeechEngines(ScriptedStt(recognise=recognise), ToneTts(), LoudnessVad()), "de", None)


async def heard_as(line: Ear) -> list[Language]:
    heard = []
    for _ in range(2):
        event = await line.hear(tone_pcm16(1_200))
        assert isinstance(event, Utterance)
        heard.append(event.language)
        line.expect(Listen(), event.language)
    line.close()
    return heard


async def test_a_first_sentence_that_makes_little_sense_is_tried_in_the_other_language_at_a_lower_hint() -> None:
    assert await heard_as(ear({"de": 0.6, "en": 0.4}, {"de": 0.2, "en": 0.8})) == ["en", "en"]


async def test_a_first_sentence_that_makes_sense_stays_in_the_language_that_was_expected() -> None:
    assert await heard_as(ear({"de": 0.6, "en": 0.4}, {"de": 0.7, "en": 0.9})) == ["de", "de"]


async def test_what_makes_no_more_sense_in_the_other_language_stays() -> None:
    assert await heard_as(ear({"de": 0.6, "en": 0.4}, {"de": 0.2, "en": 0.3})) == ["de", "de"]
