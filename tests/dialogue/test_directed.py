"""Staff take part in a call: what they let be said, and calls that they take over."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from app.dialogue.directed import MOST_WAITING, TAKEN_OVER, DirectedConversation, StaffDirections
from app.dialogue.phrase_book import CallPhrases, PhraseBook
from app.dialogue.state import CallState
from app.domain.calls import CallOpened
from app.domain.ids import CallSid
from tests.fakes.business import praxis
from tests.fakes.records import FakeRecords
from voice.contract import (
    CallerEvent,
    EndReason,
    Heard,
    Language,
    Listen,
    Say,
    Silence,
    SpeechAct,
    Transfer,
    TurnReport,
)

SID = CallSid("CAdirected")
SILENCE = Silence(1, 1, 9_000)


@dataclass
class Answering:
    """Always answers the same, and remembers what it is told was heard."""

    state: CallState = field(default_factory=lambda: CallState(SID, praxis(), "de", None))
    told: list[Heard] = field(default_factory=list)
    language: Language = "de"

    async def begin(self) -> AsyncIterator[SpeechAct]:
        yield Listen()

    async def respond(self, event: CallerEvent) -> AsyncIterator[SpeechAct]:
        yield Say("Wann passt es Ihnen?", "de")
        yield Listen()

    def heard(self, heard: Heard) -> None:
        self.told.append(heard)

    async def record_turn(self, report: TurnReport) -> None: ...

    async def end(self, reason: EndReason) -> None: ...


@dataclass
class Call:
    directions: StaffDirections = field(default_factory=StaffDirections)
    inner: Answering = field(default_factory=Answering)
    records: FakeRecords = field(default_factory=FakeRecords)

    def __post_init__(self) -> None:
        wishes = self.directions.begin(SID)
        phrases = CallPhrases(PhraseBook.load(), SID)
        self.talk = DirectedConversation(self.inner, wishes, phrases, self.records, self.records.clock)

    async def opened(self) -> None:
        now = self.records.clock.now()
        await self.records.open_call(CallOpened(SID, praxis().id, "+493023125042", "+493023125000", "de", now))

    async def answers(self) -> list[SpeechAct]:
        return [act async for act in self.talk.respond(SILENCE)]

    async def says(self) -> list[str]:
        return [act.text for act in await self.answers() if isinstance(act, Say)]


async def test_what_staff_let_be_said_is_told_as_theirs_in_words_and_once() -> None:
    call = Call()
    assert call.directions.let_say(SID, "Kommen Sie um 9 Uhr vorbei.")
    said = await call.says()
    assert said == ["Mir wird gerade gesagt: Kommen Sie um neun Uhr vorbei.", "Wann passt es Ihnen?"]
    everything = " ".join(said)
    call.talk.heard(Heard(1, everything, everything, interrupted=False))
    assert call.inner.told == [Heard(1, "Wann passt es Ihnen?", "Wann passt es Ihnen?", interrupted=False)]
    assert await call.says() == ["Wann passt es Ihnen?"]


async def test_what_the_caller_did_not_hear_out_is_said_again_and_is_no_answer_of_ours() -> None:
    call = Call()
    call.directions.let_say(SID, "Bitte bringen Sie die Karte mit.")
    said = " ".join(await call.says())
    call.talk.heard(Heard(1, said, "Mir wird gerade gesagt: Bitte", interrupted=True))
    assert call.inner.told == [Heard(1, "Wann passt es Ihnen?", "", interrupted=True)]
    assert len(await call.says()) == 2


async def test_a_call_that_is_taken_over_is_put_through_and_says_so_on_record() -> None:
    call = Call()
    await call.opened()
    assert call.directions.take_over(SID, by="Anna Sommer")
    acts = await call.answers()
    assert acts[-1] == Transfer(TAKEN_OVER)
    assert await call.records.escalation(SID) == TAKEN_OVER
    assert call.inner.state.transferred == TAKEN_OVER


async def test_a_call_that_is_not_here_is_not_directed_and_words_do_not_pile_up() -> None:
    call = Call()
    assert not call.directions.let_say(CallSid("CAother"), "Hallo")
    assert not call.directions.take_over(CallSid("CAother"), by="Anna Sommer")
    assert not call.directions.let_say(SID, "   ")
    assert [call.directions.let_say(SID, "Moment") for _ in range(MOST_WAITING + 1)] == [True] * MOST_WAITING + [False]
    call.directions.end(SID)
    assert not call.directions.let_say(SID, "Hallo")
