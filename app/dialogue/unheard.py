"""What the caller did not hear of what was said last does not count as said."""

from app.dialogue.state import CallState
from voice.contract import Heard


def take_back_unheard(state: CallState, heard: Heard) -> None:
    """Offers beyond the cut, and a read-back that did not get to its end; half a question is none."""
    state.question_heard = True
    if not heard.interrupted:
        return
    heard_words = words = len(heard.heard_text.split())
    goal = state.goal
    for sentence in state.said:
        for conveys in sentence.conveys:
            if conveys.words <= words or goal is None:
                continue
            if conveys.slot is None:
                goal.read_back = False
            else:
                goal.unheard = (*goal.unheard, conveys.slot)
        words -= len(sentence.text.split())
    said_words = sum(len(sentence.text.split()) for sentence in state.said)
    state.question_heard = heard_words * 2 >= said_words
