"""Prints what came of callers' own words: `python -m tests.dialogue.score_other_words [dev|heldout] [KIND …]`."""

import asyncio
import logging
import sys

import structlog

from app.domain.business import Language
from tests.dialogue.other_words import CORPORA, SPLITS, WANTED, talk, wordings


async def _score(language: Language, split: str, only: set[str]) -> str:
    right = total = 0
    for kind, said in wordings(language, split).items():
        if only and kind not in only:
            continue
        for wording in said:
            found = await talk(kind, wording, language)
            total += 1
            if WANTED[kind](found):
                right += 1
                continue
            print(f"--- {kind}: {wording}")  # noqa: T201
            for who, text in found.line.transcript:
                print(f"    {who:9} {text}")  # noqa: T201
    return f"{language} {split}: {right} of {total} came out right"


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    splits = [arg for arg in sys.argv[1:] if arg in SPLITS] or list(SPLITS)
    only = {arg for arg in sys.argv[1:] if arg in WANTED}
    languages: tuple[Language, ...] = ("de", "en")
    for language in languages:
        if (CORPORA / f"other_words_{language}.yaml").exists():
            for split in splits:
                print(asyncio.run(_score(language, split, only)))  # noqa: T201


if __name__ == "__main__":
    main()
