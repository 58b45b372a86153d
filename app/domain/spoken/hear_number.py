"""Telephone numbers and other digits out of what a caller said, in any grouping. PURE."""

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberType

from app.domain.ids import E164
from app.domain.spoken.digit_words import Language, Token, tokens
from app.domain.spoken.folding import fold


class PhoneProblem(StrEnum):
    NO_DIGITS = "no_digits"
    TOO_SHORT = "too_short"  # a beginning of a number: the caller will go on, or is to be asked for the rest
    TOO_LONG = "too_long"
    AREA_CODE_MISSING = "area_code_missing"  # a local number: ask for it with its area code
    INVALID = "invalid"  # as long as a number, but none that exists


@dataclass(frozen=True, slots=True)
class HeardPhone:
    """`digits` = all heard so far, with a leading "+" when said; `complete` = valid, and no caller would go on."""

    digits: str
    e164: E164 | None
    complete: bool
    problem: PhoneProblem | None


_LONGEST = 15
_OF_AREA_CODE = 2
"""Digits that are enough to know a number's beginning by: "01", "03"."""
_CORRECTION = re.compile(
    r"\b(?:nein|nee|ne|falsch|quatsch|stopp|korrigiere|korrektur|verzeihung|entschuldigung|sorry|pardon|"
    r"ich meine|ich meinte|vielmehr|besser gesagt|"
    r"stimmt nicht|moment nein|halt|no|wait|scratch that|i mean|i meant|correction|excuse me|actually|rather|wrong)\b"
)
_RESTART = re.compile(
    r"\b(?:noch ?mal(?: ganz)? von vor(?:n|ne)|von vor(?:n|ne)|noch ?mal neu|ganz neu|noch einmal von|"
    r"fange? (?:ich )?(?:noch ?mal )?(?:neu )?an|start (?:over|again)|"
    r"from the (?:start|top|beginning)|begin again|let me (?:try|start|say that) again|once more)\b"
)
_AT_END = re.compile(
    r"\b(?:am ende|am schluss|zum schluss|hinten|die letzten|die letzte|letzten beiden|at the end|the last|"
    r"last|in the end|final)\b"
)
_AT_START = re.compile(
    r"\b(?:am anfang|vorne|vorn|zu beginn|die ersten|die vorwahl|at the start|at the beginning|the first|area code)\b"
)
_NOT_BUT = re.compile(r"\b(?:nicht|keine?|not)\b(?P<wrong>.+?)\b(?:sondern|but|it'?s)\b(?P<right>.+)")
_COUNTED = re.compile(
    r"\b(letzten|ersten|last|first|final) (?:zwei|drei|vier|two|three|four)"
    r"(?= (?:are|is|were|digits|numbers|sind|ist|lauten|ziffern|zahlen|stimmen|muessen)\b)"
)
_NOT_FIRST = re.compile(r"\b(?:nicht|keine?|not)\b(?P<wrong>[^,;.]+)[,;.](?P<right>.+)")
_RATHER = re.compile(r"(?P<right>.+?)\b(?:nicht|statt|anstatt|not|instead of|rather than)\b(?P<wrong>.+)")
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:uhr|o'clock|a\.?m\b|p\.?m\b)(?:\s*\d\d\b)?|\b\w+ uhr\b|\b\w+ o'clock\b"
)
_PRONOUN_ONE = re.compile(
    r"\b(this|that|the|same|which|no|any|every|another|my|new|old|right|wrong|mobile|home|work|other) one\b"
)


def hear_digits(text: str, language: Language) -> str:
    """All digits said, in order, without anything else."""
    return _digits(text, language).replace("+", "")


def hear_phone(text: str, language: Language, *, default_region: str = "DE", earlier_digits: str = "") -> HeardPhone:
    """`earlier_digits` is what earlier utterances gave; corrections ("nein, fünf sechs am Ende") are worked into it."""
    digits = _collect(fold(text), language, earlier_digits, default_region)
    return judge_phone(digits, default_region=default_region)


def correct_phone(text: str, language: Language, *, known: E164, default_region: str = "DE") -> HeardPhone | None:
    """The number that was read back (`known`), put right in a part or as a whole; None when no digits were said."""
    said = fold(text)
    digits = _mended(_national(known, default_region), said, language)
    return None if digits is None else judge_phone(digits, default_region=default_region)


def judge_phone(digits: str, *, default_region: str = "DE") -> HeardPhone:
    """What is known of digits that were heard or typed on the keypad."""
    digits = _without_extra_zero(digits)
    bare = digits.lstrip("+")
    if not bare:
        return HeardPhone("", None, complete=False, problem=PhoneProblem.NO_DIGITS)
    number = _parse(digits, default_region)
    valid = number is not None and phonenumbers.is_valid_number(number)
    if number is not None and valid and not _is_local(digits, default_region):
        e164 = E164(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
        complete = _is_whole(number)
        return HeardPhone(digits, e164, complete, None if complete else PhoneProblem.TOO_SHORT)
    return HeardPhone(digits, None, complete=False, problem=_problem(digits, number, default_region, valid=valid))


def _problem(digits: str, number: phonenumbers.PhoneNumber | None, region: str, *, valid: bool) -> PhoneProblem:
    bare = digits.lstrip("+")
    if _is_local(digits, region) and (valid or len(bare) >= 6):
        return PhoneProblem.AREA_CODE_MISSING
    reason = phonenumbers.is_possible_number_with_reason(number) if number is not None else None
    if len(bare) > _LONGEST or reason == phonenumbers.ValidationResult.TOO_LONG:
        return PhoneProblem.TOO_LONG
    if len(bare) < 10 or reason in (
        phonenumbers.ValidationResult.TOO_SHORT,
        phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
    ):
        return PhoneProblem.TOO_SHORT
    return PhoneProblem.INVALID


def _parse(digits: str, region: str) -> phonenumbers.PhoneNumber | None:
    if not digits.startswith(("+", "0")) and region == "DE" and digits.startswith("49") and len(digits) >= 11:
        digits = "+" + digits
    try:
        return phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None


def _is_local(digits: str, region: str) -> bool:
    """Germans say the zero of the area code; up to nine digits without it are a local number that would be misread."""
    if region not in ("DE", "AT") or digits.startswith(("+", "0")):
        return False
    return len(digits) < 10


def _is_whole(number: phonenumbers.PhoneNumber) -> bool:
    """Whether a valid number is as long as people's numbers are; German landlines are valid from very few digits on."""
    if number.country_code != 49:
        return True
    national = phonenumbers.national_significant_number(number)
    kind = phonenumbers.number_type(number)
    if kind not in (PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE):
        return True
    area = phonenumbers.length_of_geographical_area_code(number)
    shortest = {2: 7, 3: 6, 4: 4}.get(area, 4)
    return len(national) - area >= shortest


def _without_extra_zero(digits: str) -> str:
    """ "+49 0 30 ..." is written with the zero in brackets; it is not dialled."""
    return re.sub(r"^(\+|00)(49|43|41|44)0", r"\1\2", digits)


# --- what is put right in a number that was read back ---------------------------------------------------------------


def _national(known: E164, region: str) -> str:
    number = _parse(known, region)
    if number is None or number.country_code != phonenumbers.country_code_for_region(region):
        return known
    return re.sub(r"\D", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


def _mended(digits: str, text: str, language: Language) -> str | None:
    """Where one part is named in place of another it stands there; else as many digits at the end are replaced."""
    text = _COUNTED.sub(r"\1", text)  # "the last two are four eight": how many, and no digit
    for restart in reversed(list(_RESTART.finditer(text))):
        return _digits(text[restart.end() :], language) or None
    for pattern in (_NOT_BUT, _NOT_FIRST, _RATHER):
        found = pattern.search(text)
        wrong, right = (_digits(found[part], language) if found is not None else "" for part in ("wrong", "right"))
        if wrong and right:
            if wrong not in digits:
                return _correct(digits, [right], text)
            head, _, tail = digits.partition(wrong) if _AT_START.search(text) else digits.rpartition(wrong)
            return head + right + tail
    said = [new for piece in _CORRECTION.split(text) if (new := _digits(piece, language))]
    return _correct(digits, [said[-1]], text) if said else None


# --- what was said, with its corrections ----------------------------------------------------------------------------


def _collect(text: str, language: Language, earlier: str, region: str) -> str:
    restart = list(_RESTART.finditer(text))
    if restart:
        after = _digits(text[restart[-1].end() :], language)
        return after or _digits(text[: restart[-1].start()], language)
    corrected = _NOT_BUT.search(text)
    if corrected:
        return _swap(earlier, text, corrected, language)
    pieces = _CORRECTION.split(text)
    digits = _append(earlier, _digits(pieces[0], language), region)
    last = _groups(pieces[0], language)[-1:]
    for piece in pieces[1:]:
        groups = _groups(piece, language)
        if len(groups) == len(last) == 1 and _says_group_again(digits, last[0], groups[0]):
            digits = digits[: -len(last[0])] + groups[0]
        else:
            digits = _correct(digits, groups, piece)
        last = groups[-1:] or last
    return digits


def _groups(text: str, language: Language) -> list[str]:
    return [group for part in text.split(",") if (group := _digits(part, language))]


def _says_group_again(digits: str, last: str, new: str) -> bool:
    """ "One two five, four four, no sorry, four five six": the group that was begun, and more of it."""
    return len(last) < len(new) and len(last) < len(digits) and digits.endswith(last) and new[0] == last[0] != "0"


def _append(earlier: str, new: str, region: str) -> str:
    """New digits go on where the earlier ones ended, unless they are a whole number of their own."""
    if not earlier or not new:
        return earlier + new
    joined = judge_phone(earlier + new, default_region=region)
    alone = judge_phone(new, default_region=region)
    if alone.complete and new.startswith(("0", "+")):
        return new
    if joined.e164 is None and new.startswith(("0", "+")) and earlier and new.startswith(earlier):
        return new
    return earlier + new


def _correct(digits: str, groups: list[str], said: str) -> str:
    """Equally many digits at the end are replaced; of several groups the first replaces and the others go on."""
    new = "".join(groups)
    if not new:
        return digits
    if len(groups) > 1 and not new.startswith(("0", "+")) and not _AT_END.search(said) and len(groups[0]) < len(digits):
        return digits[: len(digits) - len(groups[0])] + new
    if not digits or (new.startswith(("0", "+")) and len(new) >= max(7, len(digits) - 3)):
        return new
    if _begins_anew(digits, new) and not _AT_END.search(said):
        return new
    if _AT_START.search(said):
        return new + digits[len(new) :]
    if len(new) >= len(digits):
        return new
    return digits[: len(digits) - len(new)] + new


def _begins_anew(digits: str, new: str) -> bool:
    """ "Null eins sieben vier vier, nein, null eins sechs": no number has another area code in its middle."""
    begins = new[:_OF_AREA_CODE]
    return len(begins) == _OF_AREA_CODE and begins[0] in "0+" and digits.rfind(begins) == 0


def _swap(earlier: str, text: str, corrected: re.Match[str], language: Language) -> str:
    wrong, right = _digits(corrected["wrong"], language), _digits(corrected["right"], language)
    digits = earlier + _digits(text[: corrected.start()], language)
    if not wrong or not right or wrong not in digits:
        return digits or right
    if _AT_START.search(text):
        return digits.replace(wrong, right, 1)
    head, found, tail = digits.rpartition(wrong)
    return head + right + tail if found else digits


def _digits(text: str, language: Language) -> str:
    """Clock times are left out; "+" stays where it was said."""
    text = _PRONOUN_ONE.sub(r"\1", fold(text))
    without_clock = _CLOCK.sub(" ", text)
    digits: list[str] = []
    times = 0
    for token in tokens(without_clock, language):
        if token.kind == "times":
            times = int(token.text)
        elif token.kind == "plus":
            digits.append("+")
        elif token.kind == "digits":
            digits.append(_repeated(token, times))
            times = 0
    joined = "".join(digits)
    plus = joined.rfind("+")
    return joined[plus:] if plus >= 0 else joined


def _repeated(token: Token, times: int) -> str:
    """ "doppel-drei" is 33; of "doppel 35" only the first digit was meant twice."""
    return token.text[0] * times + token.text[1:] if times else token.text
