"""Words for what is to happen to an appointment that stands: moved, cancelled, or only asked about."""

import re

from app.dialogue.spoken_words import plain_words
from app.domain.business import Language

_VISIT = (
    r"(appointment|booking|slot|place|spot|reservation|visit|check up|checkup|cleaning|filling|treatment"
    r"|consultation|exam)"
)
_THEIRS_DE = (
    r"(\w+ )?\w*(termin|behandlung|reinigung|kontrolle|untersuchung|füllung|beratung|besprechung|inspektion|sitzung"
    r"|haarschnitt|massage|prophylaxe)"
)
_CHANGES: dict[str, dict[str, re.Pattern[str]]] = {
    "de": {
        "move": re.compile(
            r"\b(verschieben|verlegen|umlegen|umbuchen|vorverlegen|verschoben werden|verlegt werden)\b"
            r"|\b(nach|weiter) (hinten|vorne?) (schieben|legen|ziehen|rücken)\b"
            r"|\b\w*termin (\w+ ){0,3}(vorziehen|vorverlegen|schieben)\b"
            r"|\b(meine?n?|unsere?n?) \w+ (\w+ ){0,5}(vorziehe|vorverlege|verschiebe|verlege|umlege|vorziehen)n?$"
            r"|\bmit (der|dem|meiner|meinem|unserer|unserem) \w+ (\w+ ){0,2}(auf|in) (\w+ ){1,5}"
            r"(ausweichen?|rutschen?|wechseln|umziehen|rüberrutschen)$"
            rf"|\b(mein|unser)e? {_THEIRS_DE} (\w+ ){{0,2}}(müsste|muss|sollte|soll|dürfte) (\w+ ){{0,3}}"
            r"(nach|weiter) (hinten|vorne?)\b"
        ),
        "cancel": re.compile(
            r"\b(absagen|abzusagen|storno|stornieren|canceln|auszutragen|aussetzen"
            r"|(abgesagt|storniert|gestrichen) werden)\b"
            r"|\b(sage|sag|sagen|sagt) ([\w']+ ){1,6}ab( bitte)?$|\babsage (erteilen|machen|durchgeben)\b"
            r"|\b(trag|nehm|streich|werf)\w* (sie )?(mich|uns) (\w+ ){0,4}(aus|raus|heraus|von der liste|wieder \w+)\b"
            r"|\bnehmen sie (bitte )?(den|meinen|unseren) (\w*termin )?(bitte )?(doch )?wieder \w+$"
            r"|\b\w*termin\b.*\b(raus|heraus|weg|zurück)(zu)?nehmen\b|\b(mich|uns|ihn|meine\w? \w+)"
            r" (\w+ ){0,2}(austragen|ausbuchen)$"
            r"|\b(mich|uns) (\w+ ){0,6}((raus|heraus)nehmen|streichen)$"
            r"|\bstreich\w* (sie )?(bitte )?(mich|uns|ihn|den|meinen|unseren)\b|^(\w+ ){0,2}streichen( bitte)?$"
            r"|\b\w*termin\b.*\b(streichen|löschen|freigeben|weitergeben|loswerden|zurückziehen|anderweitig"
            r"|rückgängig)\b"
            r"|\b(termin|platz)\b.*\b(vergeben|jemand\w* ander\w* (geben|überlassen))\b"
            r"|\bvon \w+ \w*termin (zurück|ab)\w*$"
            r"|\b(termin|kontrolle|behandlung)\b.*\b(ausfallen|sausen|platzen|verfallen) lassen\b"
            r"|\b(den|der|die) (\w+ )?(soll|kann|muss|darf) (\w+ )?weg$"
        ),
    },
    "en": {
        "move": re.compile(
            r"\b(move|reschedule|postpone|rebook) (it|my|our|the|that|this|mine)\b|^(\w+ ){0,3}(reschedule|postpone)$"
            rf"|\b(shift|swap|switch|rearrange|alter|delay|defer|put off) (my|our|the|that) (\w+ )?{_VISIT}\b"
            r"|\b(have|need|want|got|gotta|must|like|has) (\w+ )?(reschedule|postpone|rebook|rearrange)\b"
            rf"|\b{_VISIT} (\w+ )?(has to|must|needs to|should|will|could) be (\w+ ){{0,3}}"
            r"(moved|rescheduled|postponed|put back|brought forward|shifted|(one|a|two) (weeks?|days?"
            r"|hours?) (later|earlier)"
            r"|on another day)\b"
            r"|\b(push|shift|put|bring|pushing|shifting|putting|bringing|moving) (it|my|our|the)\b.*\b(back|forward)\b"
            r"|\b(put|call) (it|(my|our|the) (\w+ )?\w+) off (to|till|until) "
            r"|\b(push|shift|put|bring|move|pull) (back|forward) (it|my|our|the)\b"
            r"|\bchange (my|our|the) (appointment|booking)\b|\b(it|appointment|booking) (moved|rescheduled|postponed)\b"
        ),
        "cancel": re.compile(
            r"\bcancel (it|my|our|the|that|this|mine)\b|\b(it|appointment|booking) (cancelled|canceled)\b"
            r"|\b(have|need|want|wanted|like|got|gotta|must|wish|ask\w*) (you )?(to )?cancel\b"
            r"|\b(just|only|please) cancel$|^cancel( please)?$"
            r"|\b(take|strike|cross|scratch|knock) (me|us|my name|our names|my \w+) (out|off)\b"
            rf"|\bcall off (my|our|the) (\w+ )?{_VISIT}\b|\bcall (it|my \w+) off\b(?! (to|till|until) )"
            rf"|\b(scrap|delete|annul|withdraw|drop|remove|renounce|rid of|release|free up|give up|undo|cross)"
            rf" (my|our|the|that|this) (\w+ ){{0,2}}{_VISIT}\b"
            r"|\bgive (my|our|the) (slot|place|spot|appointment|time) (to|away)\b"
            r"|\b(let|give) (somebody|someone) else (have )?(it|the slot|my slot|the place)\b"
            rf"|\b(pull|pulling|back|backing) out of (my|our|the) (\w+ )?{_VISIT}\b|\bi'm cancelling\b"
        ),
    },
}
"""Verbs for what happens to an appointment that stands, whatever treatment and day are named with it."""

_CHANGES_UNDENIED: dict[str, dict[str, re.Pattern[str]]] = {
    "de": {
        "move": re.compile(
            r"\b(selben|gleichen) tag wie (bisher|vorher|jetzt|der alte|geplant|eingetragen)\b"
            r"|\bmein\w* \w*termin\b.*\b(zu (früh|spät)|am (selben|gleichen) tag"
            r"|(ein|eine|zwei) (tage?|wochen?|stunden?) (später|früher|danach|davor|vorher|nach hinten|nach vorne?)"
            r"|auf (den|einen|eine|die) (ander\w+|\w+tag\w*))\b"
            r"|\b(selben|gleichen) tag\b.*\bmein\w* \w*termin\b"
            r"|\b(statt|anstelle|anstatt) mein\w+ \w*termin\w*\b|\bfür mein\w+ \w*termin eine andere (uhrzeit|zeit)\b"
            r"|\b(früher|später|eher|anders) (\w+ ){0,4}als (aus|ab)gemacht\b"
            r"|\b(früher|später|eher|anders) (\w+ ){0,4}als (geplant|vereinbart|eingetragen|bisher)\b"
            r"|\b(bei ihnen|schon|bereits) (eine|einen) \w+\b.*\b(selben|gleichen) tag"
            r" (früher|später|vor|nach|schon|erst)\b"
        ),
        "cancel": re.compile(
            r"\b(den|ihn|termin) (brauche?|benötige|will|möchte) ich (\w+ ){0,2}nicht( mehr| haben)?$"
            r"|\b(den|ihn|termin) (brauche?|benötige|will|möchte) ich (\w+ ){0,2}nicht\b"
            r"(?! (so|erst|am|um|in|vor|nach)\b)"
            r"|\b(brauche?|benötige|wollen|will|möchte|brauchen|möchten) (\w+ ){0,3}\w*termin\b( \w+){0,4} "
            r"(doch nicht|nicht mehr)( haben| wahrnehmen)?$"
            r"|\b(die|den|das|meine[nm]?) \w+ (brauche?|benötige) ich (\w+ ){0,2}nicht mehr$"
            r"|\bdas mit (dem|der|meinem|meiner|unserem|unserer) \w+ (\w+ ){0,4}(wird|klappt) (\w+ ){0,2}(nichts|nix"
            r"|nicht)\b"
            rf"|\b(mein|unser)e? {_THEIRS_DE}( bei (ihnen|euch)|( am)? \w+)? (fällt|fallen) (\w+ ){{0,3}}"
            r"(aus|weg|flach|ins wasser)$"
            r"|\bmit (dem|der|meinem|meiner|unserem|unserer) \w+ wird (das|es|'s) (\w+ ){0,2}(nichts|nix)\b"
            r"|\b(mein|der) (\w+ )?\w*termin\b.*\b(hat sich erledigt|fällt (aus|ins wasser|flach)|ist hinfällig)\b"
        ),
    },
    "en": {
        "cancel": re.compile(
            rf"\b(won't|don't|no longer|do not|not) (\w+ )?(be )?(need|needing|want|require) (my|the|this|that"
            rf"|our) (\w+ )?{_VISIT}"
            r"\b(?! (to|in|on|at|until|before|for)\b)|\b(don't|do not|no longer|won't) (\w+ )?need the one\b"
            rf"|\b(not|won't|can't) (\w+ ){{0,3}}(keep|coming to|attend) (my|the|our) (\w+ )?{_VISIT}\b"
        ),
    },
}
"""The same in words that need no verb for it, or that deny already."""

_INSTEAD = {
    "de": re.compile(
        r"(?<!k)\b(einen?|nen?) (neue|andere|früher|später)\w*\b(?! (auto|wagen|fahrzeug|job|zahnarzt|arzt|praxis)\b)"
        r"|\bersatz|\bverschieb|\bverleg|\bstattdessen\b"
    ),
    "en": re.compile(r"\b(instead|another|different|other (day|time)|later|earlier|reschedul|rather|move)\b"),
}
_DENIED = {
    "de": re.compile(r"\b(nicht|nichts|kein\w*|statt|anstatt)\b(?! mehr\b)"),
    "en": re.compile(r"\b(not|don't|no|won't|never)\b"),
}
_NOT_A_WISH = {
    "de": re.compile(r"\b(man|bis wann|wie (oft|lange|kurzfristig)|kost\w+|online|falls|wenn ich)\b"),
    "en": re.compile(r"\b(how (late|often|long)|cost|charge|fee|online|if i|what if|until when)\b"),
}
_ASKED_ABOUT = {
    "de": re.compile(
        r"\b(bis wann|ab wann|wie (lange vorher|kurzfristig|oft|spät)|was (passiert|ist) wenn|kostet (es|das|was|etwas)"
        r"|etwas (zahlen|kosten)|muss ich (\w+ ){0,2}(zahlen|bezahlen))\b"
    ),
    "en": re.compile(
        r"\b(until when|how (late|long before)|what (happens )?if|does it cost|is there a (fee|charge))\b"
    ),
}
_A_WISH = re.compile(
    r"\b(?:\w+tags?|\w*mittwochs?|sonnabend|morgen|übermorgen|heute|\w*woche|monat|uhr|später|früher|eher|erst|lieber"
    r"|sondern|neuen?|könnte|können|geht|ginge|monday|\w+day|tomorrow|today|week|month|later|earlier|could|can)\b"
)
_CLAUSE_ENDS = re.compile(r"[.,;:!?]+(?=\s|$)|\b(?:und|aber|sondern|and|but)\b")
_DEPENDS = re.compile(r"^(dass|damit|um .*\w*zu\w+en$|to\b|that\b)")


def change_of_appointment(text: str, language: Language) -> str | None:
    """What is to happen to an appointment that stands; "question" when it is only asked about."""
    words, clauses = plain_words(text), _wished_clauses(text)
    wished = {
        change
        for clause in clauses
        for change, pattern in _CHANGES[language].items()
        if pattern.search(clause) and not _DENIED[language].search(clause)
    }
    instead = _INSTEAD.get(language)
    for change, pattern in _CHANGES_UNDENIED[language].items():
        if change != "move" and instead is not None and instead.search(words):
            continue
        if pattern.search(words) or _in_one_clause(pattern, clauses):
            wished.add(change)
    if wished and _ASKED_ABOUT[language].search(words):
        return "question"
    return wished.pop() if len(wished) == 1 and not _NOT_A_WISH[language].search(words) else None


def _in_one_clause(pattern: re.Pattern[str], clauses: list[str]) -> bool:
    """ "Ich will den Termin nicht mehr, ich hab einen anderen Zahnarzt": with nothing beside it that may be a wish."""
    return any(
        pattern.search(clause) and not any(_A_WISH.search(other) for other in clauses if other is not clause)
        for clause in clauses
    )


def without_denied_change(text: str, language: Language) -> str:
    """ "Ich will nicht absagen, ich will nur wissen, wann ich dran bin": what is wanted, if anything else was said."""
    clauses = _wished_clauses(text)
    denied = [
        clause
        for clause in clauses
        if _DENIED[language].search(clause) and any(verb.search(clause) for verb in _CHANGES[language].values())
    ]
    wanted = [clause for clause in clauses if clause not in denied]
    return ", ".join(wanted) if denied and len(" ".join(wanted).split()) > 2 else text


def _wished_clauses(text: str) -> list[str]:
    """What a denial holds for: "nicht absagen, sondern verschieben"; a clause that hangs on another stays with it."""
    parts: list[str] = []
    for part in _CLAUSE_ENDS.split(text):
        clause = plain_words(part)
        if parts and _DEPENDS.match(clause):
            parts[-1] = f"{parts[-1]} {clause}"
        elif clause:
            parts.append(clause)
    return parts
