from voice.contract import Expectation
from voice.turns.keypad import NUMBER_PAUSE_MS, Keypad


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
