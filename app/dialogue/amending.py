"""A message that was read back, and what the caller says to it: a word put right, something added, or all of it anew.

Decision: in doubt what was said is added. A message that says a thing twice can be read; one that lost its first half
cannot. Only words that take most of the message up again, or are about as long, stand in its place.
"""

import re

from rapidfuzz import fuzz

from app.dialogue.intent_rules import plain_words
from app.domain.business import Language

_ADDS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:auch|noch(?! (?:nicht|kein\w*|immer)\b)|außerdem|zusätzlich|dazu|ergänz\w*|hinzu\w*|ferner|übrigens)\b"
        r"|^(?:und|aber)\b"
    ),
    "en": re.compile(r"\b(?:also|too|as well|add|besides|additionally|furthermore|by the way)\b|^(?:and|but)\b"),
}
_PASS_ON: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(?:dass|sag\w*|richt\w* .*aus|ausrichten|schreib\w*|notier\w*)\b"),
    "en": re.compile(r"\b(?:tell|say|write|note|mention|pass (?:it |that )?on|that (?:i|we|he|she|they|my|our))\b"),
}
_FAREWELL = re.compile(
    r"\b(?:vielen dank|danke(?: schön| sehr)?|(?:und )?(?:noch )?(?:einen? )?schön\w* (?:tag|abend|woche\w*)|tschüss"
    r"|auf wiederhören|wiederhören|bis (?:dann|bald)|(?:have|and)(?: have)? a (?:nice|good|lovely) \w+|thank you|thanks"
    r"|good ?bye|bye(?: bye)?)\b[ ,.!]*",
    re.IGNORECASE,
)
_BUT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(?:nicht|keine?n?)\b (?P<wrong>[^,;.]+?),? sondern (?P<right>[^,;.]+)", re.IGNORECASE),
    "en": re.compile(r"\bnot\b (?P<wrong>[^,;.]+?),? but (?P<right>[^,;.]+)", re.IGNORECASE),
}
_RATHER: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"(?P<right>[^,;.]+?)(?:, nicht|,? und nicht|,? (?:an)?statt) (?P<wrong>[^,;.]+)", re.IGNORECASE),
    "en": re.compile(
        r"(?P<right>[^,;.]+?)(?:, not|,? and not|,? instead of|,? rather than) (?P<wrong>[^,;.]+)", re.IGNORECASE
    ),
}
_NOT_FIRST: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"^nicht (?P<wrong>[^,;.]+)[,;.] (?P<right>[^,;.]+)", re.IGNORECASE),
    "en": re.compile(r"^not (?P<wrong>[^,;.]+)[,;.] (?P<right>[^,;.]+)", re.IGNORECASE),
}
_ALIKE = (  # one of a kind stands for another without a "not"
    frozenset("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag".split()),
    frozenset("monday tuesday wednesday thursday friday saturday sunday".split()),
    frozenset("januar februar märz april mai juni juli august september oktober november dezember".split()),
    frozenset("january february march april may june july august september october november december".split()),
    frozenset("morgens vormittags mittags nachmittags abends".split()),
    frozenset("heute morgen übermorgen".split()),
    frozenset("today tomorrow".split()),
)
_LEAD_IN = re.compile(
    r"^(?:(?:und|aber|and|but|bitte|please|das ist|es ist|it is|it's|that is)\b[ ,]*)+", re.IGNORECASE
)

LEAST_WORDS = 3
TELLING_LETTERS = 4
TAKEN_UP = 0.5
"""Of the message's telling words: said again, the whole is meant anew."""
AS_LONG = 0.7
LONGER = 1.3
"""Times as long: taken up with an "auch" in it, it says more than the message did."""
SAME_WORD = 85


def amended(text: str, said: str, language: Language, *, agreed: bool) -> str | None:
    """The message as it should be now; None when `said` changes nothing. `said` is what came beyond the yes or no."""
    said = _FAREWELL.sub("", said).strip(" ,;.!")
    if not agreed and (mended := _mended(text, said, language)) is not None:
        return mended
    plain = plain_words(said)
    if len(plain.split()) < LEAST_WORDS + agreed:
        return None
    adds = _ADDS[language].search(plain) is not None
    if agreed:
        return _with(text, said) if adds or _PASS_ON[language].search(plain) else None
    length = len(plain.split()) / max(1, len(plain_words(text).split()))
    if (_takes_up(text, plain) and (not adds or length <= LONGER)) or (not adds and length >= AS_LONG):
        return _sentence(said)
    return _with(text, said)


def _mended(text: str, said: str, language: Language) -> str | None:
    """One word put in place of another: "nicht am Montag, sondern am Mittwoch", "Mittwoch statt Montag"."""
    for pattern in (_BUT, _NOT_FIRST, _RATHER):
        found = pattern[language].search(said)
        if found is None:
            continue
        wrong, right = found["wrong"], found["right"]
        if pattern is _RATHER:  # "ich komme am Mittwoch, nicht am Montag": as much of it as was wrong
            right = " ".join(right.split()[-len(wrong.split()) :])
        if (put := _put(text, wrong, right)) is not None:
            return put
    words = plain_words(said).split()
    for alike in _ALIKE if len(words) < LEAST_WORDS else ():
        right = [word for word in words if word in alike]
        wrong = [word for word in plain_words(text).split() if word in alike]
        if len(right) == 1 and len(wrong) == 1:
            return _put(text, wrong[0], right[0])
    return None


def _put(text: str, wrong: str, right: str) -> str | None:
    """`right` where `wrong` stands, without the words that both begin with; None when it stands nowhere, or twice."""
    old, new = wrong.split(), _LEAD_IN.sub("", right.strip()).split()
    while old and new and old[0].lower() == new[0].lower():
        old, new = old[1:], new[1:]
    if not old or not new:
        return None
    places = list(re.finditer(rf"(?<!\w){re.escape(' '.join(old))}(?!\w)", text, re.IGNORECASE))
    if len(places) != 1:
        return None
    put = " ".join(new)
    begins, ends = places[0].span()
    if text[begins].isupper():
        put = put[:1].upper() + put[1:]
    return text[:begins] + put + text[ends:]


def _takes_up(text: str, plain: str) -> bool:
    telling = [word for word in plain_words(text).split() if len(word) >= TELLING_LETTERS]
    again = [word for word in telling if any(fuzz.ratio(word, other) >= SAME_WORD for other in plain.split())]
    return bool(telling) and len(again) >= TAKEN_UP * len(telling)


def _with(text: str, more: str) -> str:
    stop = "" if text.rstrip().endswith((".", "!", "?")) else "."
    return f"{text.rstrip()}{stop} {_sentence(_LEAD_IN.sub('', more))}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
