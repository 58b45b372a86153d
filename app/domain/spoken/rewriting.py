"""Rewriting of text by rules in order: a pattern, and what is said in its place. PURE."""

import re
from collections.abc import Callable

Rules = list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]


def rewrite(text: str, rules: Rules) -> str:
    for pattern, say in rules:
        text = pattern.sub(say, text)
    return text


def shared_stop(match: re.Match[str]) -> str:
    """The full stop that an abbreviation shared with the end of its text."""
    return "." if match.group().rstrip().endswith(".") and not match.string[match.end() :].strip() else ""
