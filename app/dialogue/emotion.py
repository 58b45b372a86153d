"""A first reading of the caller's mood from words alone: enough to apologise, and to fetch a person when it builds."""

import re

from app.dialogue.intent_rules import plain_words
from app.domain.business import Language

CALM, ANNOYED, ANGRY, DISTRESSED = "calm", "annoyed", "angry", "distressed"
LEVEL = {CALM: 0.0, DISTRESSED: 0.0, ANNOYED: 0.5, ANGRY: 1.0}
KEPT = 0.5  # how much of the anger is left one turn later
ESCALATE_AT = 1.4  # two angry turns in a row, or anger that builds; never one loud word

_ANGRY = {
    "de": re.compile(
        r"\b(schei(ß|ss)\w*|arsch\w*|verarsch\w*|idiot\w*|verdammt\w*|unverschämt\w*|frechheit"
        r"|sauerei|saftladen|unfähig\w*|zumutung|anwalt|anzeigen|verklag\w*"
        r"|reicht'?s? (mir|jetzt)|jetzt reicht|das letzte|halt die klappe|drecks\w*"
        r"|blöde\w* (maschine|computer|kiste)|stinksauer|wütend|schnauze voll)\b"
    ),
    "en": re.compile(
        r"\b(fuck\w*|shit\w*|damn\w*|bloody (hell|machine)|idiots?|stupid (machine|computer"
        r"|thing)|outrageous|unacceptable|disgusting|incompetent|useless|lawyer|sue you"
        r"|had enough|fed up|furious|ridiculous|shut up|bullshit)\b"
    ),
}
_ANNOYED = {
    "de": re.compile(
        r"\b(zum dritten mal|schon wieder|hab(e)? ich (doch )?(schon|gerade|eben) gesagt"
        r"|sagte ich (doch|schon)|beschwer\w*|ärger\w*|genervt|nervt|unmöglich"
        r"|hören sie (mir )?(überhaupt|nicht|mal) zu"
        r"|das kann doch nicht|nicht ihr ernst|unzufrieden|enttäuscht|verstehen sie mich nicht|mein gott)\b"
    ),
    "en": re.compile(
        r"\b(third time|again and again|i (already|just) (said|told you)|as i said|complain\w*"
        r"|annoy\w*|not listening|are you listening|kidding|you can't be serious|unhappy"
        r"|disappointed"
        r"|for god's sake|don't you understand)\b"
    ),
}
_DISTRESSED = {
    "de": re.compile(
        r"\b(verzweifelt|ich weiß nicht mehr weiter|halte? (es|das|die schmerzen) (nicht"
        r"|kaum)( mehr)? aus|unerträglich\w*|weine\w*|angst|hilfe|schlimme\w* schmerzen)\b"
    ),
    "en": re.compile(
        r"\b(desperate|can't (take|stand|bear) (it|this|the pain)|unbearable|crying|scared|afraid"
        r"|terrible pain|help me)\b"
    ),
}


def emotion(text: str, language: Language) -> str:
    said = plain_words(text)
    for label, patterns in ((ANGRY, _ANGRY), (DISTRESSED, _DISTRESSED), (ANNOYED, _ANNOYED)):
        if patterns[language].search(said):
            return label
    return CALM
