"""Which language a caller is answered in."""

from app.dialogue.intent_rules import reads_like
from app.dialogue.state import CallState
from app.domain.business import Language
from app.domain.escalation.danger import danger_heard
from voice.contract import Utterance

WORDS_TO_SWITCH = 3
WORDS_TO_SWITCH_AT_FIRST = 2
FIRST_TURNS = 1
WORDS_THAT_TELL = 5  # written down in the other language, whatever the recogniser says it is


def language_spoken(utterance: Utterance, state: CallState) -> Language:
    """Who speaks the other language is answered in it; one foreign word in a sentence is not enough."""
    words = len(utterance.text.split())
    if (in_danger := danger_heard(utterance.text, state.language, state.business.languages)) is not None:
        return in_danger
    if reads_like(utterance.text, state.language):
        return state.language
    spoken, needed = utterance.language, WORDS_TO_SWITCH
    if spoken != state.language and state.turns_heard == 0:
        needed = WORDS_TO_SWITCH_AT_FIRST
    elif spoken == state.language:  # the recogniser took it for ours, and wrote down the other's words
        if state.turns_heard > FIRST_TURNS:
            return state.language
        whole = " ".join(word for word in utterance.text.split() if len(word.strip(".,")) > 1)  # no letters
        written = (one for one in state.business.languages if reads_like(whole, one, least=2))
        spoken, words, needed = next(written, spoken), len(whole.split()), WORDS_THAT_TELL
    return spoken if spoken in state.business.languages and words >= needed else state.language
