"""Installed packages that carry model files, some bytes long."""

import hashlib
from pathlib import Path


class Packages:
    """`folder` goes onto the import path; the whisper parts joined have this `sha256`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        parts = {"fake_whisper_part1": b"part one, ", "fake_whisper_part2": b"part two"}
        self.sha256 = hashlib.sha256(b"".join(parts.values())).hexdigest()
        for nth, (package, content) in enumerate(parts.items(), start=1):
            carried = folder / package / "data"
            carried.mkdir(parents=True)
            (folder / package / "__init__.py").touch()
            (carried / f"model.bin.part{nth}").write_bytes(content)
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (folder / "fake_whisper_part1" / "data" / name).write_text("{}")
