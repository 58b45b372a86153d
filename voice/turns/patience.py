"""How long a silence must last before the caller's turn is over, judged from the words so far and the question asked.

Decision: the likelier it is that the caller goes on (`completeness`), the longer they are waited for: a whole answer
ends almost at once, a dangling phrase ("am Dienstag um") outlasts any pause for thought. Inside numbers the digits so
far decide. Alternatives: a fixed timeout (cuts 8 of 8 mid-sentence pauses or is slow), rules on the first guess alone
(cut 3 of 8, and one misheard word costs 1.5 s). Consequence: the recogniser must deliver text at the first short pause.
`python -m tests.bench.patience` prints the trade: how many are cut off, and how long those wait who have finished.
"""

import re
from dataclasses import replace

from voice.contract import Expectation
from voice.turns.completeness import SoFar, chance_of_more, digits_in, ends_in_digits, is_answer, words_of

QUICK_MS = 320  # the turn is over as far as one can tell
SETTLED_MS = 480
OPEN_MS = 832  # the longest wait that still answers within a second
DIGITS_MS = 1216  # inside a telephone number or while spelling
DANGLING_MS = 1216  # as likely as not they go on; few pauses in mid-sentence are longer
DICTATED_MS = 928  # between the sentences of a message; more would not be answered within a second
LONGEST_MS = 1600  # nobody waits longer for a machine, whatever the words
AHEAD_MS = QUICK_MS  # from here on the answer is thought of while the caller is still waited for

_BY_CHANCE = ((0.16, QUICK_MS), (0.45, OPEN_MS))  # what lies between these waits spares hardly a pause
_A_NUMBER = 4  # digits at the end of a sentence that nobody asked for
_WHOLE_NUMBER = 10
_LONG_NUMBER = 12
_A_SENTENCE = 4  # words from which on something was dictated
_STARTS_NATIONAL = re.compile(r"\D*(0|\+|null|zero|oh|o\b|plus)", re.IGNORECASE)


def patience_ms(so_far: SoFar) -> int:
    """Silence, in ms, after which the text counts as the caller's whole turn."""
    if so_far.expects in (Expectation.NUMBER, Expectation.SPELLING):
        return _while_spelling(so_far)
    if so_far.expects is Expectation.MESSAGE:
        return _while_dictating(so_far)
    digits = digits_in(so_far.text, so_far.language)
    if digits >= _A_NUMBER and ends_in_digits(so_far.text, so_far.language):
        return _inside_a_number(so_far.text, digits)
    chance = chance_of_more(so_far)
    return next((ms for upto, ms in _BY_CHANCE if chance < upto), DANGLING_MS)


def thinks_ahead(expects: Expectation) -> bool:
    """May the answer be thought of before patience is over, at the risk of having to forget it?

    Not to a yes or no: it may book, and what was booked cannot be forgotten.
    """
    return expects is not Expectation.YES_NO


def _while_spelling(so_far: SoFar) -> int:
    text, language = so_far.text, so_far.language
    if is_answer(text, language) or text.rstrip().endswith("?"):
        return SETTLED_MS
    if so_far.expects is Expectation.SPELLING:
        return OPEN_MS + 200
    return _inside_a_number(text, digits_in(text, language)) if words_of(text) else DIGITS_MS


def _while_dictating(so_far: SoFar) -> int:
    """A whole sentence may be the first of several; "die Nachricht" and a yes or no are no dictation yet."""
    as_open = patience_ms(replace(so_far, expects=Expectation.OPEN))
    brief = len(words_of(so_far.text)) < _A_SENTENCE
    return as_open if brief else max(DICTATED_MS, as_open)


def _inside_a_number(text: str, digits: int) -> int:
    if _STARTS_NATIONAL.match(text) is None:
        return DIGITS_MS
    if digits >= _LONG_NUMBER:
        return SETTLED_MS
    return OPEN_MS if digits >= _WHOLE_NUMBER else DIGITS_MS
