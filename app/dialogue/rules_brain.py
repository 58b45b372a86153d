"""The built-in brain: no network, no model server. Reads an utterance in the light of what was asked, then goes on with the goal."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

from app.dialogue import digressions, goal_appointments, goal_booking, goal_message, troubles
from app.dialogue.brain import BrainAct
from app.dialogue.comprehension import Comprehension, Reading
from app.dialogue.desk import Desk
from app.dialogue.emotion import ANGRY, ESCALATE_AT, KEPT, LEVEL
from app.dialogue.intents import Intent
from app.dialogue.next_step import ask_again, go_on
from app.dialogue.phrase_book import CallPhrases
from app.dialogue.state import Asking, CallState, Goal, GoalKind, Sentence
from app.dialogue.turn import Turn
from app.domain.errors import VorzimmerError
from app.domain.spoken.hear_number import judge_phone
from voice.contract import CallerEvent, EngineFailed, Keys, Silence, Unintelligible, Utterance

SURE = 0.45
STUCK_AFTER = 3  # turns that were understood but changed nothing
_GOALS = {
    Intent.BOOK: GoalKind.BOOK,
    Intent.MOVE: GoalKind.MOVE,
    Intent.CANCEL: GoalKind.CANCEL,
    Intent.LIST: GoalKind.LIST,
    Intent.MESSAGE: GoalKind.MESSAGE,
    Intent.CALLBACK: GoalKind.CALLBACK,
}
_FREE_TEXT = frozenset({Asking.MESSAGE_TEXT, Asking.CALLBACK_TOPIC})


class RulesBrain:
    """One call's: `phrases` remembers which wordings were used."""

    def __init__(self, comprehension: Comprehension, phrases: CallPhrases) -> None:
        self._comprehension = comprehension
        self._phrases = phrases

    async def think(self, event: CallerEvent, state: CallState, desk: Desk) -> AsyncIterator[BrainAct]:
        turn = Turn(state, desk, self._phrases, self._comprehension)
        try:
            await self._react(turn, event)
            if turn.ending is None:
                await go_on(turn)
            if isinstance(event, Utterance | Keys):
                state.failures = 0
        except VorzimmerError:
            turn = Turn(state, desk, self._phrases, self._comprehension)
            await troubles.tool_failed(turn)
        for sentence in turn.sentences:
            for piece in _paced(sentence, slowly=state.slowly):
                yield piece
        assert turn.ending is not None
        yield turn.ending

    async def _react(self, turn: Turn, event: CallerEvent) -> None:
        match event:
            case Utterance():
                await self._hear(turn, event)
            case Keys(digits=digits):
                await self._press(turn, digits)
            case Silence(nth=nth):
                await troubles.silence(turn, nth)
            case Unintelligible():
                await troubles.not_understood(turn)
            case EngineFailed(stage=stage):
                await troubles.engine_failed(turn, stage)

    # --- speech -------------------------------------------------------------------------------------------------------

    async def _hear(self, turn: Turn, utterance: Utterance) -> None:
        state = turn.state
        state.silences, state.waiting = 0, False
        state.turns_heard += 1
        reading = self._comprehension.read(utterance.text, state, now=turn.desk.now())
        if not reading.text.strip():
            await troubles.not_understood(turn)
            return
        if reading.intent is Intent.EMERGENCY_OF_LIFE and (reading.guess.certain or reading.guess.confidence > 0.8):
            await troubles.emergency(turn)
            return
        if await self._too_angry(turn, reading):
            return
        misses = state.not_understood
        state.not_understood = 0
        before = state.progress
        if await self._understand(turn, reading):
            if turn.ending is None:
                await go_on(turn)
            state.stuck = state.stuck + 1 if state.progress == before and not state.waiting else 0
            if state.stuck >= STUCK_AFTER:
                state.stuck = 0
                turn.sentences.clear()
                await troubles.fetch_human(turn, "not_understood_twice", "transfer_sorry")
            return
        state.not_understood = misses
        await troubles.not_understood(turn)

    async def _too_angry(self, turn: Turn, reading: Reading) -> bool:
        state = turn.state
        state.anger = state.anger * KEPT + LEVEL[reading.emotion]
        if state.anger >= ESCALATE_AT:
            state.anger = 0.0
            await troubles.fetch_human(turn, "high_emotion", "transfer_sorry")
            return True
        if reading.emotion == ANGRY and reading.intent is not Intent.COMPLAINT:
            turn.say("sorry_anger")
        return False

    async def _understand(self, turn: Turn, reading: Reading) -> bool:
        """False when the words led nowhere."""
        asking = turn.state.asking
        if await self._interrupted(turn, reading):
            return True
        if asking in _FREE_TEXT and turn.state.question_heard and turn.state.goal is not None:
            if await goal_message.answer_text(turn.state.goal, reading):
                return True
        elif asking is not Asking.KEYPAD_MENU and digressions.is_question(turn, reading):
            await digressions.answer(turn, reading)
            return True
        if await self._answered(turn, reading):
            return True
        return await self._new_goal(turn, reading) or await self._small_talk(turn, reading)

    async def _interrupted(self, turn: Turn, reading: Reading) -> bool:
        """What a caller may say at any point."""
        free_text = turn.state.asking in _FREE_TEXT
        sure = reading.guess.certain or (reading.guess.confidence >= 0.6 and not free_text and not reading.has_details)
        if not sure or (free_text and len(reading.text.split()) > 8):
            return False
        match reading.intent:
            case Intent.HUMAN:
                if turn.state.asking is Asking.NAME and reading.said_name is not None:
                    return False
                await troubles.fetch_human(turn, "asked_for_human", "transfer")
            case Intent.MACHINE:
                turn.say("machine")
                turn.again = True
                await ask_again(turn)
            case Intent.REPEAT:
                await digressions.repeat(turn)
            case Intent.SLOWER:
                turn.state.slowly = True
                turn.say("slowly")
                await digressions.repeat(turn)
            case Intent.HOLD_ON:
                turn.state.waiting = True
                turn.say("wait")
                turn.await_answer(turn.state.asking)
            case Intent.LANGUAGE_SWITCH:
                await digressions.switch_language(turn, reading)
            case Intent.GOODBYE if turn.state.goal is not None and not free_text and not reading.has_details:
                await goal_booking.drop(turn, turn.state.goal)
                _say_goodbye(turn)
            case _:
                return False
        return True

    # --- answers to what was asked ------------------------------------------------------------------------------------

    async def _answered(self, turn: Turn, reading: Reading) -> bool:  # noqa: PLR0912  one line for each question
        state, goal = turn.state, turn.state.goal
        if goal is None:
            return await self._answered_without_goal(turn, reading)
        handled = False
        match state.asking:
            case Asking.OFFERS:
                handled = await goal_booking.choose(turn, goal, reading)
            case Asking.WHICH_READING:
                handled = goal_booking.answer_reading(turn, goal, reading)
            case Asking.READ_BACK:
                handled = await goal_booking.answer_read_back(turn, goal, reading)
            case Asking.WHICH_APPOINTMENT:
                handled = await goal_appointments.answer_which(turn, goal, reading)
            case Asking.APPOINTMENT_NAME | Asking.APPOINTMENT_DAY:
                handled = await goal_appointments.answer_identity(turn, goal, reading)
            case Asking.CANCEL_SURE:
                handled = await goal_appointments.answer_sure(turn, goal, reading)
            case Asking.MESSAGE_RIGHT:
                handled = await goal_message.answer_right(turn, goal, reading)
            case Asking.CALLBACK_WHEN:
                handled = await goal_message.answer_when(goal, reading)
            case Asking.NAME:
                handled = self._take_name(turn, reading)
            case Asking.SPELLING:
                handled = self._take_spelling(turn, reading)
            case Asking.NUMBER:
                handled = self._take_number(turn, reading)
            case Asking.NUMBER_RIGHT:
                handled = self._confirm_number(turn, reading)
            case Asking.WHEN if reading.anyone_time and reading.when is None:
                goal.when, goal.when_known, handled = None, True, True
            case Asking.RETRY:
                handled = await troubles.answer_retry(turn, reading)
            case _:
                pass
        if handled or turn.ending is not None:
            return True
        if goal.kind in (GoalKind.BOOK, GoalKind.MOVE) and goal_booking.amend(turn, goal, reading):
            if reading.intent in _GOALS and _GOALS[reading.intent] is not goal.kind and _is_new_goal(goal, reading):
                return False
            if goal.when is not None and goal.when.problem is not None:
                goal.when_known = False
            return True
        return False

    async def _answered_without_goal(self, turn: Turn, reading: Reading) -> bool:
        match turn.state.asking:
            case Asking.ANYTHING_ELSE:
                if reading.answer == "no" and len(reading.rest.split()) < 3:
                    _say_goodbye(turn)
                    return True
                if reading.answer == "yes" and not reading.rest.strip():
                    turn.ask(Asking.GOAL, "please_go_on")
                    return True
            case Asking.MESSAGE_OR_CALLBACK:
                return self._message_or_callback(turn, reading)
            case Asking.HUMAN_OR_MESSAGE:
                if reading.intent is Intent.MESSAGE or reading.choice == 1:
                    turn.state.goals.append(Goal(GoalKind.MESSAGE))
                    return True
                if reading.choice == 0 or reading.mentions_human or reading.answer == "yes":
                    await troubles.fetch_human(turn, "asked_for_human", "transfer")
                    return True
                if reading.answer == "no":
                    turn.ask(Asking.ANYTHING_ELSE, "anything_else")
                    return True
            case Asking.NUMBER_RIGHT:
                return self._confirm_number(turn, reading)
            case _:
                pass
        return False

    def _message_or_callback(self, turn: Turn, reading: Reading) -> bool:
        state = turn.state
        if reading.intent is Intent.CALLBACK or reading.choice == 1 or reading.mentions_callback:
            state.goals.append(Goal(GoalKind.CALLBACK))
        elif reading.intent is Intent.MESSAGE or reading.choice == 0 or reading.mentions_message:
            state.goals.append(Goal(GoalKind.MESSAGE))
        elif reading.answer == "no":
            turn.ask(Asking.ANYTHING_ELSE, "anything_else")
        elif reading.answer == "yes":
            turn.again = True
            turn.ask(Asking.MESSAGE_OR_CALLBACK, "message_or_callback")
        else:
            return False
        return True

    def _take_name(self, turn: Turn, reading: Reading) -> bool:
        if reading.said_name is None or not turn.state.question_heard:
            return False
        turn.state.name, turn.state.name_given = reading.said_name, True
        goal_booking.amend_person(turn, reading)
        return True

    def _take_spelling(self, turn: Turn, reading: Reading) -> bool:
        state = turn.state
        spelled = reading.spelling or reading.said_name
        if spelled is None:
            return False
        given = (state.name or "").split()[:-1]
        state.name = spelled if " " in spelled else " ".join([*given, spelled])
        state.name_given = True
        if state.goal is not None:
            state.goal.read_back = False
        return True

    def _take_number(self, turn: Turn, reading: Reading) -> bool:
        state = turn.state
        heard = self._comprehension.phone(reading.text, turn.language, earlier=state.digits)
        if heard.e164 is not None and heard.complete:
            state.digits, state.number_candidate = "", heard.e164
            goal_booking.say_number_back(turn)
            return True
        if len(heard.digits) > len(state.digits):
            state.digits = heard.digits
            turn.ask(Asking.NUMBER, "number_more")
            return True
        if reading.answer == "no":
            state.number_declined = True
            return state.goal is None or state.goal.kind is not GoalKind.CALLBACK
        return False

    def _confirm_number(self, turn: Turn, reading: Reading) -> bool:
        state = turn.state
        if reading.answer == "yes":
            state.number = state.number_candidate
            return True
        heard = self._comprehension.phone(reading.rest or reading.text, turn.language, earlier="")
        if heard.e164 is not None and heard.complete:
            state.number_candidate = heard.e164
            goal_booking.say_number_back(turn)
            return True
        if reading.answer == "no":
            turn.again = True
            turn.ask(Asking.NUMBER, "ask_number")
            return True
        return False

    # --- new wishes ---------------------------------------------------------------------------------------------------

    async def _new_goal(self, turn: Turn, reading: Reading) -> bool:
        state = turn.state
        intent = reading.intent
        if intent is Intent.BILLING and reading.guess.confidence >= SURE:
            await troubles.billing(turn)
            return True
        if intent is Intent.COMPLAINT and reading.guess.confidence >= SURE:
            turn.ask(Asking.HUMAN_OR_MESSAGE, "complaint")
            return True
        kind = _GOALS.get(intent) if reading.guess.confidence >= 0.3 else None
        if kind is None and (
            reading.offerings or (reading.when is not None and intent in (Intent.INFORM, Intent.QUESTION))
        ):
            kind = GoalKind.BOOK if state.goal is None else None
        if kind is None:
            return False
        if (
            state.goal is not None
            and state.goal.kind is GoalKind.BOOK
            and kind is GoalKind.CANCEL
            and not reading.own_appointment
        ):
            await goal_booking.drop(turn, state.goal)
            return True
        goal = next((goal for goal in state.goals if goal.kind is kind), None)
        if goal is None:
            goal = Goal(kind)
            state.goals.append(goal)
        elif state.goal is goal:
            turn.again = True
            return _begin(turn, goal, reading)
        _begin(turn, goal, reading)
        return True

    async def _small_talk(self, turn: Turn, reading: Reading) -> bool:
        state = turn.state
        if reading.guess.confidence < 0.35 and not (reading.asks and reading.intent is Intent.QUESTION):
            return False
        match reading.intent:
            case Intent.GOODBYE:
                _say_goodbye(turn)
            case Intent.THANKS if state.asking is Asking.ANYTHING_ELSE:
                _say_goodbye(turn)
            case Intent.THANKS:
                turn.say("welcome")
                turn.again = True
                await ask_again(turn)
            case Intent.GREETING if state.goal is None:
                if reading.name is not None:
                    goal_booking.amend_person(turn, reading)
                    turn.say("greeting_name", name=reading.name)
                else:
                    turn.say("greeting_back")
                turn.ask(Asking.GOAL, "goal")
            case Intent.YES if state.goal is None:
                turn.ask(Asking.GOAL, "please_go_on")
            case Intent.NO if state.asking is Asking.GOAL and state.turns_heard > 1:
                _say_goodbye(turn)
            case Intent.QUESTION | Intent.OTHER | Intent.INFORM if reading.asks and state.goal is None:
                await digressions.answer(turn, reading)
            case Intent.OTHER if reading.guess.confidence >= 0.6 and len(reading.text.split()) > 2:
                return await digressions.off_topic(turn, reading)
            case _:
                return False
        return True

    # --- keys ---------------------------------------------------------------------------------------------------------

    async def _press(self, turn: Turn, digits: str) -> None:
        state = turn.state
        state.silences, state.waiting, state.not_understood = 0, False, 0
        pressed = digits.rstrip("#")
        if state.asking is Asking.NUMBER and len(pressed) > 1:
            heard = judge_phone(pressed)
            if heard.e164 is not None:
                state.digits, state.number_candidate = "", heard.e164
                goal_booking.say_number_back(turn)
            else:
                turn.again = True
                turn.ask(Asking.NUMBER, "ask_number")
            return
        if pressed == "0":
            await troubles.fetch_human(turn, "asked_for_human", "transfer")
        elif state.asking is Asking.KEYPAD_MENU:
            await troubles.keypad_choice(turn, pressed)
        elif not pressed.isdigit() or not await self._understand(turn, self._comprehension.key(pressed, state)):
            turn.say("keypad_unknown")
            turn.again = True
            await ask_again(turn)


def _begin(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Take from the words that opened a goal all that they already say. True when that was anything."""
    goal_booking.amend_person(turn, reading)
    if goal.kind in (GoalKind.BOOK, GoalKind.MOVE):
        goal.about = goal.about or reading.about
        changed = goal_booking.amend(turn, goal, reading)
        if goal.kind is GoalKind.MOVE and goal.appointment is None and not goal.when_known:
            goal.when = reading.when
        return changed
    if goal.kind in (GoalKind.CANCEL, GoalKind.LIST):
        goal.about = reading.about or (reading.when.windows if reading.when is not None else ())
    elif goal.kind is GoalKind.MESSAGE and goal.text is None:
        goal.text = reading.message_text
    elif goal.kind is GoalKind.CALLBACK and reading.when is not None and reading.when.windows:
        goal.when, goal.when_known = reading.when, True
    return True


def _is_new_goal(goal: Goal, reading: Reading) -> bool:
    return reading.own_appointment and goal.kind is GoalKind.BOOK


def _say_goodbye(turn: Turn) -> None:
    turn.say("goodbye")
    turn.hang_up("goodbye")


def _paced(sentence: Sentence, *, slowly: bool) -> list[Sentence]:
    """For a caller who asked for it: a pause at every comma, which is what speaking slowly is for."""
    if not slowly or ", " not in sentence.text:
        return [sentence]
    pieces: list[Sentence] = []
    before = 0
    for part in re.split(r"(?<=,) ", sentence.text):
        count = len(part.split())
        conveys = tuple(
            replace(item, words=item.words - before)
            for item in sentence.conveys
            if before < item.words <= before + count
        )
        pieces.append(replace(sentence, text=part, conveys=conveys))
        before += count
    return pieces
