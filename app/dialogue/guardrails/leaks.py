"""Sentences that read out the assistant's own instructions, in their words or about them."""

import re
from collections.abc import Iterable

from app.domain.spoken.folding import words

WORDS_IN_A_ROW = 5
_ABOUT = re.compile(
    r"\b(?:system ?prompts?|prompts?|(?:meine|meinen|meiner|interne\w*|die"
    r"|folgende\w*) (?:\w+ )?(?:anweisung\w*|vorgaben?|regeln?|instruktion\w*|richtlinie\w*)"
    r"|anweisung\w*|instruktion\w*|instructions?|guidelines?|my (?:\w+ )?rules?|the rules|werkzeuge?|tools?"
    r"|function\w*|funktionsaufruf\w*|json|api"
    r"|sprachmodell\w*|language model|llm|chat ?gpt|gpt|open ?ai|claude|gemini|llama|entwickler\w*|developer\w*"
    r"|programmier\w*|programmed|konfigur\w*"
    r"|configur\w*|passw\w+|password|token\w*|schluessel|api key|mir wurde (?:\w+ )?gesagt|ich (?:soll"
    r"|darf) (?:nie|nicht|niemals)\b|i (?:was|am|have been) (?:told|instructed|asked) (?:to|not)"
    r"|i(?:'m| am) not allowed|find offers|answer question|end call|take message|my appointments"
    r"|request callback|debug\w*|modus|mode|(?:erste|zweite|dritte|naechste|letzte)\w? (?:wort|satz)|(?:first"
    r"|second|next|last) (?:word|sentence)"
    r"|woertlich|word for word)\b"
)


class Instructions:
    """Knows the word sequences of every prompt; a sentence that has one of them reads it out."""

    def __init__(self, prompts: Iterable[str]) -> None:
        self._known = {run for text in prompts for run in _runs(words(text))}

    def told_by(self, sentence: str) -> bool:
        said = words(sentence)
        return bool(_ABOUT.search(" ".join(said))) or any(run in self._known for run in _runs(said))


def _runs(said: list[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(said[nth : nth + WORDS_IN_A_ROW]) for nth in range(len(said) - WORDS_IN_A_ROW + 1))
