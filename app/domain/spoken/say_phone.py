"""Telephone numbers digit by digit, in groups that a caller can write down. PURE."""

import re

import phonenumbers

from app.domain.spoken import say_de, say_en
from app.domain.spoken.alphabets import Language

_GROUPS = re.compile(r"\d+")


def say_phone(e164: str, language: Language, *, region: str = "DE") -> str:
    """National form for a number of `region`, else with "plus" and the country code; commas are pauses.

    Never raises: what is no telephone number is read out digit by digit.
    """
    try:
        number = phonenumbers.parse(e164, region)
    except phonenumbers.NumberParseException:
        return say_digit_groups(_GROUPS.findall(e164), language)
    national = phonenumbers.region_code_for_country_code(number.country_code or 0) == region
    style = phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    groups = _GROUPS.findall(phonenumbers.format_number(number, style))
    return ("" if national else "plus ") + say_digit_groups(groups, language)


def say_digit_groups(groups: list[str], language: Language) -> str:
    digits = say_de.DIGITS if language == "de" else say_en.DIGITS
    small = [
        part for at, group in enumerate(groups) for part in ([group] if at == 0 and len(group) == 4 else _split(group))
    ]
    return ", ".join(" ".join(digits[int(digit)] for digit in part) for part in small)


def _split(group: str) -> list[str]:
    """Pairs, with one group of three in front when the count is odd."""
    if len(group) <= 3:
        return [group]
    head = 3 if len(group) % 2 else 2
    return [group[:head], *(group[at : at + 2] for at in range(head, len(group), 2))]
