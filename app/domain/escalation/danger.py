"""Danger to life, now: heard in words. PURE.

A false alarm costs a sentence and a call to a person, a miss may cost a life; still, what is over, denied or a figure
of speech is none. Pain alone, a swollen cheek and bleeding gums are none either.
"""

import re
from collections.abc import Iterable

from app.domain.business import Language
from app.domain.escalation.phrasing import Phrase, in_fun, phrases

_ALWAYS: dict[Language, re.Pattern[str]] = {  # whoever it is about, whenever it is said
    "de": re.compile(
        # breath
        r"\b(keine?|kaum|kaum noch|fast keine|nicht genug) (richtige )?luft( mehr)?\b(?! (im|in) (der |den "
        r"|dem )?reifen)"
        r"|\b(kann|können) (nicht|kaum|kaum noch|nicht mehr|nicht richtig) (mehr )?atmen\b|\bnicht mehr atmen\b"
        r"|\batmet (er |sie |es )?(nicht|kaum)( mehr| noch)?\b|\b(erstickt|ersticke|ersticken) (gerade|gleich|fast)?\b"
        r"|\bverschluckt und\b|\bschwillt (mir |ihm |ihr )?zu\b|\bzugeschwollen\b|\blaufen? blau an\b|\bläuft blau an\b"
        r"|\bgesicht schwillt\b"
        # consciousness
        r"|\breagiert (überhaupt |gar |auch )?nicht( mehr)?\b|\bnicht (mehr )?(ansprechbar|bei bewusstsein)\b"
        r"|\bkaum (noch |mehr )?ansprechbar\b|\b(wacht|wache) (einfach |gar )?nicht (mehr )?auf\b"
        r"|\b(rührt|bewegt|regt) sich (gar |überhaupt )?nicht( mehr)?\b|\b(ist|sind|liegt|wird|wurde|werde) (\w+ ){0,2}"
        r"(bewusstlos|ohnmächtig)\b|\bzusammengebrochen\b|\bzusammengeklappt\b|\bschwarz vor (den )?augen\b|\bkrampft\b"
        r"|\bkrampfanfall\b"
        # heart, brain, blood
        r"|\b(brustschmerz\w*|schmerzen in der brust|(druck|stechen|enge|schmerz\w*) (auf|in) der brust)\b"
        r"|\ban die brust gefasst\b|\bmundwinkel (\w+ ){0,2}(hängt|hängen)\b|\bredet (\w+ ){0,4}(verwaschen|wirr)\b"
        r"|\bspricht (\w+ ){0,4}(verwaschen|undeutlich)\b|\bverblute\w*\b|\bblutet (sehr |ganz |so )?(stark|heftig)\b"
        r"|\bhört nicht (mehr )?auf zu bluten\b|\bblutung (\w+ ){0,2}(hört nicht auf|nicht (zu )?stillen)\b"
        r"|\bblut spritzt\b|\bviel blut verloren\b|\ballergischer schock\b|\banaphyla\w+\b"
        # poison, current, fire, gas
        r"|\b(tabletten|pillen|schlaftabletten|schlafmittel) (\w+ ){0,2}(geschluckt|genommen|eingeworfen)\b"
        r"(?<!schmerztabletten genommen)|\b(\w*reiniger|gift|bleiche|säure|frostschutz\w*|putzmittel|lampenöl"
        r"|spülmittel"
        r"|\w*tabs|\w*batterie|knopfzelle|magnet\w*|pilze|medikamente) (\w+ ){0,2}(getrunken|verschluckt|gegessen"
        r"|\w*geschluckt)\b|\bvergiftet\b"
        r"|\b(hängt am|unter) strom\b|\bstromschlag\b|\b(riecht|stinkt|müffelt) (es )?(\w+ ){0,4}nach gas\b"
        r"|\bkohlenmonoxid\w*\b"
        r"|\bco melder\b|\bes brennt\b(?! (beim|im mund|nur|ein bisschen))|\bbrennt es\b|\bhaus brennt\b"
        r"|\bwohnung brennt\b|\bsteht in flammen\b|\bertrinkt\b|\bunter dem auto (eingeklemmt|begraben)?\b"
        r"|\beingeklemmt\b"
        # weapons, violence
        r"|\bmit (einem |ner |einer )?(messer|waffe|pistole|axt|gewehr)\b(?= .*(tür|vor mir|hier|will|bedroh\w*|steht"
        r"|läuft|schul\w*))|\b(läuft|steht|ist|hier) (\w+ ){0,3}mit (einer |einem |ner )?(waffe|messer|pistole)\b"
        r"|\bbedroht mich\b|\babstechen\b|\bersticht\b|\bbringt (sie|ihn|mich|uns|ihre?|seine?) (\w+ ){0,2}um\b"
        r"(?= *(noch)?$|.*(schlägt|würgt|schreit))|\bschreit um hilfe\b|\bwürgt (mich|sie|ihn)\b|\bamok\w*\b"
        # one's own life
        r"|\b(mich|mir) (das leben nehmen|umbringen)\b|\bbringe? mich um\b(?! den)|\bnicht mehr leben\b"
        r"|\bdas leben nehmen\b|\bleben (\w+ )?(ein ende|beenden)\b|\bschluss mit (dem|meinem) leben\b"
        r"|\bich mache? (\w+ ){0,3}schluss\b(?! für| mit (ihm|ihr|der|meinem freund|meiner freundin))|\bselbstmord\b"
        r"|\bsuizid\w*\b|\b(sich|mir|mich) (etwas|was) an(tun|zutun)\b|\b(sich|mir) (\w+ ){0,2}antun\b|\bsterben will\b"
        r"|\b(ich )?will sterben\b|\bkeinen ausweg mehr\b|\baus dem fenster springen\b|\bvom dach springen\b"
        r"|\bpulsadern\b|\bseh\w* (\w+ ){0,2}keinen ausweg\b|\bich will auch nicht mehr\b|\bbesser tot\b"
        r"|\babschiedsbrief\w*\b|\bwenn es mich nicht (mehr )?gäbe\b|\bohne mich besser dran\b|\bnie geboren\b"
        r"|\b(sitze|stehe|liege|sitzt|steht|liegt) (\w+ ){0,3}(auf|an) den (gleisen|schienen)\b"
        r"|\b(werf\w*|wirft|spring\w*) (\w+ ){0,2}vor (den|einen) zug\b|\bvor (den|einen) zug (werfen|springen)\b"
        r"|\bich (will|möchte|mag) (\w+ )?nicht mehr (da|hier|am leben|auf dieser welt) sein\b"
        r"|\b(für immer (ein)?schlafen|nie wieder aufwachen)\b"
    ),
    "en": re.compile(
        r"\b(can't|cannot|can not|can hardly|can barely|could hardly|not able to|unable to|isn't|not|struggling to"
        r"|stopped|barely|hardly) (breathe|breathing)\b|\b(can't|cannot) (get|catch) (any |my )?(air|breath)\b"
        r"|\b(is|are|am|i'm|she's|he's) (choking|suffocating)\b|\b(throat|tongue|face|airways?) (is|are|keeps) (\w+ )?"
        r"(swelling|closing)\b|\bturning blue\b|\bgone blue\b"
        r"|\b(isn't|not|no longer|stopped|doesn't) (responding|respond|conscious)\b|\bunresponsive\b"
        r"|\b(won't|doesn't|will not|can't) wake up\b|\b(isn't|not|doesn't|no longer) (moving|move any more)\b"
        r"|\b(is|was|lying|lies|fell|knocked|going|he's|she's) (\w+ ){0,2}unconscious\b|\b(has |have "
        r"|just )?collapsed\b"
        r"|\bpassed out\b|\bfainted and\b|\bgoing black\b|\bseizures?\b|\bconvuls\w+\b|\bhaving a fit\b"
        r"|\bchest pains?\b|\b(pain|pressure|tightness|stabbing) (in|on) (my|his|her|the) chest\b"
        r"|\bclutch\w+ (\w+ )?chest\b"
        r"|\bdropped to the floor\b|\bside of (his|her|my|the) (mouth|face) (is |has )?(\w+ )?droop\w*\b"
        r"|\b(face|mouth) (is )?droop\w*\b|\bslurr\w+\b|\bbleed\w* (very |so |really )?(badly|heavily|to death|out)\b"
        r"|\b(won't|doesn't|will not|can't) stop (the )?bleeding\b|\bbleeding (won't|doesn't) stop\b|\blot of blood\b"
        r"|\banaphyla\w+\b"
        r"|\bswallowed (\w+ ){0,4}(pills|tablets|poison|bleach|battery|detergent)\b|\boverdos\w+\b|\btoo many pills\b"
        r"|\btook (\w+ ){0,4}(all|pack|bottle|box) (\w+ ){0,3}(pills|tablets)\b|\b(drunk|drank|eaten|ate"
        r"|swallowed) (\w+ ){0,2}"
        r"(\w*cleaner|bleach|acid|antifreeze|poison|detergent|weedkiller)\b|\bpoisoned\b|\belectrocut\w+\b"
        r"|\bstuck to (it|the cable|the wire)\b|\b(smell(s|ing)?|reeks?|stinks?) (\w+ )?of gas\b"
        r"|\bcarbon monoxide\b"
        r"|\bgas leak\b|\bis on fire\b(?<!eye is on fire)|\bhouse is burning\b|\bdrowning\b|\btrapped (under|in)\b"
        r"|\b(with|got|has|holding|pulled) a (knife|gun|weapon|pistol)\b|\bstab (me|him|her|us)\b|\bstabbed\b"
        r"|\bshooting\b|\bscreaming for help\b|\bgoing to kill (me|him|her|them|us)\b|\bstrangl\w+\b"
        r"|\bkilling (me|her|him)"
        r" right now\b"
        r"|\bkill(ing)? myself\b|\bend (my|his|her) life\b|\bend it all\b|\bfinish it all\b|\bwant to die\b"
        r"|\bdon't want to (live|be alive|be here) (any ?more|any longer)\b|\bdon't want to live\b|\bsuicid\w+\b"
        r"|\b(hurt|harm)(ing)? (myself|himself|herself|themselves)\b|\btake my (own )?life\b|\bbetter off dead\b"
        r"|\b(can't|cannot|don't) see (a|any) way out\b|\bno way out\b|\bslit my wrists\b|\bjump off\b"
        r"|\bi don't want to either\b|\b(goodbye|suicide|farewell) (letter|note)\b|\bnote saying goodbye\b"
        r"|\bif i didn't exist\b|\bbetter off without me\b|\bnever been born\b|\bin front of (a|the) train\b"
        r"|\b(sitting|standing|lying) on the (railway|train tracks|tracks|rails)\b"
        r"|\b(don't|not) want to be (here|around|in this world) any ?more\b"
    ),
}
_NAMED: dict[Language, re.Pattern[str]] = {  # names of what is dangerous: also a history, a fear, a profession
    "de": re.compile(
        r"\bherzinfarkt\b|\bherzstillstand\b|\bschlaganfall\b|\blebensgefahr\b|\bnotarzt\b|\brettungswagen\b"
        r"|\bkrankenwagen\b|\bgasgeruch\b|\bumgekippt\b|\bumgefallen\b|\bersticke\w*\b|\bbewusstlos\b|\bohnmächtig\b"
        r"|\b(die treppe|von der leiter|vom dach|vom gerüst) (\w+ )?(runter)?gestürzt\b"
    ),
    "en": re.compile(
        r"\bheart attack\b|\bgas smell\b|\bcardiac arrest\b|\bstroke\b(?! of)"
        r"|\bambulance\b(?! (driver|station|crew|transport|transfer|bill|ride))"
        r"|(?<!\ba )\bparamedics?\b|\blife threatening\b"
        r"|\bunconscious\b|\bchoking\b|\bsuffocating\b"
    ),
}
_DENIED: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(kein|keine|keinen) (notfall|lebensgefahr|notarzt|krankenwagen)\b|\bnicht lebensgefährlich\b"),
    "en": re.compile(r"\b(not|isn't) (an emergency|life threatening)\b|\bno(body's| one's)? (in )?danger\b"),
}
_BY_SOMEBODY_DEAD: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\bhat sich (\w+ ){0,3}(das leben genommen|umgebracht)\b|\bals kind\b|\berblasser\b"),
    "en": re.compile(r"\btook (his|her|their) own li(fe|ves)\b|\bkilled (himself|herself)\b|\bas a child\b"),
}


_STORY: dict[Language, str] = {
    "de": r"(film|roman|krimi|buch|theaterstück|stück|drehbuch|hörspiel)",
    "en": r"(film|movie|novel|thriller|crime story|book|play|screenplay)",
}
_MADE_UP: dict[Language, re.Pattern[str]] = {  # what a story tells, and not what happens while one is told
    "de": re.compile(
        rf"\b{_STORY['de']} (\w+ )?(handelt|geht es|geht um)\b|\bin (meinem|dem|einem) {_STORY['de']} \w+t\b"
        r"|\bin (der|dieser|einer|jeder) (szene|episode|serie)\b|\bim (ersten|zweiten|dritten|letzten) akt\b"
    ),
    "en": re.compile(
        rf"\b{_STORY['en']}(?:'s)? ((is|was) )?about\b|\bin (my|the|a) {_STORY['en']}\b"
        r"|\bin (the|this|that|one|every) (scene|episode|series)\b|\bin the (first|second|third|last) act\b"
    ),
}


_OF_PAIN: dict[Language, re.Pattern[str]] = {  # a figure of speech for what hurts or wears somebody out
    "de": re.compile(
        r"\b\w*(?:nacken|rücken|kopf|zahn|zähne|kiefer|knie|schultern?|kreuz|hüfte|füße|beine|schmerz(?:en)?|job|arbeit"
        r"|hitze|stress|warterei|migräne|lärm)\b(?: \w+){0,3} bring(?:t|en) (?:mich|einen)(?: \w+)? um\b"
    ),
    "en": re.compile(
        r"\b(?:neck|back|head|tooth|teeth|jaw|knees?|shoulders?|hips?|feet|legs?|pain|job|work|heat|stress|waiting"
        r"|migraine|noise)\b(?: \w+){0,3} killing me\b"
    ),
}


def danger_to_life(text: str, language: Language) -> bool:
    """Somebody may die unless help comes: theirs, another's, by accident, illness, violence or their own hand."""
    spoken = phrases(text, language)
    whole = " ".join(phrase.text for phrase in spoken)
    if _BY_SOMEBODY_DEAD[language].search(whole) or _MADE_UP[language].search(whole):
        return False
    joking = in_fun(text, language)
    for phrase in spoken:
        if (
            _ALWAYS[language].search(_OF_PAIN[language].sub(" ", phrase.text))
            and not joking
            and not _long_ago(phrase, whole)
        ):
            return True
        named = _NAMED[language].search(phrase.text)
        if named is None or phrase.over or _DENIED[language].search(phrase.text):
            continue
        if not phrase.denied(named.start(), named.end()):
            return True
    return False


def danger_heard(text: str, spoken: Language, others: Iterable[Language]) -> Language | None:
    """In which language it is heard, `spoken` before all: who is in danger may begin a call in any, and a recogniser
    that takes English for German writes it down all the same.
    """
    return next((one for one in (spoken, *others) if danger_to_life(text, one)), None)


_AGES_AGO: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\bdamals\b|\bfrüher\b|\bjahre her\b|\bvor \w+ jahren\b|\bletztes (jahr|mal)\b|\bwird (mir )?immer\b"
        r"|\bjedes mal\b"
    ),
    "en": re.compile(r"\bback then\b|\byears? ago\b|\bused to\b|\blast (year|time)\b|\bevery time\b|\balways\b"),
}


def _long_ago(phrase: Phrase, whole: str) -> bool:
    return _AGES_AGO[phrase.language].search(whole) is not None
