"""Who says what is wrong with an appointment that stands, and whose it is, without a word for moving it."""

import re

from app.dialogue.reading import Reading
from app.dialogue.turn import Turn
from app.domain.customers import sounds_like
from app.domain.spoken.times.concluded import without_what_stands

_WHOSE_IT_IS = re.compile(
    r"\b(?:her|his|their|my \w+'s|our \w+'s)(?: [\w-]+){1,3}"
    r"|\b(?:my|our)(?: [\w-]+){1,2}(?='s? (?:in|on|at|first|early|late)\b| is (?:in|on|at|first|early|late)\b)"
    r"|\b(?:it's|it is|calling|ringing|phoning|this is)(?: just)? about (?:the|my|our|a|an)(?: [\w-]+){1,3}"
    r"|\b(?:ihre|ihren|ihr|seine|seinen|sein|deren)(?: \w+){1,2}|\bes geht um (?:die|den|das|meine\w*)(?: \w+){1,2}",
    re.IGNORECASE,
)
""" "Her teeth cleaning", "it's about the root canal": one that stands, where another time is wished for it."""
_ONE_MORE = re.compile(
    r"\b(?:another (?:appointment|one|\w+ing)|one more|(?:a )?second (?:one|appointment)|as well|too(?! \w)|also"
    r"|new one|noch (?:einen?|eine)|zusätzlich\w*|weitere[nrs]?|neue[nrs]?)\b",
    re.IGNORECASE,
)


async def finds_fault_with_theirs(turn: Turn, reading: Reading) -> bool:
    """ "It's for my wife, Sabine Hoffmann. Her cleaning clashes with work": a name that one of these stands under.

    Or "it's about the filling, could it be a bit later?", from a number that one was made from.
    """
    told = reading.other_time or without_what_stands(reading.text, turn.language) != reading.text
    if not told or not reading.offerings:
        return False
    named = [one[0] for one in _WHOSE_IT_IS.finditer(reading.text)]
    speaks_of_it = any(turn.comprehension.lexicon.offerings(words, turn.language) for words in named)
    if not speaks_of_it or _ONE_MORE.search(reading.text) is not None:
        return False
    return any(
        booking.slot.offering in reading.offerings
        and (reading.name is None or sounds_like(reading.name, booking.customer_name))
        for booking in await turn.desk.my_appointments()
    )
