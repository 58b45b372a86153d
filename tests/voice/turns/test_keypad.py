from voice.contract import Expectation
from voice.turns.keypad import MOST_DIGITS, NUMBER_PAUSE_MS, Keypad


def test_a_choice_is_complete_with_its_first_digit() -> None:
    assert Keypad().press("2", Expectation.CHOICE) == "2"


def test_a_number_ends_with_the_hash_key() -> None:
    keypad = Keypad()
    assert [keypad.press(digit, Expectation.NUMBER) for digit in "030#"] == [None, None, None, "030"]


def test_a_number_ends_with_a_pause() -> None:
    keypad = Keypad()
    keypad.press("4", Expectation.NUMBER)
    assert keypad.wait(NUMBER_PAUSE_MS - 1) is None
    assert keypad.wait(1) == "4"


def test_a_lonely_hash_is_itself_an_input() -> None:
    assert Keypad().press("#", Expectation.NUMBER) == "#"


def test_the_star_throws_away_what_was_typed_and_asks_again() -> None:
    keypad = Keypad()
    assert [keypad.press(digit, Expectation.NUMBER) for digit in "0301*"] == [None, None, None, None, "*"]
    assert [keypad.press(digit, Expectation.NUMBER) for digit in "49#"] == [None, None, "49"]
    assert keypad.press("*", Expectation.CHOICE) == "*"


def test_each_digit_gives_the_next_one_time_again() -> None:
    keypad = Keypad()
    for digit in "030":
        keypad.press(digit, Expectation.NUMBER)
        assert keypad.wait(NUMBER_PAUSE_MS - 1) is None
    assert keypad.wait(1) == "030"


def test_digits_typed_before_the_question_changed_are_not_lost() -> None:
    keypad = Keypad()
    keypad.press("1", Expectation.NUMBER)
    assert keypad.press("2", Expectation.CHOICE) == "12"


def test_endless_digits_are_an_input_in_the_end_and_letters_none() -> None:
    keypad = Keypad()
    assert [keypad.press("7", Expectation.NUMBER) for _ in range(MOST_DIGITS)][-1] == "7" * MOST_DIGITS
    assert keypad.press("A", Expectation.CHOICE) is None
