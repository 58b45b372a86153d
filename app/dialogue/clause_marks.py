"""Signs that hold for one clause of an utterance alone, by language, on its plain lower-case words."""

import re
from collections.abc import Iterator

from app.dialogue.intent_rules import plain_words
from app.domain.business import Language

_CLAUSE_END = re.compile(r"[.,;:!?]+(?=\s|$)")
_CONDITION = {
    "de": re.compile(r"^(und |aber |ja |also )*(wenn|falls|sollten?|sofern|haben|hätten|gibt|warum|wieso|ob|dass)\b"),
    "en": re.compile(
        r"^(and |but |well |so )*(if|unless|in case|should|do you|have you|is there|why|whether"
        r"|that (?:i|you|we|they|he|she|it|there|my|your))\b"
    ),
}
_FOR_NOW = r"(vorerst|erst ?mals?|erst einmal|momentan|zurzeit|im moment|für den moment|vorläufig|zunächst|jetzt)"
CLAUSE_MARKS: dict[str, dict[str, re.Pattern[str]]] = {
    "de": {
        "lets_it_be": re.compile(
            r"\blassen (wir|sie) (es|das)( ganze| lieber| doch| dann| erst ?mal| besser)*( sein| bleiben)?$"
            r"|\bvergessen sie (es|das)$|\bdann (lieber |eben |halt )?(gar )?nicht( danke)?$"
            r"|\b((kann|will|möchte|brauche|mache|nehme) (ich )?(\w+ ){0,3})?(?<!haben sie )keinen( neuen)? termin"
            r"( mehr| bitte| danke| machen| haben| ausmachen| buchen| vereinbaren)*$"
            r"|\bich lass(e|'s)? (es |das )?(dann |doch |lieber |besser |mal |jetzt )*(erst ?mals?|sein|bleiben)\b"
            r"|\bich lasse? (es|das)( lieber| doch| dann| danke)*$"
            r"|\bich lasse? das (erst ?mal )?mit (de[mr]|meine[mr]|so)\b"
            r"|\b(nichts|keinen|nicht) (fest |für mich )?(reservieren|eintragen|buchen|ausmachen|vormerken|festmachen)$"
            rf"|\b{_FOR_NOW}( \w+){{0,3}} (nichts|keine[nrs]?)( neuen| \w*termin\w*| davon| ersatz| mehr)*"
            r"( aus| ausmachen| machen| buchen| bitte| danke)*$"
            r"|\b(noch|heute|gar) keinen( neuen| weiteren)?( termin)?$|\bkein(en)? ersatz(termin)?\b"
            r"|\b(warte|wart) (ich )?(dann |da |doch )?lieber( noch| erst ?mal| ab| bis \w+| \w+)*$"
            r"|\bmich( \w+)? (wieder|noch ?mal|noch einmal|später|dann) melden$"
            r"|\b(erst|noch|kurz)( \w+){0,4} (besprechen|absprechen) und\b.*\bmelden$"
            r"|\bich überlege?( mir)? (es|das)( mir)? noch( ?mal| einmal)\b"
            r"|\beine nacht (drüber|darüber|drum) schlafen\b"
            r"|\b(einen )?(neuen|anderen)( termin)? (mache?|vereinbare?|hole?|suche?)( ich)?( mir)?( dann| später| noch"
            r"| selbst| ein andermal| irgendwann| online| demnächst)+( aus)?$"
            r"|\bmelde mich( \w+){0,3} (wieder|noch ?mal|noch einmal|selbst|später|dann)$|\bich melde mich$"
            r"|\bich (ruf|rufe|melde)( \w+){0,3} (noch ?mal|noch einmal|wieder|zurück)( \w+)?( an)?$"
            r"|\bich muss (das )?erst( noch| mal)* mit \w+ (\w+ )?(reden|sprechen|klären|besprechen|absprechen)$"
            r"|\bruf\w*( ich)?( \w+){0,3} (später|ein andermal|ein anderes mal|morgen)( \w+){0,3} an\b"
            r"|\bverzichte( ich)?( dann| lieber| doch| darauf| drauf| danke)*$|\bnehme heute keinen$"
            r"|\bdas war ein (versehen|irrtum)$|\b(buche|reserviere|vereinbare) (ich )?(\w+ ){0,2}(nichts|keinen)$"
            r"|\bich (buche|reserviere|vereinbare) (\w+ ){0,2}(nichts|keinen)( \w+)?$"
        ),
        "no_new_one": re.compile(
            r"\b(nur|bloß|nichts als) (\w+ )?(absagen|stornieren|loswerden|streichen)$"
            r"|\b(keine[nrs]?|nicht) (neue[nrs]?|andere[nrs]?|weitere[nrs]?)\b|\bohne (neuen|ersatz)"
            r"|\b(den|meinen) (alten|bisherigen|bestehenden)\b"
        ),
        "nothing_more": re.compile(
            r"\bich (hatte|habe) (ja )?nur (die|eine|diese|die eine|so eine|mal eine) frage( gehabt)?$"
            r"|\bwar (ja )?nur (so )?(die|eine|meine|diese) frage$"
            r"|\bich wollte (ja |eigentlich )?(nur|bloß) (mal |kurz |schnell |das |was |etwas |eine auskunft )*"
            r"(fragen|wissen|nachfragen|haben)$"
            r"|\bich (frage|erkundige mich|informiere mich|wollte|will) (wirklich |ja |erst ?mal )?"
            r"(nur|bloß)( mal| fragen)*$"
            r"|\bich wollte mich (nur|bloß) (\w+ )?(erkundigen|informieren)$"
            r"|\b(haben|habt) (sie|ihr) (mir|uns) (\w+ )*(weiter)?geholfen$|\b(ist|war|wäre) (mir|uns) (\w+ )*geholfen$"
            r"|\b(war|ist|wäre) (das |es |dann |auch |schon |ja |so )*(mein|unser|das) (ganzes? )?anliegen( gewesen)?$"
            r"|\b(hatte?|habe?|hab) ich (\w+ ){0,2}auf dem herzen$|\bfällt mir (\w+ ){0,3}(nichts|nix) (\w+ )?ein$"
            r"|\bdann (weiß|hab|habe) ich (ja )?(bescheid|alles|jetzt alles)$"
            r"|\b(das|mehr) wollte ich (ja |eigentlich |halt )*(nur|bloß|nicht)( noch| mal| kurz)*"
            r" (wissen|fragen|hören)$"
            r"|\bmehr (wollte|brauche|brauchte|möchte|muss|habe) ich (auch |gar |ja |jetzt |heute )*nicht( wissen)?$"
            r"|\balles was ich (wissen|fragen|brauche)\b"
            r"|\b(auskunft|antwort|das) (reicht|genügt|hilft) (mir|uns)( schon| so| völlig| erst ?mal| weiter)*$"
            r"|\bdann (weiß|wissen) (ich|wir) (ja |jetzt |auch )*bescheid$"
            r"|\bdann bin ich (ja |jetzt )?(im bilde|schlauer)$"
            r"|^(danke )?(das ist )?(gar )?nicht (nötig|notwendig)( danke)?$"
            r"|^(vielen )?(danke|dank) trotzdem$|^trotzdem (danke|vielen dank)$|^(das )?macht nichts$"
        ),
    },
    "en": {
        "lets_it_be": re.compile(
            r"\bforget (about )?(it|that)$|\b(let's|just|rather|better) (just )?leave it( there| at that| then"
            r"| for now)*$"
            r"|\b(you know what )?leave it( then| for now)?( thanks| thank you)?$|\bnever ?mind( then)?( thanks)?$"
            r"|\bi('ll| will|'d rather| would rather) (leave|skip) (it|that|this)( one)?( then| for now"
            r"| for the moment| thanks)*$"
            r"|\b(i'd|i would|i'll|i will) (rather|prefer to|better)? ?(wait|do without|pass on it)( then"
            r"| a bit| a while)?$"
            r"|\b(don't|do not) (\w+ )?(book|reserve|schedule|make|put down|write down) (anything|it|that|me"
            r"|one)( yet| in| down)*$"
            r"|\b(not|nothing) (booking|to book|making an appointment) ?(anything |one )?(\w+ ){0,2}"
            r"(today|yet|now|anything|anything yet|for now)?$|^not yet$"
            r"|\b(don't|do not|didn't) (\w+ )?(want|need|book) (an|any|the|a new)? ?(appointment"
            r"|booking)( at all| any ?more| today)*$"
            r"|\bno appointment( please| at all| after all| today| then)*$|^nothing (today|for now"
            r"|at the moment)( thanks| thank you)*$"
            r"|\bwon't (book|make one|make an appointment)( \w+){0,3}$|\b(it|that) can wait$"
            r"|\b(think|sleep|mull) (it over|on it|about it)( first| and \w+( \w+){0,4})?$"
            r"|\bi('ll| will)( \w+)? (get|come) back to you( \w+){0,3}$|\bi('ll| will)( just)? (call|ring"
            r"|phone)( you)? (back|again)\b"
            r"|\b(check|look at|look in|see|ask|speak to|talk to)( \w+){1,5} and (then )?(i'll )?(call|ring|phone|get)"
            r"( you)? back( \w+){0,3}$"
            r"|\bi('d| had) better (ring|call|phone) (again|back)\b|\b(talk|speak) to my \w+ (about it )?first$"
            r"|\b(that|it) was a mistake$|\b(still|only|just) comparing( prices)?$|\bring once i\b"
        ),
        "no_new_one": re.compile(
            r"\b(only|just) (want(ed)? to )?(cancel|get rid)\b|\b(not|don't (want|need)|no) (an? )?(new|another"
            r"|other) (one|appointment)\b"
            r"|\bthe (old|existing|current) (one|appointment)\b|\b(one|appointment) (that )?(i|i've|you)( have"
            r"|'ve got| got|'s in your)\b"
        ),
        "nothing_more": re.compile(
            r"\b(it|that) was (only|just) (the|a|my|that|one) (quick )?question$|\bonly (had )?(the|a|one"
            r"|that) question$"
            r"|\b(that's|that is|that was) all i (wanted|needed)( to (know|ask))?$|\ball i (wanted|needed) to know$"
            r"|\b(that|this) (answers|answered) (it|that|my question)$|\b(i'm|i am|we're) (all set|sorted"
            r"|good thanks?)$"
            r"|\b(only|just) (asking|wondering|enquiring|inquiring|checking|looking into it|shopping around)$"
            r"|^(no |nope |i'm |i am |we're |it's |that's )*all (good|done|sorted|set|fine)"
            r"( now| here)?( thanks| thank you)*$"
            r"|\bi (only|just) (wanted|needed|want|need|was after)( to (know|ask|check|have|get|find out))?"
            r"( about)? (the|your|that|those|some|a bit of) (\w+ ){0,2}(times?|hours|address|prices?|number"
            r"|information|info|directions|cost|answer)$"
            r"|\bthat's me sorted$|\bjust something i wondered( about)?$|\bnothing else from my side$"
            r"|^(no )?(that's |it's |that is )?not (needed|necessary)( thanks| thank you)?$|^no need( thanks"
            r"| thank you)?$"
            r"|^(it )?(doesn't|does not) matter$|^thanks anyway$|\b(i'll|i will) (tell|let) (him|her|them)( know)?$"
            r"|^(i'll|i will) think it over$"
        ),
    },
}
"""`lets_it_be`: no appointment after all; `nothing_more`: it was about a question alone, and that is dealt with."""


def clauses(text: str) -> tuple[str, ...]:
    """The parts between stops and commas."""
    return tuple(part.strip() for part in _CLAUSE_END.split(text) if part.strip())


def clause_marks(text: str, language: Language) -> frozenset[str]:
    return frozenset(mark for part in clauses(text) for mark in _marks(part, language))


def without_marked(text: str, mark: str, language: Language) -> str:
    """What else was said."""
    return ", ".join(part for part in clauses(text) if mark not in _marks(part, language))


def _marks(clause: str, language: Language) -> Iterator[str]:
    """None of a condition or a question: "wenn Sie heute keinen Termin haben"."""
    said = plain_words(clause)
    if not _CONDITION[language].search(said):
        yield from (mark for mark, pattern in CLAUSE_MARKS[language].items() if pattern.search(said))
