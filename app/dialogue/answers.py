"""The caller's answer to what was asked: each question knows what counts as an answer to it."""

import re
from dataclasses import replace

from app.dialogue import (
    asking,
    chain_answers,
    details,
    dictated,
    goal_appointments,
    goal_message,
    naming,
    not_understood,
    numbering,
    offering,
    settling,
    standing,
    together_answers,
    troubles,
    waiting,
    who_calls,
)
from app.dialogue.intents import Guess, Intent
from app.dialogue.new_goals import GOAL_OF, SURE, new_goal
from app.dialogue.next_step import say_goodbye
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, CallState, Goal, GoalKind
from app.dialogue.turn import Turn

_NOTHING_OPEN = frozenset(
    {Asking.ANYTHING_ELSE, Asking.HUMAN_OR_MESSAGE, Asking.MESSAGE_OR_CALLBACK, Asking.APPOINTMENT_OR_CALLBACK}
)
_CLOSES = re.compile(
    r"^(?!\W*(?:ja|yes|yeah|doch|noch|aber|but)\b)(?!.*\b(?:noch|frage|aber|question|also|but)\b).*"
    r"\b(?:dank\w*|passt (?:das|ja)|weiß ich bescheid|that's (?:great|all|lovely)|thanks?|cheers|ta)\b",
    re.IGNORECASE,
)
""" "Alles klar, danke, dann passt das" wants nothing more."""
_SEE_YOU = re.compile(
    r"\W*(?:(?:also|dann|danke|gut|okay|ja|so|thanks|well) )*(?:bis|see you|till|until) "
    r"(?:dann|morgen|übermorgen|heute|nachher|gleich|später|bald|(?:nächste[nr]?|kommende[nr]?|am|zum) \w+|\w+tag"
    r"|mittwoch|then|tomorrow|later|soon|(?:on |next )?\w+day|next week)(?: (?:um \w+|früh|nachmittag|abend|dann|also"
    r"|danke|tschüss|morning|afternoon|thanks|bye))*\W*",
    re.IGNORECASE,
)
""" "Nein, bis morgen dann": no wish for tomorrow."""
_ASIDE = frozenset({Asking.MESSAGE_OR_CALLBACK, Asking.HUMAN_OR_MESSAGE})


async def answered(turn: Turn, reading: Reading) -> bool:  # noqa: PLR0912, PLR0915  one line for each question
    state, goal = turn.state, turn.state.goal
    if state.asking is Asking.WAITLIST and await _answered_about_waiting(turn, reading):
        return True
    if goal is None or state.asking in _ASIDE:
        return await _answered_aside(turn, reading)
    taken = False
    if goal.together is not None and await together_answers.answered(turn, goal, reading):
        return True
    if goal.is_chain and await chain_answers.answered(turn, goal, reading):
        return True
    if state.asking is Asking.OFFERING:
        reading = _counted_offering(state, goal, reading)
    match state.asking:
        case Asking.OFFERS:
            taken = await offering.choose(turn, goal, reading)
        case Asking.WHICH_READING:
            taken = asking.answer_reading(turn, goal, reading)
        case Asking.READ_BACK:
            taken = await settling.answer_read_back(turn, goal, reading)
        case Asking.WHAT_WRONG if goal.kind is GoalKind.MESSAGE:
            taken = await goal_message.answer_what_wrong(turn, goal, reading)
        case Asking.WHAT_WRONG:
            taken = await settling.answer_what_wrong(turn, goal, reading)
        case Asking.WHICH_APPOINTMENT:
            taken = await goal_appointments.answer_which(turn, goal, reading)
        case Asking.STANDING:
            taken = await standing.answer(turn, goal, reading)
        case Asking.APPOINTMENT_NAME | Asking.APPOINTMENT_DAY:
            taken = await goal_appointments.answer_identity(turn, goal, reading)
        case Asking.CANCEL_SURE:
            taken = await goal_appointments.answer_sure(turn, goal, reading)
        case Asking.MESSAGE_RIGHT:
            taken = await goal_message.answer_right(turn, goal, reading)
        case Asking.CALLBACK_WHEN:
            taken = await goal_message.answer_when(turn, goal, reading)
        case Asking.WHO_CALLS:
            taken = who_calls.answer(turn, reading)
        case Asking.NAME | Asking.NUMBER if dictated.goes_on(turn, goal, reading):
            taken = True
        case Asking.NAME | Asking.FAMILY_NAME:
            taken = naming.take_name(turn, reading)
        case Asking.SPELLING:
            taken = naming.take_spelling(turn, reading)
        case Asking.NUMBER:
            taken = numbering.take_number(turn, reading)
        case Asking.NUMBER_RIGHT:
            taken = numbering.confirm_number(turn, reading)
        case Asking.WHEN if (reading.anyone_time or reading.leaves_it_to_us) and reading.when is None:
            goal.when, goal.when_known, taken = None, True, True
        case Asking.OFFERING if reading.leaves_it_to_us and not reading.offerings:
            turn.again, taken = True, True  # "was haben Sie denn im Angebot?": all of it is named
        case Asking.OFFERING if reading.answer == "no" and not reading.has_details and _adds_nothing(reading):
            state.goals.remove(goal)
            turn.ask(Asking.MESSAGE_OR_CALLBACK, "only_messages")
        case Asking.RETRY:
            taken = await troubles.answer_retry(turn, reading)
        case _:
            pass
    if taken or turn.ending is not None:
        return True
    if goal.kind in (GoalKind.BOOK, GoalKind.MOVE, GoalKind.WAIT) and details.amend(turn, goal, reading):
        if reading.intent in GOAL_OF and GOAL_OF[reading.intent] is not goal.kind and _is_new_goal(goal, reading):
            return False
        if goal.when is not None and goal.when.problem is not None:
            goal.when_known = False
        return True
    return False


def _counted_offering(state: CallState, goal: Goal, reading: Reading) -> Reading:
    """ "Das erste": of the offerings that were asked about, in the order in which they were said."""
    nth = reading.nth_of_two
    if nth is None or reading.offerings or reading.when is not None:
        return reading
    said = [one.key for one in state.business.offerings if not goal.could_be or one.key in goal.could_be]
    return replace(reading, offerings=(said[nth],)) if nth < len(said) else reading


async def _answered_about_waiting(turn: Turn, reading: Reading) -> bool:
    """Anything but a yes or a plain no is an answer to what was open before."""
    if reading.answer == "yes":
        await waiting.wish_to_wait(turn, reading)
        return True
    return reading.answer == "no" and _adds_nothing(reading)


async def _answered_aside(turn: Turn, reading: Reading) -> bool:
    """Answers to questions that belong to no goal."""
    if reading.intent is Intent.GOODBYE and reading.guess.confidence >= SURE and not reading.has_details:
        say_goodbye(turn)
        return True
    rules_out = reading.when is not None and not reading.when.wish.clauses  # "not today, I only needed …"
    details_said = replace(reading, when=None).has_details if rules_out else reading.has_details
    if "nothing_more" in reading.marks and turn.state.asking in _NOTHING_OPEN and not details_said:
        say_goodbye(turn)
        return True
    match turn.state.asking:
        case Asking.ANYTHING_ELSE:
            if "lets_it_be" in reading.marks and turn.state.goal is None and not reading.offerings:
                say_goodbye(turn)
                return True
            see_you = _SEE_YOU.fullmatch(reading.rest) is not None
            if reading.answer == "no" and (see_you or len(reading.rest.split()) < 3 or _adds_nothing(reading)):
                say_goodbye(turn)
                return True
            closes = reading.answer is not None and _CLOSES.search(reading.text) is not None
            if closes and turn.state.done and not reading.has_details:
                say_goodbye(turn)
                return True
            if reading.answer == "yes" and not reading.rest.strip():
                turn.ask(Asking.GOAL, "please_go_on")
                return True
        case Asking.APPOINTMENT_OR_CALLBACK if not reading.has_details or reading.nth_of_two is not None:
            return await _appointment_or_callback(turn, reading)
        case Asking.MESSAGE_OR_CALLBACK:
            return _message_or_callback(turn, reading)
        case Asking.HUMAN_OR_MESSAGE:
            return await _human_or_message(turn, reading)
        case Asking.NUMBER_RIGHT:
            return numbering.confirm_number(turn, reading)
        case _:
            pass
    return False


def _adds_nothing(reading: Reading) -> bool:
    """ "Nein danke, das war alle": no wish and no question, whatever the recogniser made of the politeness."""
    other_wish = reading.has_details or reading.asks or reading.intent in GOAL_OF
    return not other_wish and len(reading.rest.split()) < 6


async def _human_or_message(turn: Turn, reading: Reading) -> bool:
    if reading.intent is Intent.MESSAGE or (reading.mentions_message and not reading.mentions_human):
        turn.state.goals.append(Goal(GoalKind.MESSAGE))
    elif reading.intent is Intent.CALLBACK:
        turn.state.goals.append(Goal(GoalKind.CALLBACK))
    elif reading.mentions_human or reading.choice == 0:
        await troubles.fetch_as_wished(turn)
    else:
        return _neither(turn, reading)
    return True


async def _appointment_or_callback(turn: Turn, reading: Reading) -> bool:
    """Any other wish is left to the goals: two were named, and any is welcome."""
    nth = reading.nth_of_two
    if nth is None and reading.intent in GOAL_OF and reading.guess.confidence >= SURE:
        return False
    if nth == 1 or (nth is None and (reading.mentions_message or reading.mentions_callback)):
        kind = GoalKind.CALLBACK if nth == 1 or reading.mentions_callback else GoalKind.MESSAGE
        turn.state.goals.append(Goal(kind))
        return True
    if nth == 0 or reading.mentions_appointment:
        appointment = replace(reading, guess=Guess(Intent.BOOK, 1.0, certain=True))
        return await new_goal(turn, appointment)
    if reading.answer == "no" and len(reading.rest.split()) < 3:
        await not_understood.neither_of_two(turn)
        return True
    return reading.answer == "yes" and _neither(turn, reading)


def _neither(turn: Turn, reading: Reading) -> bool:
    """No: on with what was open, if anything was. Yes is no answer to "this or that"."""
    if _wishes_otherwise(reading):
        return False
    if reading.answer == "no" and reading.intent in GOAL_OF and reading.guess.confidence >= SURE:
        return False  # "neither, but can I book one?"
    if reading.answer == "yes":
        turn.again = True
        asking = turn.state.asking
        turn.ask(asking, asking.value)
    return reading.answer is not None


def _wishes_otherwise(reading: Reading) -> bool:
    """ "Nein, dann machen wir einen Termin": neither of the two, and something else."""
    wishes = reading.intent in GOAL_OF and reading.guess.confidence >= SURE
    books = reading.when is not None and (reading.mentions_appointment or "books" in reading.marks)
    return reading.answer is not None and bool(reading.rest.strip()) and (bool(reading.offerings) or wishes or books)


def _message_or_callback(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    if reading.intent is Intent.CALLBACK or reading.choice == 1 or reading.mentions_callback:
        state.goals.append(Goal(GoalKind.CALLBACK))
    elif reading.intent is Intent.MESSAGE or reading.choice == 0 or reading.mentions_message:
        state.goals.append(Goal(GoalKind.MESSAGE))
    else:
        return _neither(turn, reading)
    return True


def _is_new_goal(goal: Goal, reading: Reading) -> bool:
    moves = reading.intent is Intent.MOVE and reading.guess.certain
    return goal.kind is GoalKind.BOOK and (reading.own_appointment or moves)
