"""Fetching models by name from where they are published, when that can be reached."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from voice.engines.models import (
    ModelsError,
    Progress,
    copy_atomically,
    new_folder,
    no_progress,
    voice_file,
    whisper_folder,
    write_stamp,
)

Download = Callable[[str, str], Path]
"""(repository, file) -> where the file lies now. Raises OSError or ValueError when it cannot be had."""

_PIPER_VOICES = "rhasspy/piper-voices"
_WHISPER_FILES = ("config.json", "tokenizer.json", "model.bin")
_VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
_WHISPER = {
    "whisper-tiny": "Systran/faster-whisper-tiny",
    "whisper-base": "Systran/faster-whisper-base",
    "whisper-small": "Systran/faster-whisper-small",
    "whisper-medium": "Systran/faster-whisper-medium",
    "whisper-large-v3": "Systran/faster-whisper-large-v3",
    "whisper-large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
}
_VOICES = {
    "de_DE-thorsten-medium": "de/de_DE/thorsten/medium",
    "de_DE-thorsten-high": "de/de_DE/thorsten/high",
    "de_DE-kerstin-low": "de/de_DE/kerstin/low",
    "de_DE-ramona-low": "de/de_DE/ramona/low",
    "en_GB-alba-medium": "en/en_GB/alba/medium",
    "en_US-amy-medium": "en/en_US/amy/medium",
    "en_US-lessac-medium": "en/en_US/lessac/medium",
}


@dataclass(frozen=True, slots=True)
class Published:
    """Something that can be fetched by this name."""

    name: str
    kind: str


def published() -> tuple[Published, ...]:
    speech_to_text = [Published(name, "speech to text") for name in _WHISPER]
    return (*speech_to_text, *(Published(name, f"voice {name[:2]}") for name in _VOICES))


def fetch(name: str, models_dir: Path, *, download: Download | None = None, progress: Progress = no_progress) -> Path:
    """Put the named model in place; gives its folder or file. Blocks. Raises ModelsError, without network too."""
    download = download or hub_download
    try:
        if name in _WHISPER:
            return _fetch_whisper(name, models_dir, download, progress)
        if name in _VOICES:
            return _fetch_voice(name, models_dir, download, progress)
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise ModelsError(f"{name} cannot be fetched: {reason}", retryable=True) from error
    known = ", ".join(model.name for model in published())
    raise ModelsError(f"there is no model called {name}; known are {known}")


def _fetch_whisper(name: str, models_dir: Path, download: Download, progress: Progress) -> Path:
    target = whisper_folder(models_dir, name)
    with new_folder(target) as fresh:
        wanted = len(_WHISPER_FILES) + 1
        for done, file in enumerate(_WHISPER_FILES):
            progress(name, done, wanted)
            shutil.copyfile(download(_WHISPER[name], file), fresh / file)
        vocabulary = _first_there(_WHISPER[name], _VOCABULARIES, download)
        shutil.copyfile(vocabulary, fresh / vocabulary.name)
        progress(name, wanted, wanted)
        write_stamp(fresh)
    return target


def _fetch_voice(name: str, models_dir: Path, download: Download, progress: Progress) -> Path:
    target = voice_file(models_dir, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = _VOICES[name]
    settings = download(_PIPER_VOICES, f"{folder}/{name}.onnx.json")
    copy_atomically(settings, target.with_suffix(".onnx.json"), name, no_progress)
    copy_atomically(download(_PIPER_VOICES, f"{folder}/{name}.onnx"), target, name, progress)
    return target


def _first_there(repository: str, files: tuple[str, ...], download: Download) -> Path:
    refused: OSError | ValueError | None = None
    for file in files:
        try:
            return download(repository, file)
        except (OSError, ValueError) as error:
            refused = error
    raise refused or ValueError("nothing to download")


def hub_download(repository: str, file: str) -> Path:
    """HF_ENDPOINT names another hub than the usual one, HF_HOME another cache."""
    from huggingface_hub import hf_hub_download  # noqa: PLC0415  slow to import, needed here only

    try:
        return Path(hf_hub_download(repository, file))
    except Exception as refused:  # the hub's errors have no common ancestor
        raise OSError(str(refused)) from refused
