"""Whole relayed calls in virtual time: a scripted Twilio, a scripted conversation."""

import asyncio

import pytest

from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.phone import CALL_SID
from tests.fakes.relay import FakeRelay, Script
from tests.fakes.virtual_time import run_virtual
from voice.contract import EndReason, Expectation, HangUp, Keys, Listen, Say, Silence, Transfer, Unintelligible
from voice.relay import RelayedCall


def place(conversation: ScriptedConversation, script: Script, **options: str) -> tuple[EndReason, FakeRelay]:
    async def both() -> tuple[EndReason, FakeRelay]:
        line = FakeRelay()
        playing = asyncio.ensure_future(script(line))
        reason = await RelayedCall(line, conversation, **options).run()  # type: ignore[arg-type]
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        return reason, line

    return run_virtual(both())


async def one_sentence(line: FakeRelay) -> None:
    line.set_up()
    await line.turn()
    line.falls_silent()
    line.says("Einen Termin, bitte.")
    await line.turn()
    line.falls_silent()
    line.hangs_up()


def test_a_caller_is_greeted_heard_and_answered() -> None:
    conversation = ScriptedConversation(say("Guten Tag."), [say("Gern.", "Wann?")])
    reason, line = place(conversation, one_sentence)
    assert reason is EndReason.CALLER_HUNG_UP
    assert line.spoken == ["Guten Tag.", "Gern.", "Wann?"]
    assert conversation.utterances == ["Einen Termin, bitte."]
    assert conversation.ended == [EndReason.CALLER_HUNG_UP]


def test_both_sides_go_on_record_in_order() -> None:
    conversation = ScriptedConversation(say("Guten Tag."), [say("Gern.", "Wann?")])
    place(conversation, one_sentence)
    assert [(r.speaker, r.text, r.heard_text) for r in conversation.reports] == [
        ("assistant", "Guten Tag.", "Guten Tag."),
        ("caller", "Einen Termin, bitte.", None),
        ("assistant", "Gern. Wann?", "Gern. Wann?"),
    ]
    assert conversation.reports[-1].timings is not None


def test_who_interrupts_is_recorded_to_have_heard_that_much_and_no_more() -> None:
    async def script(line: FakeRelay) -> None:
        line.set_up()
        await line.turn()
        line.interrupts("Frei ist Montag")
        line.says("Lieber Dienstag.")
        await line.turn()
        line.hangs_up()

    conversation = ScriptedConversation(say("Frei ist Montag um neun.", "Passt das?"), [say("Gern.")])
    place(conversation, script)
    assert conversation.heards[0].heard_text == "Frei ist Montag"
    assert conversation.heards[0].interrupted
    assert conversation.reports[0].heard_text == "Frei ist Montag"


def test_an_answer_that_is_being_thought_of_stops_when_the_caller_goes_on() -> None:
    class Slow(ScriptedConversation):
        async def respond(self, event):  # type: ignore[no-untyped-def]
            self.events.append(event)
            if len(self.events) == 1:
                await asyncio.sleep(3)
            yield Say("Gern.", "de")
            yield Listen()

    async def script(line: FakeRelay) -> None:
        line.set_up()
        await line.turn()
        line.says("Einen Termin")
        await asyncio.sleep(0.5)
        line.says("am Montag")
        await line.turn()
        line.hangs_up()

    conversation = Slow(say("Guten Tag."))
    _, line = place(conversation, script)
    assert conversation.utterances == ["Einen Termin", "Einen Termin am Montag"]
    assert conversation.events[-1].continues  # type: ignore[union-attr]
    assert line.spoken == ["Guten Tag.", "Gern."]
    assert [r.text for r in conversation.reports if r.speaker == "caller"] == ["Einen Termin am Montag"]


def test_a_silent_caller_is_asked_again_once_the_assistant_has_finished() -> None:
    async def script(line: FakeRelay) -> None:
        line.set_up()
        await line.turn()
        await asyncio.sleep(30)
        line.hangs_up()

    conversation = ScriptedConversation([Say("x" * 100, "de"), Listen(prompt_after_ms=6_000)], [say("Hallo?")] * 9)
    place(conversation, script)
    silences = [event for event in conversation.events if isinstance(event, Silence)]
    assert [silence.nth for silence in silences][:2] == [1, 2]
    assert silences[0].at_ms >= 12_000  # 100 letters take 6.5 s to speak


def test_a_caller_who_is_speaking_is_not_silent() -> None:
    async def script(line: FakeRelay) -> None:
        line.set_up()
        await line.turn()
        line.falls_silent()
        line.message(type="info", name="clientSpeaking", value="on")
        await asyncio.sleep(30)
        line.hangs_up()

    conversation = ScriptedConversation(say("Guten Tag."))
    place(conversation, script)
    assert conversation.events == []


def test_keys_of_a_number_are_collected_until_a_pause() -> None:
    async def script(line: FakeRelay) -> None:
        line.set_up()
        await line.turn()
        line.falls_silent()
        for digit in "030":
            line.message(type="dtmf", digit=digit)
        await asyncio.sleep(5)
        line.hangs_up()

    conversation = ScriptedConversation([Say("Ihre Nummer?", "de"), Listen(Expectation.NUMBER)])
    place(conversation, script)
    assert [event.digits for event in conversation.events if isinstance(event, Keys)] == ["030"]


@pytest.mark.parametrize(
    ("act", "reason"),
    [(Transfer("asked_for_human"), EndReason.TRANSFERRED), (HangUp("done"), EndReason.AGENT_HUNG_UP)],
)
def test_the_call_is_left_only_after_the_last_words_were_spoken(act: Transfer | HangUp, reason: EndReason) -> None:
    times: list[float] = []

    async def script(line: FakeRelay) -> None:
        line.set_up()
        await line.turn()
        times.append(asyncio.get_running_loop().time())
        await line.turn()
        times.append(asyncio.get_running_loop().time())

    conversation = ScriptedConversation([Say("x" * 40, "de", interruptible=False), act])
    ended, line = place(conversation, script)
    assert ended is reason
    assert line.sent[-1]["type"] == "end"
    assert times[1] - times[0] >= 2.5
    assert conversation.ended == [reason]


def test_the_recogniser_is_told_when_the_call_goes_on_in_another_language() -> None:
    class Switching(ScriptedConversation):
        async def respond(self, event):  # type: ignore[no-untyped-def]
            self.language = event.language
            async for act in super().respond(event):
                yield act

    async def script(line: FakeRelay) -> None:
        line.set_up()
        await line.turn()
        line.says("Hello, an appointment please.", "en-GB")
        await line.turn()
        line.hangs_up()

    _, line = place(Switching(say("Guten Tag."), [[Say("Sure.", "en"), Listen()]]), script)
    assert {"type": "language", "ttsLanguage": "en-GB", "transcriptionLanguage": "en-GB"} in line.sent
    assert [message["lang"] for message in line.sent if message.get("token")] == ["de-DE", "en-GB"]


@pytest.mark.parametrize(
    "raw", ["", "{", "[]", '{"type":"prompt"}', '{"type":"dtmf","digit":"x"}', b"\xff", "[" * 9_000]
)
def test_bad_messages_do_not_end_a_call(raw: str | bytes) -> None:
    async def script(line: FakeRelay) -> None:
        line.tell(raw)
        line.set_up()
        line.tell(raw)
        await line.turn()
        line.tell(raw)
        line.set_up()
        line.says("Hallo")
        await line.turn()
        line.hangs_up()

    conversation = ScriptedConversation(say("Guten Tag."), [say("Ja.")])
    reason, _ = place(conversation, script)
    assert reason is EndReason.CALLER_HUNG_UP
    assert conversation.utterances == ["Hallo"]


def test_an_unfinished_prompt_is_not_answered_and_an_empty_one_was_not_understood() -> None:
    async def script(line: FakeRelay) -> None:
        line.set_up()
        await line.turn()
        line.says("Ich hätte", last=False)
        line.says("")
        await line.turn()
        line.hangs_up()

    conversation = ScriptedConversation(say("Guten Tag."), [say("Wie bitte?")])
    place(conversation, script)
    assert [type(event) for event in conversation.events] == [Unintelligible]


def test_a_call_that_is_never_set_up_or_is_another_one_has_failed() -> None:
    async def nothing(_: FakeRelay) -> None:
        return

    async def another(line: FakeRelay) -> None:
        line.set_up(callSid="CA" + "9" * 32)

    assert place(ScriptedConversation(), nothing)[0] is EndReason.FAILED
    assert place(ScriptedConversation(), another, expected_call_sid=CALL_SID)[0] is EndReason.FAILED


def test_a_conversation_that_breaks_ends_the_call_as_failed_and_keeps_what_was_said() -> None:
    async def script(line: FakeRelay) -> None:
        line.set_up()
        await line.turn()
        line.says("Hallo")

    conversation = ScriptedConversation(say("Guten Tag."), breaks=True)
    reason, _ = place(conversation, script)
    assert reason is EndReason.FAILED
    assert conversation.ended == [EndReason.FAILED]
    assert [report.text for report in conversation.reports] == ["Guten Tag.", "Hallo"]
