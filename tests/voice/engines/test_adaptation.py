"""The learned change of the recogniser, on a model file of a few numbers."""

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from voice.engines.adaptation import adapted, places
from voice.engines.protocols import EngineError

Values = npt.NDArray[np.generic]

WEIGHT = np.arange(6, dtype=np.float16).reshape(2, 3)
BIAS = np.array([1, 2], dtype=np.float16)
LAYER = "decoder/layer_0/ffn/linear_0"


def named(text: str) -> bytes:
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"


def variable(name: str, value: Values, kind: int) -> bytes:
    head = named(name) + struct.pack("<B", value.ndim) + b"".join(struct.pack("<I", size) for size in value.shape)
    return head + struct.pack("<BI", kind, value.nbytes) + value.tobytes()


def container(version: int = 6) -> bytes:
    variables = [
        variable(f"{LAYER}/weight", WEIGHT, 4),
        variable(f"{LAYER}/bias", BIAS, 4),
        variable("decoder/num_heads", np.array(8, dtype=np.int16), 2),
    ]
    start = struct.pack("<I", version) + named("WhisperSpec") + struct.pack("<II", 3, len(variables))
    return start + b"".join(variables) + struct.pack("<I", 0)


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    file = tmp_path / "model.bin"
    file.write_bytes(container())
    return file


def changes(folder: Path, **values: Values) -> Path:
    file = folder / "change.npz"
    named_values: dict[str, Values] = {f"{LAYER}/{name}": value for name, value in values.items()}
    np.savez(file, allow_pickle=False, **named_values)
    return file


def numbers(content: bytes, name: str) -> Values:
    place = dict(places(content))[f"{LAYER}/{name}"]
    return np.frombuffer(content, np.float16, int(np.prod(place.shape)), place.start).reshape(place.shape)


def test_a_weight_gets_the_product_of_its_two_thin_matrices_added(model_file: Path, tmp_path: Path) -> None:
    down, up = np.array([[1, 0, 2]], dtype=np.float16), np.array([[1], [3]], dtype=np.float16)
    file = changes(tmp_path, **{"weight.down": down, "weight.up": up})
    assert (numbers(adapted(model_file, file, share=1.0), "weight") == WEIGHT + up @ down).all()


def test_a_bias_is_replaced_and_all_else_stays_byte_for_byte(model_file: Path, tmp_path: Path) -> None:
    changed = adapted(model_file, changes(tmp_path, bias=np.array([5, 6], dtype=np.float16)), share=1.0)
    assert numbers(changed, "bias").tolist() == [5, 6]
    assert (numbers(changed, "weight") == WEIGHT).all()
    assert len(changed) == len(container())
    assert changed[-4:] == container()[-4:]


def test_of_what_was_learned_a_part_is_applied(model_file: Path, tmp_path: Path) -> None:
    down, up = np.array([[4, 0, 8]], dtype=np.float16), np.array([[1], [2]], dtype=np.float16)
    file = changes(tmp_path, bias=np.array([5, 6], dtype=np.float16), **{"weight.down": down, "weight.up": up})
    half = adapted(model_file, file, share=0.5)
    assert numbers(half, "bias").tolist() == [3, 4]
    assert (numbers(half, "weight") == WEIGHT + up @ down / 2).all()


def test_the_model_on_disk_is_not_touched(model_file: Path, tmp_path: Path) -> None:
    adapted(model_file, changes(tmp_path, bias=np.array([5, 6], dtype=np.float16)))
    assert model_file.read_bytes() == container()


def test_a_change_made_for_another_model_is_refused(model_file: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="made for another model"):
        adapted(model_file, changes(tmp_path, bias=np.zeros(3, dtype=np.float16)))


def test_a_model_of_another_version_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(container(version=7))
    with pytest.raises(EngineError, match="another version"):
        adapted(file, changes(tmp_path, bias=BIAS))


def test_a_model_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="cut off"):
        list(places(container()[:30]))
