"""Questions and answers, typed one by one or taken from a text."""

import re
from collections.abc import Mapping

from app.web.pages.setup.fields import BLANK_ROWS, LONGEST_TEXT, Entry, Fields, Plain, listed, put, rows_of, text_of

COLUMNS = ("de", "answer_de", "en", "answer_en")
LONGEST_QUESTION = 200
_LIST_SIGN = re.compile(r"^\s*(?:[-*•#>]+|\d{1,2}[.)]|F(?:rage)?:|Q(?:uestion)?:)\s*")
_ANSWER_SIGN = re.compile(r"^\s*(?:A(?:ntwort|nswer)?:)\s*")


def shown(description: Mapping[str, object]) -> dict[str, str]:
    return {
        f"faq-{nth}-{column}": str(question.get(column) or "")
        for nth, question in enumerate(listed(description, "faq"))
        for column in COLUMNS
    }


def rows_shown(fields: Fields) -> int:
    return len(rows_of(fields, "faq")) + BLANK_ROWS


def read(fields: Fields, _description: Mapping[str, object]) -> Entry:
    entry = Entry()
    kept: list[Plain] = []
    for nth in rows_of(fields, "faq"):
        question: Plain = {}
        for column in COLUMNS:
            put(question, column, text_of(fields, f"faq-{nth}-{column}"))
        for language in ("de", "en"):  # a question nobody answered, and an answer to nothing, help no caller
            if (language in question) != (f"answer_{language}" in question):
                asked = language in question
                if not asked:
                    entry.fault(f"faq-{nth}-{language}", "question_missing")
                question.pop(language if asked else f"answer_{language}", None)
        if question:
            kept.append(question)
    entry.parts = {"faq": kept or None}
    return entry


def with_more(fields: Fields, found: list[tuple[str, str]], language: str) -> dict[str, str]:
    """The form with questions and answers added at its end."""
    used = [nth for nth in rows_of(fields, "faq") if any(text_of(fields, f"faq-{nth}-{column}") for column in COLUMNS)]
    start = max(used, default=-1) + 1
    added: dict[str, str] = {}
    for nth, (question, answer) in enumerate(found, start):
        added |= {f"faq-{nth}-{language}": question, f"faq-{nth}-answer_{language}": answer}
    return {**fields, **added}


def found_in(text: str) -> list[tuple[str, str]]:
    """Lines that end in a question mark, and what follows each up to the next one."""
    pairs: list[tuple[str, list[str]]] = []
    for line in text.replace("\r", "").split("\n"):
        plain = _LIST_SIGN.sub("", line).strip().strip("*").strip()
        if plain.endswith("?") and len(plain) <= LONGEST_QUESTION:
            pairs.append((plain, []))
        elif plain and pairs:
            pairs[-1][1].append(_ANSWER_SIGN.sub("", plain))
    return [(question, " ".join(answer)[:LONGEST_TEXT]) for question, answer in pairs if answer]
