"""A message that a caller has dictated and then leaves with: staff read it, and that nobody agreed to it.

Whoever says what they want and hangs up over the question for their name has still said it. Decision: where a language
model took the message, what is kept is what the caller said, word for word as it was heard, and only of a caller who
wanted a message taken in their own words and then went on with it; what the model worded, or what one sentence had
written without a further word, is not kept. Alternative: the model's text, marked as unconfirmed; then whoever turns
the model writes to the staff in a caller's name.
"""

from app.dialogue.desk import Desk
from app.dialogue.phrase_book import CallPhrases
from app.dialogue.state import CallState, Done, Goal, GoalKind

_NOTES = frozenset({GoalKind.MESSAGE, GoalKind.CALLBACK})


def unfinished(state: CallState, *, model_leads: bool = False) -> Goal | None:
    """What was told and is not noted; None for what the caller was put through with."""
    if state.transferred is not None:
        return None
    noted = {done.text for done in state.done}  # as a callback, when speech broke down
    open_notes = (goal for goal in reversed(state.goals) if goal.kind in _NOTES and goal.text)
    mine = (goal for goal in open_notes if _is_the_callers(goal, state, model_leads=model_leads))
    return next((goal for goal in mine if goal.text not in noted), None)


def _is_the_callers(goal: Goal, state: CallState, *, model_leads: bool) -> bool:
    told = goal.told
    if told is None and (goal.hearings or not model_leads):
        return True
    went_on = state.heard_last != goal.text_at or (told is not None and told.went_on)
    return went_on and (told is None or told.wished)


async def keep_unfinished(state: CallState, desk: Desk, phrases: CallPhrases, *, model_leads: bool = False) -> None:
    """As a message, also where a callback was wanted: when to call was not settled. Raises VorzimmerError."""
    goal = unfinished(state, model_leads=model_leads)
    if goal is None or goal.text is None:
        return
    key, text = ("message_unfinished", goal.text) if goal.told is None else ("message_told", goal.told.words)
    text = phrases.choose(key, state.business.default_language, text=text)
    await desk.take_message(
        text=text,
        name=state.name,
        number=state.number or state.number_candidate,
        urgent=goal.urgent,
        person=state.staff,
    )
    state.goals.remove(goal)
    state.done.append(Done("message", text=text))
