"""Statements of a document that are never told to a caller: orders to an assistant, and claims about this very call.

A quotation of an order does nothing, but it is no answer either; a document cannot know that an appointment is booked.
"""

import re

_UNFIT = re.compile(
    r"\b(ignorier\w*|vergiss|vergesst|missachte\w*|übergeh\w*|überschreib\w*)\b.{0,60}\b(anweisung|regel|vorgabe|instruktion"
    r"|prompt|alles)|\bsystem-?\s?(prompt|nachricht|anweisung|message)|\bdu bist (jetzt|nun|ab sofort|ein)\b"
    r"|\b(antworte|erwidere|behaupte|sprich|sage?|erzähle?|teile?) (immer|stets|nur|auf jede|dem anrufer|der anruferin"
    r"|den anrufern|allen|jedem|anrufern|kunden|patienten)\b|\bals (ki|assistent\w*|sprachmodell|chatbot)\b"
    r"|\bbestätige (die|den|das|alle|jede)\w*\b|\b(der anrufer|die anruferin|the caller) (hat|has) .{0,40}\b(zugestimmt"
    r"|agreed|consented)\b"
    r"|\b(ignore|disregard|forget|override)\b.{0,60}\b(instruction|rule|prompt|above|previous|everything)"
    r"|\byou are (now|an? (ai|assistant|language model|chatbot))\b|\b(always|only) (answer|reply|respond|say)\b"
    r"|\b(tell|inform) (the|every|all|each) (caller|customer|patient|user)s?\b|\bas an (ai|assistant)\b|</?\w+>"
    r"|\{\{|\[inst"
    r"|\b(ihr|dein|euer|der) (\w+ )?termin (ist|wurde|wird|steht) (hiermit |jetzt |nun |soeben )?(gebucht|storniert"
    r"|abgesagt|verschoben|bestätigt|eingetragen|fest|frei)\b|\byour (\w+ )?appointment (is|has been|was) "
    r"(now |hereby )?(booked|cancell?ed|moved|confirmed)\b|\bich (buche|storniere|verbinde|überweise|stelle sie)\b"
    r"|\bi (have|will|am) (booked?|cancel\w*|transfer\w*|put\w* you)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_fit(text: str) -> bool:
    return _UNFIT.search(text) is None
