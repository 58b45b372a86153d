from pathlib import Path

import pytest

from voice.engines import hub
from voice.engines.models import ModelsError, State, statuses


class Shelf:
    """A hub that has some files; asking for another is refused as the real one does."""

    def __init__(self, folder: Path, *files: str) -> None:
        self.folder = folder
        self.files = files
        self.asked: list[tuple[str, str]] = []

    def __call__(self, repository: str, file: str) -> Path:
        self.asked.append((repository, file))
        if not file.endswith(self.files):
            raise OSError(f"404: {file}\nand much more about it")
        there = self.folder / Path(file).name
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(file)
        return there


WHISPER = ("config.json", "tokenizer.json", "model.bin")


def test_a_larger_whisper_is_put_in_place_whole(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "hub", *WHISPER, "vocabulary.json")
    folder = hub.fetch("whisper-small", tmp_path / "models", download=shelf)
    assert (folder / "model.bin").read_text() == "model.bin"
    assert (folder / "vocabulary.json").exists()
    [status] = [status for status in statuses(tmp_path / "models") if status.name == "whisper-small"]
    assert status.state is State.READY
    assert shelf.asked[0] == ("Systran/faster-whisper-small", "config.json")


def test_a_piper_voice_is_put_in_place_with_its_settings(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "hub", ".onnx", ".onnx.json")
    file = hub.fetch("de_DE-thorsten-medium", tmp_path / "models", download=shelf)
    assert file == tmp_path / "models" / "voices" / "de_DE-thorsten-medium.onnx"
    assert file.with_suffix(".onnx.json").exists()
    assert shelf.asked[-1] == ("rhasspy/piper-voices", "de/de_DE/thorsten/medium/de_DE-thorsten-medium.onnx")


@pytest.mark.parametrize("name", ["whisper-small", "de_DE-thorsten-medium"])
def test_without_a_network_the_reason_is_one_sentence_and_nothing_is_left(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelsError, match=f"{name} cannot be fetched: 404") as refused:
        hub.fetch(name, tmp_path / "models", download=Shelf(tmp_path / "hub"))
    assert refused.value.retryable
    assert "\n" not in str(refused.value)
    assert [file for file in (tmp_path / "models").rglob("*") if file.is_file()] == []


def test_half_a_whisper_leaves_the_one_before_as_it_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "hub", *WHISPER, "vocabulary.txt")
    folder = hub.fetch("whisper-small", tmp_path / "models", download=shelf)
    with pytest.raises(ModelsError):
        hub.fetch("whisper-small", tmp_path / "models", download=Shelf(tmp_path / "hub", "config.json"))
    assert (folder / "model.bin").exists()


def test_an_unknown_name_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ModelsError, match="de_DE-thorsten-medium"):
        hub.fetch("whisper-gigantic", tmp_path)


def test_a_hub_that_cannot_be_reached_is_an_error_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    def unreachable(repository: str, file: str) -> str:
        raise RuntimeError(f"cannot reach the hub for {repository}/{file}")

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", unreachable)
    with pytest.raises(ModelsError, match="cannot reach the hub"):
        hub.fetch("whisper-small", tmp_path)
