"""An utterance as plain words, which the rules and the classifier look at."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^\w\s']+")
_SPACES = re.compile(r"\s+")


def plain_words(text: str) -> str:
    """Lower case, no punctuation, single spaces; umlauts stay (the classifier's characters bridge their absence)."""
    folded = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("-", " ")
    return _SPACES.sub(" ", _NOT_WORDS.sub(" ", folded)).strip()
