"""The numbers that are answered."""

from collections.abc import Mapping

from app.web.pages.setup.fields import BLANK_ROWS, Entry, Fields, country_of, number_of, rows_of, text_of, texts


def shown(description: Mapping[str, object]) -> dict[str, str]:
    return {f"number-{nth}-value": number for nth, number in enumerate(texts(description.get("numbers")))}


def rows_shown(fields: Fields) -> int:
    return len(rows_of(fields, "number")) + (BLANK_ROWS if not rows_of(fields, "number") else 1)


def read(fields: Fields, description: Mapping[str, object]) -> Entry:
    entry = Entry()
    numbers: list[str] = []
    for nth in rows_of(fields, "number"):
        name = f"number-{nth}-value"
        text = text_of(fields, name)
        if not text:
            continue
        number = number_of(text, country_of(description))
        if number is None:
            entry.fault(name, "no_phone_number")
        elif number not in numbers:
            numbers.append(number)
    entry.parts = {"numbers": numbers}
    return entry
