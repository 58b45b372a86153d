import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.fakes.engines import HANGS, ScriptedStt, ToneTts
from tests.fakes.virtual_time import run_virtual
from voice.contract import Language
from voice.engines.protocols import EngineError, SpeechChunk, SpokenWord, TextToSpeech, TtsAbilities
from voice.engines.wrappers import CachingTts, DeadlineStt, DeadlineTts, FallbackTts, LanguageTts


async def spoken(tts: TextToSpeech, text: str = "Guten Tag.", language: Language = "de") -> list[SpeechChunk]:
    return [chunk async for chunk in tts.synthesize(text, language=language)]


class Breaking:
    """Speaks one chunk, then breaks."""

    abilities = TtsAbilities(languages=("de",))

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        yield SpeechChunk(b"\0\0")
        raise EngineError("broke off")


# --- deadlines --------------------------------------------------------------------------------------------------------


def test_a_recogniser_that_hangs_is_an_error_at_the_deadline() -> None:
    async def ask() -> float:
        stream = DeadlineStt(ScriptedStt(["Ja"], delay_s=HANGS), deadline_s=3).open(language="de")
        with pytest.raises(EngineError, match="no text") as late:
            await stream.text()
        assert late.value.retryable
        return asyncio.get_running_loop().time()

    assert run_virtual(ask()) == pytest.approx(3)


def test_a_recogniser_in_time_is_let_through_with_all_it_was_fed() -> None:
    inner = ScriptedStt(["Ja"], delay_s=2)

    async def ask() -> str:
        stream = DeadlineStt(inner, deadline_s=3).open(language="de", hints=("Ja",))
        stream.feed(bytes(320))
        text = (await stream.text()).text
        stream.close()
        return text

    assert run_virtual(ask()) == "Ja"
    assert (inner.streams[0].asked_at_ms, inner.streams[0].hints, inner.streams[0].closed) == ([20], ("Ja",), True)


def test_a_deadline_withdraws_the_question() -> None:
    inner = ScriptedStt(["Ja"], delay_s=HANGS)

    async def ask() -> None:
        with pytest.raises(EngineError):
            await DeadlineStt(inner, deadline_s=1).open(language="de").text()

    run_virtual(ask())
    assert inner.streams[0].cancelled == 1


def test_a_voice_that_never_starts_is_an_error_at_the_first_deadline() -> None:
    async def ask() -> float:
        with pytest.raises(EngineError, match="no sound after 2 s"):
            await spoken(DeadlineTts(ToneTts(delay_s=HANGS), first_s=2, next_s=9))
        return asyncio.get_running_loop().time()

    assert run_virtual(ask()) == pytest.approx(2)


def test_a_voice_that_stops_in_mid_sentence_is_an_error_at_the_next_deadline() -> None:
    async def ask() -> float:
        with pytest.raises(EngineError, match="no sound after 1 s"):
            await spoken(DeadlineTts(ToneTts(chunk_delay_s=HANGS), first_s=2, next_s=1))
        return asyncio.get_running_loop().time()

    assert run_virtual(ask()) == pytest.approx(1)


def test_time_the_listener_takes_is_not_counted_against_the_voice() -> None:
    async def listen() -> int:
        chunks = 0
        async for _ in DeadlineTts(ToneTts(), first_s=1, next_s=1).synthesize("Guten Tag.", language="de"):
            chunks += 1
            await asyncio.sleep(5)
        return chunks

    assert run_virtual(listen()) == 3


# --- second choices ---------------------------------------------------------------------------------------------------


async def test_the_second_voice_speaks_when_the_first_does_not_start() -> None:
    first, second = ToneTts(failing=frozenset({"Guten Tag."})), ToneTts()
    assert await spoken(FallbackTts(first, second)) == await spoken(ToneTts())
    assert second.asked == [("Guten Tag.", "de")]


class BreakingAfterAWord(Breaking):
    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        yield SpeechChunk(bytes(1600), (SpokenWord(text.split(maxsplit=1)[0], 100),))
        raise EngineError("broke off")


async def test_what_a_voice_leaves_unsaid_is_said_by_the_next_and_not_a_word_twice() -> None:
    second = ToneTts()
    chunks = await spoken(FallbackTts(BreakingAfterAWord(), second))
    words = [word for chunk in chunks for word in chunk.words]
    assert [word.text for word in words] == ["Guten", "Tag."]
    assert second.asked == [("Tag.", "de")]
    assert words[1].end_ms > words[0].end_ms == 100


async def test_when_no_voice_is_left_the_last_reason_is_told() -> None:
    failing = ToneTts(failing=frozenset({"Guten Tag."}))
    with pytest.raises(EngineError, match="cannot say"):
        await spoken(FallbackTts(failing, failing))
    with pytest.raises(EngineError, match="no voice for en"):
        await spoken(FallbackTts(Breaking()), language="en")


def test_a_fallback_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        FallbackTts()


async def test_each_language_goes_to_its_voice() -> None:
    german, english = ToneTts(), ToneTts()
    tts = LanguageTts({"de": german, "en": english})
    await spoken(tts, "Ja", "de")
    await spoken(tts, "Yes", "en")
    assert (german.asked, english.asked) == ([("Ja", "de")], [("Yes", "en")])
    assert tts.abilities.languages == ("de", "en")
    with pytest.raises(EngineError, match="no voice"):
        await spoken(LanguageTts({"de": german}), "Yes", "en")


# --- memory -----------------------------------------------------------------------------------------------------------


async def test_a_sentence_is_spoken_once_and_remembered_by_text_and_language() -> None:
    inner = ToneTts()
    tts = CachingTts(inner)
    assert await spoken(tts) == await spoken(tts)
    await spoken(tts, language="en")
    assert inner.asked == [("Guten Tag.", "de"), ("Guten Tag.", "en")]


async def test_a_sentence_cut_off_is_not_remembered_and_its_voice_is_stopped() -> None:
    inner = ToneTts()
    tts = CachingTts(inner)
    chunks = tts.synthesize("Guten Tag.", language="de")
    await anext(chunks)
    await chunks.aclose()  # type: ignore[attr-defined]
    assert inner.stopped_early == 1
    await spoken(tts)
    assert len(inner.asked) == 2


async def test_the_memory_forgets_what_was_not_heard_for_longest() -> None:
    inner = ToneTts(letter_ms=20)
    tts = CachingTts(inner, limit_bytes=2000)
    for text in ("aa", "bb", "aa", "cc", "aa", "bb"):
        await spoken(tts, text)
    assert [text for text, _ in inner.asked] == ["aa", "bb", "cc", "bb"]
    assert tts.used_bytes <= 2000


async def test_warmed_phrases_are_never_forgotten() -> None:
    inner = ToneTts(letter_ms=20, failing=frozenset({"x"}))
    tts = CachingTts(inner, limit_bytes=0)
    await tts.warm([("aa", "de"), ("aa", "de"), ("x", "de")])
    await spoken(tts, "bb")
    await spoken(tts, "aa")
    assert [text for text, _ in inner.asked] == ["aa", "x", "bb"]
