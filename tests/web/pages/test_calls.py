"""Calls as they are found, read, corrected, blacked out and taken along; and who may."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.calls import CallTurn
from app.domain.ids import CallSid, ResourceId
from app.domain.people import Role
from app.ports.review import UNDO_FOR, CallFilter, CallSheet
from tests.web.pages.office import OTHER, PRAXIS, Office, signed_in
from tests.web.pages.practice import BOOKING, STORIES, Line, a_morning, at, play

SCOPE = frozenset({PRAXIS})


@pytest.mark.parametrize(
    ("searched", "found"),
    [
        ("Kontrolle", {"booking"}),
        ("kontrollen", {"booking"}),
        ("Rezepte Spuelung", {"callback"}),
        ("rezepte spülungen", {"callback"}),
        ('"guten Morgen"', {"booking"}),
        ('"Morgen guten"', set()),
        ("Übel", {"callback"}),
        ("uebeleis", {"callback"}),
        ("Łukasiewicz", {"message"}),
        ("030 23125 061", {"angry"}),
        ("+49 30 23125061", {"angry"}),
        ("parking", {"english"}),
        ("Krone parking", set()),
        ("zzz", set()),
        ("' OR 1=1 -- \" * ( ) : &", set()),
        ('"', set()),
        ("🦷", set()),
    ],
)
async def test_words_find_calls_by_their_stems(practice: Office, searched: str, found: set[str]) -> None:
    sids = await a_morning(practice)
    page = await practice.review.find(SCOPE, CallFilter(text=searched))
    assert {call.entry.call_sid for call in page.calls} == {sids[name] for name in found}


async def test_filters_narrow_together_with_words(practice: Office) -> None:
    sids = await a_morning(practice)
    find = practice.review.find

    async def names(wanted: CallFilter) -> set[str]:
        page = await find(SCOPE, wanted)
        assert page.total == len(page.calls)
        return {name for name, sid in sids.items() if sid in {call.entry.call_sid for call in page.calls}}

    assert await names(CallFilter(emotion="angry")) == {"angry"}
    assert await names(CallFilter(escalation="high_emotion")) == {"angry"}
    assert await names(CallFilter(language="en")) == {"english"}
    assert await names(CallFilter(text="Praxis", language="en")) == {"english"}
    await practice.review.set_tag(sids["message"], "Labor", on=True)
    await practice.review.mark_reviewed(sids["message"], by="Anna")
    assert await names(CallFilter(tag="Labor")) == {"message"}
    assert await names(CallFilter(tag="Labor", unreviewed=True)) == set()
    assert await names(CallFilter(staff=ResourceId("dr-anna-sommer"))) == {"booking"}
    assert await names(CallFilter(staff=ResourceId("dr-anna-sommer"), text="Rezept")) == set()
    assert await names(CallFilter(since=at(17, 7, 30))) == {"angry", "booking"}
    assert await names(CallFilter(text="Praxis", since=at(17, 7, 30))) == {"angry", "booking"}
    assert len(await names(CallFilter(unreviewed=True))) == len(STORIES) - 1


async def test_pages_of_a_search_join_without_gap_or_repeat(practice: Office) -> None:
    for nth in range(23):
        story = replace(BOOKING, sid=CallSid(f"CA{nth}"), at=BOOKING.at - timedelta(minutes=nth // 2))
        await play(practice, story)
    for wanted in (CallFilter(text="Kontrolle"), CallFilter()):
        seen: list[str] = []
        cursor = None
        while True:
            page = await practice.review.find(SCOPE, wanted, cursor=cursor, limit=5)
            assert page.total == 23
            seen += [call.entry.call_sid for call in page.calls]
            if (cursor := page.next) is None:
                break
        assert sorted(seen) == sorted(f"CA{nth}" for nth in range(23))
        assert seen[0] in {"CA0", "CA1"}


async def test_nobody_sees_another_business(practice: Office) -> None:
    await practice.second_business()
    own = await play(practice, BOOKING, 1)
    foreign = await play(practice, replace(BOOKING, business=OTHER, message="Geheim"), 2)
    await practice.person()
    task = (await practice.tasks.tasks(None))[0]
    async with signed_in(practice) as browser:
        listed = (await browser.open("/calls")).text + (await browser.open("/calls?q=Kontrolle")).text
        assert own in listed
        assert foreign not in listed
        assert "Geheim" not in (await browser.open("/tasks")).text + (await browser.open("/")).text
        for path in (f"/calls/{foreign}", f"/calls/{foreign}/export.json", f"/calls/{foreign}/export.pdf"):
            assert (await browser.open(path)).status_code == 404
        await browser.open(f"/calls/{own}")
        for deed in ("note", "tag", "reviewed", "correct", "redact", "delete", "restore"):
            assert (await browser.send(f"/calls/{foreign}/{deed}", text="x", tag="x", turn="1")).status_code == 404
            await browser.open(f"/calls/{own}")
        assert (await browser.send(f"/tasks/{task.item.id}/done")).status_code == 404
    sheet = await practice.review.sheet(None, foreign)
    assert sheet is not None
    assert (sheet.notes, sheet.tags, sheet.reviewed_at, sheet.deleted_at) == ((), (), None, None)


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (Role.REVIEWER, {"/tasks", "/live", "/live/events", "/people", "/access", "pdf", "redact", "delete"}),
        (Role.STAFF, {"/people", "/access", "redact", "delete"}),
        (Role.OWNER, set()),
        (Role.HOST, set()),
    ],
)
async def test_each_role_may_do_its_own(practice: Office, role: Role, refused: set[str]) -> None:
    sid = await play(practice, BOOKING)
    await practice.person(role=role)
    turn = str((await _sheet(practice, sid)).turns[0].id)
    async with signed_in(practice) as browser:
        seen = set()
        for path in ("/", "/calls", "/tasks", "/live", "/people", "/access", "/me"):
            if (await browser.open(path)).status_code == 403:
                seen.add(path)
        if (await browser.open(f"/calls/{sid}/export.pdf")).status_code == 403:
            seen.add("pdf")
        for deed in ("note", "tag", "reviewed", "correct", "redact", "delete"):
            await browser.open(f"/calls/{sid}")
            fields = {"text": "Neu", "tag": "x", "turn": turn, "passage": "Sommer", "on": "1"}
            if (await browser.send(f"/calls/{sid}/{deed}", **fields)).status_code == 403:
                seen.add(deed)
    assert seen == refused - {"/live/events"}


async def test_every_view_of_a_transcript_stands_in_the_access_log(practice: Office) -> None:
    sid = await play(practice, BOOKING)
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open(f"/calls/{sid}")
        await browser.open(f"/calls/{sid}/export.json")
        entries, _ = await practice.edge.access.latest(None, call_sid=sid)
        assert [(entry.person_name, entry.deed) for entry in entries] == [
            ("Anna Sommer", "export_calls"),
            ("Anna Sommer", "read_calls"),
        ]
        assert "Gespräch mitgenommen" in (await browser.open("/access")).text


async def test_who_looked_at_one_call_is_told_of_this_call_alone(practice: Office) -> None:
    await practice.person()
    sids = await a_morning(practice)
    async with signed_in(practice) as browser:
        page = await browser.open(f"/calls/{sids['booking']}")
        await browser.open(f"/calls/{sids['angry']}")
        log = f"/access?call={sids['booking']}"
        assert f'href="{log}"' in page.text
        assert (await browser.open(log)).text.count(">Gespräch gelesen<") == 1
        assert (await browser.open("/access")).text.count(">Gespräch gelesen<") == 2


async def test_a_correction_keeps_the_original_and_is_found_by_the_new_word(practice: Office) -> None:
    sid = await play(practice, BOOKING)
    await practice.person()
    turn = (await _sheet(practice, sid)).turns[1]
    async with signed_in(practice) as browser:
        await browser.open(f"/calls/{sid}?edit={turn.id}")
        page = await browser.send(
            f"/calls/{sid}/correct", turn=str(turn.id), text="Ich brauche eine Füllung.", intent="question"
        )
        assert "vorher: Guten Morgen" in page.text
    fixed = (await _sheet(practice, sid)).turns[1]
    assert (fixed.turn.text, fixed.turn.intent) == ("Ich brauche eine Füllung.", "question")
    assert (fixed.original_text, fixed.original_intent) == (turn.turn.text, "book")
    assert (await practice.review.find(SCOPE, CallFilter(text="Füllungen"))).total == 1


async def test_corrections_are_taken_along_with_their_originals_for_the_own_business_alone(practice: Office) -> None:
    await practice.second_business()
    await practice.person()
    await practice.person("olaf@kanzlei.example", businesses=frozenset({OTHER}))
    sids = await a_morning(practice)
    sheet = await practice.review.sheet(None, sids["angry"])
    assert sheet is not None
    turn = sheet.turns[1]
    async with signed_in(practice) as browser:
        await browser.open(f"/calls/{sids['angry']}")
        fixed = {"turn": str(turn.id), "text": "Ich warte zum dritten Mal auf den Befund!", "intent": "question"}
        await browser.send(f"/calls/{sids['angry']}/correct", **fixed)
        lines = [json.loads(line) for line in (await browser.open("/corrections.jsonl")).text.splitlines()]
        assert "Gespräch mitgenommen" in (await browser.open("/access")).text
    assert [(one["what"], one["original"], one["corrected"]) for one in lines] == [
        ("text", turn.turn.text, fixed["text"]),
        ("intent", "complaint", "question"),
    ]
    assert {one["text"] for one in lines} == {fixed["text"]}
    assert {one["language"] for one in lines} == {"de"}
    async with signed_in(practice, "olaf@kanzlei.example") as browser:
        assert (await browser.open("/corrections.jsonl")).text == ""
        assert (await browser.open(f"/corrections.jsonl?business={PRAXIS}")).status_code == 404
    assert await practice.review.redact(sids["angry"], turn.id, "Befund")
    assert [one.what for one in await practice.review.corrections(SCOPE)] == ["intent"]
    await practice.review.delete(sids["angry"])
    assert await practice.review.corrections(SCOPE) == ()


async def test_a_blacked_out_passage_is_nowhere_any_more(practice: Office) -> None:
    sid = await play(practice, BOOKING)
    turn = next(one for one in (await _sheet(practice, sid)).turns if one.turn.text == "Erika Beispiel.")
    await practice.review.correct(sid, turn.id, what="text", corrected="Erika Beispiel!", author="A")
    assert await practice.review.redact(sid, turn.id, "Erika Beispiel")
    assert not await practice.review.redact(sid, turn.id, "Erika Beispiel")
    sheet = await _sheet(practice, sid)
    black = next(one for one in sheet.turns if one.id == turn.id)
    assert "Erika" not in f"{black.turn.text}{black.original_text}"
    assert "█" in black.turn.text


async def test_a_deleted_call_is_hidden_can_come_back_and_is_gone_for_good_after_a_week(practice: Office) -> None:
    sid = await play(practice, BOOKING)
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open(f"/calls/{sid}")
        assert "Rückgängig" in (await browser.send(f"/calls/{sid}/delete")).text
        assert (await practice.review.find(SCOPE, CallFilter())).total == 0
        assert (await practice.review.find(SCOPE, CallFilter(text="Kontrolle"))).total == 0
        await browser.send(f"/calls/{sid}/restore")
        assert (await practice.review.find(SCOPE, CallFilter(text="Kontrolle"))).total == 1
        await browser.send(f"/calls/{sid}/delete")
    practice.clock.advance(UNDO_FOR + timedelta(minutes=1))
    await practice.review.keep_up()
    assert await practice.review.sheet(None, sid) is None


async def test_a_call_is_taken_along_as_json_and_as_pdf(practice: Office) -> None:
    sid = await play(practice, BOOKING)
    await practice.calls.add_turn(sid, CallTurn("caller", "Name: 張偉 🦷 Łukasz ـ", None, "de", 90_000, 91_000))
    await practice.person()
    async with signed_in(practice) as browser:
        content = json.loads((await browser.open(f"/calls/{sid}/export.json")).text)
        paper = await browser.open(f"/calls/{sid}/export.pdf")
    assert content["outcome"] == "booked"
    assert content["turns"][-1]["text"] == "Name: 張偉 🦷 Łukasz ـ"
    assert paper.content.startswith(b"%PDF")
    assert "attachment" in paper.headers["content-disposition"]


async def test_a_call_of_three_hours_comes_in_parts_and_links_lead_to_the_right_one(practice: Office) -> None:
    lines = [Line("caller" if nth % 2 else "assistant", f"Satz Nummer {nth} mit etwas Text.") for nth in range(2000)]
    decisions: list[tuple[int, str, str, dict[str, object]]] = [
        (2, "offer", "fits_wish", {}),
        (1500, "booking", "asked_and_confirmed", {"reference": "K7M4"}),
    ]
    sid = await play(practice, replace(BOOKING, lines=lines, decisions=decisions))
    await practice.person()
    turn = (await _sheet(practice, sid)).turns[1500]
    async with signed_in(practice) as browser:
        first = await browser.open(f"/calls/{sid}")
        deep = await browser.open(f"/calls/{sid}?turn={turn.id}")
        last = await browser.open(f"/calls/{sid}?part=99")
        odd = await browser.open(f"/calls/{sid}?turn={10**30}")
    assert "Satz Nummer 3 " in first.text
    assert "K7M4" not in first.text
    assert len(first.content) < 150_000
    assert "Satz Nummer 1500 " in deep.text
    assert "K7M4" in deep.text
    assert 'href="#d0"' in deep.text
    assert 'id="d0"' in deep.text
    assert "Satz Nummer 1999 " in last.text
    assert "Satz Nummer 3 " in odd.text


async def test_markup_in_what_a_caller_says_stays_text(practice: Office) -> None:
    bad = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    sid = await play(
        practice, replace(BOOKING, lines=[Line("caller", bad)], decisions=(), summary=bad, message=bad, name=bad)
    )
    await practice.person()
    async with signed_in(practice) as browser:
        for path in ("/", "/calls", "/calls?q=alert", f"/calls/{sid}", "/tasks"):
            assert "<script>alert" not in (await browser.open(path)).text
            assert "<img src=x" not in (await browser.open(path)).text


async def test_what_a_call_does_while_it_is_watched_reaches_the_watcher_once(practice: Office) -> None:
    await practice.person(role=Role.STAFF)
    sid = await play(
        practice, replace(BOOKING, outcome=None, lines=BOOKING.lines[:2], decisions=(), at=practice.clock.now())
    )
    async with signed_in(practice) as browser, browser.http.stream("GET", "/live/events") as stream:
        events = stream.aiter_lines()

        async def notice() -> dict[str, object]:
            async for line in events:
                if line.startswith("data: {"):
                    return dict(json.loads(line.removeprefix("data: ")))
            raise AssertionError("the stream ended")

        whole = await notice()
        assert (whole["sid"], len(list(whole["turns"]))) == (sid, 2)  # type: ignore[call-overload]
        await practice.calls.add_turn(sid, CallTurn("caller", "Halb drei", None, "de", 20_000, 21_000))
        more = await notice()
        assert (more["since"], [turn["text"] for turn in more["turns"]]) == (2, ["Halb drei"])  # type: ignore[attr-defined]
        practice.live.ended(sid)
        assert (await notice())["over"] is True


async def test_a_running_call_is_ended_by_who_may(practice: Office) -> None:
    await practice.person(role=Role.STAFF)
    sid = await play(practice, replace(BOOKING, outcome=None, decisions=()))
    async with signed_in(practice) as browser:
        await browser.open("/live")
        await browser.send(f"/live/{sid}/hang-up")
        assert practice.hung_up == [sid]
        await browser.open("/live")
        assert (await browser.send("/live/CAnone/hang-up")).status_code == 404


async def _sheet(practice: Office, sid: CallSid) -> CallSheet:
    sheet = await practice.review.sheet(None, sid)
    assert sheet is not None
    return sheet
