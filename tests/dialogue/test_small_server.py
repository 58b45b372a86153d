"""How a small model's words become tool calls: whole, in pieces, bare, and broken."""

import json
from typing import Any

import pytest

from tests.dialogue.small_server import Memories, deltas

CALL = '{"name": "find_offers", "arguments": {"when": "Montag"}}'


def read(*pieces: str) -> tuple[str, list[tuple[str, Any]]]:
    found = list(deltas(iter(pieces)))
    calls = [call["function"] for delta in found for call in delta.get("tool_calls", ())]
    return "".join(delta.get("content", "") for delta in found), [
        (call["name"], json.loads(call["arguments"])) for call in calls
    ]


@pytest.mark.parametrize(
    "pieces",
    [
        (f"<tool_call>\n{CALL}\n</tool_call>",),
        tuple(f"<tool_call>\n{CALL}\n</tool_call>"),
        (CALL,),
        tuple(CALL),
        (f"{{{CALL}}}",),
        (f"<tool_call>{CALL}",),
    ],
)
def test_a_call_is_read_however_it_comes(pieces: tuple[str, ...]) -> None:
    assert read(*pieces) == ("", [("find_offers", {"when": "Montag"})])


def test_words_come_at_once_and_a_call_behind_them_is_still_a_call() -> None:
    assert read("Gern. ", "Einen Moment.", f"<tool_call>{CALL}</tool_call>") == (
        "Gern. Einen Moment.",
        [("find_offers", {"when": "Montag"})],
    )


def test_two_calls_are_two() -> None:
    _, calls = read(f"<tool_call>{CALL}</tool_call>\n<tool_call>{CALL}</tool_call>")
    assert len(calls) == 2


def test_a_summary_does_not_push_out_what_was_read_of_the_conversation() -> None:
    memories = Memories(Memory)
    conversation, summary = list(range(1_000, 1_300)), list(range(2_000, 2_100))
    for tokens, known in ((conversation, 0), (summary, 0), ([*conversation, 7], 300), ([*summary, 7], 100)):
        memory, shared = memories.of(tokens)
        memory.reads(tokens)
        assert shared == known


class Memory:
    """What counts of a model's context."""

    def __init__(self) -> None:
        self.input_ids: list[int] = []
        self.n_tokens = 0

    def reads(self, tokens: list[int]) -> None:
        self.input_ids, self.n_tokens = tokens, len(tokens)


def test_what_is_no_call_stays_words() -> None:
    assert read("Das kostet < 90 Euro.") == ("Das kostet < 90 Euro.", [])
    assert read("{kein JSON") == ("{kein JSON", [])
