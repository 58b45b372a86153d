"""Recordings on disk: whole after every second, incomplete rather than in the way, silent where they have to be."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event

import pytest

from app.connectors import wav_folder
from app.connectors.wav_folder import BYTES_PER_MS, HEADER_BYTES, WavFolder, header
from app.ports.recordings import SoundUnavailable, Written

SECOND = bytes(range(16)) * 1_000


@pytest.fixture
async def folder(tmp_path: Path) -> AsyncIterator[WavFolder]:
    made = WavFolder(tmp_path / "kept", least_free_bytes=0)
    yield made
    made.close()


async def all_done(folder: WavFolder) -> None:
    """Everything that was put before is written."""
    await folder.length_ms("none.wav")


def sound_of(folder: WavFolder, name: str) -> bytes:
    path = folder.path(name)
    assert path is not None
    content = path.read_bytes()
    assert content[:HEADER_BYTES] == header(len(content) - HEADER_BYTES)
    return content[HEADER_BYTES:]


async def test_a_file_is_whole_after_every_write(folder: WavFolder) -> None:
    file = folder.open()
    for nth in range(3):
        file.write(nth * 1_000, SECOND)
        await all_done(folder)
        assert sound_of(folder, file.name) == SECOND * (nth + 1)
    assert await file.finish() == Written(3_000, None)
    assert await folder.length_ms(file.name) == 3_000


def test_the_header_says_mu_law_with_two_channels_of_8_khz() -> None:
    made = header(32_000)
    assert len(made) == HEADER_BYTES
    assert int.from_bytes(made[4:8], "little") == HEADER_BYTES - 8 + 32_000
    assert [int.from_bytes(made[at : at + size], "little") for at, size in ((20, 2), (22, 2), (24, 4), (34, 2))] == [
        *(7, 2, 8_000, 8),
    ]
    assert made[50:54] == b"data"


async def test_only_the_servers_user_may_read_it(folder: WavFolder) -> None:
    file = folder.open()
    file.write(0, SECOND)
    await file.finish()
    path = folder.path(file.name)
    assert path is not None
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


async def test_what_was_left_out_is_silence_in_its_place(folder: WavFolder) -> None:
    file = folder.open()
    file.write(2_000, SECOND)
    await file.finish()
    assert sound_of(folder, file.name) == b"\xff" * 32_000 + SECOND


async def test_a_full_disk_stops_the_recording_and_keeps_what_there_is(tmp_path: Path) -> None:
    folder = WavFolder(tmp_path)
    file = folder.open()
    file.write(0, SECOND)
    await all_done(folder)
    folder._least_free_bytes = 1 << 60
    assert not await folder.is_ready()
    file.write(1_000, SECOND)
    file.write(2_000, SECOND)
    assert await file.finish() == Written(1_000, "disk_full")
    assert sound_of(folder, file.name) == SECOND
    folder.close()


async def test_a_folder_that_cannot_be_made_is_no_place_for_recordings(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    folder = WavFolder(tmp_path / "file" / "kept", least_free_bytes=0)
    assert not await folder.is_ready()
    file = folder.open()
    file.write(0, SECOND)
    assert await file.finish() == Written(0, "not_written")
    folder.close()


async def test_a_disk_that_is_too_slow_costs_sound_and_no_memory(
    folder: WavFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wav_folder, "MOST_WAITING_BYTES", 2 * len(SECOND))
    wait = Event()
    folder.put(wait.wait)
    file = folder.open()
    for nth in range(4):
        file.write(nth * 1_000, SECOND)
    wait.set()
    await all_done(folder)
    file.write(4_000, SECOND)
    assert await file.finish() == Written(5_000, "too_slow")
    assert sound_of(folder, file.name) == SECOND * 2 + b"\xff" * 32_000 + SECOND


async def test_a_passage_falls_silent_for_good(folder: WavFolder) -> None:
    file = folder.open()
    for nth in range(3):
        file.write(nth * 1_000, SECOND)
    await file.finish()
    await folder.silence(file.name, 500, 1_500)
    half = 500 * BYTES_PER_MS
    assert sound_of(folder, file.name) == SECOND[:half] + b"\xff" * 2 * half + SECOND[half:] + SECOND
    await folder.silence(file.name, 2_900, 99_000)
    assert len(sound_of(folder, file.name)) == 48_000
    with pytest.raises(SoundUnavailable):
        await folder.silence("other.wav", 0, 100)


async def test_a_discarded_file_is_gone_and_stays_gone(folder: WavFolder) -> None:
    file = folder.open()
    file.write(0, SECOND)
    file.discard()
    file.write(1_000, SECOND)
    await file.finish()
    assert folder.path(file.name) is None


async def test_removing_is_done_once_and_never_outside_the_folder(folder: WavFolder, tmp_path: Path) -> None:
    file = folder.open()
    file.write(0, SECOND)
    await file.finish()
    await folder.remove(file.name)
    await folder.remove(file.name)
    await folder.remove("")
    assert folder.path(file.name) is None
    (tmp_path / "secret.wav").write_bytes(b"x")
    assert folder.path("../secret.wav") is None
    await folder.remove("../secret.wav")
    assert (tmp_path / "secret.wav").exists()


async def test_files_that_nobody_knows_go_after_a_day(folder: WavFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, stray = folder.open(), folder.open()
    for file in (kept, stray):
        file.write(0, SECOND)
        await file.finish()
    assert await folder.strays(frozenset({kept.name})) == 0
    monkeypatch.setattr(wav_folder, "STRAY_AFTER_S", -10.0)
    assert await folder.strays(frozenset({kept.name})) == 1
    assert folder.path(kept.name) is not None
    assert folder.path(stray.name) is None


WRITES = """
import asyncio, sys
from pathlib import Path
from app.connectors.wav_folder import WavFolder

async def main():
    folder = WavFolder(Path(sys.argv[1]), least_free_bytes=0)
    file = folder.open()
    for nth in range(3):
        file.write(nth * 1_000, bytes(range(16)) * 1_000)
    await folder.length_ms(file.name)
    print(file.name, flush=True)
    await asyncio.sleep(3_600)

asyncio.run(main())
"""


async def test_a_server_that_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    program = await asyncio.create_subprocess_exec(sys.executable, "-c", WRITES, str(tmp_path), stdout=PIPE)
    assert program.stdout is not None
    name = (await program.stdout.readline()).decode().strip()
    program.kill()
    await program.communicate()
    folder = WavFolder(tmp_path)
    assert sound_of(folder, name) == SECOND * 3
    assert await folder.length_ms(name) == 3_000
    folder.close()
