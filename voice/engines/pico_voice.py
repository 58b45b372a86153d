"""SVOX Pico through its C interface: small, instant, a German voice that needs no model file.

Decision: the package py-nanotts carries the library and the voices, but its own `speak` keeps Python's lock for the
whole sentence (measured: the event loop stands still for 40 to 95 ms) and loads the voice each time. Called through
ctypes the same library releases the lock at every step and the voice stays loaded. Source: picoapi.h of SVOX Pico 1.0.
"""

import ctypes
from collections.abc import Iterator
from ctypes import byref, c_char_p, c_int16, c_int32, c_uint32, c_void_p, create_string_buffer
from pathlib import Path
from xml.sax.saxutils import escape

from voice.engines.packaged import packaged_file, packaged_folder
from voice.engines.protocols import EngineError

PICO_HZ = 16_000
_MEMORY_BYTES = 2_500_000
_NAME_BYTES = 200
_PIECE_BYTES = 128
_BUSY = 201
_IDLE = 200
_VOICE_NAME = b"Vorzimmer"

VOICES = ("de-DE", "en-GB", "en-US")


def is_installed() -> bool:
    return packaged_file("py_nanotts", "lang/de-DE_ta.bin") is not None


class PicoVoice:
    """One loaded voice. Not for two threads at once."""

    def __init__(self, voice: str) -> None:
        """`voice` is one of VOICES. Raises EngineError when library or voice files are missing."""
        self._pico = _library()
        texts, signal = _voice_files(voice)
        self._memory = create_string_buffer(_MEMORY_BYTES)
        self._system = c_void_p()
        self._must(self._pico.pico_initialize(self._memory, c_uint32(_MEMORY_BYTES), byref(self._system)))
        self._must(self._pico.pico_createVoiceDefinition(self._system, _VOICE_NAME))
        for file in (texts, signal):
            resource, name = c_void_p(), create_string_buffer(_NAME_BYTES)
            self._must(self._pico.pico_loadResource(self._system, c_char_p(bytes(file)), byref(resource)))
            self._must(self._pico.pico_getResourceName(self._system, resource, name))
            self._must(self._pico.pico_addResourceToVoiceDefinition(self._system, _VOICE_NAME, name))
        self._engine = c_void_p()
        self._must(self._pico.pico_newEngine(self._system, _VOICE_NAME, byref(self._engine)))

    def speak(self, text: str, *, speed: float = 1.0, pitch: float = 1.0) -> Iterator[bytes]:
        """PCM16 at 16 kHz in small pieces. Closing the iterator makes the engine forget the rest."""
        marked = f'<speed level="{speed * 100:.0f}"><pitch level="{pitch * 100:.0f}">{escape(text)}</pitch></speed>'
        left = marked.encode("utf-8", "replace").replace(b"\0", b" ") + b"\0"
        finished = False
        try:
            while left:
                taken = c_int16()
                self._must(
                    self._pico.pico_putTextUtf8(self._engine, left, c_int16(min(len(left), 32767)), byref(taken))
                )
                if taken.value <= 0:
                    raise EngineError("pico takes no text")
                left = left[taken.value :]
                yield from self._sound()
            finished = True
        finally:
            if not finished:
                self._pico.pico_resetEngine(self._engine, c_int32(0))

    def _sound(self) -> Iterator[bytes]:
        piece = create_string_buffer(_PIECE_BYTES)
        status = _BUSY
        while status == _BUSY:
            size, kind = c_int16(), c_int16()
            status = self._pico.pico_getData(self._engine, piece, c_int16(_PIECE_BYTES), byref(size), byref(kind))
            if status not in (_BUSY, _IDLE):
                self._must(status)
            if size.value > 0:
                yield piece.raw[: size.value]

    def _must(self, status: int) -> None:
        if status != 0:
            message = create_string_buffer(_NAME_BYTES)
            self._pico.pico_getSystemStatusMessage(self._system, c_int32(status), message)
            raise EngineError(f"pico: {message.value.decode('ascii', 'replace') or status}")


def _library() -> ctypes.CDLL:
    folder = packaged_folder("py_nanotts")
    found = sorted(folder.glob("_nanotts*.so")) if folder else []
    if not found:
        raise EngineError("the voice Pico is not installed (package py-nanotts)")
    try:
        library = ctypes.CDLL(str(found[0]))
        for name in ("pico_initialize", "pico_newEngine", "pico_putTextUtf8", "pico_getData", "pico_resetEngine"):
            getattr(library, name).restype = c_int32
    except (OSError, AttributeError) as broken:
        raise EngineError(f"the library of the voice Pico cannot be used: {broken}") from broken
    return library


def _voice_files(voice: str) -> tuple[Path, Path]:
    folder = packaged_folder("py_nanotts")
    texts = sorted(folder.glob(f"lang/{voice}_ta.bin")) if folder else []
    signal = sorted(folder.glob(f"lang/{voice}_*_sg.bin")) if folder else []
    if not texts or not signal:
        raise EngineError(f"the voice Pico does not know {voice}")
    return texts[0], signal[0]
