import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.ids import E164
from app.domain.spoken.hear_number import PhoneProblem, correct_phone, hear_digits, hear_phone, judge_phone
from app.domain.spoken.say import Language, say_phone

LANGUAGES: list[Language] = ["de", "en"]
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


@st.composite
def valid_numbers(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from([*REGIONS, *["DE"] * 200]))
    kinds = st.sampled_from([phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE])
    example = phonenumbers.example_number_for_type(region, draw(kinds))
    assume(example is not None)
    assert example is not None
    digits = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    tail = draw(st.integers(0, 9_999))
    number = f"{digits[:-4]}{tail:04}"
    assume(phonenumbers.is_valid_number(phonenumbers.parse(number)))
    return number


@given(valid_numbers(), st.sampled_from(LANGUAGES))
def test_a_said_number_is_heard_as_itself(number: str, language: Language) -> None:
    assert hear_phone(say_phone(number, language), language).e164 == number


@given(st.integers(0, 999), st.sampled_from(LANGUAGES))
def test_every_number_of_the_range_for_drama_is_whole(last: int, language: Language) -> None:
    heard = hear_phone(say_phone(f"+493023125{last:03}", language), language)
    assert (heard.e164, heard.complete, heard.problem) == (f"+493023125{last:03}", True, None)


@given(st.text(), st.text(alphabet="+0123456789"), st.sampled_from(LANGUAGES))
def test_any_text_is_judged_without_an_error(text: str, earlier: str, language: Language) -> None:
    heard = hear_phone(text, language, earlier_digits=earlier)
    assert heard.complete <= (heard.e164 is not None)
    assert (heard.problem is None) == heard.complete


@given(st.text(), st.sampled_from(LANGUAGES))
def test_anything_can_be_said_as_a_number_without_a_digit(text: str, language: Language) -> None:
    assert not any(ch.isdigit() for ch in say_phone(text, language))


def test_groups_are_small_enough_to_write_down() -> None:
    assert say_phone("+493023125105", "de") == "null drei null, zwei drei, eins zwei, fünf eins, null fünf"
    assert say_phone("+436641234567", "en").startswith("plus four three, six six four,")


def test_digits_go_on_where_the_earlier_ones_ended() -> None:
    first = hear_phone("null drei null, zwei drei", "de")
    assert (first.complete, first.problem) == (False, PhoneProblem.TOO_SHORT)
    assert hear_phone("eins zwei fünf eins null fünf", "de", earlier_digits=first.digits).e164 == "+493023125105"


def test_a_whole_number_replaces_the_earlier_beginning() -> None:
    assert (
        hear_phone("also null drei null zwei drei eins zwei fünf eins null fünf", "de", earlier_digits="0302").e164
        == "+493023125105"
    )


@pytest.mark.parametrize(
    ("text", "earlier", "digits"),
    [
        ("nein, null sechs am Ende", "03023125105", "03023125106"),
        ("Nein, die letzten beiden sind sieben acht.", "03023125105", "03023125178"),
        ("nicht eins null fünf, sondern eins null sechs", "03023125105", "03023125106"),
        ("nein, null vier null am Anfang", "03023125105", "04023125105"),
        ("Nein, falsch. Null drei null, zwei drei eins zwei fünf, zwei zwei zwei", "03023125105", "03023125222"),
        ("Noch mal von vorn: null vier null", "03023125105", "040"),
        ("ja", "03023125105", "03023125105"),
    ],
)
def test_corrections_change_only_what_was_wrong(text: str, earlier: str, digits: str) -> None:
    assert hear_phone(text, "de", earlier_digits=earlier).digits == digits


@pytest.mark.parametrize(
    ("digits", "problem"),
    [
        ("", PhoneProblem.NO_DIGITS),
        ("030", PhoneProblem.TOO_SHORT),
        ("23125105", PhoneProblem.AREA_CODE_MISSING),
        ("030231251051234567", PhoneProblem.TOO_LONG),
        ("01999999999", PhoneProblem.INVALID),
    ],
)
def test_what_is_wrong_with_a_number_has_a_name(digits: str, problem: PhoneProblem) -> None:
    assert judge_phone(digits).problem is problem


def test_a_number_without_the_area_code_is_never_guessed() -> None:
    assert hear_phone("zwei drei eins zwei fünf eins null fünf", "de").e164 is None


def test_a_lost_zero_does_not_lose_a_whole_number() -> None:
    assert judge_phone("15123456789").e164 == "+4915123456789"
    assert judge_phone("493023125105").e164 == "+493023125105"


def test_clock_times_beside_a_number_are_not_part_of_it() -> None:
    assert hear_digits("030 23125105, am besten ab 14 Uhr 30", "de") == "03023125105"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Nein, am Ende vier acht, nicht acht vier."),
        ("de", "Nein, nicht acht vier, sondern vier acht."),
        ("de", "Nein, nicht acht vier, vier acht."),
        ("de", "vier acht statt acht vier"),
        ("de", "Nein, die letzten beiden sind vier acht."),
        ("de", "Nein, null drei null zwei drei eins zwei fünf sechs vier acht."),
        ("en", "No, it is four eight at the end, not eight four."),
        ("en", "No, not eight four but four eight."),
        ("en", "No, the last two are four eight."),
    ],
)
def test_a_part_of_a_number_that_was_read_back_is_put_right(language: Language, said: str) -> None:
    heard = correct_phone(said, language, known=E164("+493023125684"))
    assert heard is not None
    assert heard.e164 == "+493023125648"


def test_a_denial_without_digits_corrects_nothing() -> None:
    assert correct_phone("Nein, das stimmt nicht.", "de", known=E164("+493023125684")) is None


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("null eins fünf eins, nein, null eins sieben eins, drei drei vier", "0171334"),
        ("null drei null vier fünf, ach nein, null drei drei", "033"),
        ("null eins sieben sechs vier vier, nein, am Ende null eins", "017601"),
    ],
)
def test_another_area_code_begins_the_number_anew(said: str, digits: str) -> None:
    assert hear_phone(said, "de").digits == digits
