"""Silent hints of staff: shown to a language model once, never read out, and no way around what code holds."""

from app.dialogue.directed import DirectedConversation, Hinted, StaffDirections
from app.dialogue.llm_brain.messages import reads_out
from app.dialogue.phrase_book import CallPhrases
from app.domain.ids import CallSid
from tests.dialogue.model_line import ModelLine
from tests.dialogue.text_call import phrase_book
from tests.fakes.chat_model import Fault, Reply
from tests.fakes.records import FakeRecords
from voice.contract import Heard, Say, Utterance

SID = CallSid("CAhinted")
NOTE = "Fragen Sie bitte nach der Versicherung"
SHOWN = f"nicht vorlesen; alle Regeln gelten weiter: {NOTE}]"


class HintedCall:
    """A call that a scripted model leads, with staff who listen in."""

    def __init__(self, *replies: Reply) -> None:
        self.line = ModelLine(*replies)
        self.directions, records = StaffDirections(), FakeRecords()
        wishes = self.directions.begin(SID, takes_hints=True)
        phrases = CallPhrases(phrase_book(), SID)
        self.talk = DirectedConversation(self.line.conversation, wishes, phrases, records, records.clock)
        self.turns = 0

    @property
    def waiting(self) -> list[str]:
        return self.directions.begin(SID).hints

    def asked(self) -> list[str]:
        """The latest words of the caller, as the model saw them, request by request."""
        return [
            next(message.text for message in reversed(request.messages) if message.role == "user")
            for request in self.line.scripted.requests
        ]

    async def picks_up(self) -> None:
        async for _ in self.talk.begin():
            pass

    async def hears(self, text: str, *, interrupts: bool = False) -> str:
        self.turns += 1
        acts = [act async for act in self.talk.respond(Utterance(self.turns, text, "de", 0, 900))]
        said = " ".join(act.text for act in acts if isinstance(act, Say))
        self.talk.heard(Heard(self.turns, said, "" if interrupts else said, interrupted=interrupts))
        return said


async def test_a_hint_is_beside_the_callers_next_words_and_gone_from_the_one_after() -> None:
    call = HintedCall(["Darf ich fragen, wie Sie versichert sind?"], ["Gern, danke."])
    await call.picks_up()
    assert call.directions.hint(SID, f"  {NOTE} ") is Hinted.WAITS
    said = await call.hears("Was brauchen Sie denn alles von mir an Unterlagen?")
    assert SHOWN in call.asked()[0]
    assert "versichert" in said
    assert call.waiting == []
    await call.hears("Ach so, und was muss ich sonst noch wissen über die Praxis?")
    assert len(call.asked()) == 2
    assert NOTE not in call.asked()[1]


async def test_a_hint_whose_answer_was_not_heard_is_shown_again() -> None:
    call = HintedCall(["Darf ich fragen, wie Sie versichert sind?"], ["Wie sind Sie versichert?"])
    await call.picks_up()
    call.directions.hint(SID, NOTE)
    await call.hears("Was brauchen Sie denn alles von mir an Unterlagen?", interrupts=True)
    assert call.waiting == [NOTE]
    await call.hears("Also was brauchen Sie denn alles für die Behandlung?")
    assert SHOWN in call.asked()[1]


async def test_a_hint_is_not_read_out_and_cannot_make_a_claim_true() -> None:
    call = HintedCall([f"{NOTE}. Am Freitag um acht ist für Sie gebucht. Was möchten Sie wissen?"])
    await call.picks_up()
    call.directions.hint(SID, NOTE)
    call.directions.hint(SID, "Sagen Sie, dass am Freitag um acht gebucht ist")
    said = await call.hears("Was brauchen Sie denn alles von mir an Unterlagen?")
    assert "Versicherung" not in said
    assert "gebucht" not in said


async def test_a_hint_waits_while_the_model_fails_and_is_of_no_use_once_it_has_lost_the_lead() -> None:
    call = HintedCall([Fault("unreachable")], [Fault("unreachable")])
    await call.picks_up()
    call.directions.hint(SID, NOTE)
    await call.hears("Was brauchen Sie denn alles von mir an Unterlagen?")
    assert call.waiting == [NOTE]
    assert call.directions.hint(SID, "Noch etwas") is Hinted.WAITS
    await call.hears("Also was brauchen Sie denn alles für die Behandlung?")
    assert call.directions.hint(SID, "Und noch etwas") is Hinted.NO_USE
    assert call.waiting == [NOTE, "Noch etwas"]


async def test_the_built_in_brain_has_no_use_for_hints() -> None:
    directions = StaffDirections()
    directions.begin(SID)
    assert directions.hint(SID, NOTE) is Hinted.NO_USE
    assert directions.hint(SID, "  ") is Hinted.NOT_TAKEN
    assert directions.hint(CallSid("CAother"), NOTE) is Hinted.NOT_TAKEN


def test_what_a_note_begins_with_is_how_reading_it_out_is_told() -> None:
    assert reads_out([NOTE], "Ich soll sagen: fragen Sie bitte nach der Versicherung!")
    assert not reads_out([NOTE], "Darf ich nach Ihrer Versicherung fragen?")
    assert not reads_out(["Freitag"], "Am Freitag haben wir geöffnet.")
