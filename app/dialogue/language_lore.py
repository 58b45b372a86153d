"""What is known of a language whoever's documents are searched, from the files in `prompts`."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from app.dialogue.prompt_files import load_wordings
from app.domain.business import Language
from app.domain.knowledge.search import Lore
from app.domain.knowledge.terms import Kin, said_words

_GRAMMAR = re.compile(r"\{\w+\}|[()\[\]|]")


@cache
def lore(language: Language) -> Lore:
    """How often callers say a word about anything is counted in the wordings that the intents are trained on."""
    intents = load_wordings("intents")[language]["intents"]
    counts: Counter[str] = Counter()
    wordings = [wording for each in intents.values() for wording in each]
    for wording in wordings:
        counts.update({word.stem for word in said_words(_GRAMMAR.sub(" ", wording), language)})
    return Lore(counts, len(wordings), Kin(load_wordings("knowledge")[language]["kin"], language))


@cache
def background(language: Language) -> Sequence[str]:
    """Sentences about anything: the ground from which an answer must stand out."""
    found: list[str] = load_wordings("knowledge")[language]["background"]
    return found
