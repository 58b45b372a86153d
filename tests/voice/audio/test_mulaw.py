"""Identity with the audioop of Python 3.11, over everything there is."""

import importlib
import warnings
from types import ModuleType

import numpy as np
import pytest

from voice.audio.mulaw import SILENCE_BYTE, decode_mulaw, encode_mulaw


@pytest.fixture(scope="module")
def audioop() -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return importlib.import_module("audioop")
        except ImportError:
            pytest.fail("this claim is checked on a Python that still has audioop")


def test_every_mulaw_byte_decodes_as_audioop_does(audioop: ModuleType) -> None:
    every_byte = bytes(range(256))
    assert decode_mulaw(every_byte) == audioop.ulaw2lin(every_byte, 2)


def test_every_sample_encodes_as_audioop_does(audioop: ModuleType) -> None:
    every_sample = np.arange(-32768, 32768).astype("<i2").tobytes()
    assert encode_mulaw(every_sample) == audioop.lin2ulaw(every_sample, 2)


def test_a_decoded_byte_encodes_back_to_itself_except_negative_zero() -> None:
    every_byte = bytes(range(256))
    assert encode_mulaw(decode_mulaw(every_byte)) == every_byte.replace(b"\x7f", b"\xff")


def test_nothing_stays_nothing() -> None:
    assert decode_mulaw(b"") == b""
    assert encode_mulaw(b"") == b""


def test_the_silence_byte_is_the_sample_zero() -> None:
    assert decode_mulaw(bytes([SILENCE_BYTE])) == b"\x00\x00"


def test_half_a_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="buffer size"):
        encode_mulaw(b"\x00\x00\x00")
