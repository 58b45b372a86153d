"""What English callers say of the day that they want, and who they are: each a mistake once."""

from datetime import datetime

import pytest

from tests.dialogue.text_call import ZONE, Line, said_in_english

LATER = {"offering": "checkup", "start": "2026-03-31T10:00", "resource": "dr-anna-sommer", "name": "Sabine Hoffmann"}


@pytest.mark.parametrize(
    "texts",
    [
        ("I need to move my check-up, can we make it Thursday?",),
        ("I'd like to move my appointment.", "Can we make it Thursday?"),
        ("I'd like to move my appointment.", "Thursday or Friday, please."),
        ("I'd like to cancel my appointment.", "No, actually, can you move it to Thursday instead?"),
    ],
)
async def test_a_bare_weekday_for_an_appointment_in_a_later_week_is_of_that_week(texts: tuple[str, ...]) -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    _, said = await said_in_english(*texts, line=line)
    assert "the second of April" in said


@pytest.mark.parametrize("text", ["Can we make it this Thursday?", "Could you bring it forward to Thursday?"])
async def test_who_says_this_week_or_wants_it_sooner_gets_the_next_such_day(text: str) -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    _, said = await said_in_english("It's about my check-up, I need to move it.", text, line=line)
    assert "the nineteenth of March" in said


async def test_another_weekday_after_a_date_is_of_its_week() -> None:
    _, said = await said_in_english("A check-up on the fourteenth of April, please.", "Could I come on the Thursday?")
    assert "the sixteenth of April" in said


async def test_the_first_week_of_a_month_has_no_day_of_the_month_before() -> None:
    _, said = await said_in_english("A check-up in the first week of April, please.")
    assert "March" not in said
    assert "April" in said


async def test_who_tells_a_first_name_by_the_way_is_asked_for_the_last() -> None:
    line, said = await said_in_english("Hi, it's Sarah, I'd like a check-up on Thursday at ten.")
    assert "last name" in said
    said = await line.say("Jones.")
    assert "for Sarah Jones" in said


async def test_a_last_name_that_somebody_keeps_to_themselves_is_asked_for_once() -> None:
    line, _ = await said_in_english("Hi, it's Sarah, I'd like a check-up on Thursday at ten.")
    said = await line.say("No, I'd rather not say.")
    assert "for Sarah" in said


async def test_who_wants_somebody_elses_appointment_on_another_day_of_that_week_is_offered_it() -> None:
    line = Line(language="en")
    line.has_booking({**LATER, "start": "2026-03-24T14:00", "resource": "dr-jonas-weber"})
    _, said = await said_in_english("My mother can't make her check-up, could she come on Thursday?", line=line)
    assert "the twenty-sixth of March" in said


@pytest.mark.parametrize(
    ("texts", "on"),
    [
        (("A check-up a fortnight tomorrow, please.",), "the thirty-first of March"),
        (("My tooth aches, I've been up all night, can I come today?",), "today at"),
        (("A check-up on Friday, but I've a train to catch at twelve, so it'd have to be before that.",), "at eight"),
        (("A check-up on Tuesday, two of us, one after the other, after school.",), "tomorrow at two"),
        (("Is Doctor Weber in on Friday?", "Can I have a check-up with him then?"), "the twentieth of March"),
        (("Are you open on the first of April?", "Then a check-up on that day, please."), "the first of April"),
    ],
)
async def test_a_day_said_in_everyday_words_is_the_one_that_is_offered(texts: tuple[str, ...], on: str) -> None:
    _, said = await said_in_english(*texts)
    assert on in said


@pytest.mark.parametrize(
    ("change", "now"),
    [
        ("Oh hang on, actually no, I'm on a course Thursday. Could we do Friday instead?", "the twentieth of March"),
        ("Sorry, I meant three, not two.", "at three in the afternoon"),
        ("It's Clarke with an E.", "for Ruth Clarke."),
    ],
)
async def test_what_is_put_right_at_the_read_back_is_what_counts(change: str, now: str) -> None:
    _, said = await said_in_english("A check-up on Thursday at two.", "Ruth Clark.", change)
    assert now in said


@pytest.mark.parametrize(
    "opening",
    [
        "It's about my check-up. Could I have the same time on the Thursday?",
        "My wife has a check-up with you and she can't make it. Could she come on the Thursday at ten?",
        "I've a check-up with you and I've come down with a cold. Could we do the Thursday at ten instead?",
    ],
)
async def test_what_is_told_of_the_appointment_that_stands_is_no_wish(opening: str) -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    _, said = await said_in_english(opening, line=line)
    assert "Thursday, the second of April, at ten" in said


async def test_of_two_treatments_the_one_that_is_to_go_is_cancelled() -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    line.has_booking({**LATER, "offering": "cleaning", "resource": "mia-schulz", "start": "2026-03-26T11:00"})
    _, said = await said_in_english(
        "I've a check-up and a cleaning. I'd like to cancel the cleaning and keep the check-up.", line=line
    )
    assert "the twenty-sixth of March" in said


@pytest.mark.parametrize("opening", ["My crown's come off, the day after tomorrow would do.", "I've lost a filling."])
async def test_what_came_off_is_no_appointment_that_is_called_off(opening: str) -> None:
    line, _ = await said_in_english(opening)
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind.value == "book"


async def test_a_question_before_the_choice_is_answered_and_no_yes() -> None:
    _, said = await said_in_english("A check-up on Friday.", "Before I do, is there a lift? I'm on crutches.")
    assert "lift" in said
    assert "not understand" not in said


async def test_a_question_that_is_announced_beside_a_wish_is_answered() -> None:
    _, said = await said_in_english("I need a filling, and I wanted to check whether you take private insurance.")
    assert "private insurance" in said
    assert "When would" in said


async def test_a_first_name_that_is_a_threat_elsewhere_is_a_name() -> None:
    _, said = await said_in_english("A check-up on Thursday at two.", "Sue Lamb.")
    assert "sorry" not in said


@pytest.mark.parametrize(
    ("opening", "on"),
    [
        (
            "Any chance of moving my check-up to the week after, same day and same time?",
            "Tuesday, the seventh of April, at ten",
        ),
        ("I can't make my check-up. Could I do the following Tuesday?", "the seventh of April"),
        ("I can't make my check-up. Could I do the Friday after?", "the third of April"),
    ],
)
async def test_a_day_after_the_appointment_that_stands_is_counted_from_it(opening: str, on: str) -> None:
    line = Line(language="en", at=datetime(2026, 3, 16, 9, 0, tzinfo=ZONE))
    line.has_booking({**LATER, "start": "2026-03-31T10:00"})
    _, said = await said_in_english(opening, line=line)
    assert on in said or (on.startswith("the third") and "closed" in said)


async def test_nothing_is_moved_to_where_it_is() -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    _, said = await said_in_english("I'd like to move my check-up.", "To the thirty-first of March at ten.", line=line)
    assert "is that right" not in said.lower()


async def test_a_day_that_was_wished_for_with_its_own_time_keeps_that_time() -> None:
    _, said = await said_in_english(
        "A cleaning first thing Tuesday or last thing Thursday.", "Tuesday, please.", "Ann Price."
    )
    assert "at eight" in said


async def test_before_a_holiday_begins_is_before_that_day() -> None:
    _, said = await said_in_english("I'd like a check-up before I go on holiday on the twenty-seventh.")
    assert "today at" in said


@pytest.mark.parametrize(
    ("texts", "on"),
    [
        (("Could I move my check-up to Friday at ten?",), "the third of April"),
        (("Could I put my check-up off until May? The first half would be best.",), "of May"),
        (
            ("I've got a check-up on the thirty-first at ten, but could I come in earlier, say half eight?",),
            "at eight thirty",
        ),
        (
            ("I've a check-up with you. Any chance I could do Thursday at the same time?",),
            "the second of April, at ten",
        ),
    ],
)
async def test_where_an_appointment_is_to_go_is_taken_from_its_opening(texts: tuple[str, ...], on: str) -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    _, said = await said_in_english(*texts, line=line)
    assert on in said or "closed" in said


async def test_another_week_than_the_one_that_was_offered_is_no_choice() -> None:
    _, said = await said_in_english("A check-up next week, please.", "Oh, have you got anything the week after that?")
    assert "the thirtieth of March" in said


async def test_before_then_is_before_the_day_that_was_named() -> None:
    _, said = await said_in_english("My insurance runs out on the thirty-first, so I need a check-up before then.")
    assert "today at" in said


async def test_a_name_behind_whom_it_is_for_is_theirs() -> None:
    _, said = await said_in_english("A check-up on Thursday at two.", "Oh, it's for my daughter. Mia Shaw.")
    assert "for Mia Shaw" in said


async def test_who_called_the_wrong_number_is_let_go() -> None:
    _, said = await said_in_english("Oh sorry, is that not the hairdresser's? I think I've got the wrong number.")
    assert "Goodbye" in said


@pytest.mark.parametrize("name", ["Bill Roe", "Jo Fenn", "Al Burns", "Tim Lord", "Will Hart"])
async def test_a_name_whose_parts_are_words_is_a_name(name: str) -> None:
    _, said = await said_in_english("A check-up on Thursday at ten.", f"{name}.")
    assert f"for {name}" in said


@pytest.mark.parametrize("text", ["Have you nothing sooner than that?", "Have you got anything later in the day?"])
async def test_who_asks_for_another_time_has_chosen_none(text: str) -> None:
    line, _ = await said_in_english("A check-up on Thursday, please.", text)
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.slot is None


@pytest.mark.parametrize(
    ("texts", "on"),
    [
        (("A check-up for two weeks today, please.",), "the thirtieth of March"),
        (("A check-up on Thursday, I don't get off work till five.",), "at five in the afternoon"),
    ],
)
async def test_when_somebody_is_free_is_understood(texts: tuple[str, ...], on: str) -> None:
    _, said = await said_in_english(*texts)
    assert on in said


async def test_what_is_cancelled_to_be_had_later_is_moved() -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    await said_in_english(
        "I've got a check-up on the thirty-first, can I cancel that and book in for the week after?", line=line
    )
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind.value == "move"


async def test_the_one_on_the_day_that_was_named_is_cancelled() -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    line.has_booking({**LATER, "offering": "cleaning", "resource": "mia-schulz", "start": "2026-03-24T11:00"})
    _, said = await said_in_english("I won't be able to come on the twenty-fourth after all.", line=line)
    assert "thirty-first" not in said
    assert "twenty-fourth" in said


async def test_who_is_told_when_it_is_and_cannot_come_then_may_cancel_it() -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    _, said = await said_in_english(
        "When am I next due in?", "Oh dear, I'm away then. Could you cancel it, please?", line=line
    )
    assert "cancel" in said


@pytest.mark.parametrize(
    ("text", "on"),
    [
        (
            "Have you got anything tomorrow or the day after for a check-up? After three would be best.",
            "tomorrow at three",
        ),
        (
            "Could I book a check-up for my son? He's got school until three, so any afternoon except Tuesday.",
            "today at three",
        ),
    ],
)
async def test_the_first_time_that_is_wished_for_is_offered(text: str, on: str) -> None:
    _, said = await said_in_english(text)
    assert on in said


async def test_who_asks_when_theirs_is_is_told() -> None:
    line = Line(language="en")
    line.has_booking(LATER)
    _, said = await said_in_english("Can you remind me when my check-up is?", line=line)
    assert "the thirty-first of March" in said
    assert "moved or cancelled" not in said


async def test_why_they_cannot_come_is_no_wish_for_that_time() -> None:
    line = Line(language="en")
    line.has_booking({**LATER, "start": "2026-04-02T09:00"})
    _, said = await said_in_english(
        "I've a check-up on the second of April but we're going away for Easter. Could I come after Easter instead?",
        line=line,
    )
    assert "the seventh of April" in said


async def test_what_may_be_brought_is_a_question() -> None:
    _, said = await said_in_english("This may sound daft, but can I bring my dog to an appointment?")
    assert "do not know" in said


async def test_offers_that_are_answered_the_same_way_again_and_again_end_with_a_person() -> None:
    line = Line(language="en")
    await line.pick_up()
    said = await line.say("A check-up on Thursday.")
    for _ in range(3):
        assert "at eight or at nine" in said
        said = await line.say("Thursday morning.")
    assert "leave a message" in said
    assert not line.calendar.confirmed()
