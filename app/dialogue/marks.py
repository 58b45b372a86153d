"""Signs in a sentence that the rules look for, by language, on plain lower-case words."""

import re

from app.dialogue.together_marks import TOGETHER

_NO_MONTH = (
    r"(?!\.? (januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|erste\w*|zweite\w*))"
)
_INDIRECTLY = (
    r"\b(fragen|nachfragen|hören|nachhören|wissen|erkundigen|erfahren|interessier\w+|wüsste (ich )?gern\w*"
    r"|sagen sie mir|mir sagen|verraten( sie)?( mir)?|frage und zwar"
    r"|wissen sie(?! was (lassen|nehmen|machen|ich|wir|dann|doch|den|der)\b)( \w+)?)"
    r"( denn| mal| bitte| vielleicht| gern\w*| was| etwas| und zwar)* (ob|wie|wo|wann|was|wer|welche\w*|wieviel)\b"
    r"|^(ähm? |also |und |ja )*ob (sie|man|ich|es|bei|der|die|das)\b"
)
MARKS: dict[str, dict[str, re.Pattern[str]]] = {
    "de": {
        "name_wrong": re.compile(
            r"\b(name (ist|stimmt|war|passt|wird)( so| leider)? (falsch|nicht|anders)|falsch(er"
            r"|en)? name\w*|falsch geschrieben|anders geschrieben|buchstabier\w*"
            r"|nicht mein name|heiße? (aber )?nicht|schreibt sich|schreibe mich|name falsch)\b"
        ),
        "had_already": re.compile(
            r"\b(die |den |das |da )?(hatte|war) ich (doch |ja |dort |da )?"
            r"(schon|bereits|gerade erst|neulich|letzte\w*)\b"
            r"|\b(schon|bereits) (gehabt|gemacht|hinter mir|erledigt)\b|\bhatte ich (\w+ ){1,3}(schon|bereits)\b"
        ),
        "first_of_two": re.compile(rf"\b(de[rn]|die|das|beim?) erste[nrs]?\b{_NO_MONTH}( termin)?"),
        "second_of_two": re.compile(rf"\b(de[rn]|die|das|beim?) zweite[nrs]?\b{_NO_MONTH}( termin)?"),
        "together": TOGETHER["de"],
        "several": re.compile(
            r"\b(beide[nr]?|sämtliche|zwei \w*termine bei ihnen|alle (meine |unsere |die )?termine"
            r"|(meine|unsere|die) (\w+ )?termine"
            r"|(meinen|unseren|mein|den) (termin )?und (auch )?(den|der) (termin )?(von )?mein\w+)\b"
        ),
        "all_of_them": re.compile(r"\b(alle|alles|beides?)\b"),
        "both_of_them": re.compile(r"\b(beide[nrs]?|zwei)\b"),
        "only_one": re.compile(r"\b(nur|bloß|allein)\b"),
        "waitlist_asked": re.compile(
            r"^(?!.*\b(setz|eintrag|trag|aufnehm|aufgenommen|nehm|nimm|schreib|möchte|würde|will|komm)\w*)"
            r".*\b(gibt es|gibt's|gibts|haben sie|habt ihr|hast du|führen sie|führt ihr|besteht|existiert|bieten sie"
            r"|arbeiten sie|wie (funktioniert|läuft|geht)|was ist)\b.{0,40}\bwarte ?liste\b"
        ),
        "waitlist": re.compile(
            r"\bwarte ?liste\b"
            r"|\b(wenn|falls|sobald|sollte)\b.*\b(früher|eher|vorher|zeitiger)\w*\b.*\b(frei|rein|raus)\b"
            r"|\b(wenn|falls|sobald|sollte)\b.*\b(absagt|abspringt|ausfällt)\b"
            r"|\b(informier|meld|sag|ruf|geb|benachrichtig|bescheid|klingel|schreib|setz|denk|nachrück)\w*\b.*"
            r"\b(wenn|falls|sobald|sollte)\b.*\bfrei (wird|werden)\b"
            r"|\b(wenn|falls|sobald|sollte)\b.*\bfrei (wird|werden)\b.*"
            r"\b(informier|meld|sag|ruf|benachrichtig|bescheid|klingel|schreib|geb)\w*\b"
            r"|\b(früher\w*|eher|vorziehen|nachrücken)\b.*\b(wenn|falls|sobald)\b.*\b(abgesagt|ausfallen|frei)\b"
            r"|\b(informier\w*|meld\w*|sag\w*|ruf\w*|geben|benachrichtig\w*|bescheid)\b.*\b(wenn|falls|sobald)\b"
            r".*\b(früher\w*|eher|vorher)\b.*\b(möglich|klappt|geht|ginge|ergibt)\b"
        ),
        "name": re.compile(r"\b(der|mein|den|dem|nach|vor)? ?(nach|vor)?name[ns]?\b|\bheiße\b"),
        "other_day": re.compile(r"\b(ander(e[rnms]?|n) (tag|termin|datum)|anderntags)\b"),
        "mentions_time": re.compile(r"\b((der|den|das) )?(wochen)?(tag|datum|uhrzeit|zeit)\b"),
        "own_appointment": re.compile(
            r"\b(mein(e|en|em|er)? (\w+ )?\w*termin\w*|termin(e)? (habe|hab) ich"
            r"|hab(e)? ich (\w+ )*termin|unser(en)? termin|(den|die) ich (ja |doch |schon |bereits |bei ihnen )*hab(e)?"
            r"|(de[nr]|die) (alte[nr]?|bisherige[nr]?|vereinbarte[nr]?)( \w*termin)?)\b"
        ),
        "asks_for_time": re.compile(
            r"\b(frei|freien?|(einen|n|nen|ein) termin|drankommen|dran kommen|vorbeikommen"
            r"|reinkommen|einschieben|dazwischen|kann ich (\w+ ){0,3}kommen"
            r"|könnte ich (\w+ ){0,3}kommen)\b"
            r"|\b(welche[nmrs]? (tage?n?|uhrzeit(en)?|zeit(en)?)|wann) (denn )?(ginge|wäre|wären|ist|sind|geht|gehen) "
            r"(?!(das|es|sie|mein\w*|ihr\w*|offen|geöffnet|auf|zu)\b)"
        ),
        "question_form": re.compile(
            r"^(und |aber |ach |ja |sagen sie (mal )?|gut |äh |ähm |noch eine frage "
            r"|eine frage )*(wer|wie|was|wo|wann|welche\w*|warum|wieso|woher|wohin|womit"
            r"|kann (ich|man)|können sie"
            r"|könnte|darf|muss ich|gibt (es|s)|haben sie|hat|sind sie|ist|nehmen sie|machen sie"
            r"|bieten|behandeln|kommt man|komme ich|verkaufen|arbeiten|sprechen|akzeptieren"
            r"|brauche ich"
            r"|tut das|dauert|übernimmt|zahlt|bezahlt|darf man|führen|führt|soll ich|wird|werden"
            r"|geht das|kostet|bis wann|ab wann|in welche\w*|mit welche\w*|unter welche\w*)\b"
            rf"|{_INDIRECTLY}"
        ),
        "asks_indirectly": re.compile(_INDIRECTLY),
        "now": re.compile(r"\b(heute noch|jetzt|gerade|noch (offen|auf|geöffnet|da))\b"),
        "announces_question": re.compile(
            r"\b(hab(e)?|hätte|ne|eine|kurze|nur) .*\bfrage\b|\b(was|etwas) (fragen|wissen)\b|^frage\b"
        ),
        "message": re.compile(r"\b(nachri\w*|hinterlass\w*|ausricht\w*|notiz|bescheid|erste\w*)\b"),
        "wants_callback": re.compile(
            r"\b(mich (\w+ ){0,4}(an|zurück|zurueck) ?(zu)?ruf\w*|ruf\w* (sie |mal )?mich"
            r"|bei mir (an)?ruf\w*|rückruf)\b"
        ),
        "leaves_it": re.compile(
            r"\b(was haben sie (denn |noch )?(so|da|frei|anzubieten|im angebot)|was (ginge|geht"
            r"|gibt es|wäre) denn|weiß (ich )?(noch )?(gar )?nicht|keine ahnung"
            r"|schlagen sie (mir )?(mal )?(was|etwas) vor"
            r"|machen sie (mir )?(mal )?einen vorschlag|sagen sie mir (was|wann)|was (können"
            r"|könnten) sie (mir )?anbieten)\b"
        ),
        "callback": re.compile(
            r"\b(rückru\w*|zurückruf\w*|zurück ?zu ?rufen|ruf\w* .*(an|zurück)|anruf\w*"
            r"|zurück rufen|rück ?ruf|melden|zweite\w*)\b"
        ),
        "errand": re.compile(
            r"\b\w*(karte|chip) (\w+ ){0,3}(einlesen|durchziehen|nachreichen|vorlegen|vorbeibringen)\b"
            r"|\b(brauche?|bräuchte|benötige|hätte gern\w*|schicken|ausstellen|abholen|fertig|weitergeben"
            r"|zuschicken)\b.*"
            r"\b(rezept\w*|überweisung|attest|krankschreibung|röntgenbild\w*|bescheinigung|befund\w*|unterlagen)\b"
            r"|\b(rezept\w*|überweisung|attest|röntgenbild\w*|bescheinigung|befund\w*)\b.*"
            r"\b(schicken|ausstellen|abholen|zuschicken)\b|\b(labor|sanitätshaus)\b.*\b(fertig|weitergeben|geliefert)\b"
        ),
        "ready": re.compile(
            r"\b(schiene|krone|brücke|prothese|zahnersatz|gebiss|auto|wagen|fahrzeug|motorrad)\b.*\b(müsste\w*|sollte\w*"
            r"|dürfte\w*) (\w+ ){0,3}(fertig|abholbereit|repariert) sein\b"
        ),
        "on_business": re.compile(
            r"\bhier (ist|spricht) (das|die|der) (\w+ )?"
            r"\w*(labor|apotheke|praxis|klinik|krankenkasse|versicherung|firma)\b"
            r"|\b(vertreter(in)?|außendienst|bewerb\w*|praktikum|ausbildungs(platz|stelle)|eine stelle frei"
            r"|stellenanzeige)\b"
        ),
        "asks_who": re.compile(
            r"\bwer (sind|bist|ist) (sie|du|da|dran|dort)\b|\bmit wem (spreche|rede|telefoniere|bin) ich\b"
            r"|(?<!wo )\bist (da|dort|das) (denn )?(die|der|das|bei) (\w+ ){0,2}(praxis|werkstatt|autohaus|salon"
            r"|kanzlei|büro|physiotherapie|zahnarzt\w*|friseur)\b"
            r"|\bbin ich (da|hier|jetzt)? ?(richtig|verbunden) (bei|mit)\b"
        ),
        "asks_why": re.compile(
            r"\b(wozu|warum|wofür|weshalb|wieso)\b.*\b(name\w*|nummer|telefonnummer|das|den|die|wissen)\b"
        ),
        "without_appointment": re.compile(r"\bohne (einen |vorherigen |vorher )?(termin|anmeldung|voranmeldung)\b"),
        "human": re.compile(r"\b(mensch\w*|sprechen|reden|person|jemand\w*|verbind\w*|mitarbeiter\w*|durchstellen)\b"),
        "urgent": re.compile(
            r"(?<!nicht )(?<!nicht so )\b(dringend\w*|eilig\w*|eilt(?! nicht)|so schnell wie möglich|schnellstmöglich"
            r"|umgehend|notfall)\b"
        ),
        "other_number": re.compile(
            r"\b(unter|auf|an) (einer|meiner|der)( \w+)? ?anderen ?(\w*nummer)\b|\beine andere (\w*nummer)\b"
            r"|\bnicht (unter|auf) (dieser|der) (\w*nummer)\b"
        ),
        "number": re.compile(r"\b(\w*nummer|telefon)\b"),
        "appointment": re.compile(r"\b\w*termin(e|en)?\b"),
        "wrong_number": re.compile(r"\b(falsch verbunden|verwählt|falsche nummer)\b"),
        "late": re.compile(
            r"\b(verspät\w*|(steck\w*|steh\w*) (\w+ ){0,2}im stau|(schaff\w*|komm\w*) (\w+ ){0,4}nicht (rechtzeitig"
            r"|pünktlich)|(?<!sonst )(?<!damit ich nicht )komm\w* "
            r"(\w+ ){0,6}(zu spät(?! (ins büro|in die \w+|zur (arbeit|schule|schicht|uni|bahn)"
            r"|zum (dienst|unterricht|zug|flug\w*|training|bus)))|minuten später"
            r"|viertelstunde später|stunde später|unpünktlich))\b"
        ),
        "says_message": re.compile(r"\b(dass|daß)\b.{8,}|\b(ausrichten|nachricht|sagen sie \w+ \w+)\b ?[:,] ?.{8,}"),
        "english": re.compile(r"\b(englisch|english|kein deutsch|nicht (so )?gut deutsch)\b"),
        "checks_day": re.compile(
            r"\b(ist|wäre|war) das (dann )?(ein|der|am|an einem) \w+(tag|woch)\b|\b(was für ein|welcher) wochentag\b"
            r"|\bwelcher tag ist das\b"
        ),
        "same_time": re.compile(r"\b(selbe[nr]?|gleiche[nr]?|derselben|dieselbe) (uhr)?zeit\b"),
        "any_time": re.compile(
            r"\bwann (er|sie|ihr|es (bei )?(ihm|ihr|ihnen)) (denn |mal |am besten |halt |eben |gerade |so )*"
            r"(zeit|was|etwas|einen|luft|platz|frei|kann|können|könnt|passt|da)\b(?! mit\b)"
            r"|\bwie es (bei )?(ihnen|euch|ihm|ihr) (am besten |besser )?(passt|reinpasst|auskommt|ausgeht)\b"
            r"|\b(egal wann|wann (ist|wäre) (mir )?(ganz )?egal|(ist|das ist) mir (ganz "
            r"|völlig )?(egal|gleich)|ganz egal|egal|jederzeit|immer|flexibel"
            r"|suchen sie (mir )?(was|einen|etwas) aus|entscheiden sie)\b"
        ),
        "later": re.compile(
            r"\b(etwas|noch|auch|bisschen|was|wenig|erst|es|viel|deutlich|lieber|geht|geht's|ginge) (\w+ )?"
            r"(später|späteres)\b|\bspäter (am (tag|nachmittag|abend)|ginge|geht|wäre)\b"
            r"|(?<!nicht )\bzu (früh|zeitig)\b"
        ),
        "earlier": re.compile(
            r"\b(etwas|noch|auch|bisschen|was|wenig|schon|es|viel|deutlich|lieber|geht|geht's|ginge) (\w+ )?"
            r"(früher|früheres|zeitiger)\b|(?<!nicht )(?<!komme )(?<!komm )(?<!komme ich )(?<!komm ich )\bzu spät\b"
        ),
    },
    "en": {
        "name_wrong": re.compile(
            r"\b(name (is|was|isn't|is not)( spelled| spelt)? ?(wrong|not right|incorrect|right"
            r"|different)?|wrong name|not my name|spell\w*|spelt wrong|misspelled)\b"
        ),
        "had_already": re.compile(
            r"\b(already|just) (had|did|done|been)\b|\bhad (it|that|one|the \w+) (already|last|recently|just)\b"
            r"|\b(had|did) (it|that|one) (a |some )?\w* ?(ago|before)\b"
        ),
        "lets_it_be": re.compile(
            r"\b(forget (about )?it|leave it( then)?$|never ?mind$|rather not$|no appointment at all)"
        ),
        "first_of_two": re.compile(r"\bthe first( one| appointment)?\b(?! of)"),
        "second_of_two": re.compile(r"\bthe second( one| appointment)?\b(?! of)"),
        "together": TOGETHER["en"],
        "several": re.compile(
            r"\bboth\b|\b(all|each) (of )?(my|our|the|them|these|those)\b"
            r"|(?<!one of )\b(my|our|the) (\w+ )?appointments\b|\bmine and my\b"
            r"|\bmy appointment and (the one (for|of) )?my\b"
        ),
        "all_of_them": re.compile(r"\b(all|both|every one)\b"),
        "both_of_them": re.compile(r"\b(both|two)\b"),
        "only_one": re.compile(r"\b(only|just)\b"),
        "waitlist_asked": re.compile(
            r"^(?!.*\b(put|add|place|join|get|sign|like|want|go|be on)\b)"
            r".*\b(do you (have|keep|run|offer)|is there|have you got|you have|how does|how do|what is)\b.{0,40}"
            r"\b(wait(ing)? ?list|cancellation list)\b"
        ),
        "waitlist": re.compile(
            r"\bwait(ing)? ?list\b|\bcancellation list\b"
            r"|\b(if|when|in case|should)\b.*\b(earlier|sooner|before that)\b.*"
            r"\b(free|opens?|comes?|available|frees|up)\b"
            r"|\b(if|when|in case|should) (something|anything|a (place|slot|time)|somebody|someone|anyone)\b.*"
            r"\b(earlier|sooner|cancels|drops out|opens up|frees up|comes up)\b"
            r"|\b(call|tell|notify|let|ring|text|inform|contact)\b.*\b(if|when|in case|should)\b.*\bcancel(s|lation)\b"
            r"|\b(earlier|sooner)\b.*\b(if|when|should)\b.*\b(comes?|opens?|frees?) up\b"
        ),
        "name": re.compile(r"\b(sur|first |last |family )?name('s)?\b"),
        "other_day": re.compile(r"\b(an)?other (day|date)\b|\bdifferent (day|date)\b"),
        "mentions_time": re.compile(r"\b(the )?(week)?(day|date|time)\b"),
        "own_appointment": re.compile(
            r"\b(my (\w+ )?appointments?|(am i|i'm) booked|do i have an appointment|have i got an appointment)\b"
        ),
        "asks_for_time": re.compile(
            r"\b(free|available|availability|slot|slots|openings?(?! (hours|times))|an appointment|come in"
            r"|fit me in|squeeze me in|see me)\b"
            r"|\b(what|which) (days?|times?) (is|are|would be|could be|works?|suits?) "
            r"(?!(it|you|my|your|the|open|closed)\b)"
        ),
        "question_form": re.compile(
            r"^(and |but |oh |yes |well |okay |so |uh |um |one question |tell me |hi |hello |hey |hiya |there "
            r"|good (morning|afternoon|evening) |morning |(a )?quick question |just wondering |excuse me |sorry |right "
            r"|now |also |by the way |great |lovely |perfect |thanks |thank you |before (that|i do) )*(who|how|what"
            r"|where|when|which|why|can (i|you|we|one)|could|may i|do|does|did|is|are|will|would"
            r"|should|must"
            r"|have you|has|until when)\b"
        ),
        "now": re.compile(r"\b(right now|still open|currently|now|still there)\b"),
        "announces_question": re.compile(
            r"\b(have|had|got|quick|a) .*\bquestion\b|\bask (you )?(something|a question)\b|^question\b"
        ),
        "message": re.compile(r"\b(message|note|pass (it|that|this)? ?on|first)\b"),
        "wants_callback": re.compile(r"\b(call|phone|ring) (me|us)\b|\bcall ?back\b|\breturn (my|the) call\b"),
        "leaves_it": re.compile(
            r"\b(what ((times? )?have you got|(times? )?do you have|is there|(do|would) you (suggest|recommend|advise)"
            r"|can you (offer|do)|is available|'s available|'s free|is free|'s going)"
            r"|when('s| is) (your )?(next|free)|you're the expert"
            r"|i don't know|not sure|no idea|suggest something|you tell me"
            r"|make me an offer|surprise me)\b"
        ),
        "callback": re.compile(r"\b(call ?back|call (me|us)|ring|phone me|back|second)\b"),
        "asks_why": re.compile(r"\b(why|what)\b.*\b(name|number|that|it)\b.*\b(for)?$|^why\b"),
        "without_appointment": re.compile(r"\b(without (an )?appointment|walk in|walk-in|drop in)\b"),
        "human": re.compile(r"\b(human|person|speak|talk|somebody|someone|put me through|transfer)\b"),
        "urgent": re.compile(
            r"(?<!not )(?<!not that )(?<!not so )\b(urgent\w*|as soon as possible|asap"
            r"|immediately|right away|emergency)\b"
        ),
        "books": re.compile(r"\b(book|booked|put me down|pencil me in|make one|take one|have one)\b"),
        "errand": re.compile(
            r"\b(need|needs|send|get|have|pick up|collect|renew|want|like|ready|require|order|write)\b.*"
            r"\b(prescriptions?|referral|sick note|sick certificate|medical certificate|doctor's note|x-?rays?|x rays?"
            r"|lab results|test results|paperwork|bonus booklet)\b(?! (and|then|so) )"
            r"|\b(prescriptions?|referral|sick note|certificate|x-?rays?|results)\b.*"
            r"\b(renewed|sent|emailed|faxed|posted|ready|collected|picked up|written|issued)\b"
            r"|\b(change|correct|update|amend) (the |my |our |her |his )((sur|last |first |family )?name|address"
            r"|(phone |mobile |telephone )?number|e-?mail|insurance|contact details|details)\b"
        ),
        "other_number": re.compile(
            r"\b(call|ring|phone|reach|contact|text|get)( \w+){0,3} (on|at|under)( \w+){0,2} "
            r"(another|different|other|my (mobile|work|home|office|cell)) ?(phone |mobile |landline )?(number|phone)\b"
            r"|\b(a|another) different (phone |mobile )?number\b"
            r"|\b(use|take|put|note|write|ring|try)( down)? (my|our) (other |personal |private )?(mobile|work|home"
            r"|office|other|landline|cell\w*|wife's|husband's)( phone| number| one)*( down)? "
            r"(instead|rather|not this)\b"
            r"|\b(use|take|put|note|write|ring|try)( down)? (another|a different|my other)( phone| mobile)?"
            r" (number|one)\b"
            r"|\bnot (on )?(this|the) (number|one) (i'm|i am) calling\b"
        ),
        "number": re.compile(r"\b(number|phone)\b"),
        "appointment": re.compile(r"\bappointments?\b"),
        "wrong_number": re.compile(r"\b(wrong number|misdial\w*)\b"),
        "late": re.compile(
            r"\b(running (\w+ ){0,4}late|(i|we|he|she|they)('ll| will| might| may| could) (\w+ ){0,2}be (\w+ ){0,4}late"
            r"|(going|likely|bound|afraid) to be (\w+ ){0,4}late"
            r"|(i'm|i am|we're|we are) ((\w+ ){0,3}(minutes?|hour|bit|little) |very |so |already )?late"
            r"|stuck in (the )?traffic|held up"
            r"|won't make it on time)\b"
        ),
        "says_message": re.compile(
            r"\b(that)\b.{8,}|\b(message|tell \w+)\b ?[:,] ?.{8,}"
            r"|\b(want(ed)?|like|need(ed)?) (the |my |doctor |dr |mrs? |ms |miss )*\w+ to know (?!if\b|whether\b).{8,}"
            r"|\b(tell|let|inform|remind) (?!me\b|us\b)(the |doctor |dr |mrs? |ms |miss )*\w+ (know )?"
            r"(i|i'm|i've|i'll|we|my|he|she|it|it's|the|there|to|about)\b.{8,}"
        ),
        "english": re.compile(r"\b(english|no german|don't speak german|not speak german)\b"),
        "checks_day": re.compile(
            r"\b(is|was) (that|it|this)( on)?( an?)? \w+day\b|\b(that's|it's)( on)? an? \w+day (is it|isn't it|right)\b"
            r"|\b(what|which) day (is|of the week is) (that|it|this)\b"
        ),
        "same_time": re.compile(r"\bsame (time|hour)\b"),
        "any_time": re.compile(
            r"\b(any ?time|whenever|don't (mind|care)|doesn't matter|no preference|flexible"
            r"|you (choose|decide)|all the same|either)\b"
        ),
        "later": re.compile(
            r"\b(nothing|anything|something|bit|little|even|any|slightly|much|it) (\w+ )?later\b"
            r"|\blater (in|on) (the|that|in)\b|\blater that day\b|(?<!not )\btoo early\b"
        ),
        "earlier": re.compile(
            r"\b(nothing|anything|something|bit|little|even|any|slightly|much|it) (\w+ )?(earlier"
            r"|sooner)\b|\bearlier (in|on) (the|that)\b|(?<!not )(?<!running )\btoo late\b"
        ),
    },
}
