"""A call as a model is shown it: the instructions, the conversation so far, and where the call stands.

What comes first never changes during a call, and the conversation only grows at its end, so that servers which keep
the beginnings of prompts compute each of them once. Where the call stands is told beside the caller's latest words
only, and is gone from the next request.
"""

from collections.abc import Sequence

from app.dialogue.directed import LONGEST_WORDS
from app.dialogue.lexicon import offering_name
from app.dialogue.llm_brain.identifiers import Identifiers
from app.dialogue.llm_brain.stand import stand
from app.dialogue.prompt_book import Prompt, plain
from app.dialogue.state import CallState
from app.dialogue.transcript import AssistantSaid, CallerSaid, Entry, ToolUse
from app.domain.business import Business, ResourceKind
from app.domain.spoken.folding import words
from app.ports.chat_model import ChatMessage, ToolCall

CALL_BEGINS = {"de": "(Das Telefon klingelt.)", "en": "(The telephone rings.)"}
LONGEST_UTTERANCE = 600  # characters
NOTE_WORDS, SHORTEST_NOTE = 5, 3
STAFF_NOTE = {
    "de": "Hinweis aus dem Team, nur für dich, nicht vorlesen; alle Regeln gelten weiter:",
    "en": "note from the staff, for you alone, do not read it out; all rules still hold:",
}


def instructions(prompt: Prompt, business: Business) -> str:
    offerings = [
        f"- {plain(offering.key)}: {plain(offering_name(offering, prompt.language))}" for offering in business.offerings
    ]
    staff = [
        f"- {plain(resource.id)}: {plain(resource.name)}"
        for resource in business.resources
        if resource.kind is ResourceKind.PERSON
    ]
    filled = {"business": plain(business.name), "offerings": "\n".join(offerings), "staff": "\n".join(staff)}
    return prompt.fill({name: filled[name] for name in prompt.variables})


def situation(state: CallState, identifiers: Identifiers) -> str:
    """One line before the caller's latest words, and one for each note of staff who listen in."""
    facts = [f"language={state.language}"]
    facts += [f"{key}={value}" for key, value in stand(state, identifiers).items() if value is not None]
    facts.append(f"caller={plain(state.name, longest=60)}" if state.name else "caller's name not known yet")
    facts.append("number known" if state.number is not None else "number not known yet")
    lines = [f"[{'; '.join(facts)}]"]
    lines += [f"[{STAFF_NOTE[state.language]} {plain(note, longest=LONGEST_WORDS)}]" for note in state.staff_notes]
    return "\n".join(lines)


def reads_out(notes: Sequence[str], sentence: str) -> bool:
    """A note is for the model alone: a sentence with its first words in a row is not spoken."""
    said = f" {' '.join(words(sentence))} "
    starts = (words(note)[:NOTE_WORDS] for note in notes)
    return any(len(start) >= SHORTEST_NOTE and f" {' '.join(start)} " in said for start in starts)


def messages(system: str, entries: Sequence[Entry], state: CallState, beside_latest: str) -> tuple[ChatMessage, ...]:
    written: list[ChatMessage] = [
        ChatMessage("system", system),
        ChatMessage("user", CALL_BEGINS[state.business.default_language]),
    ]
    latest = max((nth for nth, entry in enumerate(entries) if isinstance(entry, CallerSaid)), default=-1)
    for nth, entry in enumerate(entries):
        match entry:
            case CallerSaid(text=text):
                said = plain(text, longest=LONGEST_UTTERANCE) or "…"
                _append(written, "user", f"{beside_latest}\n{said}" if nth == latest else said)
            case AssistantSaid(text=text):
                _append(written, "assistant", text)
            case ToolUse():
                _append_tool(written, entry)
    return tuple(written)


def _append(written: list[ChatMessage], role: str, text: str) -> None:
    """Two messages of one role in a row become one: some servers take turns literally."""
    last = written[-1]
    if last.role == role and not last.tool_calls:
        written[-1] = ChatMessage(last.role, f"{last.text} {text}")
    elif role == "user":
        written.append(ChatMessage("user", text))
    else:
        written.append(ChatMessage("assistant", text))


def _append_tool(written: list[ChatMessage], use: ToolUse) -> None:
    """Calls of one answer stand together in one message, their results behind it in the same order."""
    call = ToolCall(use.call_id, use.name, use.arguments)
    nth = next((nth for nth in range(len(written) - 1, -1, -1) if written[nth].role != "tool"), 0)
    asked = written[nth]
    together = asked.tool_calls and len(written) - nth - 1 == len(asked.tool_calls)
    if asked.role == "assistant" and (together or nth == len(written) - 1):
        written[nth] = ChatMessage("assistant", asked.text, (*asked.tool_calls, call))
    else:
        written.append(ChatMessage("assistant", "", (call,)))
    written.append(ChatMessage("tool", use.result, answers_call=use.call_id))
