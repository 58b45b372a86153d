"""Short noises of a listener who wants the speaker to go on."""

import re

from voice.contract import Language

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_NOISES: dict[Language, frozenset[str]] = {
    "de": frozenset("mhm mmhm hm hmm mh aha ah ach so okay ok ja jaja genau gut alles klar verstehe richtig".split()),
    "en": frozenset("mhm mm hmm hm uh huh aha ah okay ok yeah yes right sure i see got it good alright".split()),
}


def is_backchannel(text: str, language: Language) -> bool:
    """True for at most three words, all of them listener's noises."""
    words = [word.lower() for word in _WORD.findall(text)]
    return 0 < len(words) <= 3 and all(word in _NOISES[language] for word in words)
