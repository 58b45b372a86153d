"""The wordings that the intent classifier learns from: patterns with alternatives, and whole sentences as people say
them. `prompts/intents/{language}.yaml` holds the patterns, `natural_{language}.yaml` the sentences.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random

from app.dialogue.intent_rules import plain_words
from app.dialogue.prompt_files import read_yaml
from app.domain.business import Language

WORDINGS_PER_PATTERN = 14


def intent_files(prompts_dir: Path) -> list[Path]:
    return sorted((prompts_dir / "intents").glob("*.yaml"))


def training_set(prompts_dir: Path, language: Language) -> tuple[list[str], list[str]]:
    """Every pattern of the file, expanded to a bounded number of wordings; the same on every machine."""
    texts: list[str] = []
    labels: list[str] = []
    patterns = [(intent, text) for intent, found in pattern_wordings(prompts_dir, language) for text in found]
    for intent, wording in patterns + natural_sentences(prompts_dir, language):
        texts.append(plain_words(wording))
        labels.append(intent)
    return texts, labels


def pattern_wordings(prompts_dir: Path, language: Language) -> Iterator[tuple[str, list[str]]]:
    """Each pattern's intent and wordings."""
    content = read_yaml(prompts_dir / "intents" / f"{language}.yaml")
    random = Random(20260318)
    for intent, patterns in content["intents"].items():
        for pattern in patterns:
            yield str(intent), sorted(wordings(pattern, content["lists"], random))


def natural_sentences(prompts_dir: Path, language: Language) -> list[tuple[str, str]]:
    """Intent and sentence."""
    path = prompts_dir / "intents" / f"natural_{language}.yaml"
    if not path.exists():
        return []
    return [(str(intent), str(text)) for intent, texts in read_yaml(path)["intents"].items() for text in texts]


_PIECE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{(\w+)\}")


def wordings(pattern: str, lists: dict[str, list[str]], random: Random) -> set[str]:
    """All expansions of a small pattern, a sample of a large one."""
    alternatives = [_alternatives(piece) for piece in _pieces(pattern)]
    size = 1
    for choices in alternatives:
        size *= len(choices)
    if size <= WORDINGS_PER_PATTERN:
        chosen: Iterator[Sequence[str]] = product(*alternatives)
    else:
        # every alternative of the widest place is seen at least once: that is where the vocabulary is
        count = max(WORDINGS_PER_PATTERN, *(min(len(choices), 40) for choices in alternatives))
        shuffled = [random.sample(choices, len(choices)) for choices in alternatives]
        chosen = ([choices[i % len(choices)] for choices in shuffled] for i in range(count))
    return {" ".join(_fill(" ".join(choice), lists, random).split()) for choice in chosen}


def _pieces(pattern: str) -> list[str]:
    """The pattern cut at its brackets, innermost brackets last: nested ones are expanded by `_fill`."""
    pieces, depth, current = [], 0, ""
    for character in pattern:
        if character in "([" and depth == 0:
            pieces.append(current)
            current = ""
        depth += (character in "([") - (character in ")]")
        current += character
        if character in ")]" and depth == 0:
            pieces.append(current)
            current = ""
    return [piece for piece in [*pieces, current] if piece]


def _alternatives(piece: str) -> list[str]:
    if piece[0] == "(":
        return _split_top(piece[1:-1])
    if piece[0] == "[":
        return [*_split_top(piece[1:-1]), ""]
    return [piece]


def _split_top(text: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return [*parts, current]


def _fill(text: str, lists: dict[str, list[str]], random: Random) -> str:
    def choose(match: re.Match[str]) -> str:
        either, optional, name = match.groups()
        if name is not None:
            return random.choice(lists[name])
        if optional is not None:
            return random.choice([*str(optional).split("|"), ""])
        return random.choice(str(either).split("|"))

    while _PIECE.search(text):
        text = _PIECE.sub(choose, text)
    return text
