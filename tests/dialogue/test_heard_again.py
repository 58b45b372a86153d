"""A message that was dictated more than once: the text that all hearings speak for, and none that was denied."""

from app.dialogue.heard_again import HeardText, likeliest

RIGHT = "Ich habe bei Ihnen einen Satz Winterreifen eingelagert."


def test_what_several_hearings_agree_on_outweighs_the_last() -> None:
    first = ("Ich habe bei Ihnen einen Satz hinterlassen eingelagert.", RIGHT)
    second = (RIGHT, "Ich habe bei Ihnen einen Satz Winterreifen eingelassen.")
    third = ("Ich habe bei ihm einen Satz Winterreifen und gelagert.", RIGHT)
    assert likeliest([HeardText(first), HeardText(second), HeardText(third)], denied=[first[0]]) == RIGHT


def test_a_text_that_was_denied_is_not_said_again_while_there_is_another() -> None:
    wrong = "Ich habe bei Ihnen einen Satz hinterlassen eingelagert."
    assert likeliest([HeardText((wrong, RIGHT)), HeardText((wrong, RIGHT))], denied=[wrong]) == RIGHT
    assert likeliest([HeardText((wrong,)), HeardText((wrong,))], denied=[wrong]) == wrong


def test_the_same_message_in_other_words_stands_alone() -> None:
    other = "Es geht um meine vier Reifen."
    assert likeliest([HeardText((RIGHT, RIGHT.replace("einen", "den"))), HeardText((other,))], denied=[]) == other


def test_what_the_recogniser_was_surer_of_counts_more() -> None:
    sure, unsure = HeardText(("Der grüne Schirm.",), 0.9), HeardText(("Der kühne Schirm.",), 0.2)
    assert likeliest([sure, unsure], denied=[]) == "Der grüne Schirm."


def test_a_text_with_words_that_nobody_has_stands_behind_one_without() -> None:
    heard = HeardText(("Ihren Brünnen Schirm.", "Ihren grünen Schirm."))
    assert likeliest([heard], denied=[], strangeness=lambda text: text.count("Brünnen")) == "Ihren grünen Schirm."
