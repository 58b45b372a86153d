"""Sentences spoken for the callers of the load bench, by the packaged voice that needs no model file."""

import asyncio

import py_nanotts

from voice.audio.resample import resample_pcm16
from voice.contract import Language

VOICES = {"de": "de-DE", "en": "en-GB"}
PICO_HZ = 16_000


async def sentence_pcm16(text: str, language: Language) -> bytes:
    """PCM16 at 8 kHz."""
    pcm16 = await asyncio.to_thread(py_nanotts.NanoTTS().speak, text, VOICES[language])
    return resample_pcm16(pcm16, from_hz=PICO_HZ, to_hz=8000)
