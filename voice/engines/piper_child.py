"""The program in which Piper speaks: `python -m voice.engines.piper_child MODEL THREADS`. See `voice_child`.

Piper computes a whole sentence at a time. A long one is cut at a comma, so that its first part is heard while the rest
is computed.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import takewhile
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO

import numpy as np
import onnxruntime

from voice.audio.levels import Samples
from voice.engines.protocols import TELEPHONE_HZ
from voice.engines.sentence_sound import chunks, finished, parts_of
from voice.engines.voice_child import Kind, answer, packed


class Piper:
    """`model` is the .onnx file, with its .onnx.json beside it."""

    def __init__(self, model: Path, *, threads: int) -> None:
        from piper import PiperConfig, PiperVoice  # noqa: PLC0415  the package is optional, and under the GPL

        config = PiperConfig.from_dict(json.loads(model.with_suffix(".onnx.json").read_text("utf-8")))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        weights = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._voice = PiperVoice(session=weights, config=config)
        self._rate_hz = int(config.sample_rate)

    def speak(self, text: str, is_wanted: Callable[[], bool]) -> Iterator[bytes]:
        """Packed chunks, as long as somebody wants them."""
        starts_ms = 0
        for part in parts_of(text):
            pieces = list(takewhile(lambda _: is_wanted(), self._sentences(part)))
            if not is_wanted():
                return
            samples = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)
            sound = finished(samples, from_hz=self._rate_hz)
            yield from map(packed, chunks(part, sound, starts_ms=starts_ms))
            starts_ms += sound.size * 1000 // TELEPHONE_HZ

    def _sentences(self, text: str) -> Iterator[Samples]:
        for chunk in self._voice.synthesize(text):
            yield chunk.audio_float_array.astype(np.float32)


class Questions:
    """Read in a thread, so that one that is taken back is known while its answer is computed."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._waiting: SimpleQueue[tuple[int, str] | None] = SimpleQueue()
        self._taken_back = -1
        Thread(target=self._read, args=(lines,), name="questions", daemon=True).start()

    def __iter__(self) -> Iterator[tuple[int, str]]:
        while (question := self._waiting.get()) is not None:
            yield question

    def is_wanted(self, number: int) -> bool:
        return self._taken_back != number

    def _read(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            number, text = json.loads(line)
            if text is None:
                self._taken_back = number
            else:
                self._waiting.put((number, text))
        self._waiting.put(None)


def answer_all(piper: Piper, questions: Questions, out: IO[bytes]) -> None:
    """Until the input ends."""
    answer(out, 0, Kind.READY)
    for number, text in questions:
        try:
            for piece in piper.speak(text, partial(questions.is_wanted, number)):
                answer(out, number, Kind.PIECE, piece)
        except BrokenPipeError:
            return
        except Exception as broken:  # whatever Piper throws at one sentence, the next one may be fine
            answer(out, number, Kind.ERROR, f"{type(broken).__name__}: {broken}".encode())
        else:
            answer(out, number, Kind.END)


def main() -> None:
    model, threads = sys.argv[1:]
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    answer_all(Piper(Path(model), threads=int(threads)), Questions(sys.stdin.buffer), out)


if __name__ == "__main__":
    main()
