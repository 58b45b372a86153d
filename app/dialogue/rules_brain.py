"""The built-in brain: no network, no model server.

Reads an utterance in the light of what was asked, then goes on with the goal.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace

from app.dialogue import (
    answers,
    dictated,
    digressions,
    keypad,
    new_goals,
    not_understood,
    persons,
    revising,
    settling,
    standing,
    troubles,
    waiting,
)
from app.dialogue.asked_beside import answer_beside
from app.dialogue.brain import BrainAct
from app.dialogue.caller_asks import is_question, wishes_as_well
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.comprehension import Comprehension
from app.dialogue.desk import Desk
from app.dialogue.dictated import A_NUMBER
from app.dialogue.hearing import Hearing
from app.dialogue.intents import Intent
from app.dialogue.next_step import ask_again, go_on, say_goodbye
from app.dialogue.phrase_book import CallPhrases
from app.dialogue.reading import Reading
from app.dialogue.same_language import without_language
from app.dialogue.small_talk import small_talk
from app.dialogue.state import DICTATED, YES_NO, Asking, CallState, Done, Goal, Sentence
from app.dialogue.turn import Turn
from app.dialogue.unfinished import keep_unfinished, unfinished
from app.dialogue.wanted import note_whom
from app.domain.errors import VorzimmerError
from voice.contract import CallerEvent, EngineFailed, Keys, Listen, Silence, Unintelligible, Utterance

STUCK_AFTER = 3  # turns that were understood but changed nothing
SURE_OF_A_REMARK = 0.8  # about us, where it is no question: a wish of words that nobody knows often sounds like one
_SENTENCE_END = re.compile(r"[.!?]\s+")
NAMES_ASKED = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.APPOINTMENT_NAME})


class RulesBrain:
    """One call's: `phrases` remembers which wordings were used."""

    def __init__(self, comprehension: Comprehension, phrases: CallPhrases) -> None:
        self._comprehension = comprehension
        self._hearing = Hearing(comprehension)
        self._phrases = phrases

    async def think(self, event: CallerEvent, state: CallState, desk: Desk) -> AsyncIterator[BrainAct]:
        turn = Turn(state, desk, self._phrases, self._comprehension)
        try:
            await self._react(turn, event)
            if turn.ending is None:
                await go_on(turn)
            if isinstance(event, Utterance | Keys):
                state.failures = 0
            if isinstance(turn.ending, Listen) and (state.keys_said or turn.tell_keys):
                keypad.say_menu(turn)
        except VorzimmerError:
            turn = Turn(state, desk, self._phrases, self._comprehension)
            await troubles.tool_failed(turn)
        for sentence in turn.sentences:
            for piece in _paced(sentence, slowly=state.slowly):
                yield piece
        if turn.ending is not None:  # always: whatever reacts ends its turn, and `go_on` does for the rest
            yield turn.ending

    async def give_up(self, state: CallState, desk: Desk) -> AsyncIterator[BrainAct]:
        """After a fault that nobody foresaw: apologise, then a person or goodbye."""
        turn = Turn(state, desk, self._phrases, self._comprehension)
        turn.say("trouble")
        await troubles.put_through_or_end(turn, "brain_failed")
        for sentence in turn.sentences:
            yield sentence
        if turn.ending is not None:
            yield turn.ending

    async def _react(self, turn: Turn, event: CallerEvent) -> None:
        match event:
            case Utterance():
                await self._hear(turn, event)
            case Keys(digits=digits):
                await self._press(turn, digits)
            case Silence(nth=nth):
                await troubles.silence(turn, nth)
            case Unintelligible(guesses=guesses):
                reading = await asyncio.to_thread(self._hearing.read_doubtful, guesses, turn.state, now=turn.desk.now())
                await (not_understood.not_understood(turn) if reading is None else self._answer(turn, reading))
            case EngineFailed(stage=stage):
                await troubles.engine_failed(turn, stage)

    # --- speech -------------------------------------------------------------------------------------------------------

    async def _hear(self, turn: Turn, utterance: Utterance) -> None:
        state = turn.state
        state.silences, state.waiting = 0, False
        state.turns_heard += 1
        reading = await asyncio.to_thread(  # up to 20 ms of computing, in which other calls would stand still
            self._hearing.read,
            utterance.text,
            utterance.alternatives,
            state,
            now=turn.desk.now(),
            confidence=utterance.confidence,
        )
        await self._answer(turn, reading)

    async def _answer(self, turn: Turn, reading: Reading) -> None:
        state = turn.state
        if not reading.text.strip():
            await not_understood.not_understood(turn)
            return
        note_whom(state, reading)
        if await persons.person_needed(turn, reading):
            return
        if reading.intent is Intent.EMERGENCY_OF_LIFE and (reading.guess.certain or reading.guess.confidence > 0.8):
            await troubles.emergency(turn)
            return
        heard = reading.confidence >= not_understood.HARDLY_HEARD
        if not_understood.is_doubtful_goodbye(state, reading) or not_understood.is_doubtful_end(state, reading):
            await not_understood.not_understood(turn, heard=heard)
            return
        persons.say_sorry(turn, reading)
        misses = state.not_understood
        state.not_understood = 0
        before, said_before = state.progress, len(turn.sentences)
        if await self._understand(turn, reading) or await _only_asked(turn, said_before):
            if turn.ending is None:
                await go_on(turn)
            state.stuck = state.stuck + 1 if state.progress == before and not state.waiting else 0
            turn.tell_keys = turn.tell_keys or state.stuck == STUCK_AFTER - 1
            if state.stuck >= STUCK_AFTER:
                state.stuck = 0
                turn.sentences.clear()
                await troubles.fetch_human(turn, "not_understood_twice", "transfer_sorry")
            return
        state.not_understood = misses
        await not_understood.not_understood(turn, heard=heard)

    async def _understand(self, turn: Turn, reading: Reading) -> bool:
        """False when the words led nowhere."""
        asked = turn.state.asking
        if asked not in DICTATED:
            reading = await answer_beside(turn, without_language(turn, reading))
        if reading.asks_about_waiting and asked not in DICTATED:
            await digressions.answer(turn, reading)
            return True
        if reading.wants_to_wait and asked not in DICTATED:
            await waiting.wish_to_wait(turn, reading)
            return True
        if await self._interrupted(turn, reading):
            return True
        if asked in DICTATED and turn.state.question_heard and turn.state.goal is not None:
            if dictated.wants_none(reading.text, turn.language):
                await settling.drop(turn, turn.state.goal)
                return True
            if await dictated.answer_text(turn, turn.state.goal, reading):
                return True
        elif is_question(turn, reading):
            if wishes_as_well(turn, reading) and digressions.say_own_answer(turn, reading):
                turn.state.done.append(Done("answered", text=reading.text))
                return await new_goals.new_goal(turn, reading)
            await digressions.answer(turn, reading)
            return True
        if asked not in DICTATED and await revising.revised(turn, reading):
            return True
        if await answers.answered(turn, reading):
            return True
        return await new_goals.new_goal(turn, reading) or await small_talk(turn, reading)

    async def _interrupted(self, turn: Turn, reading: Reading) -> bool:
        """What a caller may say at any point."""
        free_text = turn.state.asking in DICTATED
        other_sense = free_text or (turn.state.asking in YES_NO and reading.answer is not None)
        other_sense = other_sense or reading.has_details or reading.question is not None
        other_sense = other_sense or (turn.state.asking is Asking.STANDING and standing.is_answer(reading))
        other_sense = other_sense or (turn.state.asking in NAMES_ASKED and reading.said_name is not None)  # "Eva Kurz"
        sure = reading.guess.certain or (reading.guess.confidence >= 0.6 and not other_sense)
        if not sure or (free_text and len(reading.text.split()) > 8):
            return False
        match reading.intent:
            case Intent.HUMAN:
                if turn.state.asking is Asking.NAME and reading.said_name is not None:
                    return False
                if free_text and troubles.line_for(turn, "asked_for_human") is None:
                    return False  # they were told that nobody is there: this is what the message or callback is about
                await troubles.fetch_as_wished(turn)
            case Intent.MACHINE if _is_about_us(reading):
                turn.say("machine")
                turn.again = True
                await ask_again(turn)
            case Intent.REPEAT:
                await digressions.repeat(turn)
            case Intent.SLOWER:
                turn.state.slowly = True
                turn.say("slowly")
                await digressions.repeat(turn)
            case Intent.HOLD_ON if not _has_looked(turn, reading):
                turn.state.waiting = True
                turn.say("wait")
                turn.await_answer(turn.state.asking)
            case Intent.LANGUAGE_SWITCH:
                await digressions.switch_language(turn, reading)
            case Intent.GOODBYE if turn.state.goal is not None and not free_text and not _goes_on(turn, reading):
                await _leave(turn, turn.state.goal, reading)
            case _:
                return False
        return True

    # --- keys ---------------------------------------------------------------------------------------------------------

    async def _press(self, turn: Turn, digits: str) -> None:
        state = turn.state
        misses = state.not_understood
        state.silences, state.waiting, state.not_understood = 0, False, 0
        pressed = digits.rstrip("#")
        if state.asking is Asking.NUMBER and len(pressed) > 1:
            keypad.take_number(turn, pressed)
            return
        if pressed == "0":
            await troubles.fetch_as_wished(turn)
            return
        if pressed == "*":
            await digressions.repeat(turn)
            return
        state.keys_said = state.keys_said or misses > 0
        reading = keypad.read_keys(turn, pressed)
        if reading is None or not await self._understand(turn, reading):
            turn.say("keypad_unknown")
            turn.again = turn.tell_keys = True
            await ask_again(turn)


async def _leave(turn: Turn, goal: Goal, reading: Reading) -> None:
    """What was told for somebody is passed on; an appointment that was not settled is none."""
    if "lets_it_be" in reading.marks or unfinished(turn.state) is None:
        await settling.drop(turn, goal)
    else:
        await keep_unfinished(turn.state, turn.desk, turn.phrases)
        turn.say("message_kept", claim=Claim(ClaimKind.MESSAGE_NOTED))
    say_goodbye(turn)


async def _only_asked(turn: Turn, said_before: int) -> bool:
    """A question was answered, and what else was said asks for nothing."""
    if len(turn.sentences) <= said_before:
        return False
    await ask_again(turn, after_answer=True)
    return True


def _has_looked(turn: Turn, reading: Reading) -> bool:
    """ "Moment, ich schau mal in den Kalender. So, ja, geht." """
    *before, last = _SENTENCE_END.split(reading.text.strip(" .!?"))
    if not before or not (reading.answer or reading.has_details):
        return False
    return turn.comprehension.classifier.classify(last, turn.language).intent is not Intent.HOLD_ON


def _is_about_us(reading: Reading) -> bool:
    return reading.guess.certain or reading.asks or reading.guess.confidence >= SURE_OF_A_REMARK


def _goes_on(turn: Turn, reading: Reading) -> bool:
    """ "Das war's" after the last digits of a number ends the number, and not the call; nor do digits alone."""
    is_number = turn.state.asking is Asking.NUMBER and (bool(turn.state.digits) or _has_digits(turn, reading))
    return reading.has_details or is_number


def _has_digits(turn: Turn, reading: Reading) -> bool:
    heard = turn.comprehension.phone(reading.text, turn.language, earlier="")
    return len(heard.digits) >= A_NUMBER


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
