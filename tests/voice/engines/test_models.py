import json
from pathlib import Path

import pytest

from tests.fakes.packages import Packages
from voice.engines import models
from voice.engines.models import ModelsError, State


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Packages:
    """Small stand-ins for the installed packages, found the way the real ones are."""
    packages = Packages(tmp_path / "site")
    monkeypatch.syspath_prepend(packages.folder)
    monkeypatch.setattr(models, "_PART_1", "fake_whisper_part1")
    monkeypatch.setattr(models, "_PART_2", "fake_whisper_part2")
    monkeypatch.setattr(models, "WHISPER_BASE_SHA256", packages.sha256)
    return packages


def status_of(name: str, models_dir: Path) -> models.ModelStatus:
    return next(status for status in models.statuses(models_dir) if status.name == name)


def test_the_parts_are_joined_beside_their_settings(packages: Packages, tmp_path: Path) -> None:
    models.place_packaged(tmp_path / "models")
    folder = models.whisper_folder(tmp_path / "models")
    assert (folder / "model.bin").read_bytes() == b"part one, part two"
    assert {file.name for file in folder.iterdir()} == {
        "config.json",
        "model.bin",
        "tokenizer.json",
        "vocabulary.txt",
        models.STAMP,
    }
    assert status_of(models.WHISPER_BASE, tmp_path / "models").state is State.READY


def test_progress_is_told_and_a_second_time_does_nothing(packages: Packages, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    models.place_packaged(tmp_path, lambda what, done, total: told.append((what, done, total)))
    assert (models.WHISPER_BASE, 18, 18) in told
    written = (models.whisper_folder(tmp_path) / "model.bin").stat().st_mtime_ns
    told.clear()
    models.place_packaged(tmp_path, lambda what, done, total: told.append((what, done, total)))
    assert told == []
    assert (models.whisper_folder(tmp_path) / "model.bin").stat().st_mtime_ns == written


def test_a_wrong_checksum_leaves_nothing_behind(
    packages: Packages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "WHISPER_BASE_SHA256", "0" * 64)
    with pytest.raises(ModelsError, match="damaged"):
        models.place_packaged(tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_a_file_cut_short_afterwards_is_noticed_and_put_right(packages: Packages, tmp_path: Path) -> None:
    models.place_packaged(tmp_path)
    file = models.whisper_folder(tmp_path) / "model.bin"
    file.write_bytes(b"part")
    assert status_of(models.WHISPER_BASE, tmp_path).state is State.DAMAGED
    models.place_packaged(tmp_path)
    assert file.read_bytes() == b"part one, part two"


def test_verifying_finds_what_has_the_right_size_and_the_wrong_content(packages: Packages, tmp_path: Path) -> None:
    models.place_packaged(tmp_path)
    assert all(status.state is State.READY for status in models.verify(tmp_path) if status.name == models.WHISPER_BASE)
    (models.whisper_folder(tmp_path) / "model.bin").write_bytes(b"part one, part twX")
    [damaged] = [status for status in models.verify(tmp_path) if status.state is State.DAMAGED]
    assert (damaged.name, damaged.fix) == (models.WHISPER_BASE, "vorzimmer models fetch")
    assert status_of(models.WHISPER_BASE, tmp_path).state is State.DAMAGED


def test_missing_packages_are_named_with_their_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_PART_1", "no_such_package")
    with pytest.raises(ModelsError, match="pip install"):
        models.place_packaged(tmp_path)


def test_a_folder_that_cannot_be_written_is_an_error_of_ours(packages: Packages, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelsError, match="cannot be written"):
        models.place_packaged(tmp_path / "file")


def test_before_anything_is_placed_each_missing_model_says_how_to_get_it(tmp_path: Path) -> None:
    whisper = status_of(models.WHISPER_BASE, tmp_path)
    assert (whisper.state, whisper.needed, whisper.fix) == (State.MISSING, True, "vorzimmer models fetch")


def test_a_voice_without_its_settings_is_damaged(tmp_path: Path) -> None:
    file = models.voice_file(tmp_path, "de_DE-thorsten-medium")
    file.parent.mkdir()
    file.write_bytes(b"onnx")
    assert status_of("de_DE-thorsten-medium", tmp_path).state is State.DAMAGED
    file.with_suffix(".onnx.json").write_text("{}")
    assert status_of("de_DE-thorsten-medium", tmp_path).state is State.READY


def test_a_stamp_of_nonsense_counts_as_none(packages: Packages, tmp_path: Path) -> None:
    models.place_packaged(tmp_path)
    folder = models.whisper_folder(tmp_path)
    for nonsense in ("{", "{}", json.dumps({"model.bin": 1})):
        (folder / models.STAMP).write_text(nonsense)
        assert not models.is_stamped(folder)
