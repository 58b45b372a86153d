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
    AGREEING,
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
    DUTIES,
    ENGAGED,
    FILLERS,
    FREE_THEN,
    GOOD,
    GREETING,
    HARMLESS,
    HARMLESS_YES,
    HEDGE,
    MISHEARING,
    NEGATIONS,
    OBJECTING,
    OWN_PLANS,
    PARDON,
    PERMITTING,
    POLITE,
    PREFERS,
    RECONSIDERS,
    RESIGNED,
    TIMES,
    TOO,
    TURNS,
    WISHING,
    YES_TOO,
)
from app.domain.spoken.answer_words import OPENERS, PHRASES
from app.domain.spoken.folding import fold
from app.domain.spoken.hear_choice import HeardChoice, hear_choice
from app.domain.spoken.suits_so import CONCEDES, PUT_UP_WITH, PUTS_UP_ALONE, SUITS_SO

__all__ = ["AND_LATER", "Answer", "HeardAnswer", "HeardChoice", "hear_answer", "hear_choice", "without_asides"]


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
_YEAH_NO = re.compile(  # consent, as many people begin it
    r"\b(yeah|yes|yep),? (?:no|nah),? (?=(?:that|that's|that'd|that'll|it's|perfect|great|fine|lovely|all good|sounds"
    r"|for sure|absolutely|definitely)\b)",
    re.IGNORECASE,
)
_YES_AND_DONE = {  # "ja, das war alles": no to a question for more, and a yes to a read-back
    "de": re.compile(
        r"^((?:ja|jo|jawohl|genau|richtig|stimmt|passt|korrekt|okay)\b[^.!?]*?)[,.!]? (?:und )?"
        r"(?:das (?:war|wär|wäre|ist)(?:'?s| es)?(?: dann)?(?: schon)?(?: alles)?"
        r"|mehr (?:ist|war|brauche ich) (?:es )?nicht|mehr nicht|sonst nichts)(?: danke)?[.!]?$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^((?:yes|yeah|yep|yup|aye|right|correct|sure|perfect|okay|ok|great|lovely)\b[^.!?]*?)[,.!]? (?:and )?"
        r"(?:(?:that|this)(?:'s| is|'ll be| will be| was)? (?:all|everything|it)|nothing else|nothing more)"
        r"(?:,? (?:thanks|thank you))?[.!]?$",
        re.IGNORECASE,
    ),
}
_NO_AND_FINE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"^(?P<no>\W*(?:ach |och |ah )?(?:nein|nee|nö|ne)\b(?:,? (?:danke|lassen sie mal|lassen sie))?)[,.!]? "
        r"(?:(?:das |ist |das ist |is )?schon (?:gut|okay|ok|in ordnung|recht)|passt schon"
        r"|(?:sonst |ist )?alles (?:gut|bestens|prima|super|okay|ok|klar|geklärt|erledigt|paletti|in ordnung|roger))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?P<no>\W*(?:oh |ah )?(?:no|nah|nope)\b(?:,? (?:thanks|thank you))?)[,.!]? "
        r"(?:don't worry|(?:it|that)(?:'s| is) (?:fine|all right|alright|okay|ok|all good)"
        r"|it's not important)\W*(?:thanks|thank you)?\W*$",
        re.IGNORECASE,
    ),
}
""" "Nein, schon gut": a refusal that means no harm."""
AND_LATER = re.compile(
    r"^(?P<yes>(?:(?:ja|jawohl|genau|gut|super|prima|perfekt|okay|richtig|alles klar|passt|stimmt|yes|yeah|right|great"
    r"|perfect|lovely)\b[\s,.!]*){2,}|(?:ja|yes|yeah|yep|yup|right|great|perfect|lovely|grand|correct|okay|fine|genau"
    r"|super|prima)\b[\s,.!]*(?=(?:and |so |then |i'll |we'll )*(?:bis|see|speak)\b))"
    r"(?:(?:and |so |then |i'll |we'll )*(?:bis |see (?:you|ya|ye) (?:all )?|speak (?:to you )?))?"
    r"(?:später|dann|later|soon|then|there)(?: on| today| then| so| dann)*\W*$",
    re.IGNORECASE,
)
""" "Ja, genau, bis später": a goodbye, or "super" misheard, behind a hearty yes."""
_INTERRUPTED = re.compile(r"\b(no|nein|yes|ja|nee) (wait|moment|sorry|quatsch|doch)\b", re.IGNORECASE)


def hear_answer(text: str, language: Language, *, read_back: bool = False) -> HeardAnswer:
    """Never YES when anything in the text negates it; NONE gives the whole text back as the rest.

    `read_back`: what the caller was asked is whether something is right, and not whether they wish for more.
    """
    if read_back and (done := _YES_AND_DONE[language].match(text.strip())) is not None:
        text = done[1]
    if read_back:
        text = AND_LATER.sub(r"\g<yes>", text.strip())
    if not read_back:
        text = _NO_AND_FINE[language].sub(r"\g<no>", text)
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
        if _says_nothing(clause, clauses):
            continue
        found, rest = _read(clause, language)
        if _is_aside(clause, found, clauses, verdicts):
            rests.append(" ".join(clause.raw))
            continue
        if found and reconsidered:
            verdicts.clear()
            reconsidered = False
        verdicts.extend(found)
        if rest:
            rests.append(rest)
    rest = ", ".join(rests)
    answer = _decide(verdicts, rest)
    return HeardAnswer(answer, text.strip() if answer is Answer.NONE else rest)


def without_asides(text: str) -> str:
    """Beside a yes: without what the caller tells of their day ("da nehm ich den Bus um acht")."""
    return ", ".join(
        " ".join(clause.raw)
        for nth, clause in enumerate(_clauses(text))
        if nth == 0 or clause.folded[0] in TURNS or clause.asks or not _tells_of_the_day(" ".join(clause.folded))
    )


def _tells_of_the_day(said: str) -> bool:
    own = OWN_PLANS.match(said) is not None and DUTIES.search(said) is not None
    return own and OBJECTING.search(said) is None and WISHING.search(said) is None


def _is_aside(clause: _Clause, found: list[Answer], clauses: list[_Clause], verdicts: list[Answer]) -> bool:
    """ "Passt, da muss ich nur vorher noch die Kinder abholen": what a caller who has agreed tells of their day."""
    said = " ".join(clause.folded)
    if found == [] or found[-1] is Answer.YES or not verdicts or set(verdicts) != {Answer.YES}:
        return False
    if clause.folded[0] in TURNS | RECONSIDERS or clause.asks:
        return False
    if RESIGNED.match(said) or PUT_UP_WITH.match(said):
        return True
    before = clauses[: clauses.index(clause)]
    agreed = any(not AGREEING.isdisjoint(one.folded) for one in before)
    return agreed and OWN_PLANS.match(said) is not None and OBJECTING.search(said) is None


def _says_nothing(clause: _Clause, clauses: list[_Clause]) -> bool:
    """ "I think", an "aye" as it is often written down, and what is conceded before an "aber"."""
    alone = len(clauses) == 1
    turned = any(later.folded[0] in TURNS for later in clauses[clauses.index(clause) + 1 :])
    return (not alone and (clause.folded == ("i",) or HEDGE.fullmatch(" ".join(clause.folded)) is not None)) or (
        CONCEDES in clause.folded and turned
    )


def _clauses(text: str) -> list[_Clause]:
    """Parts between stops; a turning word ("aber") begins a new one."""
    clauses = []
    text = _YEAH_NO.sub(r"\1, ", text)
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
    if BETTER_SO.match(" ".join(folded)) or PUTS_UP_ALONE.match(" ".join(folded)):
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
    if FREE_THEN.search(said) or SUITS_SO.search(said):
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
