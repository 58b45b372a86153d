"""A message or a topic in the caller's own words: taken as it was dictated, once more where it was not understood well.

Decision: what the recogniser is not sure of, or what has words that nobody has, is asked for once more in one short
sentence before anything is read back: a caller who hears nonsense objects, is asked what is wrong and says it again
anyway, three turns later. Of both hearings the better one is read back, and staff read the longer one beside it.
"""

import asyncio
import re

from app.dialogue.amending import is_addition, with_more
from app.dialogue.heard_again import SAME_MESSAGE, HeardText, likeliest, likeness
from app.dialogue.intent_rules import plain_words
from app.dialogue.lead_ins import without_lead_in
from app.dialogue.meant_words import with_meant_words
from app.dialogue.reading import Reading
from app.dialogue.state import Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.word_lore import strange_words
from app.domain.business import Language

MORE_WORDS = 4
A_NUMBER = 3
"""Digits."""
GUESSES_READ = 5
DOUBTFUL = 0.4
"""0..1: below it half of the recogniser's words are wrong."""
STRANGE_WORDS = 2
"""So many of one message that nobody has are more than a name."""
LESS_SURE = 0.15
"""So much less sure the recogniser must be of what was said anew, that what was said first stands."""

_ANNOUNCES: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"^(?:\w+ ){0,5}(?:nachricht|notiz|etwas|was)(?: \w+){0,4} (?:hinterlassen|dalassen|lassen|aufgeben|ausrichten)"
        r"(?: lassen)?(?: bitte)?$"
    ),
    "en": re.compile(
        r"^(?:\w+ ){0,6}(?:leave|take|pass on|give you)(?: \w+){0,3} (?:message|note)(?: please)?$"
        r"|^(?:\w+ ){0,4}pass something on"
    ),
}

_BEGINS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:ausrichten|nachricht|hinterlassen|weitergeben|bescheid (?:sagen|geben)|etwas sagen)\b", re.IGNORECASE
    ),
    "en": re.compile(r"\b(?:message|pass (?:something|it) on|let \w+ know|tell \w+ something)\b", re.IGNORECASE),
}
_SENTENCE = re.compile(r"(?<=[.!?:])\s+")
_TOPIC: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:wegen|bezüglich|zwecks|es geht um|geht um|weil|zu meine[rm]|über|darüber|dazu|davon)\b (?:\w+ ){1,}",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(?:about|regarding|concerning|because)\b (?:\w+ ){1,}", re.IGNORECASE),
}


def told_at_once(text: str, language: Language) -> str | None:
    """What follows on the wish to leave a message: "Könnten Sie ihm was ausrichten? Die Tabletten wirken nicht." """
    first, *more = _SENTENCE.split(text.strip())
    told = " ".join(more)
    return told if _BEGINS[language].search(first) and len(told.split()) >= MORE_WORDS else None


def topic_told(text: str, language: Language) -> str | None:
    """The wish to be called back, when it says what about: nobody is asked what they have said."""
    return text.strip() if _TOPIC[language].search(f"{plain_words(text)} ") else None


def passed_on(turn: Turn, text: str) -> str:
    """What staff are to read of it."""
    lexicon = turn.comprehension.lexicon
    return without_lead_in(text.strip(), turn.language, is_staff=lambda whom: lexicon.person(whom) is not None)


_NONE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"^(?:nein |nee |ach |danke |doch |bitte |ich (?:möchte|will|brauche) )*"
        r"(?:(?:gar |doch )?(?:keine nachricht|keinen rückruf)|nichts (?:ausrichten|weitergeben)|gar nichts"
        r"|nicht nötig)"
        r"(?: hinterlassen| bitte| danke| mehr| vielen dank)*$"
    ),
    "en": re.compile(
        r"^(?:no |nope |oh |thanks |thank you |i (?:don't|do not) (?:want|need) (?:to leave )?)*"
        r"(?:no (?:message|callback|call)|nothing|no need|not necessary|a message)"
        r"(?: needed| necessary| please| thanks| thank you| at all)*$"
    ),
}


async def answer_text(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """False for words that are no message."""
    text = reading.text.strip()
    if len(text.split()) < 2 and (reading.answer is not None or len(text) < 4):
        return False
    if announces_one(text, turn.language):
        return False
    heard = await asyncio.to_thread(_heard, turn, goal, reading)  # some 10 ms, in which other calls would stand still
    goal.hearings, goal.told = (*goal.hearings, heard), None
    goal.text = _sentence(_better(goal, turn.language).strip())
    goal.doubtful = len(goal.hearings) == 1 and is_doubtful(heard, turn.language)
    return True


def wants_none(text: str, language: Language) -> bool:
    """ "Nein, keine Nachricht": who was asked for one by mistake dictates nothing."""
    return _NONE[language].search(plain_words(text)) is not None


def announces_one(text: str, language: Language) -> bool:
    return _ANNOUNCES[language].search(plain_words(text)) is not None


def is_doubtful(heard: HeardText, language: Language) -> bool:
    return heard.confidence < DOUBTFUL or len(strange_words(heard.guesses[0], language)) >= STRANGE_WORDS


def hearings_of(goal: Goal) -> list[str]:
    """What was understood each time that it was dictated, oldest first."""
    return [heard.guesses[0] for heard in goal.hearings]


def text_by_all_hearings(goal: Goal, language: Language) -> str | None:
    """Whatever the caller said of it; None when what stands there is none of the hearings, but was put right."""
    known = {plain_words(guess) for heard in goal.hearings for guess in heard.guesses}
    if not goal.hearings or goal.text is None or plain_words(goal.text) not in known:
        return None
    return _sentence(likeliest(goal.hearings, (), lambda text: len(strange_words(text, language))).strip())


def goes_on(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """More of the message, said over the next question or in place of an answer: "und außerdem …"."""
    if goal.kind is not GoalKind.MESSAGE or goal.text is None or reading.answer or reading.name or reading.number:
        return False
    heard = turn.state.question_heard
    if heard and (reading.said_name is not None or not is_addition(reading.text, turn.language)):
        return False
    digits = turn.comprehension.phone(reading.text, turn.language, earlier="").digits
    if len(plain_words(reading.text).split()) < MORE_WORDS or len(digits) >= A_NUMBER:
        return False
    goal.text = with_more(goal.text, reading.text.strip().rstrip(".!"))
    goal.told = goal.told and goal.told.also(reading.text)
    return True


def _heard(turn: Turn, goal: Goal, reading: Reading) -> HeardText:
    lexicon = turn.comprehension.lexicon
    guesses = (passed_on(turn, guess) for guess in reading.guesses[:GUESSES_READ] or (reading.text,))
    meant = (with_meant_words(guess, turn.language, lexicon, goal.named) for guess in guesses if guess)
    return HeardText(tuple(dict.fromkeys(meant)), reading.confidence)


def _better(goal: Goal, language: Language) -> str:
    """Of several hearings; in other words and far less surely heard than before, it is the one before."""
    *earlier, last = goal.hearings
    if earlier and not goal.texts_denied and last.confidence + LESS_SURE < earlier[-1].confidence:
        before = earlier[-1].guesses[0]
        if likeness(before, last.guesses[0]) < SAME_MESSAGE:
            return before
    return likeliest(goal.hearings, goal.texts_denied, lambda text: len(strange_words(text, language)))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
