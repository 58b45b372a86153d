"""Yes, no and doubt, in all the words that people have for them. PURE.

A refusal anywhere outweighs a consent: "ja, aber das passt mir nicht" is no yes. What is said beyond the answer itself
is given back, for it is often a correction ("nein, lieber Mittwoch").
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.spoken.alphabets import Language
from app.domain.spoken.answer_shapes import (
    ABLE,
    ALL_OF_IT,
    AROUND,
    ASIDE,
    ASKING,
    ASKING_FIRST,
    ASKS_POLITELY,
    BAD,
    BETTER_SO,
    CHOOSING,
    CONSENTING,
    DENYING,
    DOUBTING,
    ENGAGED,
    FILLERS,
    GOOD,
    GREETING,
    HARMLESS,
    HARMLESS_YES,
    HEDGE,
    MISHEARING,
    NEGATIONS,
    PARDON,
    PERMITTING,
    POLITE,
    PREFERS,
    RECONSIDERS,
    TIMES,
    TOO,
    TURNS,
    YES_TOO,
)
from app.domain.spoken.answer_words import OPENERS, PHRASES
from app.domain.spoken.folding import fold
from app.domain.spoken.hear_choice import HeardChoice, hear_choice

__all__ = ["Answer", "HeardAnswer", "HeardChoice", "hear_answer", "hear_choice"]


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    MAYBE = "maybe"  # the caller does not know or cannot say
    NONE = "none"  # no answer to a yes-or-no question


@dataclass(frozen=True, slots=True)
class HeardAnswer:
    """`rest` is what was said beyond the answer, as heard: a correction or another wish; empty for a plain answer."""

    answer: Answer
    rest: str = ""

    @property
    def is_plain_yes(self) -> bool:
        """Consent without anything added: the only answer on which something may be booked unread."""
        return self.answer is Answer.YES and not self.rest


@dataclass(frozen=True, slots=True)
class _Clause:
    raw: tuple[str, ...]
    folded: tuple[str, ...]
    asks: bool


_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?:-[^\W\d_]+)*|\d+(?:[.:]\d+)*|[,;:.!?]")
_PART = re.compile(
    r"((?:[^,;:.!?]|[.:](?=\d))+?)(?:([,;!?]+|[.:](?!\d))|(?=\s(?:aber|sondern|jedoch|but|though|although|"
    r"außer|ausser|except)\b)|$)",
    re.IGNORECASE,
)
_LONGEST_PHRASE = 8
_INTERRUPTED = re.compile(r"\b(no|nein|yes|ja|nee) (wait|moment|sorry|quatsch|doch)\b", re.IGNORECASE)


def hear_answer(text: str, language: Language) -> HeardAnswer:
    """Never YES when anything in the text negates it; NONE gives the whole text back as the rest."""
    if PARDON.match(fold(" ".join(text.split()))):
        return HeardAnswer(Answer.NONE, text.strip())
    verdicts: list[Answer] = []
    rests: list[str] = []
    reconsidered = False
    clauses = _clauses(text)
    for clause in clauses:
        if all(word in POLITE for word in clause.folded) and (len(clauses) > 1 or not ASKS_POLITELY & {*clause.folded}):
            continue
        reconsidered = reconsidered or clause.folded[0] in RECONSIDERS
        if all(word in RECONSIDERS - YES_TOO for word in clause.folded):
            continue
        if len(clauses) > 1 and HEDGE.fullmatch(" ".join(clause.folded)):
            continue
        found, rest = _read(clause, language)
        if found and reconsidered:
            verdicts.clear()
            reconsidered = False
        verdicts.extend(found)
        if rest:
            rests.append(rest)
    rest = ", ".join(rests)
    answer = _decide(verdicts, rest)
    return HeardAnswer(answer, text.strip() if answer is Answer.NONE else rest)


def _clauses(text: str) -> list[_Clause]:
    """Parts between stops; a turning word ("aber") begins a new one."""
    clauses = []
    text = _INTERRUPTED.sub(r"\1, \2, ", text)
    for part, stop in _PART.findall(
        re.sub(r"\b(m+|uh|h?m+)-(h+u*[mh]+)\b", r"\1 \2", text.replace("’", "'"), flags=re.IGNORECASE)
    ):
        raw = tuple(_WORD.findall(part))
        if raw:
            clauses.append(_Clause(raw, tuple(fold(word).replace("'", "") for word in raw), asks=stop == "?"))
    return clauses


def _read(clause: _Clause, language: Language) -> tuple[list[Answer], str]:
    """The answers in a clause, in order, and what of it is no answer."""
    folded = clause.folded
    begin = 1 if folded[0] in TURNS else 0
    whole = _whole(folded[begin:], language)
    if whole:
        return [whole], ""
    verdicts: list[Answer] = []
    at = answered = begin
    while at < len(folded):
        length, verdict = _opener(folded, at, language)
        if length:
            verdicts.append(verdict)
            at += length
            answered = at
            ending = _whole(folded[at:], language)
            if ending:
                return [*verdicts, ending], ""
        elif folded[at] in FILLERS:
            at += 1
        else:
            break
    if at >= len(folded):
        return verdicts, ""
    rest = " ".join(clause.raw[answered if verdicts else 0 :])
    judged = _judge(" ".join(folded[answered:]), language, asks=clause.asks)
    if judged is Answer.YES and TIMES.isdisjoint(folded[answered:]):
        rest = ""
    return ([*verdicts, judged] if judged else verdicts), rest


def _whole(folded: tuple[str, ...], language: Language) -> Answer | None:
    """The answer that a clause is as a whole, intensifiers and politeness aside."""
    table = PHRASES[language]
    said = HEDGE.sub("", " ".join(folded))
    if verdict := table.get(" ".join(folded)) or table.get(said):
        return Answer(verdict)
    if BETTER_SO.match(" ".join(folded)):
        return Answer.YES
    core = ALL_OF_IT.sub(" ", ASIDE.sub(" ", said)).split()
    if verdict := table.get(" ".join(core)):
        return Answer(verdict)
    kept = [word for word in core if word not in FILLERS]
    without_all = " ".join(word for word in kept if word not in ("alles", "all"))
    if verdict := table.get(" ".join(kept)) or table.get(without_all):
        return Answer(verdict)
    if any(shape.fullmatch(" ".join(kept)) for shape in (CONSENTING[language], HARMLESS_YES, PERMITTING)):
        return Answer.YES
    affirmed = [word for word in kept if word not in DENYING]
    if 0 < len(affirmed) < len(kept) and (
        table.get(" ".join(affirmed)) == "yes" or CONSENTING[language].match(" ".join(affirmed))
    ):
        return Answer.NO
    return _chain(kept, language)


def _chain(words: list[str], language: Language) -> Answer | None:
    """Several answers in a row without stops ("ja genau das passt"): the one they end in, refusal first."""
    table = PHRASES[language]
    found: list[Answer] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            if verdict := table.get(" ".join(words[at : at + length])):
                found.append(Answer(verdict))
                at += length
                break
        else:
            return None
    if not found:
        return None
    return next((answer for answer in (Answer.NO, Answer.MAYBE) if answer in found), Answer.YES)


def _opener(folded: tuple[str, ...], at: int, language: Language) -> tuple[int, Answer]:
    for length in range(min(4, len(folded) - at), 0, -1):
        phrase = " ".join(folded[at : at + length])
        if phrase in OPENERS[language]:
            return length, Answer(PHRASES[language].get(phrase, "yes"))
    return 0, Answer.NONE


def _judge(said: str, language: Language, *, asks: bool) -> Answer | None:
    """What a clause in other words amounts to: "Dienstag kann ich nicht" refuses, "Dienstag passt mir" consents."""
    if MISHEARING.search(said):
        return None
    if HARMLESS_YES.search(said):
        return Answer.YES
    if DOUBTING.search(said):
        return Answer.MAYBE
    words = set(GREETING.sub(" ", HARMLESS.sub(" ", said)).split())
    if words & NEGATIONS[language] or words & BAD or TOO.search(said) or ENGAGED.search(said):
        return Answer.NO
    if words & PREFERS and not CHOOSING.search(said) and not said.startswith(("und ", "and ")):
        return Answer.NO
    first_asks = said.split(" ", 1)[0] in ASKING_FIRST
    if asks or words & ASKING or first_asks or not words <= TIMES | AROUND | GOOD | FILLERS:
        return None
    return Answer.YES if words & GOOD or ABLE.search(said) else None


def _decide(verdicts: list[Answer], rest: str) -> Answer:
    if not verdicts:
        return Answer.NONE
    first, last = verdicts[0], verdicts[-1]
    if Answer.NO not in verdicts and Answer.MAYBE not in verdicts:
        return Answer.YES
    if Answer.YES not in verdicts:
        return last if last is Answer.MAYBE or Answer.NO not in verdicts else Answer.NO
    if last is Answer.YES and first is Answer.MAYBE and Answer.NO not in verdicts:
        return Answer.YES
    if last is Answer.YES and first is Answer.NO and not rest:
        return Answer.MAYBE
    return Answer.NO if Answer.NO in verdicts else Answer.MAYBE
