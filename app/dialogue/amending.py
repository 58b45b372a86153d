"""A message that was read back, and what the caller says to it: a word put right, something added, or all of it anew.

Decision: in doubt what was said is added. A message that says a thing twice can be read; one that lost its first half
cannot. Only words that take most of the message up again, or are about as long, stand in its place.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from app.dialogue.intent_rules import plain_words
from app.dialogue.word_lore import strange_words
from app.domain.business import Language
from app.domain.spoken.sounds_alike import likeness

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
_SAID: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"^(?:ich (?:sagte|sage|meinte|meine|habe(?: \w+)? gesagt|hab gesagt)|es heißt|gemeint (?:ist|war)|sondern)\b"
        r"[ ,:]*(?P<right>.+)$",
        re.IGNORECASE,
    ),
    "en": re.compile(r"^(?:i (?:said|say|meant|mean)|it should be|it says)\b[ ,:]*(?P<right>.+)$", re.IGNORECASE),
}
_NO = re.compile(r"^(?:nein|nee|nö|no|nope)\b[ ,.!]*", re.IGNORECASE)
_ALIKE = (  # one of a kind stands for another without a "not"
    frozenset("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag".split()),
    frozenset("monday tuesday wednesday thursday friday saturday sunday".split()),
    frozenset("januar februar märz april mai juni juli august september oktober november dezember".split()),
    frozenset("january february march april may june july august september october november december".split()),
    frozenset("morgens vormittags mittags nachmittags abends".split()),
    frozenset("heute morgen übermorgen".split()),
    frozenset("today tomorrow".split()),
)
_DENIES = frozenset("nicht falsch richtig so nee nein not wrong right no nope message nachricht text".split())
"""Said alone these are no words of the message."""
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
A_FEW_WORDS = 4
LARGE_LETTERS = 5
MISHEARD_AS = 0.45
MISHEARD_ALONE = 0.6
"""0..1: how like the wrong word the right one has to sound, said with "ich sagte …" and alone."""


def amended(text: str, said: str, language: Language, *, agreed: bool) -> str | None:
    """The message as it should be now; None when `said` changes nothing. `said` is what came beyond the yes or no."""
    said = _FAREWELL.sub("", said).strip(" ,;.!")
    if not agreed and names_a_word(said, language):
        return said_again(text, (said,), language)
    if not agreed and (mended := _mended(text, said, language)) is not None:
        return mended
    plain = plain_words(said)
    if len(plain.split()) < LEAST_WORDS + agreed:
        return None
    adds = is_addition(said, language)
    if agreed:
        return with_more(text, said) if adds or _PASS_ON[language].search(plain) else None
    length = len(plain.split()) / max(1, len(plain_words(text).split()))
    if (_takes_up(text, plain) and (not adds or length <= LONGER)) or (not adds and length >= AS_LONG):
        return _sentence(said)
    return with_more(text, said)


def said_again(text: str, guesses: Sequence[str], language: Language) -> str | None:
    """The message with the word of "nein, ich sagte …" in it; None when it is none of the guesses' words, or there."""
    for guess in guesses:
        found = _SAID[language].search(_NO.sub("", guess.strip(" .!?")))
        if found is not None and (put := _by_sound(text, found["right"], MISHEARD_AS, language)) is not None:
            return put
    return None


def words_named(guesses: Sequence[str], language: Language) -> tuple[str, ...]:
    """What may have been said with "ich sagte …", likeliest first."""
    found = (_SAID[language].search(_NO.sub("", guess.strip(" .!?"))) for guess in guesses)
    named = (_bare(one["right"]) for one in found if one is not None and len(one["right"].split()) <= A_FEW_WORDS)
    return tuple(dict.fromkeys(named))


def names_a_word(said: str, language: Language) -> bool:
    """ "Ich sagte …", and a few words: which of the message's words they stand for is all they say."""
    found = _SAID[language].search(_NO.sub("", said.strip(" .!?")))
    return found is not None and len(found["right"].split()) <= A_FEW_WORDS


def is_addition(said: str, language: Language) -> bool:
    """ "Und außerdem …": more, and nothing in the place of what was said."""
    return _ADDS[language].search(plain_words(said)) is not None


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
    alone = 0 < len(words) < LEAST_WORDS and not _DENIES.intersection(words)
    return _by_sound(text, said, MISHEARD_ALONE, language) if alone else None


def _by_sound(text: str, right: str, least: float, language: Language) -> str | None:
    """A few words put in place of those that they were misheard as: "Winterreifen" for "hinterlassen".

    Words that nobody has are the likeliest to be wrong; small ones ("noch" for "Koch") were heard right.
    """
    count = len(right.split())
    pieces = text.split()
    spans = [
        (start, start + length)
        for length in range(max(1, count - 1), count + 2)
        for start in range(len(pieces) - length + 1)
    ]
    if count > A_FEW_WORDS:
        return None
    strange = set(strange_words(text, language))
    doubted = [span for span in spans if any(_bare(piece) in strange for piece in pieces[slice(*span)])]
    large = [(start, end) for start, end in spans if end - start > 1 or len(_bare(pieces[start])) >= LARGE_LETTERS]
    for among in (doubted, large):
        likeliest = max(among, key=lambda span: likeness(" ".join(pieces[slice(*span)]), right), default=None)
        wrong = _bare(" ".join(pieces[slice(*likeliest)])) if likeliest is not None else ""
        if least <= likeness(wrong, right) < 1:
            return _put(text, wrong, _bare(right))
    return None


def _bare(words: str) -> str:
    return words.strip(" ,;.!?")


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
    if text[begins].isupper() and (not begins or len(new) == 1):
        put = put[:1].upper() + put[1:]
    return text[:begins] + put + text[ends:]


def _takes_up(text: str, plain: str) -> bool:
    telling = [word for word in plain_words(text).split() if len(word) >= TELLING_LETTERS]
    again = [word for word in telling if any(fuzz.ratio(word, other) >= SAME_WORD for other in plain.split())]
    return bool(telling) and len(again) >= TAKEN_UP * len(telling)


def with_more(text: str, more: str) -> str:
    stop = "" if text.rstrip().endswith((".", "!", "?")) else "."
    return f"{text.rstrip()}{stop} {_sentence(_LEAD_IN.sub('', more))}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
