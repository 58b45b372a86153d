"""Words that leave no doubt. Rules decide before the classifier where a miss would hurt or a pattern is safe."""

import re

from app.dialogue.change_rules import change_of_appointment, without_denied_change
from app.dialogue.spoken_words import plain_words
from app.domain.business import Language
from app.domain.escalation.danger import danger_to_life

__all__ = ["certain_intent", "plain_words", "reads_like", "without_denied_change"]

_CERTAIN: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "de": (
        (
            "machine",
            re.compile(
                r"\b(sind|bist|spreche|rede|ist) (sie|du|ich|das|da|hier)\b.*\b(maschine|computer"
                r"|roboter|bot|ki|automat|echter mensch|mensch oder|einem (echten |richtigen |lebenden )?menschen"
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
                r"|\b(gesprochen|geredet|sprechen|reden)\b.* (einen|einem|nen|nem) (echten |richtigen )?menschen\b"
                r"|\b(jemand\w*|wen|eine?n?) (aus|von|in) (der|ihrer|ihnen|dem|ihrem) ?(praxis|team|büro|anmeldung"
                r"|empfang|personal)? ?(bitte |mal |kurz |persönlich )*(gesprochen|sprechen|reden)\b"
            ),
        ),
        ("slower", re.compile(r"\blangsamer\b|\bzu schnell\b|\bnicht so schnell\b")),
        (
            "repeat",
            re.compile(
                r"^(entschuldigung )?(wie|was) bitte( was)?( noch ?mal)?$|^(hä+h?|was|wie|bitte)$"
                r"|^(was|wie) war (noch ?mal |denn |gleich )*(das|der|die|den) (erste|zweite|andere|letzte)[nrs]?\b"
                r"( noch ?mal)?( termin| zeit)?( (was|die|den|das|der) sie (\w+ )?"
                r"(gesagt|genannt|angeboten|vorgeschlagen)( haben| hatten)?)?$"
                r"|^(und |äh |ähm |wie |also )*(der|die|das|den) (erste|zweite|dritte|andere|letzte)[nrs]? "
                r"(\w+ )?(war|wäre|ist) (jetzt |gleich )*(wann|um wie ?viel uhr|an welchem tag|welche uhrzeit|was)"
                r"( noch ?mal| denn| gleich)*$"
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
            "callback",
            re.compile(
                r"\b(rufen|ruft|ruf) (sie |ihr )?(bitte |doch |mal )*(mich|uns|mein\w* \w+|unser\w* \w+|ihn)\b"
                r"( \w+){0,4} zurück\b(?! (habe|haben)\b)"
                r"|\b(kann|könnte|könnten|können|würde|würden|soll|sollte|möge) (\w+ ){0,6}(mich|uns) (\w+ ){0,6}"
                r"zurück ?rufen\b(?! (soll|sollte|sollen|wollte|wollten))"
                r"|\b(jemand|einer|sich) (\w+ ){0,3}bei (mir|uns) (\w+ )?meld\w*|\b(an|zurück)gerufen werden\b"
            ),
        ),
        (
            "message",
            re.compile(
                r"\b(neue|andere|geänderte|richtige)n? (\w+ )?(adresse|anschrift|\w*nummer|e ?mail|mailadresse|mail"
                r"|krankenkasse|versicherung|bankverbindung|kontonummer|namen?|nachnamen?)\b (\w+ ){0,4}"
                r"(durchgeben|mitteilen|durchsagen|hinterlegen|nennen|weitergeben)\b"
            ),
        ),
        ("list", re.compile(r"\b\w*(termin|kontrolle|reinigung|behandlung)\b(?: \w+){0,5} (noch ?mal )?bestätigen\b")),
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
                r"|^(?!.*\b(charged|overcharged|invoice|bill|billed|payment|paid|refund|money)\b).*"
                r"\bwho (can|could|do|should|would|must) i (speak|talk|need to speak|have to speak) (to|with)\b"
                r"|\bput me through\b|\btransfer me\b|\bconnect me\b|^(human|agent|operator|representative)( please)?$"
                r"|\b(don't|not) (want to )?(talk|speak) (to|with) (a|an|you|this) ?(machine|computer|robot|ai|bot)?\b"
            ),
        ),
        (
            "message",
            re.compile(
                r"\b(change|correct|update|amend) (the |my |our |her |his )((sur|last |first |family )?name|address"
                r"|(phone |mobile |telephone )number|e-?mail address|insurance|contact details)\b"
                r"|^(?!.*\b(can|could|may) (i|we|he|she|you) (come|get|have|see|fit|squeeze|book|be seen)\b)"
                r"(?!.*\b(book|need|like|make) an (\w+ )?appointment\b)"
                r"(?!.*\b(my|our|the|his|her) (\w+ )?appointment\b)"
                r"(?!.*\b(cancel\w*|reschedul\w*|mov(e|ing)|postpon\w*|rebook\w*|(make|keep) (it|that)"
                r"|(can't|cannot|won't|not|unable) ([a-z]+ ){0,4}(come|coming|attend|be there)|late|invoice|bill)\b)"
                r".*\b(want(ed)?|like|need(ed)?|ringing|calling|phoning|was|were) (just )?"
                r"((the |my |your )?(doctor|dr|dentist|mrs?|ms|miss|practice)( \w+)? to know"
                r" (?!(if|whether|when|how|what)\b)"
                r"|(you )?to (let|tell|inform) (the |my |your )?(you|everyone|doctor|dr|dentist|mrs?|ms|miss|practice)"
                r"( \w+)? (know )?(that |about |the |my |our |i'm |i've |we |he |she |it's |i |how ))"
            ),
        ),
        (
            "list",
            re.compile(
                r"\b(check|see|know|tell me|remind me)( \w+){0,3} (if|whether|when|what) (i|i've|i'm|i have|i am|we"
                r"|we've)\b"
                r".*\b(booked|down for|down on|appointments?|coming up)\b(?!.*\b(move|change|cancel|reschedule"
                r"|instead)\b)"
                r"|\b(check|confirm|make sure|double ?check|see)( that| if| whether| with you)* "
                r"(i|i'm|i am|i've|we're|we are|it's|my \w+|my \w+ is) (am |still |definitely |got |have )*"
                r"(down|booked|in|on|due|coming|going ahead|happening)\b"
                r"(?!.*\b(move|change|cancel|reschedule|instead)\b)"
                r"|\b(remind me|tell me|remember|forgotten|know) (again )?(when|what time|what day|which day)"
                r" my (\w+ ){1,3}is\b"
                r"(?!.*\b(move|change|cancel|reschedule|instead)\b)"
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
                r"|^(sorry |oh |uh |um |and |wait |so )*(what|which|when)(('s| is| was| were)"
                r"|( did you say)?( was)?) (the |that )?(first|second|last|other|earlier|later|two|times?|options?)"
                r"( one| two| ones| times?| options?)*( again| you said| please)+$"
                r"|\bwhat (were|are) (they|those|the (two|times|options))( again)?$|\bwhat did you say\b"
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


_COMES_IN = {
    "de": re.compile(r"\b(vorbeikommen|vorbei kommen|beratung|beratungstermin|beraten lassen)\b"),
    "en": re.compile(
        r"\b(come (and|in|by|over|round)|consultation)\b"
        r"|\b(needs?|thinking (about|of)|considering|interested in) (\w+ ){0,2}an? (\w+ ){1,4}and ([\w']+ ){0,4}"
        r"(talk|speak) to (somebody|someone)\b"
    ),
}
"""Who wants to come and talk to somebody wants an appointment, and nobody on the telephone."""


def certain_intent(text: str, language: Language) -> str | None:
    words = plain_words(text)
    if danger_to_life(text, language):
        return "emergency_of_life"
    for intent, pattern in _CERTAIN[language]:
        if pattern.search(words) and not (intent == "human" and _COMES_IN[language].search(words)):
            return intent
    return change_of_appointment(text, language)


_EVERYDAY = {
    "de": frozenset(
        "ich sie der die das und nicht ein eine einen zu den mit ist am um bitte ja nein wir auf"
        " für haben habe hätte möchte termin uhr mein es kann wann noch hab".split()
    ),
    "en": frozenset(
        "i you the a and not to with is on at please yes no we for have i'd would like my it do"
        " of can appointment that's".split()
    ),
}


def reads_like(text: str, language: Language, *, least: int = 1) -> bool:
    """More everyday words of this language than of the other: a recogniser's guess of the language may be wrong.

    `least`: how many of them; "kann i heit no kemma" has one that is English.
    """
    said = plain_words(text).split()
    count = {name: sum(word in everyday for word in said) for name, everyday in _EVERYDAY.items()}
    return count[language] >= least and count[language] > max(
        number for name, number in count.items() if name != language
    )
