"""What calls rely on in every speech engine, scripted or real."""

import asyncio
from contextlib import suppress

import pytest

from tests.fakes.engines import silence_pcm16, tone_pcm16
from voice.audio.frames import duration_ms
from voice.contract import Language
from voice.engines.protocols import (
    EngineError,
    SpeechChunk,
    SpeechToText,
    TextToSpeech,
    VoiceActivity,
)

SENTENCES: dict[Language, str] = {"de": "Guten Tag, hier ist die Praxis.", "en": "Hello, this is the practice."}


async def speech_of(tts: TextToSpeech, text: str, language: Language) -> list[SpeechChunk]:
    return [chunk async for chunk in tts.synthesize(text, language=language)]


class TtsContract:
    """Subclasses give the fixture `tts`."""

    async def test_sound_comes_in_whole_samples_for_each_language(self, tts: TextToSpeech) -> None:
        for language in tts.abilities.languages:
            chunks = await speech_of(tts, SENTENCES[language], language)
            assert chunks
            assert all(chunk.pcm16 and len(chunk.pcm16) % 2 == 0 for chunk in chunks)

    async def test_every_word_ends_once_in_order_in_the_chunk_it_came_with(self, tts: TextToSpeech) -> None:
        language = tts.abilities.languages[0]
        chunks = await speech_of(tts, SENTENCES[language], language)
        words = [word for chunk in chunks for word in chunk.words]
        assert " ".join(word.text for word in words) == SENTENCES[language]
        assert [word.end_ms for word in words] == sorted(word.end_ms for word in words)
        heard_ms = 0
        for chunk in chunks:
            heard_ms += duration_ms(chunk.pcm16)
            assert all(word.end_ms <= heard_ms + 20 for word in chunk.words)

    async def test_a_closed_sentence_does_not_hold_up_the_next(self, tts: TextToSpeech) -> None:
        language = tts.abilities.languages[0]
        chunks = tts.synthesize(SENTENCES[language] * 5, language=language)
        await anext(chunks)
        await chunks.aclose()  # type: ignore[attr-defined]
        assert await speech_of(tts, SENTENCES[language], language)

    async def test_several_calls_speak_at_once(self, tts: TextToSpeech) -> None:
        language = tts.abilities.languages[0]
        spoken = await asyncio.gather(*(speech_of(tts, SENTENCES[language], language) for _ in range(3)))
        assert all(spoken)


class SttContract:
    """Subclasses give the fixture `stt`."""

    async def test_nothing_but_silence_is_no_text(self, stt: SpeechToText) -> None:
        stream = stt.open(language="de")
        stream.feed(silence_pcm16(500))
        assert (await stream.text()).text == ""
        stream.close()

    async def test_it_may_be_asked_again_and_again_as_sound_comes(self, stt: SpeechToText) -> None:
        stream = stt.open(language="de", hints=("Sommer",))
        for _ in range(3):
            stream.feed(tone_pcm16(200))
            transcript = await stream.text()
            assert transcript.language == "de"
            assert 0 <= transcript.confidence <= 1
        stream.close()

    async def test_a_cancelled_question_leaves_the_stream_in_order(self, stt: SpeechToText) -> None:
        stream = stt.open(language="de")
        stream.feed(tone_pcm16(300))
        question = asyncio.ensure_future(stream.text())
        await asyncio.sleep(0)
        question.cancel()
        with suppress(asyncio.CancelledError, EngineError):
            await question
        assert (await stream.text()).language == "de"
        stream.close()
        stream.close()


class VadContract:
    """Subclasses give the fixture `vad`."""

    async def test_every_full_window_gets_one_probability(self, vad: VoiceActivity) -> None:
        stream = vad.open()
        got = [len(await stream.feed(silence_pcm16(20))) for _ in range(16)]
        assert sum(got) == 320 // vad.window_ms
        stream.close()

    async def test_silence_is_not_speech(self, vad: VoiceActivity) -> None:
        stream = vad.open()
        assert all(0 <= probability < 0.3 for probability in await stream.feed(silence_pcm16(640)))
        stream.close()

    async def test_streams_do_not_hear_each_other(self, vad: VoiceActivity) -> None:
        alone, beside = vad.open(), vad.open()
        noisy = vad.open()
        heard = await asyncio.gather(alone.feed(silence_pcm16(320)), noisy.feed(tone_pcm16(320)))
        assert await beside.feed(silence_pcm16(320)) == pytest.approx(heard[0], abs=1e-4)
        for stream in (alone, beside, noisy):
            stream.close()
