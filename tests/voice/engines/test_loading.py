import asyncio
import threading
from pathlib import Path

import pytest

from voice.engines import loading, models, piper_tts
from voice.engines.loading import EngineChoice, load_engines, load_voice, voice_names
from voice.engines.protocols import EngineError


async def test_without_a_recogniser_the_cure_is_named_and_no_thread_is_left(tmp_path: Path) -> None:
    await asyncio.to_thread(int)  # the loop's own executor thread
    before = {thread.name for thread in threading.enumerate()}
    with pytest.raises(EngineError, match="vorzimmer models fetch"):
        await load_engines(tmp_path)
    left = {thread.name for thread in threading.enumerate()} - before
    assert not [name for name in left if not name.startswith("asyncio")]


@pytest.mark.parametrize("adapted", [True, False])
async def test_a_damaged_recogniser_is_an_engine_error_and_leaves_no_thread(tmp_path: Path, adapted: bool) -> None:
    folder = models.whisper_folder(tmp_path)
    folder.mkdir()
    for name in ("config.json", "tokenizer.json", "vocabulary.txt", "model.bin"):
        (folder / name).write_bytes(b"torn")
    await asyncio.to_thread(int)
    before = {thread.name for thread in threading.enumerate()}
    with pytest.raises(EngineError, match="whisper-base cannot be loaded"):
        await load_engines(tmp_path, EngineChoice(adapted=adapted))
    left = {thread.name for thread in threading.enumerate()} - before
    assert not [name for name in left if not name.startswith("asyncio")]


async def test_a_memory_that_is_full_is_an_engine_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(loading, "load_recogniser", full)
    with pytest.raises(EngineError, match="cannot be loaded: MemoryError"):
        await load_engines(tmp_path)


async def test_a_wished_voice_that_is_not_here_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="vorzimmer models fetch de_DE-thorsten-medium"):
        await asyncio.to_thread(load_voice, tmp_path, "de_DE-thorsten-medium", "de")


def test_voices_on_disk_come_before_pico(tmp_path: Path) -> None:
    assert voice_names(tmp_path, "de") == ("pico",)
    for name in ("de_DE-thorsten-medium", "en_US-joe-medium"):
        file = models.voice_file(tmp_path, name)
        file.parent.mkdir(exist_ok=True)
        file.touch()
    assert voice_names(tmp_path, "de") == ("de_DE-thorsten-medium", "pico")
    assert voice_names(tmp_path, "en") == ("en_US-joe-medium", "pico")


def test_without_piper_its_voices_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = models.voice_file(tmp_path, "de_DE-thorsten-medium")
    file.parent.mkdir()
    file.touch()
    monkeypatch.setattr(piper_tts, "is_installed", lambda: False)
    assert voice_names(tmp_path, "de") == ("pico",)


async def test_all_engines_load_warm_speak_and_stop(tmp_path: Path) -> None:
    await asyncio.to_thread(models.place_packaged, tmp_path)
    sentences = {"de": ["ich hätte gern einen Termin"], "en": ["I would like an appointment"]}
    engines = await load_engines(tmp_path, EngineChoice(stt_workers=1, likely_sentences=sentences))  # type: ignore[arg-type]
    try:
        assert engines.tts.abilities.languages == ("de", "en")
        stream = engines.stt.open(language=None, hints=("Sommer",))
        async for chunk in engines.tts.synthesize("Ich hätte gern einen Termin.", language="de"):
            stream.feed(chunk.pcm16)
        heard = await stream.text()
        assert "Termin" in heard.text
        assert heard.language == "de"
        assert len(await engines.vad.open().feed(bytes(512 * 3))) == 3
    finally:
        await engines.stop()
    with pytest.raises(EngineError, match="stopped"):
        await engines.vad.open().feed(bytes(512))
