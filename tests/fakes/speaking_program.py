"""A program that speaks like `piper_child`, and fails when told to: `python -m tests.fakes.speaking_program FOLDER`.

"crash" ends it, "hang" makes it say nothing more, "halfway" ends it after the first word, "refuse" is refused, "busy"
takes long. While a file `broken` lies in the folder it loads no voice and ends at once, while `slow` does it waits.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

from voice.engines.protocols import SpeechChunk, SpokenWord
from voice.engines.voice_child import Kind, answer, packed

WORD_MS = 100


def word_chunk(word: str, nth: int) -> SpeechChunk:
    return SpeechChunk(bytes([nth + 1, 0]) * (8 * WORD_MS), (SpokenWord(word, (nth + 1) * WORD_MS),))


def main(folder: Path) -> None:
    if (folder / "broken").exists():
        sys.exit("no voice")
    if (folder / "slow").exists():
        threading.Event().wait()
    answer(sys.stdout.buffer, 0, Kind.READY)
    for line in sys.stdin.buffer:
        number, text = json.loads(line)
        if text is None:
            continue
        if text == "hang":
            threading.Event().wait()
        if text == "busy":
            until_s = time.process_time() + 0.35
            while time.process_time() < until_s:
                pass
        if text == "crash":
            os._exit(7)
        if text == "refuse":
            answer(sys.stdout.buffer, number, Kind.ERROR, b"not this one")
            continue
        if text == "babble":
            sys.stdout.buffer.write(b"\xff" * 64)
            sys.stdout.buffer.flush()
            threading.Event().wait()
        for nth, word in enumerate(text.split()):
            answer(sys.stdout.buffer, number, Kind.PIECE, packed(word_chunk(word, nth)))
            if text.startswith("halfway"):
                os._exit(7)
        answer(sys.stdout.buffer, number, Kind.END)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
