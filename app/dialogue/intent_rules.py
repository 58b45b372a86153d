"""Words that leave no doubt. Rules decide before the classifier where a miss would hurt or a pattern is safe."""

import re
import unicodedata

from app.domain.business import Language
from app.domain.escalation.danger import danger_to_life

_NOT_WORDS = re.compile(r"[^\w\s']+")
_SPACES = re.compile(r"\s+")


def plain_words(text: str) -> str:
    """Lower case, no punctuation, single spaces; umlauts stay (the classifier's characters bridge their absence)."""
    folded = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("-", " ")
    return _SPACES.sub(" ", _NOT_WORDS.sub(" ", folded)).strip()


_CERTAIN: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "de": (
        (
            "machine",
            re.compile(
                r"\b(sind|bist|spreche|rede|ist) (sie|du|ich|das|da|hier)\b.*\b(maschine|computer"
                r"|roboter|bot|ki|automat|echter mensch|mensch oder"
                r"|computerstimme|künstliche intelligenz|anrufbeantworter)\b"
            ),
        ),
        (
            "human",
            re.compile(
                r"\b(mit|einen|einem|ein|echten?|richtigen?) (menschen?"
                r"|mitarbeiter(in)?)\b.*\b(sprechen|reden|verbinden|haben)\b"
                r"|\bverbinden sie mich\b"
                r"|\b(nicht|ungern) mit (einer|einem|der|dem|ihrer?|ner) (maschine|computer"
                r"|roboter|ki|automaten)\b|^(mensch|mitarbeiter(in)?)( bitte)?$"
                r"|\bstellen sie mich\b.*\bdurch\b"
            ),
        ),
        ("slower", re.compile(r"\blangsamer\b|\bzu schnell\b|\bnicht so schnell\b")),
        (
            "repeat",
            re.compile(
                r"^(entschuldigung )?(wie|was) bitte( was)?( noch ?mal)?$|^(hä+h?|was|wie|bitte)$"
                r"|\bwiederholen\b|^(bitte )?noch ?(ein)?mal( bitte)?$"
                r"|\b(akustisch|das|sie) (leider |jetzt |gerade |grad )?nicht (ganz "
                r"|richtig )?verstanden\b|\b(sagen|sag) sie( das)?( bitte)? noch ?(ein)?mal\b"
            ),
        ),
        (
            "hold_on",
            re.compile(
                r"^(ja |ähm? |oh |also )*((einen?|n|nen|kleinen) )?(moment|augenblick|sekunde"
                r"|sekündchen|momentchen)( bitte| mal| mal bitte| eben)?$"
                r"|^(moment|augenblick|sekunde|warten sie|warte)\b.*\b(schau\w*|guck\w*|muss"
                r"|kalender|stift|hole?|frage?|überlegen)\b"
                r"|^(warten sie|bleiben sie dran|warte)( bitte| mal| kurz| mal kurz| einen moment"
                r"| einen augenblick| eben)*$"
            ),
        ),
        (
            "book",
            re.compile(
                r"\b(mich|uns|meine\w* \w+|ihn) (\w+ ){0,4}(dazwischen ?(schieben|nehmen)|einschieben|reinschieben"
                r"|(rein|dazwischen) ?quetschen|drannehmen|dran nehmen)\b"
            ),
        ),
        (
            "language_switch",
            re.compile(
                r"\b(auf englisch|sprechen sie englisch|englisch (bitte|sprechen|reden)"
                r"|speak english|english please|in english)\b|^english$"
            ),
        ),
    ),
    "en": (
        (
            "machine",
            re.compile(
                r"\b(are you|is this|is that|am i (talking|speaking)|you're"
                r"|you are)\b.*\b(machine|computer|robot|bot|ai|real person|human|recording"
                r"|answering machine|artificial intelligence)\b"
            ),
        ),
        (
            "human",
            re.compile(
                r"\b(speak|talk|talking|speaking) (to|with) (a|an|some|another)? ?(real |actual "
                r"|live )?(human|person|somebody|someone|agent|representative)\b"
                r"|\bput me through\b|\btransfer me\b|\bconnect me\b|^(human|agent|operator|representative)( please)?$"
                r"|\b(don't|not) (want to )?(talk|speak) (to|with) (a|an|you|this) ?(machine|computer|robot|ai|bot)?\b"
            ),
        ),
        ("slower", re.compile(r"\bslower\b|\bslow down\b|\btoo fast\b|\bmore slowly\b|\bnot so fast\b")),
        (
            "repeat",
            re.compile(
                r"^(i'?m )?(sorry|pardon|pardon me|what|huh|come again|excuse me|say again"
                r"|i beg your pardon)$|\brepeat\b|\bsay (that|it) again\b|^(once|one time) (more"
                r"|again)( please)?$"
                r"|\b(didn't|did not|couldn't) (quite )?(catch|get|hear|understand) (that|you|it|what)\b"
            ),
        ),
        (
            "hold_on",
            re.compile(
                r"^(yes |uh |um |oh |okay )*(one|just a|a|just one) (moment|second|sec"
                r"|minute)( please)?$|^(hold on|hang on|wait|wait a (minute|second|moment)"
                r"|bear with me)( please)?$"
                r"|^(hold on|hang on|wait|one moment|just a (moment|second|minute)"
                r"|one second)\b.*\b(check|look|calendar|diary|pen|ask|think|get)\b"
                r"|^let me (just )?(check|think|look|see|get my)\b"
            ),
        ),
        (
            "language_switch",
            re.compile(
                r"\b(auf deutsch|sprechen sie (auch )?deutsch|deutsch (bitte|sprechen|reden)"
                r"|speak german|german please|in german)\b|^deutsch$"
            ),
        ),
    ),
}

_VISIT = (
    r"(appointment|booking|slot|place|spot|reservation|visit|check up|checkup|cleaning|filling|treatment"
    r"|consultation|exam)"
)
_CHANGES: dict[str, dict[str, re.Pattern[str]]] = {
    "de": {
        "move": re.compile(
            r"\b(verschieben|verlegen|umlegen|umbuchen|vorverlegen|verschoben werden|verlegt werden)\b"
            r"|\b(nach|weiter) (hinten|vorne?) (schieben|legen|ziehen|rücken)\b|\btermin (vorziehen|schieben)\b"
        ),
        "cancel": re.compile(
            r"\b(absagen|abzusagen|stornieren|canceln|auszutragen|(abgesagt|storniert|gestrichen) werden)\b"
            r"|\b(sage|sag|sagen) (\w+ ){1,6}ab( bitte)?$|\babsage (erteilen|machen|durchgeben)\b"
            r"|\b(trag|nehm|streich|werf)\w* (sie )?(mich|uns) (\w+ ){0,4}(aus|raus|heraus|von der liste|wieder \w+)\b"
            r"|\bnehmen sie (bitte )?(den|meinen|unseren) (\w*termin )?(bitte )?(doch )?wieder \w+$"
            r"|\b\w*termin\b.*\b(raus|heraus|weg|zurück)(zu)?nehmen\b|\b(mich|uns) (\w+ ){0,2}austragen$"
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
            r"|\b(push|shift|put|bring) (it|my|our|the)\b.*\b(back|forward)\b"
            r"|\bchange (my|our|the) (appointment|booking)\b|\b(it|appointment|booking) (moved|rescheduled|postponed)\b"
        ),
        "cancel": re.compile(
            r"\bcancel (it|my|our|the|that|this|mine)\b|\b(it|appointment|booking) (cancelled|canceled)\b"
            r"|\b(have|need|want|wanted|like|got|gotta|must|wish|ask\w*) (you )?(to )?cancel\b"
            r"|\b(just|only|please) cancel$|^cancel( please)?$"
            r"|\b(take|strike|cross|scratch|knock) (me|us|my name|our names|my \w+) (out|off)\b"
            rf"|\bcall off (my|our|the) (\w+ )?{_VISIT}\b|\bcall (it|my \w+) off\b"
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
            r"\b(brauche?|benötige|wollen|will|möchte|brauchen|möchten) (\w+ ){0,3}\w*termin\b( \w+){0,4} "
            r"(doch nicht|nicht mehr)( haben| wahrnehmen)?$"
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
        r"(?<!k)\b(einen?|nen?) (neue|andere|früher|später)\w*\b|\bersatz|\bverschieb|\bverleg|\bstattdessen\b"
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
_CLAUSE_ENDS = re.compile(r"[.,;:!?]+(?=\s|$)|\b(?:und|aber|sondern|and|but)\b")
_DEPENDS = re.compile(r"^(dass|damit|um .*\w*zu\w+en$|to\b|that\b)")


def _change(text: str, words: str, language: Language) -> str | None:
    """What is to happen to an appointment that stands; "question" when it is only asked about."""
    clauses = _wished_clauses(text)
    wished = {
        change
        for clause in clauses
        for change, pattern in _CHANGES[language].items()
        if pattern.search(clause) and not _DENIED[language].search(clause)
    }
    instead = _INSTEAD.get(language)
    for change, pattern in _CHANGES_UNDENIED[language].items():
        if pattern.search(words) and (change == "move" or instead is None or not instead.search(words)):
            wished.add(change)
    if wished and _ASKED_ABOUT[language].search(words):
        return "question"
    return wished.pop() if len(wished) == 1 and not _NOT_A_WISH[language].search(words) else None


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


def certain_intent(text: str, language: Language) -> str | None:
    words = plain_words(text)
    if danger_to_life(text, language):
        return "emergency_of_life"
    for intent, pattern in _CERTAIN[language]:
        if pattern.search(words):
            return intent
    return _change(text, words, language)


_EVERYDAY = {
    "de": frozenset(
        "ich sie der die das und nicht ein eine einen zu den mit ist am um bitte ja nein wir auf"
        " für haben habe hätte möchte termin uhr mein es".split()
    ),
    "en": frozenset(
        "i you the a and not to with is on at please yes no we for have i'd would like my it do"
        " an of in can appointment that's".split()
    ),
}


def reads_like(text: str, language: Language) -> bool:
    """More everyday words of this language than of the other: a recogniser's guess of the language may be wrong."""
    said = plain_words(text).split()
    count = {name: sum(word in everyday for word in said) for name, everyday in _EVERYDAY.items()}
    return count[language] > max(number for name, number in count.items() if name != language)
