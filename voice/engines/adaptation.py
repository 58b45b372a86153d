"""A small learned change of a recogniser's weights, applied while it is loaded: the model on disk stays as published.

Decision: low-rank adaptation (Hu et al. 2021, https://arxiv.org/abs/2106.09685). For a weight W [out, in] the file
holds A [rank, in] and B [out, rank], and W + B·A is what is loaded; biases and norms are held as they became. Two
megabytes of numbers in place of 145. Alternatives: shipping whole weights (too large for a repository), or asking the
decoder with example sentences (done too, helps a little). Only a part of the change is applied (`SHARE`): whole, it
knows appointments so well that it hears them where something else is dictated ("mein Dienstag" for "mein Kind").
The model's container is ctranslate2's binary version 6, read by the layout in its `model_spec.py` and `model.cc`.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voice.engines.protocols import EngineError

_BINARY_VERSION = 6
_FLOAT16 = 4

SHARE = 0.75
"""Of the learned change (Wortsman et al. 2021, https://arxiv.org/abs/2109.01903). Words wrong in 52 messages and in 79
sentences about appointments, half of them in noise: 19.8 and 10.6 % with all of it, 16.9 and 9.0 % with three quarters,
18.0 and 10.3 % with half. Since messages are taught as well all of it is better in German (appointments in noise:
14.8, not 16.8 % wrong) and worse in English (19.4, not 15.9 %)."""

Numbers = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a variable's numbers lie in the container: `start` in bytes."""

    start: int
    shape: tuple[int, ...]
    is_float16: bool


class _Reader:
    def __init__(self, content: bytes | bytearray) -> None:
        self._content = content
        self.at = 0

    def number(self, kind: str) -> int:
        (value,) = struct.unpack_from(f"<{kind}", self._content, self.at)
        self.at += struct.calcsize(f"<{kind}")
        return int(value)

    def name(self) -> str:
        length = self.number("H")
        text = bytes(self._content[self.at : self.at + length])
        self.at += length
        return text.rstrip(b"\0").decode()


def places(container: bytes | bytearray) -> Iterator[tuple[str, Place]]:
    """Every variable of a ctranslate2 model file. Raises EngineError for another format."""
    reader = _Reader(container)
    try:
        if reader.number("I") != _BINARY_VERSION:
            raise EngineError("this model file is of another version than the recogniser's adaptation knows")
        reader.name()
        reader.number("I")
        for _ in range(reader.number("I")):
            name = reader.name()
            shape = tuple(reader.number("I") for _ in range(reader.number("B")))
            kind, size = reader.number("B"), reader.number("I")
            yield name, Place(reader.at, shape, kind == _FLOAT16)
            reader.at += size
    except (struct.error, UnicodeDecodeError) as broken:
        raise EngineError(f"the model file is cut off or damaged: {broken}") from broken


def adapted(model_file: Path, adaptation_file: Path, *, share: float = SHARE) -> bytes:
    """The model's container with the learned changes in it. Raises EngineError when the two do not belong together."""
    container = bytearray(model_file.read_bytes())
    found = dict(places(container))
    with np.load(adaptation_file, allow_pickle=False) as changes:
        for name in changes.files:
            weight, _, factor = name.rpartition(".")
            match factor:
                case "down":
                    continue
                case "up":
                    up = changes[f"{weight}.up"].astype(np.float32) * share
                    _add(container, found.get(weight), up, changes[f"{weight}.down"], weight)
                case _:
                    _move(container, found.get(name), changes[name], name, share)
    return bytes(container)


def _add(container: bytearray, place: Place | None, up: npt.NDArray[np.float32], down: Numbers, name: str) -> None:
    """W + up·down, [out, in] = [out, rank]·[rank, in], computed in 32 bits."""
    weight = _view(container, place, (up.shape[0], down.shape[1]), name)
    weight[...] = weight.astype(np.float32) + up @ down.astype(np.float32)


def _move(container: bytearray, place: Place | None, value: Numbers, name: str, share: float) -> None:
    """That part of the way to what was learned."""
    known = _view(container, place, value.shape, name)
    known[...] = known.astype(np.float32) * (1 - share) + value.astype(np.float32) * share


def _view(container: bytearray, place: Place | None, shape: tuple[int, ...], name: str) -> Numbers:
    if place is None or place.shape != shape or not place.is_float16:
        raise EngineError(f"the recogniser's adaptation was made for another model: {name} does not fit")
    count = int(np.prod(shape))
    return np.frombuffer(container, dtype=np.float16, count=count, offset=place.start).reshape(shape)
