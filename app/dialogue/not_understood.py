"""What was not understood: each time asked differently, at last a person or a call back."""

from app.dialogue.asking import offering_list
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.intents import Intent
from app.dialogue.lexicon import offering_name
from app.dialogue.naming import under_number
from app.dialogue.next_step import ask_again, go_on
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, CallState, GoalKind
from app.dialogue.troubles import NAMES, called_back, fetch_human
from app.dialogue.turn import Turn
from app.domain.escalation.reasons import Reason
from app.domain.spoken.say import say_name

_WISHES = frozenset({Asking.GOAL, Asking.APPOINTMENT_OR_CALLBACK})
SURE_GOODBYE = 0.6
_SETTLES = frozenset({Asking.READ_BACK, Asking.CANCEL_SURE, Asking.MESSAGE_RIGHT})
HARDLY_HEARD = 0.4
"""Less sure than this, the recogniser has half of the words wrong."""
_BEGUN = frozenset({GoalKind.BOOK, GoalKind.MOVE})
_OPEN_QUESTIONS = frozenset({Asking.OFFERING, Asking.WHEN, Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING})


async def not_understood(turn: Turn, *, heard: bool = True) -> None:
    """Each time asked differently: with an example, then two choices, one word or a key, then a person.

    `heard` False: the words are hardly what was said, and nothing is concluded from them.
    """
    state = turn.state
    state.silences = 0
    state.not_understood += 1
    text = state.heard_last[0]
    state.misses_in_words = bool(text) + (state.misses_in_words if state.not_understood > 1 else 0)
    await listed_for_owner(turn)
    turn.again = True
    if state.asking is Asking.ANYTHING_ELSE and state.done:
        await _nothing_else(turn)
    elif state.not_understood == 1 and state.asking is Asking.OFFERING and text and heard:
        ask_for_listed(turn)
    elif state.not_understood == 1:
        turn.say("other_answer" if turn.beyond_us else "not_understood")
        await _ask_with_example(turn)
    elif state.asking in NAMES and state.number is not None:
        await _go_without_name(turn)
    elif state.not_understood == 2:
        turn.tell_keys = True
        turn.say("still_not_helped" if turn.beyond_us else "not_understood_example")
        await ask_for_less(turn)
    elif state.not_understood == 3:
        await _let_a_person_hear(turn)
    else:
        await _end_without_words(turn)


async def listed_for_owner(turn: Turn) -> None:
    """What was heard last, with its place in the call's sound."""
    state = turn.state
    text, at_ms = state.heard_last[0], state.earlier_ms + state.heard_last[1]
    nth = max(1, state.not_understood)
    await turn.desk.not_understood(text, turn.language, asked=state.asking.value, nth=nth, at_ms=at_ms)


async def model_gives_up(turn: Turn, reason: Reason) -> None:
    """A model that knows nothing to do with what was said: it is listed as what we do not understand is."""
    await listed_for_owner(turn)
    await fetch_human(turn, reason, "transfer_unknown" if reason is Reason.UNKNOWN_WISH else "transfer_sorry")


def is_doubtful_goodbye(state: CallState, reading: Reading) -> bool:
    """Where only a yes or no is missing, and the first time: "korrekt" in noise is heard as "auf Wiederhören"."""
    alone = reading.answer is None and not reading.has_details
    sure = reading.guess.certain or reading.guess.confidence >= SURE_GOODBYE
    return (
        state.asking in _SETTLES
        and state.question_heard
        and not state.not_understood
        and reading.intent is Intent.GOODBYE
        and sure
        and alone
    )


def is_doubtful_end(state: CallState, reading: Reading) -> bool:
    """What was hardly heard, and would end what the caller has begun: "zur Kontrolle" in noise was "du kommst raus"."""
    ends = reading.intent in (Intent.CANCEL, Intent.GOODBYE) or reading.answer == "no"
    begun = state.goal is not None and state.goal.kind in _BEGUN and state.asking in _OPEN_QUESTIONS
    return reading.confidence < HARDLY_HEARD and ends and begun and not state.not_understood and not reading.has_details


def ask_for_listed(turn: Turn) -> None:
    """What the appointment is wanted for was heard, and nothing of the kind is listed: what is, or a message."""
    goal = turn.state.goal
    listing = offering_list(turn, goal.could_be if goal is not None else ())
    turn.ask(Asking.OFFERING, "offering_unlisted", offerings=listing)


async def neither_of_two(turn: Turn) -> None:
    """Nothing of what we know: there is no use in asking a third time."""
    turn.state.misses_in_words = max(turn.state.misses_in_words, turn.state.not_understood)
    await fetch_human(turn, Reason.UNKNOWN_WISH, "transfer_unknown")


async def _ask_with_example(turn: Turn) -> None:
    """Once more, with something that this business could do for them; what was read back, in short."""
    offerings = turn.state.business.offerings
    if turn.state.asking is not Asking.GOAL or not offerings:
        await ask_again(turn, after_answer=turn.state.asking is Asking.READ_BACK)
        return
    turn.again = True
    turn.ask(Asking.GOAL, "goal_example", offering=say_name(offering_name(offerings[0], turn.language), turn.language))


async def _let_a_person_hear(turn: Turn) -> None:
    """Words that came through and fitted nothing are a wish that the business taught us nothing about."""
    state = turn.state
    if state.asking in _WISHES and state.misses_in_words * 2 > state.not_understood:
        await fetch_human(turn, Reason.UNKNOWN_WISH, "transfer_unknown")
        return
    await fetch_human(turn, Reason.NOT_UNDERSTOOD_TWICE, "transfer_sorry")


async def _end_without_words(turn: Turn) -> None:
    """Nobody was there to take the call, and nothing more gets through: somebody calls back."""
    await turn.desk.decide("refusal", "not_understood")
    turn.say("not_understood_end")
    if await called_back(turn):
        turn.say("callback_noted_soon", claim=Claim(ClaimKind.CALLBACK_NOTED))
    turn.say("goodbye")
    turn.hang_up("not_understood")


async def ask_for_less(turn: Turn) -> None:
    """The open question in the form that is easiest to hear: one word, or one of two."""
    asking, goal = turn.state.asking, turn.state.goal
    key = f"only_{asking.value}"
    if asking is Asking.OFFERS and goal is not None and len(goal.offers) == 1:
        key = f"only_{Asking.READ_BACK.value}"
    if asking is Asking.WHAT_WRONG and goal is not None and goal.kind is GoalKind.MESSAGE:
        key = "message_what_wrong"
    unread = asking is Asking.READ_BACK and (goal is None or not goal.read_back)
    if asking is Asking.GOAL:
        turn.again = False  # a new question
        turn.ask(Asking.APPOINTMENT_OR_CALLBACK, "appointment_or_callback")
    elif unread or (goal is None and asking is not Asking.ANYTHING_ELSE):
        await ask_again(turn)
    elif turn.phrases.has(key, turn.language):
        turn.ask(asking, key)
    else:
        await ask_again(turn)


async def _nothing_else(turn: Turn) -> None:
    """What was wanted is done: mumbling behind it is a goodbye rather than a reason to fetch somebody."""
    if turn.state.not_understood == 1:
        turn.ask(Asking.ANYTHING_ELSE, "only_anything_else")
        return
    turn.say("goodbye")
    turn.hang_up("goodbye")


async def _go_without_name(turn: Turn) -> None:
    """A name that cannot be made out costs nobody their appointment: the number is known, the rest is asked later."""
    state = turn.state
    state.not_understood = 0
    if state.name is None and state.asking is Asking.NAME and not (state.keypad or state.keys_said):
        turn.again = False
        turn.ask(Asking.SPELLING, "ask_spelling")  # the last try, by its letters
        return
    if state.name is None or state.asking is Asking.SPELLING:
        under_number(turn)
    else:
        state.name_given = True  # a first name is better than none
    await go_on(turn)
