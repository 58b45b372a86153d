"""A model's tool calls, carried out on the call's state by the same code that the built-in brain runs.

Whatever a model asks for, code decides what happens: times come out of the caller's own words, an offer or appointment
counts only by an identifier given out in this call, and nothing is written before a yes to what was read back.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from app.dialogue import digressions, offering, settling, standing, troubles, waiting
from app.dialogue.caller_asks import is_question
from app.dialogue.desk import Desk
from app.dialogue.intents import Intent
from app.dialogue.llm_brain import tool_specs as args
from app.dialogue.llm_brain.handed_on import APPOINTMENT_GOALS, HandedOn, Refused
from app.dialogue.llm_brain.stand import stand
from app.dialogue.next_step import go_on, say_goodbye
from app.dialogue.not_understood import model_gives_up
from app.dialogue.persons import person_needed
from app.dialogue.questions import FAQ_SURE
from app.dialogue.reading import Reading
from app.dialogue.state import CallState, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wish import set_wish
from app.domain.escalation.mood import verdict_on, viewed
from app.domain.escalation.reasons import Reason
from app.ports.chat_model import ToolCall

_WAITS = re.compile(
    r"\b(?:wartelist\w*|warte|früher\w*|frei wird|frei werden|nachrück\w*|absagt|wait\w*|earlier|sooner"
    r"|comes up|opens up|cancels)\b",
    re.IGNORECASE,
)
_WISHES = {
    Intent.BOOK: "Call find_offers.",
    Intent.MOVE: "Call move.",
    Intent.CANCEL: "Call cancel.",
    Intent.MESSAGE: "Call take_message.",
    Intent.CALLBACK: "Call request_callback.",
}
_GIVES_UP = {"unknown_wish": Reason.UNKNOWN_WISH, "not_understood": Reason.NOT_UNDERSTOOD_TWICE}
SURE_OF_A_WISH = 0.6
ONLY_READ = frozenset({"find_offers", "my_appointments", "answer_question"})
_NO_MORE = frozenset({Intent.GOODBYE, Intent.THANKS, Intent.NO})


@dataclass(frozen=True, slots=True)
class Carried:
    """`result` is the JSON that the model is given; `status` a constant word."""

    status: str
    result: str


@dataclass(slots=True)
class Toolbox:
    """One turn's. `reading` is of the caller's last utterance."""

    handed_on: HandedOn
    reading: Reading

    @property
    def state(self) -> CallState:
        return self.handed_on.state

    async def carry_out(self, call: ToolCall, turn: Turn) -> Carried:
        """What it says and how the turn ends is in `turn`. Raises only VorzimmerError: the store is down."""
        if call.name not in ONLY_READ:
            turn.desk.ahead.something_is_written()
        try:
            model = args.ARGUMENTS[call.name]
            given = model.model_validate_json(call.arguments or "{}")
            await self._carry_out(call.name, given, turn)
        except KeyError:
            return self._told("unknown_tool", remedy=f"Tools are: {', '.join(args.ARGUMENTS)}.")
        except ValidationError as error:
            wrong = sorted({str(part) for fault in error.errors() for part in fault["loc"]})
            return self._told("bad_arguments", remedy=f"Look at {', '.join(wrong) or 'the JSON'}.")
        except Refused as refused:
            return self._told(refused.problem, remedy=refused.remedy)
        return self._told("done" if turn.ending is None else "told_the_caller")

    def read_ahead(self, calls: Sequence[ToolCall], desk: Desk) -> None:
        """Begins what only reads and does not depend on the calls before it; the rest stays in its order."""
        written = False
        for call in calls:
            if call.name == "answer_question" and (question := _question_of(call)) is not None:
                desk.ahead.begin_quote(question, self.state.language)
            elif call.name == "my_appointments" and not written:
                desk.ahead.begin_my_appointments()
            written = written or call.name not in ONLY_READ

    async def _carry_out(self, name: str, given: args.Arguments, turn: Turn) -> None:
        carry: dict[str, Callable[[Turn, args.Arguments], Awaitable[None]]] = {
            "find_offers": self._find_offers,
            "hold": self._hold,
            "book": self._book,
            "move": self._move,
            "cancel": self._cancel,
            "my_appointments": self._my_appointments,
            "answer_question": self._answer_question,
            "take_message": self._take_message,
            "request_callback": self._request_callback,
            "join_waitlist": self._join_waitlist,
            "transfer": self._transfer,
            "end_call": self._end_call,
        }
        await carry[name](turn, given)

    # --- appointments -------------------------------------------------------------------------------------------------

    async def _find_offers(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.FindOffers)  # noqa: S101  ARGUMENTS says so
        goal = self.state.goal
        if goal is None or goal.kind not in APPOINTMENT_GOALS:
            goal = self.handed_on.goal(GoalKind.BOOK)
        self.handed_on.take_name(given.name)
        self.handed_on.take_offering(goal, given.offering)
        self.handed_on.take_person(goal, given.person)
        goal.further = goal.further or self.reading.wants_one_more
        await standing.heard_by_model(turn, goal, self.reading)
        if given.other_times and goal.offers:
            goal.refused += goal.offers
            goal.forget_offers()
        reading = self.handed_on.about_time(given.when)
        if goal.offers and self.reading.choice is not None and not given.other_times:
            await offering.choose(turn, goal, self.reading)  # "um neun" to offers at eight and quarter past nine
        elif reading is not None and reading.direction is not None and goal.offers:
            await offering.choose(turn, goal, reading)  # "etwas später": beyond the times that were offered
        elif (when := self.handed_on.when(given.when)) is not None:
            set_wish(goal, when)
        elif reading is not None and reading.anyone_time:
            goal.when, goal.when_known = None, True
        await self._go_on(turn)

    async def _hold(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.Hold)  # noqa: S101
        goal, slot = self.state.goal, self.handed_on.identifiers.slot(given.offer)
        if goal is None or slot is None or not any(slot.same_place(other) for other in goal.offers):
            raise Refused("not_on_offer", "Call find_offers; choose one of the offers of its result.")
        self.handed_on.take_name(given.name)
        goal.agreed = goal.read_back = False
        if any(slot.same_place(other) for other in goal.unheard):
            offering.offer_again(turn, goal)
            return
        await settling.take(turn, goal, slot)
        await self._go_on(turn)

    async def _book(self, turn: Turn, _: args.Arguments) -> None:
        goal = self.state.goal
        if goal is None or goal.kind not in APPOINTMENT_GOALS or goal.slot is None:
            raise Refused("nothing_held", "Call find_offers, then hold the offer that the caller chooses.")
        if not (goal.agreed and goal.read_back):
            goal.agreed = False  # it is read back (once more), and the caller answers
        await settling.settle(turn, goal)
        await self._go_on(turn)

    async def _move(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.Move)  # noqa: S101
        goal = self._about_appointments(GoalKind.MOVE, given)
        if (when := self.handed_on.when(given.when)) is not None:
            set_wish(goal, when)
        await self._go_on(turn)

    async def _cancel(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.Cancel)  # noqa: S101
        goal = self._about_appointments(GoalKind.CANCEL, given)
        if not (goal.agreed and goal.read_back):
            goal.agreed = False
        await self._go_on(turn)

    def _about_appointments(self, kind: GoalKind, given: args.Move | args.Cancel) -> Goal:
        """Which of theirs is meant: by its identifier, or by their own words for it."""
        standing.withdraw(self.state)
        goal = self.handed_on.goal(kind)
        self.handed_on.take_several(goal, given.all_of_them, self.reading)
        self.handed_on.take_appointment(goal, given.appointment)
        goal.about = goal.about or self.handed_on.windows(given.which)
        return goal

    async def _my_appointments(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.MyAppointments)  # noqa: S101
        goal = self.handed_on.goal(GoalKind.LIST)
        self.handed_on.take_name(given.name)
        goal.about = goal.about or self.handed_on.windows(given.day)
        await self._go_on(turn)
        self.handed_on.identifiers.learn(bookings=goal.appointments or ())

    # --- everything else ----------------------------------------------------------------------------------------------

    async def _answer_question(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.Question)  # noqa: S101
        read = self.handed_on.comprehension.read
        reading = await asyncio.to_thread(read, given.question, self.state, now=turn.desk.now())
        remedy = _WISHES.get(self.reading.intent)
        known = reading.question is not None or (reading.faq is not None and reading.faq[1] >= FAQ_SURE)
        if remedy is not None and not known and not is_question(turn, self.reading):
            raise Refused("no_question_but_a_wish", remedy)  # "Zahnschmerzen, kann ich heute noch kommen?"
        await digressions.answer(turn, reading)

    async def _take_message(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.TakeMessage)  # noqa: S101
        goal = self.handed_on.goal(GoalKind.MESSAGE)
        self.handed_on.take_name(given.name)
        self.handed_on.take_text(goal, given.text, self.reading)
        await self._go_on(turn)

    async def _request_callback(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.RequestCallback)  # noqa: S101
        goal = self.handed_on.goal(GoalKind.CALLBACK)
        self.handed_on.take_name(given.name)
        self.handed_on.take_text(goal, given.topic, self.reading)
        when = self.handed_on.when(given.when)
        if when is not None and (when.windows or when.soonest):
            goal.when, goal.when_known = when, True
        await self._go_on(turn)

    async def _join_waitlist(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.JoinWaitlist)  # noqa: S101
        if self.reading.asks_about_waiting:
            await digressions.answer(turn, self.reading)
            return
        if not any(_WAITS.search(text) for text in self.handed_on.transcript.caller_words):
            raise Refused("caller_has_not_asked_for_it", "Ask whether they want to wait for something earlier.")
        self.handed_on.take_name(given.name)
        await waiting.wish_to_wait(turn, self.reading)
        wish = next((goal for goal in self.state.goals if goal.kind is GoalKind.WAIT), None)
        if wish is not None:
            self.handed_on.take_offering(wish, given.offering)
            wish.when = self.handed_on.when(given.when) or wish.when
        await self._go_on(turn)

    async def _transfer(self, turn: Turn, given: args.Arguments) -> None:
        assert isinstance(given, args.Transfer)  # noqa: S101
        if given.reason == "asked_for_human" and (remedy := self._plain_wish()) is not None:
            raise Refused("caller_asked_for_no_human", remedy)
        match given.reason:
            case "emergency_of_life":
                await troubles.emergency(turn)
            case "billing":
                await troubles.billing(turn)
            case "complaint":
                await troubles.fetch_human(turn, Reason.COMPLAINT, "transfer_complaint")
            case "unknown_wish" | "not_understood" as why:
                await model_gives_up(turn, _GIVES_UP[why])
            case "asked_for_human":
                await troubles.fetch_human(turn, "asked_for_human", "transfer")
            case "upset":
                await self._find_upset(turn)

    async def _find_upset(self, turn: Turn) -> None:
        """The model's view is added to what words and course tell of the mood; by itself it fetches nobody."""
        state = self.state
        state.mood = viewed(state.mood)
        state.verdict = verdict_on(state.mood)
        if not await person_needed(turn, self.reading):
            raise Refused("not_upset_enough", "Say that you are sorry, and go on with what they want.")

    def _plain_wish(self) -> str | None:
        """What to call for a wish that is none for a person, where the caller's words leave no doubt."""
        guess = self.reading.guess
        sure = guess.certain or guess.confidence >= SURE_OF_A_WISH
        return _WISHES.get(self.reading.intent) if sure and not self.reading.mentions_human else None

    async def _end_call(self, turn: Turn, _: args.Arguments) -> None:
        reading = self.reading
        done = reading.intent in _NO_MORE or reading.answer == "no" or reading.wrong_number
        if not done:
            raise Refused("caller_has_not_said_goodbye", "Ask whether there is more, or do what was asked for.")
        if "lets_it_be" in reading.marks:
            self.state.goals.clear()  # nothing of it is kept
        say_goodbye(turn)

    async def _go_on(self, turn: Turn) -> None:
        if turn.ending is None:
            await go_on(turn)
        goal = self.state.goal
        if goal is not None:
            self.handed_on.identifiers.learn(goal.offers, goal.appointments or ())

    # --- what the model is told ---------------------------------------------------------------------------------------

    def _told(self, status: str, *, remedy: str | None = None) -> Carried:
        told: dict[str, object] = {"status": status}
        if remedy is not None:
            told["remedy"] = remedy
        told |= stand(self.state, self.handed_on.identifiers)
        return Carried(status, json.dumps(told, ensure_ascii=False))


def _question_of(call: ToolCall) -> str | None:
    """None where the arguments are no such thing; that is told when the call's turn comes."""
    try:
        return args.Question.model_validate_json(call.arguments).question
    except ValidationError:
        return None
