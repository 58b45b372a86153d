"""What staff read of a message that did not come through well: what the caller agreed to, and what else was heard.

A word that is wrong in the text may be right in another hearing, and who knows the caller sees which. Words that the
hearings do not agree on, or that nobody has, are marked: nothing is put in their place.
"""

from app.dialogue.dictated import hearings_of
from app.dialogue.heard_again import SAME_MESSAGE, likeness
from app.dialogue.intent_rules import plain_words
from app.dialogue.state import Goal
from app.dialogue.turn import Turn
from app.dialogue.word_lore import strange_words

MOST_OTHERS = 3
NOT_SURE = "(?)"
LEAST_LETTERS = 4


def as_understood(turn: Turn, goal: Goal, text: str, *, in_short: bool) -> str:
    """`in_short`: the caller was asked to say it in few words, because the whole had been misheard."""
    language = turn.state.business.default_language
    heard = (*goal.texts_denied, *(text.strip() for text in hearings_of(goal)))
    others = list({plain_words(one): one for one in heard if plain_words(one) != plain_words(text)}.values())
    if not goal.unsure:
        others = [one for one in others if in_short and likeness(one, text) < SAME_MESSAGE]
        return turn.phrases.choose("message_longer", language, text=text, others=_listed(others)) if others else text
    marked = _marked(text, hearings_of(goal), set(strange_words(text, turn.language)))
    if others:
        return turn.phrases.choose("message_unsure_also", language, text=marked, others=_listed(others))
    return turn.phrases.choose("message_unsure", language, text=marked)


def _marked(text: str, heard: list[str], strange: set[str]) -> str:
    """ "Ihren Brünen(?) Regenschirm": short words are not worth it."""
    same = [set(plain_words(one).split()) for one in heard if likeness(one, text) >= SAME_MESSAGE]

    def mark(piece: str) -> str:
        words = [word for word in plain_words(piece).split() if len(word) >= LEAST_LETTERS]
        unsure = any(2 * sum(word in one for one in same) < len(same) for word in words)
        is_strange = piece.strip('.,;:!?"') in strange
        bare = piece.rstrip(".,;:!?")
        return f"{bare}{NOT_SURE}{piece[len(bare) :]}" if unsure or is_strange else piece

    return " ".join(mark(piece) for piece in text.split())


def _listed(texts: list[str]) -> str:
    return " / ".join(texts[-MOST_OTHERS:])
