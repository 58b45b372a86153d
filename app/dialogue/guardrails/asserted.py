"""What a freely worded sentence asserts, read out of its words. Wide on purpose: what might be a claim is one.

Works clause by clause on folded words, so that a question or a denial excuses its own clause and no other: neither
"Passt das, und Ihr Termin ist gebucht?" nor "Ihr Termin ist gebucht, oder?" is a question about the booking.
"""

import re

from app.dialogue.claims import ClaimKind
from app.domain.business import Language
from app.domain.spoken.folding import words

_DE = {
    ClaimKind.BOOKED: r"erledigt|gebucht|eingebucht|eingetragen|eingeplant|eingeschrieben|reserviert|vereinbart"
    r"|vorgemerkt"
    r"|bestaetigt|festgemacht|fixiert|gesichert|buche|reserviere|bestaetige|trage .*ein|plane .*ein|schreibe .*ein"
    r"|merke .*vor|geht klar|termin\w* .*gemacht"
    r"|(steht|ist|sitzt) (\w+ )?fest|termin steht|alles klar gemacht|abgemacht|(ist|sind) (\w+ )?drin",
    ClaimKind.MOVED: r"verschoben|verlegt|umgebucht|umgelegt|geaendert|vorgezogen|verschiebe|verlege|aendere"
    r"|buche .*um|lege .*um|ziehe .*vor",
    ClaimKind.CANCELLED: r"storniert|abgesagt|gestrichen|geloescht|abgemeldet|ausgetragen|entfernt|aufgehoben"
    r"|annulliert"
    r"|gecancelt|storniere|streiche|loesche|entferne|sage .*ab|melde .*ab|trage .*aus|faellt (aus|weg)"
    r"|gibt es nicht mehr|ist weg|hinfaellig",
    ClaimKind.MESSAGE_NOTED: r"notiert|aufgenommen|weitergegeben|weitergeleitet|ausgerichtet|hinterlegt|vermerkt"
    r"|aufgeschrieben|uebermittelt|gespeichert|mitgeteilt|benachrichtigt|informiert|verstaendigt|notiere|vermerke"
    r"|informiere|benachrichtige|(gebe|leite) .*weiter|richte .*aus|schreibe .*auf|sage .*bescheid|gesendet|geschickt"
    r"|verschickt|schicke|sende|nachricht (ist|wurde|wird|liegt|kommt)",
    ClaimKind.CALLBACK_NOTED: r"(ruf\w*|klingel\w*) .*(sie|ihnen|zurueck|an)|meldet sich|melden (wir )?uns|melde mich"
    r"|(bekommen|erhalten|kriegen) .*(anruf|rueckruf)"
    r"|(wird|werden) sich .*melden|rueckruf (ist|wird|kommt|erfolgt|steht)|zurueckgerufen|(hoeren"
    r"|hoert) .*von (uns|ihm|ihr)",
    ClaimKind.WAITLISTED: r"(auf|in) (der|die|unsere\w*) wartelist\w*|vorgemerkt|nachgerueckt|ruecken? .*nach",
    ClaimKind.PUT_THROUGH: r"verbinde|verbunden|durchgestellt|stelle .*durch|leite sie .*weiter|hole .*(ans|dazu|her)"
    r"|uebergebe|(komm\w*|geht) .*ans telefon",
    ClaimKind.NOTHING_FREE: r"(nicht|nichts|kein\w*|niemand) .*(frei|verfuegbar|platz|plaetze|zeit|da)"
    r"|ausgebucht"
    r"|belegt|besetzt|ausgelastet|vergeben|(alles|ganz|komplett) voll|keine\w* (freien? )?termine?\b|im urlaub|abwesend"
    r"|verhindert|krank",
    ClaimKind.FREE: r"frei(e|en|er|es)?|verfuegbar\w*|platz|plaetze|luecken?|anbieten|biete|haette ich"
    r"|habe ich .*(uhr|termin|zeit)"
    r"|kommen sie|koennen sie .*kommen|(passt|geht) (es |das )?(bei uns|uns|am|um)|nehme ich sie"
    r"|haben wir .*(termin|zeit)",
    ClaimKind.HAS_APPOINTMENT: r"(ihr|der|naechster|ihren|unser) (\w+ )?termin (ist|war|waere|findet|liegt"
    r"|beginnt|lautet|faellt|hat)"
    r"|(sie haben|haben sie) (\w+ ){0,5}termine?|sie (sind|waeren|kommen) (\w+ ){0,4}(dran|an der reihe)|es bleibt bei",
    ClaimKind.NO_APPOINTMENT: r"kein\w* (\w+ )?termin\w* (gefunden|von|unter|fuer|im|mehr|bei)|(finde|sehe"
    r"|habe) .*kein\w* .*termin\w*"
    r"|nicht (gefunden|im system|im kalender|eingetragen)",
    ClaimKind.KNOWLEDGE: r"kost\w*|preis\w*|euro|cent|gebuehr\w*|gratis|umsonst|rabatt|verguenstig\w*"
    r"|guenstig\w*|teuer\w*|zahl\w*"
    r"|bezahl\w*|uebernimmt|uebernehmen|erstatt\w*|krankenkasse|kasse|versicherung\w*|rechnung\w*|geoeffnet|geschlossen"
    r"|oeffnungszeit\w*|oeffn\w*|schliess\w*|offen|sprechstunde\w*|sprechzeit\w*|auf haben|zu haben|adresse|strasse"
    r"|hausnummer|dauer\w*|minuten?|stunden?|parkpl\w*|aufzug|barrierefrei\w*|haltestelle|bahn|spezialis\w*|erfahren\w*"
    r"|garant\w*|qualifi\w*",
}
_EN = {
    ClaimKind.BOOKED: r"(all|is|it's|that's) done|booked|booking you|reserved|scheduled|confirmed"
    r"|confirm(ing)? (it|that|your)|arranged"
    r"|secured|pencilled"
    r"|penciled|entered|signed up|put you (down|in)|i('ll| will) (book|reserve|schedule)|all set|you are in|you're in"
    r"|it's a date|locked in|good to go|i('ve| have)? made|appointment (still )?stands",
    ClaimKind.MOVED: r"updated|changes? (went|is|was|has|have|were)"
    r"|moved|rescheduled|changed|shifted|postponed|brought forward|moving (it|your)|i('ll"
    r"| will) (move|change|reschedule)",
    ClaimKind.CANCELLED: r"cancelled|canceled|deleted|removed|called off|dropped|annulled|cancelling|canceling|struck"
    r"|i('ll| will) (cancel|delete|remove)|no longer (exists|there|in|need to come|have to come)|is gone",
    ClaimKind.MESSAGE_NOTED: r"noted|passed (it |that |this )?on|written (it |that )?down|forwarded|recorded"
    r"|saved|informed|notified"
    r"|told (the|dr|doctor|them|him|her)|taken (it |that )?down|i('ll| will) (pass|tell|note|inform|notify"
    r"|let (them|him|her|the))"
    r"|sent|sending|left (a|your) (message|note)|receive (\w+ ){0,2}(confirmation|text|message)",
    ClaimKind.CALLBACK_NOTED: r"(will|'ll|to|going to|gonna) (\w+ ){0,3}(call|ring|phone|contact) (you|back)"
    r"|call(s|ing)? you back|(get|receive|expect) (\w+ ){0,2}(call|ring)"
    r"|(will|'ll) (\w+ ){0,2}(get back|be in touch|get in touch)|hear from (us|him|her|them)|callback is",
    ClaimKind.WAITLISTED: r"(on|to) (the|our|a) (waiting list|wait list|waitlist|list)|waitlisted",
    ClaimKind.PUT_THROUGH: r"(putting|put|transferring|transferred|connecting|connected|patching) (you|your)"
    r"|connected now"
    r"|i('ll| will) (put|transfer|connect)|hand(ing)? you over",
    ClaimKind.NOTHING_FREE: r"(not|nothing|no one|nobody|none|no) (\w+ ){0,3}(free|available|open|slots?"
    r"|appointments?|left|time)|fully booked"
    r"|booked out|booked up|taken|unavailable|full|on (holiday|vacation|leave)|away|sick",
    ClaimKind.FREE: r"free|available|availability|openings?|slots?|(can|could) (offer|fit|squeeze|see you|do)"
    r"|come (in |by )?(at|on)|i have (\w+ ){0,4}(at|on|o'clock|am|pm)"
    r"|we have (\w+ ){0,4}(at|on|time)|works (for us|on our)",
    ClaimKind.HAS_APPOINTMENT: r"(your|the|next) (\w+ )?appointment (is|was|will|would|starts|begins|has)"
    r"|you (have|'ve got|are|'re) (\w+ ){0,5}(appointment|due|booked)"
    r"|you have (an|one|two|three|several)",
    ClaimKind.NO_APPOINTMENT: r"(no|any) (\w+ ){0,2}appointments? (found|for|under|with|on|in)|(can't|cannot"
    r"|couldn't|don't) (\w+ ){0,2}(find|see|have) (\w+ ){0,3}appointment"
    r"|not in (the|our) (system|calendar|book)",
    ClaimKind.KNOWLEDGE: r"costs?|prices?|euros?|cents?|pounds?|dollars?|fees?|free of charge|no charge"
    r"|discount\w*|cheap\w*|expensive|pay\w*|refund\w*"
    r"|covers?|covered|insurance\w*|invoice\w*|bills?|opening (hours|times)|office hours|opens?|closes?|closed"
    r"|we('re| are) open|address"
    r"|street|minutes?|hours?|takes about|lasts?|parking|lift|elevator|accessible|station|train|speciali[sz]\w*"
    r"|experience\w*"
    r"|guarantee\w*|qualified",
}
_PATTERNS: dict[Language, dict[ClaimKind, re.Pattern[str]]] = {
    "de": {kind: re.compile(rf"\b(?:{pattern})\b") for kind, pattern in _DE.items()},
    "en": {kind: re.compile(rf"\b(?:{pattern})\b") for kind, pattern in _EN.items()},
}
_ASKS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"^(?:(?:gern|gerne|ja|gut|und|oder|also|dann|aber|okay|alles klar|entschuldigung|in ordnung) )*"
        r"(?:wer|wie|was|wo|wann|welche\w*|warum|wieso|woher|wohin|worum|womit|wofuer|wozu|ob|bei wem|zu wem"
        r"|mit wem|auf welchen"
        r"|unter welche\w|an welche\w|um welche\w|fuer w\w+|kann|koenn\w+|darf|duerf\w+|soll\w*|moechte\w*"
        r"|woll\w+|wuerd\w+|haette\w*"
        r"|habe?n?|ist|sind|war\w*|waere\w*|geht|ginge|passt|gibt|brauch\w+|mein\w+ sie|sagen sie|nennen"
        r"|verraten|stimmt|suchen|reicht)\b"
    ),
    "en": re.compile(
        r"^(?:(?:sure|yes|okay|ok|right|and|or|so|then|but|of course|sorry|certainly|great) )*"
        r"(?:who|how|what|where|when|which|why|whether|if|can|could|may|might|shall|should|would|will|do|does"
        r"|did|is|are|was|were|have"
        r"|has|am|at what|on which|for w\w+|under which|with whom)\b"
    ),
}
_LOOKS_FOR: dict[Language, re.Pattern[str]] = {  # "ich schaue, was frei ist": clauses that ask without a question mark
    "de": re.compile(r"^(?:was|ob|wann|welche\w*|wer|wie|bei wem)\b"),
    "en": re.compile(r"^(?:what|whether|if|when|which|who)\b"),
}
_DENIES: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(?:noch nicht|noch nichts|noch kein\w*)\b"),
    "en": re.compile(
        r"\b(?:not yet|not \w+ yet|nothing yet|nothing (?:is|has been) \w+ yet|(?:has|have)(?:n't| not) \w+ \w* ?yet)\b"
    ),
}
SHORT_QUESTION = 4  # words: "am Dienstag also?" has no verb to begin with
_CLAUSE = re.compile(
    r"[,;:–—!]|\s-\s|(?<=\w)[.?]\s|\b(?:und|oder|aber|denn|weil|dass|and|or|but|because|that|so)\b", re.IGNORECASE
)
_DENIABLE = frozenset(
    {
        ClaimKind.BOOKED,
        ClaimKind.MOVED,
        ClaimKind.CANCELLED,
        ClaimKind.MESSAGE_NOTED,
        ClaimKind.CALLBACK_NOTED,
        ClaimKind.PUT_THROUGH,
    }
)


def is_question(text: str, language: Language) -> bool:
    """It asks throughout: a question mark, and a first clause that opens like a question."""
    if not text.rstrip().endswith("?"):
        return False
    return len(text.split()) <= SHORT_QUESTION or any(_ASKS[language].search(clause) for clause in clauses(text))


def asserted(text: str, language: Language) -> frozenset[ClaimKind]:
    """Every kind of claim that some clause of the sentence makes, outside of questions and of denials that are true."""
    question = text.rstrip().endswith("?")
    kinds: set[ClaimKind] = set()
    for clause in clauses(text):
        if question and _ASKS[language].search(clause):
            continue
        if _LOOKS_FOR[language].search(clause):
            continue
        found = {kind for kind, pattern in _PATTERNS[language].items() if pattern.search(clause)}
        if _DENIES[language].search(clause):
            found -= _DENIABLE
        kinds |= found
    if ClaimKind.NOTHING_FREE in kinds:
        kinds.discard(ClaimKind.FREE)
    return frozenset(kinds)


def clauses(text: str) -> list[str]:
    """Folded words of each clause."""
    return [folded for part in _CLAUSE.split(text) if part and (folded := " ".join(words(part)))]
