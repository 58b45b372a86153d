"""A question beside a wish, or several questions at once: each is answered, and the wish is taken up.

Decision: only what the business's own data answers for sure is answered beside a wish. A question that nothing is known
about stays with the words it came in: "geht das bei Ihnen?" is part of the wish.
"""

import re
from dataclasses import replace

from app.dialogue import digressions
from app.dialogue.caller_asks import speaks_of_theirs
from app.dialogue.intent_rules import plain_words
from app.dialogue.intents import Intent
from app.dialogue.questions import FAQ_SURE, SURE_KINDS
from app.dialogue.reading import Reading
from app.dialogue.state import YES_NO, Asking, Done
from app.dialogue.told_of_one import only_tells_of_one
from app.dialogue.turn import Turn
from app.domain.business import Language

_CUTS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"(?<=[.!?])\s+|,\s*(?:und |aber |ach |ach so )*(?=(?:wer|wie|was|wo|wann|kann|darf|muss|gibt|haben|habt"
        r"|hätte[nt]|nehmen|ist|kommt|behandeln|machen|brauche|kostet|dauert|krieg\w*|bekomm\w*|ob)\b)"
        r"|\s+und\s+(?=(?:wer|wie|was|wo|wann|kann|darf|muss|gibt|krieg\w*|bekomm\w*|ob|haben|habt|hätte[nt])\b)"
        r"|,?\s+und (?:dann |danach |auch |gleich )*(?=(?:ich )?(?:hätte|möchte|würde|bräuchte|brauche|will)\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?<=[.!?])\s+|,\s*(?:and |but |oh )*(?=(?:who|how|what|where|can|may|do|does|is|are|should)\b)"
        r"|\s+and\s+(?=(?:who|how|what|where|can|may|do|is|are)\b)"
        r"|,?\s+(?:and|but|also) (?:also )?(?=(?:could|can|would) you (?:also |just |please |quickly |maybe )*"
        r"(?:tell|say|let)\b|(?:is|are) there\b|do you know\b)"
        r"|,?\s+(?:and|but) (?:also )?(?=i (?:just )?(?:wanted|want|need|needed|was wondering|wondered|wonder)\b"
        r"(?: to)?(?: (?:ask|check|know|find out))? (?:if|whether|how|what|where|who)\b)"
        r"|,?\s+and (?:then |also |after that )*(?=i(?:'d| would) (?:like|love)\b|i (?:want|need)\b)",
        re.IGNORECASE,
    ),
}
_ASKS_FOR_A_THING: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"(?:und |ach |aber |auch )*(?:bieten|machen|nehmen|akzeptieren|verwenden|benutzen) sie (?:auch "
        r"|eigentlich |denn )*"
        r"(?!das|es|da|so)\w{4,}"
        r"|(?:und |ach |aber |auch )*(?:muss|müssen|darf|dürfen|soll) (?:ich|wir|er|man) (?:\w+ )*\w{5,}"
    ),
    "en": re.compile(
        r"(?:and |oh |but |also )*do you (?:also )?(?:do|offer|take|accept|use|provide|sell|give|work with) "
        r"(?!that|it|this|anything|something)\w{3,}|(?:and |oh |but )*(?:is|would) (?:that"
        r"|this) (?:be )?an? (?:problem|issue)"
    ),
}
_FOR_A_WORD = re.compile(
    r"\b(?:wie|was) (?:heißt|nennt man|sagt man|war)\b|\bwhat(?:'s| is) it called\b|\bwhat do you call\b", re.IGNORECASE
)
_FIRST_OF_ALL = re.compile(
    r"(?:\w+,? )?(?:just )?before (?:i|we|you) (?:do|book|decide|commit|say yes|go on|confirm|choose)"
    r"(?: that| it| anything)?"
    r"|(?:\w+,? )?bevor (?:ich|wir|sie) (?:das |was |den |mich )?(?:\w+)",
    re.IGNORECASE,
)
""" "Before I do, is there a lift?": no yes, though it says "I do"."""
_INDIRECTLY_EN = re.compile(
    r"i (?:just )?(?:wanted|want|need|needed|was wondering|wondered|wonder)\b(?: to)?(?: (?:ask|check|know|find out))?"
    r" (?:if|whether|how|what|where|who)\b",
    re.IGNORECASE,
)
_COMES_ANYWAY = re.compile(
    r"\b(?:i'm|i am|we're|we are|my \w+ is|i'll be|we'll be) (?:coming|driving|travelling|due|getting|arriving"
    r"|cycling)\b"
    r"|\b(?:ich|wir) (?:komme?n?|fahre?n?|reisen?) ",
    re.IGNORECASE,
)
""" "I'm coming in by car later this week, where can I park?" wishes for nothing but the answer."""
DAY_WORDS = 4
LEAST_WORDS = 3
_WISHES = frozenset({Intent.BOOK, Intent.MOVE, Intent.CANCEL, Intent.MESSAGE, Intent.CALLBACK})
SURE = 0.45


async def answer_beside(turn: Turn, reading: Reading) -> Reading:
    """Says the answers, and gives back the reading of what else was said; the same one when nothing was asked."""
    cut = (piece.strip() for piece in _CUTS[turn.language].split(reading.text))
    pieces = [piece for piece in cut if piece.strip(" .,!?") and _FIRST_OF_ALL.fullmatch(piece) is None]
    if len(pieces) < 2:
        return reading
    read = _with_what_is_meant(turn, [_read(turn, piece) for piece in pieces])
    asked = [one for one in read if _is_sure(one)]
    rest = " ".join(one.text for one in read if one not in asked)
    if not asked and (answered := await _unknown_beside_an_answer(turn, read)) is not None:
        return answered
    if not asked and (unknown := next((one for one in read if _is_beyond_us(one, turn.language)), None)) is not None:
        return await _say_unknown(turn, reading, unknown, read)
    if not asked or not rest.strip(" .,!?"):
        return _several(turn, reading, asked)
    left = _read(turn, rest)
    agrees = left.answer is not None and turn.state.asking in YES_NO  # "Ja bitte. Und was muss ich mitbringen?"
    agrees = agrees and not (left.answer == "yes" and turn.state.asking is Asking.ANYTHING_ELSE)  # "Okay. And …?"
    if len(rest.split()) < LEAST_WORDS and not agrees:
        return _several(turn, reading, asked)
    wishes = left.intent in _WISHES and left.guess.confidence >= SURE
    if turn.state.goal is None and speaks_of_theirs(turn, reading) and not wishes:
        return _several(turn, reading, asked)  # "wie lange dauert meine Kontrolle? Ich muss um elf weg."
    answers = left.answer is not None and turn.state.asking is not Asking.GOAL
    if not (left.has_details or answers or wishes):
        known = _is_known(left) and left.faq not in [one.faq for one in asked]
        return _several(turn, reading, [left, *asked] if known else asked)
    if not wishes and _is_day_of_hours(left, asked):
        return reading
    comes_anyway = turn.state.goal is None and not left.offerings and _COMES_ANYWAY.search(left.text) is not None
    if only_tells_of_one(left.text, turn.language) or (comes_anyway and not wishes):
        return _several(turn, reading, asked)
    said = [one for one in asked if _told(turn, one, left)]
    about = next((one.offerings for one in asked if one.offerings), ())
    left = left if left.offerings else replace(left, offerings=about)  # "and could I have one on Wednesday?"
    if not said and left.when is not None and left.offerings and not left.is_late:
        await _note_unknown(turn, asked[0])  # what a filling costs nobody told us, but there is one to be had
        return left
    return left if said else reading


def _is_day_of_hours(left: Reading, asked: list[Reading]) -> bool:
    """ "And on Saturday, are you closed?": the day that is asked about, cut off from its question."""
    hours = any(one.question == "hours" and one.when is None for one in asked)
    return hours and left.when is not None and not left.offerings and len(left.text.split()) <= DAY_WORDS


def _read(turn: Turn, words: str) -> Reading:
    return turn.comprehension.read(words, turn.state, now=turn.desk.now())


def _with_what_is_meant(turn: Turn, read: list[Reading]) -> list[Reading]:
    """ "Er sitzt im Rollstuhl, kommt man da rein?": what the question is about was said before it."""
    joined: list[Reading] = []
    for one in read:
        before = joined[-1] if joined else None
        if before is not None and one.text.endswith("?") and not _is_sure(one) and _only_tells(before):
            whole = _read(turn, f"{before.text.rstrip(' .')}, {one.text}")
            if _is_sure(whole):
                joined[-1] = whole
                continue
        joined.append(one)
    return joined


def _only_tells(reading: Reading) -> bool:
    wishes = reading.intent in _WISHES and reading.guess.confidence >= SURE
    return not (wishes or reading.has_details or reading.asks or reading.answer or reading.text.endswith("?"))


def _is_beyond_us(reading: Reading, language: Language) -> bool:
    """A question that stands on its own, is about no appointment, and that the business's data does not answer."""
    if not reading.text.endswith("?") or _ASKS_FOR_A_THING[language].match(plain_words(reading.text)) is None:
        return False
    about_one = reading.offerings or reading.when is not None or reading.asks_for_time or reading.mentions_appointment
    return not about_one and not _is_known(reading) and reading.person is None


async def _unknown_beside_an_answer(turn: Turn, read: list[Reading]) -> Reading | None:
    """ "Zahlt das die Kasse? Na egal, ja.": that nobody here knows it holds up no yes, and no no."""
    asked = [one for one in read if one.text.endswith("?") and len(one.text.split()) >= LEAST_WORDS]
    if turn.state.asking not in YES_NO or len(asked) != 1 or asked[0].answer is not None or _is_known(asked[0]):
        return None
    if asked[0].intent in _WISHES and asked[0].guess.confidence >= SURE:
        return None  # "I'm away then. Could you cancel it?"
    if asked[0].when is not None or asked[0].asks_for_time or asked[0].offerings or asked[0].person is not None:
        return None
    rest = " ".join(one.text for one in read if one is not asked[0])
    left = _read(turn, rest)
    if left.answer is None or left.offerings or left.when is not None:
        return None
    await _note_unknown(turn, asked[0])
    return left


async def _say_unknown(turn: Turn, reading: Reading, unknown: Reading, read: list[Reading]) -> Reading:
    """Honestly, before the wish is taken up; the same reading when nothing is wished for beside it."""
    rest = " ".join(one.text for one in read if one is not unknown)
    left = _read(turn, rest)
    wishes = left.intent in _WISHES and left.guess.confidence >= SURE
    only_asks = left.text.rstrip().endswith("?") and not wishes  # "Invisalign? Also so unsichtbare Schienen?"
    if not (wishes or left.offerings) or left.intent is Intent.QUESTION or only_asks:
        return reading
    await _note_unknown(turn, unknown)
    return left


async def _note_unknown(turn: Turn, asked: Reading) -> None:
    await turn.desk.note_unknown(asked.text, turn.language)
    turn.state.done.append(Done("unknown", text=asked.text))
    turn.say("unknown_that")


def _several(turn: Turn, reading: Reading, asked: list[Reading]) -> Reading:
    """Of several questions all but the last are answered here; the last leads back to what is open."""
    if len(asked) < 2:
        only = next(iter(asked), None)
        return reading if only is None else replace(only, offerings=only.offerings or reading.offerings)
    *first, last = asked
    for one in first:
        _told(turn, one, reading)
    return replace(last, offerings=last.offerings or reading.offerings)


_FOR_WHAT = re.compile(r"(?:und |also |ja |and )*(?:für|wegen|zur?|zum|for|about) ", re.IGNORECASE)
""" "Ist am Freitag noch was frei? Für eine Zahnreinigung?": what the wish is for, and no question."""


def _is_sure(reading: Reading) -> bool:
    if reading.question is None and reading.offerings and _FOR_WHAT.match(reading.text) is not None:
        return False
    if reading.asks_for_time or len(reading.text.split()) < LEAST_WORDS or _FOR_A_WORD.search(reading.text):
        return False
    indirectly = "asks_indirectly" in reading.marks or _INDIRECTLY_EN.match(reading.text) is not None
    if not reading.text.endswith("?") and (not reading.asks or reading.text.endswith((".", "!"))) and not indirectly:
        return False
    return _is_known(reading)


def _is_known(reading: Reading) -> bool:
    """Whether the business's own data answer it for sure."""
    wishes = reading.intent in _WISHES and reading.guess.confidence >= SURE  # "can I book a cleaning for Thursday?"
    sure = reading.faq is not None and reading.faq[1] >= FAQ_SURE and not wishes and reading.when is None
    return sure or reading.question in SURE_KINDS


def _told(turn: Turn, asked: Reading, beside: Reading) -> bool:
    told = digressions.say_own_answer(turn, replace(asked, offerings=asked.offerings or beside.offerings))
    if told:
        turn.state.done.append(Done("answered", text=asked.text))
    return told
