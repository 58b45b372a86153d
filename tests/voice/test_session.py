"""Whole calls in virtual time: scripted caller, scripted engines, Twilio's buffer modelled to the frame."""

import asyncio
from dataclasses import dataclass

import pytest

from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.engines import HANGS, LoudnessVad, ScriptedStt, ToneTts
from tests.fakes.phone import FakePhone, ScriptedCaller
from tests.fakes.virtual_time import VirtualTimeLoop, run_virtual
from voice.contract import (
    EndReason,
    EngineFailed,
    Expectation,
    HangUp,
    Keys,
    Language,
    Listen,
    Say,
    Silence,
    SpeechAct,
    Transfer,
    Unintelligible,
    Utterance,
)
from voice.engines.protocols import EngineError, Transcript
from voice.line import CallObserver, SilentObserver
from voice.session import SpeechEngines, VoiceSession
from voice.turns.completeness import SoFar
from voice.turns.patience import patience_ms

LONG = "Guten Tag wir haben am Dienstag um neun oder um zehn Uhr noch etwas frei"


class CountingObserver(SilentObserver):
    barge_ins = 0

    def barged_in(self, *, taken: bool, cleared: bool) -> None:
        self.barge_ins += 1


@dataclass
class Call:
    phone: FakePhone
    conversation: ScriptedConversation
    stt: ScriptedStt
    tts: ToneTts
    vad: LoudnessVad
    reason: EndReason


def place(
    caller: ScriptedCaller,
    conversation: ScriptedConversation,
    *,
    stt: ScriptedStt | None = None,
    tts: ToneTts | None = None,
    phone: FakePhone | None = None,
    expected_call_sid: str | None = None,
    observer: CallObserver | None = None,
) -> Call:
    phone = phone or FakePhone(caller)
    stt = stt or ScriptedStt(caller.texts, delay_s=0.15)
    tts = tts or ToneTts(delay_s=0.02)
    vad = LoudnessVad()

    async def both() -> EndReason:
        playing = asyncio.create_task(phone.play())
        session = VoiceSession(
            phone,
            conversation,
            SpeechEngines(stt, tts, vad),
            expected_call_sid=expected_call_sid,
            observer=observer,
        )
        reason = await session.run()
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        return reason

    return Call(phone, conversation, stt, tts, vad, run_virtual(both()))


def test_the_greeting_sounds_within_150_ms_of_the_stream_start() -> None:
    call = place(ScriptedCaller(hangs_up_at_ms=2_000), ScriptedConversation(say("Guten Tag.")))
    assert call.phone.sent[0].event == "media"
    assert call.phone.sent[0].at_ms <= 150


def test_a_complete_answer_is_answered_within_600_ms() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=6_000).says("Ja, genau.", at_ms=1_000, lasts_ms=800)
    call = place(caller, ScriptedConversation([Listen(Expectation.YES_NO)], [say("Gern.")]))
    assert call.phone.sent[0].at_ms - 1_800 <= 600
    timings = call.conversation.reports[-1].timings
    assert timings is not None
    assert abs(timings.response_ms - (call.phone.sent[0].at_ms - 1_800)) <= 60


def test_who_goes_on_before_the_answer_sounds_is_answered_once_about_all_of_it() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says("Wann haben Sie geöffnet?", at_ms=1_000)
    caller.says("Wann haben Sie geöffnet? Am Freitag meine ich.", at_ms=2_650)
    slow = ToneTts(delay_s=0.6)
    call = place(caller, ScriptedConversation(replies=[say("Montag."), say("Freitag von acht bis eins.")]), tts=slow)
    piece, whole = call.conversation.events
    assert isinstance(piece, Utterance)
    assert isinstance(whole, Utterance)
    assert (piece.continues, whole.continues) == (False, True)
    assert whole.text == "Wann haben Sie geöffnet? Am Freitag meine ich."
    assert whole.started_ms == piece.started_ms
    assert not [at_ms for at_ms in call.phone.played_ms if at_ms < 3_650]
    assert [report.text for report in call.conversation.reports] == [whole.text, "Freitag von acht bis eins."]


def test_the_answer_is_thought_of_while_the_caller_is_still_waited_for() -> None:
    def answered_at_ms(tts: ToneTts) -> int:
        caller = ScriptedCaller(hangs_up_at_ms=6_000).says("Ich hätte gern einen Termin", at_ms=1_000)
        return place(caller, ScriptedConversation(replies=[say("Wofür?")]), tts=tts).phone.sent[0].at_ms

    at_once_ms = answered_at_ms(ToneTts(delay_s=0.0))
    assert 2_000 + patience_ms(SoFar("Ich hätte gern einen Termin", "de", Expectation.OPEN)) <= at_once_ms
    assert answered_at_ms(ToneTts(delay_s=0.5)) - at_once_ms <= 40


def test_who_goes_on_while_waited_for_hears_nothing_and_cuts_nothing_short() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says("Ich hätte gern einen Termin", at_ms=1_000)
    whole = "Ich hätte gern einen Termin am Dienstag vormittags."
    caller.says(whole, at_ms=3_000)
    observer = CountingObserver()
    replies: list[list[SpeechAct]] = [
        [Say("Auf Wiederhören.", "de", interruptible=False), HangUp("misheard")],
        say("Am Dienstag."),
    ]
    call = place(caller, ScriptedConversation(replies=replies), observer=observer)
    assert call.conversation.utterances == ["Ich hätte gern einen Termin", whole]
    assert [event.continues for event in call.conversation.events if isinstance(event, Utterance)] == [False, True]
    assert min(call.phone.played_ms) > 4_000
    assert [report.text for report in call.conversation.reports] == [whole, "Am Dienstag."]
    assert observer.barge_ins == 0


def test_a_yes_or_no_is_not_acted_on_while_the_caller_may_go_on() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says("Ja aber", at_ms=1_000)
    caller.sounds_at(2_900, 1_000)
    call = place(caller, ScriptedConversation([Listen(Expectation.YES_NO)], [say("Um elf.")]))
    [utterance] = call.conversation.events
    assert isinstance(utterance, Utterance)
    assert utterance.ended_ms >= 3_800


def test_an_utterance_taken_up_again_is_recognised_as_one() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=6_000).says("Wann haben Sie geöffnet?", at_ms=1_000)
    caller.says("Wann haben Sie am Freitag geöffnet?", at_ms=2_650)
    call = place(caller, ScriptedConversation(replies=[say("Montag."), say("Freitag.")]), tts=ToneTts(delay_s=0.6))
    first, second = call.stt.streams
    assert bytes(second.pcm16).startswith(bytes(first.pcm16))
    assert len(second.pcm16) > len(first.pcm16) + 16_000


def test_the_recogniser_is_not_shown_a_long_pause() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=7_000).says("Ja aber", at_ms=1_000).sounds_at(3_000, 1_000)
    call = place(caller, ScriptedConversation([Listen(Expectation.YES_NO)], [say("Um elf.")]))
    [stream] = call.stt.streams
    heard_ms = len(stream.pcm16) // 16
    assert 2_000 <= heard_ms <= 3_000 - 100


def test_a_breath_after_the_caller_has_finished_does_not_throw_the_answer_away() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=6_000).says("Wann haben Sie geöffnet?", at_ms=1_000)
    caller.says("Wann haben Sie geöffnet?", at_ms=2_650, lasts_ms=120)  # nothing new in it
    call = place(caller, ScriptedConversation(replies=[say("Am Montag.")]), tts=ToneTts(delay_s=0.6))
    assert len(call.conversation.events) == 1
    assert call.conversation.heards[-1].heard_text == "Am Montag."


def test_who_has_heard_a_word_of_the_answer_begins_something_new() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says("Wann haben Sie geöffnet?", at_ms=1_000)
    caller.says("Nein, am Freitag.", at_ms=3_600)
    call = place(caller, ScriptedConversation(replies=[say(LONG), say("Freitag.")]))
    assert [event.continues for event in call.conversation.events if isinstance(event, Utterance)] == [False, False]
    assert call.conversation.heards[1].heard_text


def test_a_dangling_phrase_waits_for_its_end() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=8_000).says("Am Dienstag um", at_ms=500).sounds_at(2_600, 600)
    call = place(caller, ScriptedConversation(replies=[say("Gern.")]))
    assert call.conversation.utterances == ["Am Dienstag um"]
    assert call.phone.sent[0].at_ms > 3_200


def test_the_caller_silences_the_assistant_within_300_ms() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says("Nein, lieber Montag.", at_ms=2_000, lasts_ms=1_200)
    call = place(caller, ScriptedConversation(say(LONG), [say("Gern.")]))
    assert len(call.phone.cleared_at()) == 1
    assert call.phone.cleared_at()[0] - 2_000 <= 300
    assert call.phone.silent_from(2_000) - 2_000 <= 300
    assert call.conversation.utterances == ["Nein, lieber Montag."]


def test_after_a_barge_in_only_the_words_that_marks_prove_are_known() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says("Nein, lieber Montag.", at_ms=2_000, lasts_ms=1_200)
    call = place(caller, ScriptedConversation(say(LONG), [say("Gern.")]))
    heard = call.conversation.heards[0]
    sounded_ms = call.phone.silent_from(2_000) - call.phone.sent[0].at_ms
    proven = " ".join(w.text for w in ToneTts().words_of(LONG) if w.end_ms <= sounded_ms)
    assert heard.interrupted
    assert LONG.startswith(heard.heard_text)
    assert abs(len(heard.heard_text.split()) - len(proven.split())) <= 1


@pytest.mark.parametrize("noise", ["Mhm.", "Okay.", "Ja.", "", "Ja, genau."])
def test_a_listeners_noise_does_not_stop_the_assistant(noise: str) -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says(noise, at_ms=1_500, lasts_ms=420)
    call = place(caller, ScriptedConversation(say(LONG)))
    assert call.conversation.events == [] or isinstance(call.conversation.events[0], Silence)
    assert call.conversation.heards[0].heard_text == LONG
    assert not call.conversation.heards[0].interrupted


def test_a_cough_leaves_no_gap_that_the_caller_could_hear() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=7_000).sounds_at(1_500, 100)
    call = place(caller, ScriptedConversation(say(LONG)))
    first = call.phone.played_ms[0]
    assert call.phone.cleared_at() == []
    assert call.phone.silent_from(first) - first >= len(LONG) * 50


def test_yes_over_the_last_words_of_a_question_is_an_answer() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says("Ja.", at_ms=3_500, lasts_ms=400)
    call = place(caller, ScriptedConversation(say(LONG, then=Listen(Expectation.YES_NO)), [say("Gern.")]))
    assert call.conversation.utterances == ["Ja."]


def test_silence_is_prompted_gently_and_counted() -> None:
    call = place(
        ScriptedCaller(hangs_up_at_ms=25_000),
        ScriptedConversation(
            replies=[say("Sind Sie noch da?"), say("Hallo?"), say("Tschüss.", then=HangUp("silence"))]
        ),
    )
    assert [e.nth for e in call.conversation.events if isinstance(e, Silence)] == [1, 2, 3]
    assert call.reason is EndReason.AGENT_HUNG_UP
    assert call.conversation.ended == [EndReason.AGENT_HUNG_UP]


def test_a_transfer_is_announced_to_the_end_even_when_the_caller_speaks() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=20_000).says("Danke.", at_ms=1_000)
    call = place(caller, ScriptedConversation(say(LONG, then=Transfer("asked_for_human"))))
    assert call.reason is EndReason.TRANSFERRED
    assert call.conversation.heards[0].heard_text == LONG


def goodbye() -> list[SpeechAct]:
    return [Say(LONG, "de", is_farewell=True), HangUp("finished")]


def test_who_wishes_something_more_while_we_say_goodbye_is_heard() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=12_000).says("Ich hätte noch gern einen Termin.", at_ms=1_000)
    call = place(caller, ScriptedConversation(goodbye(), [say("Gern.")]))
    assert call.conversation.utterances == ["Ich hätte noch gern einen Termin."]
    assert "Gern." in [heard.heard_text for heard in call.conversation.heards]
    assert call.reason is EndReason.CALLER_HUNG_UP


def test_a_farewell_in_return_does_not_keep_us_from_hanging_up() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=20_000).says("Danke, bis Donnerstag, tschüss.", at_ms=1_000)
    call = place(caller, ScriptedConversation(goodbye()))
    assert call.reason is EndReason.AGENT_HUNG_UP
    assert call.conversation.heards[0].heard_text == LONG
    assert call.conversation.utterances == []


def test_keys_stop_the_assistant_and_are_an_event() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=4_000).presses("0", at_ms=1_000)
    call = place(caller, ScriptedConversation(say(LONG)))
    assert [e.digits for e in call.conversation.events if isinstance(e, Keys)] == ["0"]
    assert call.phone.cleared_at()


def test_a_key_silences_the_assistant_within_300_ms() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=4_000).presses("2", at_ms=1_000)
    call = place(caller, ScriptedConversation(say(LONG)))
    assert call.phone.silent_from(1_000) <= 1_300


def test_a_key_during_a_sentence_that_must_be_heard_counts_when_it_is_over() -> None:
    last_words: list[SpeechAct] = [Say(LONG, "de", interruptible=False), Listen()]
    caller = ScriptedCaller(hangs_up_at_ms=8_000).presses("1", at_ms=1_000)
    call = place(caller, ScriptedConversation(last_words))
    assert [e.digits for e in call.conversation.events if isinstance(e, Keys)] == ["1"]
    assert not call.phone.cleared_at()


def test_a_number_typed_slowly_over_the_question_is_one_input() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=14_000)
    for nth, digit in enumerate("030199"):
        caller.presses(digit, at_ms=600 + nth * 1_500)
    call = place(caller, ScriptedConversation(say(LONG, then=Listen(Expectation.NUMBER))))
    assert [e.digits for e in call.conversation.events if isinstance(e, Keys)] == ["030199"]


def test_whoever_hammers_the_keys_holds_nothing_up() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=6_000)
    for nth in range(60):
        caller.presses("5", at_ms=500 + nth * 20)
    call = place(caller, ScriptedConversation(say("Gern."), [say(LONG)] * 60))
    assert call.reason is EndReason.CALLER_HUNG_UP
    assert any(isinstance(event, Keys) for event in call.conversation.events)


def test_with_the_recogniser_down_a_second_sound_does_not_cut_the_menu_of_keys() -> None:
    down = EngineError("down")
    stt = ScriptedStt([down, down], delay_s=0.1)
    caller = ScriptedCaller(hangs_up_at_ms=12_000).says("x", at_ms=1_000).says("x", at_ms=4_000)
    call = place(caller, ScriptedConversation(replies=[say(LONG)]), stt=stt)
    assert [type(event) for event in call.conversation.events] == [EngineFailed]
    assert call.conversation.heards[-1].heard_text == LONG


def test_a_number_on_the_keypad_is_collected_until_its_end() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=6_000)
    for nth, digit in enumerate("0301#"):
        caller.presses(digit, at_ms=500 + nth * 300)
    call = place(caller, ScriptedConversation([Listen(Expectation.NUMBER)]))
    assert [e.digits for e in call.conversation.events if isinstance(e, Keys)] == ["0301"]


def test_a_hang_up_in_the_middle_of_a_sentence_leaves_a_report_of_what_was_heard() -> None:
    call = place(ScriptedCaller(hangs_up_at_ms=1_500), ScriptedConversation(say(LONG)))
    assert call.reason is EndReason.CALLER_HUNG_UP
    assert call.conversation.reports[0].interrupted
    assert 0 < len(call.conversation.reports[0].heard_text or "") < len(LONG)
    assert call.vad.open_streams == 0


def test_a_recogniser_that_fails_becomes_an_event_not_a_dead_call() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=6_000).says("x", at_ms=500)
    stt = ScriptedStt([EngineError("broken")])
    call = place(caller, ScriptedConversation(), stt=stt)
    assert isinstance(call.conversation.events[0], EngineFailed)


def test_speech_without_words_is_unintelligible_when_it_was_long_enough() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=6_000).says("", at_ms=500, lasts_ms=900)
    call = place(caller, ScriptedConversation())
    assert isinstance(call.conversation.events[0], Unintelligible)


def test_a_click_is_no_turn() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=4_000).says("", at_ms=500, lasts_ms=120)
    assert place(caller, ScriptedConversation()).conversation.events == []


def test_a_voice_that_fails_once_is_an_event_and_twice_ends_in_the_human_line() -> None:
    tts = ToneTts(failing=frozenset({"Eins.", "Zwei."}))
    call = place(ScriptedCaller(), ScriptedConversation(say("Eins."), [say("Zwei.")]), tts=tts)
    assert isinstance(call.conversation.events[0], EngineFailed)
    assert call.reason is EndReason.FAILED


def test_a_broken_conversation_ends_the_call_as_failed_and_is_told_so() -> None:
    caller = ScriptedCaller().says("Hallo.", at_ms=500)
    call = place(caller, ScriptedConversation(breaks=True))
    assert call.reason is EndReason.FAILED
    assert call.conversation.ended == [EndReason.FAILED]


def test_a_stream_for_another_call_is_refused() -> None:
    call = place(ScriptedCaller(), ScriptedConversation(say("Hallo.")), expected_call_sid="CA" + "1" * 32)
    assert call.reason is EndReason.FAILED
    assert call.phone.sent == []


@pytest.mark.parametrize("raw", ["{", b"\x00", '{"event":"media"}', "x" * 70_000, '{"event":"start"}', "[]"])
def test_garbage_on_the_wire_does_not_disturb_the_call(raw: str | bytes) -> None:
    caller = ScriptedCaller(hangs_up_at_ms=5_000).says("Ja.", at_ms=1_000)
    phone = FakePhone(caller)
    phone.extra = [(t, raw) for t in range(0, 3_000, 100)]
    call = place(caller, ScriptedConversation(), phone=phone)
    assert call.conversation.utterances == ["Ja."]


class LostPhone(FakePhone):
    """Sends nothing more from two seconds on, and never says goodbye."""

    async def _tick(self, at_ms: int, chunk: int) -> None:
        if at_ms < 2_000:
            await super()._tick(at_ms, chunk)


class StalledMachine(FakePhone):
    """On which nothing runs for half a minute."""

    async def _tick(self, at_ms: int, chunk: int) -> None:
        if at_ms == 2_000:
            loop = asyncio.get_running_loop()
            assert isinstance(loop, VirtualTimeLoop)
            loop.now += 30.0
        await super()._tick(at_ms, chunk)


def test_a_line_whose_audio_stays_away_is_given_up() -> None:
    caller = ScriptedCaller().hangs_up(at_ms=60_000)
    call = place(caller, ScriptedConversation(say("Guten Tag.")), phone=LostPhone(caller))
    assert call.reason is EndReason.FAILED


def test_a_machine_that_stood_still_loses_no_call() -> None:
    caller = ScriptedCaller().hangs_up(at_ms=45_000)
    call = place(caller, ScriptedConversation(say("Guten Tag.")), phone=StalledMachine(caller))
    assert call.reason is EndReason.CALLER_HUNG_UP


def test_an_engine_that_hangs_leaves_nothing_behind_when_the_caller_hangs_up() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=5_000).says("Ja.", at_ms=1_000)
    stt = ScriptedStt(["Ja."], delay_s=HANGS)
    call = place(caller, ScriptedConversation(), stt=stt)
    assert call.reason is EndReason.CALLER_HUNG_UP
    assert stt.streams[0].closed


def test_a_caller_who_speaks_english_is_heard_in_english_from_the_first_sentence() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=5_000).says("x", at_ms=500)

    def recognise(_: bytes, language: Language | None) -> Transcript:
        scores: tuple[tuple[Language, float], ...] = (("de", 0.1), ("en", 0.9))
        text = "Hello, I need an appointment." if language == "en" else "Hallo, ich nicht den Ponton."
        return Transcript(text, language or "de", 0.8 if language == "en" else 0.5, scores)

    call = place(caller, ScriptedConversation(), stt=ScriptedStt(recognise=recognise))
    assert call.conversation.utterances == ["Hello, I need an appointment."]


def test_noise_that_sounds_foreign_does_not_change_the_language() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=5_000).says("x", at_ms=500)

    def recognise(_: bytes, language: Language | None) -> Transcript:
        scores: tuple[tuple[Language, float], ...] = (("de", 0.1), ("en", 0.9))
        text = "I'm going to start." if language == "en" else "Am Donnerstag."
        return Transcript(text, language or "de", 0.4, scores)

    call = place(caller, ScriptedConversation(), stt=ScriptedStt(recognise=recognise))
    assert call.conversation.utterances == ["Am Donnerstag."]
