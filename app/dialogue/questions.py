"""Answers from the business's own data: frequent questions, opening hours, the address, what is offered.

Never from elsewhere.
"""

import math
import re
from pathlib import Path

from rapidfuzz import fuzz

from app.dialogue.covering import MEANS, kind_of_payment
from app.dialogue.intent_rules import plain_words
from app.dialogue.prompt_files import PROMPTS_DIR, read_yaml
from app.domain.business import Business, Language
from app.domain.spoken.folding import words

FAQ_SURE = 0.5
SURE_KINDS = frozenset({"hours", "duration", "price", "address"})
"""Of what the business's description answers, whatever the wording."""
_TOLD_IN_ANSWER = 0.35
"""Of a topic that the owner's question was not about, but the answer is: insurance, where new patients are taken."""
_COMPOUND_FROM = 8
"""Letters of what a longer word ends in."""

_HOURS = {
    "de": re.compile(
        r"\b(öffnungszeiten|oeffnungszeiten|sprechzeiten|sprechstunden?|geöffnet|geoeffnet"
        r"|geschlossen|macht ihr (auf|zu)|machen sie (\w+ )?(auf|zu)"
        r"|(haben|hat|habt) (sie|ihr|die praxis)\b.*\b(auf|offen|zu|geöffnet|geschlossen)"
        r"|noch offen|noch auf|offen|wie lange (haben sie|sind sie|kann ich)\b.*"
        r"|(haben|hat|habt) (sie|ihr) (am )?\w+tags? auch$"  # "auf", as a telephone line has it
        r"|wann (öffnen|schließen|öffnet|schließt|macht|machen)"
        r"|(bis|ab|von) wann (ist|sitzt) (\w+ ){0,2}(jemand|wer)(?! (frei|mit|fertig|bereit))"
        r"|(bis|ab|von) wann (sind|ist|seid|haben) (\w+ ){1,4}(da|erreichbar|besetzt|anwesend|im haus|im büro|dienst)"
        r"|(sind|seid) (sie|ihr) (\w+ ){0,2}(\w+tags?|mittwochs?|sonnabends?|wochenende|abends|mittags) (\w+ ){0,2}"
        r"(da|erreichbar|im haus)(?! mit)"
        r"|(kann|könnte|geht|ginge|arbeite\w*|behandel\w*|kommen)\b.*\b(samstags|sonntags|sonnabends|am wochenende"
        r"|(an|am) (sams|sonn|feier)tag(en)?))\b"
    ),
    "en": re.compile(
        r"\b(opening (hours|times)|office hours|business hours|your hours|are you (still )?(open"
        r"|closed)|when do you (open|close)|what time do you (open|close)"
        r"|do you (do|work|see (people|patients)|have appointments) (on )?(the )?(\w+days|weekends?|evenings|nights)"
        r"|are you (in|there|around) (on )?(the )?(\w+days|weekends?|evenings)"
        r"|do you (open|close)|still open|you open|you closed|a (working|business) day|normal (working )?day)\b"
    ),
}
_HOURS_NOT = {
    "de": re.compile(r"\b(termin|frei|wie lange dauert|wie lange muss|wie lange müsste|warten)\b"),
    "en": re.compile(
        r"\b((?<!have )appointments?|slot|free|how long does"
        r"|(right|first thing|as soon as|just|straight|shortly|soon) (when|as|after|before|once|at)? ?you (open|close)"
        r"|(can|could|may) (i|we|he|she) (have|get|book|come)\b.* (when|once|before|after|as) you (open|close))\b"
    ),
}
_ADDRESS = {
    "de": re.compile(
        r"\b(adresse|anschrift|wo (sind|ist|liegt|finde|befindet|sitzen)\b.*(sie|praxis|ihr|euch"
        r"|laden|werkstatt|kanzlei|büro|ich)|welche[rn]? straße|hausnummer|wo genau"
        r"|wohin muss ich|wo muss ich (denn |da |genau )*(rein|hin|klingeln|lang)"
        r"|find\w* (\w+ ){0,3}(praxis|werkstatt|kanzlei|salon|laden|eingang|sie) (\w+ )?nicht)\b"
    ),
    "en": re.compile(
        r"\b(address|where(abouts| exactly)? (are you|you are|you're (based|located|situated)"
        r"|is the (practice|office|clinic|shop)|is your|can i find|do i find)|how do i (find|get to) you|which street"
        r"|located|location)\b"
    ),
}
_OWN_ADDRESS = re.compile(r"\b(my|our|new|meine|unsere|neuen?) (new |neue |neuen )?(address|adresse|anschrift)\b")
_PRICE = {
    "de": re.compile(
        r"\b(kostet|kosten|preis|teuer|bezahlen|zahlen)\b"
        r"|\bwas (nehmen sie|nehmt ihr|verlangen sie|verlangt ihr|nimmt man|berechnen sie|kriegen sie|kriegt ihr)\b.*"
        r"\bfür (so |eine?n?\b|'?ne?n?\b|die\b|das\b|den\b)"
    ),
    "en": re.compile(r"\b(costs?|price|expensive|how much|charge|pay)\b"),
}
_DURATION = {
    "de": re.compile(
        r"\bwie lange\b.*\b(dauert|dauern|brauch\w*|geht|sitz\w*|einplanen|einrechnen|rechnen|da sein|bleiben)\b"
        r"|\bwie lang\b.*\bdauert\b"
        r"|\bdauert (das|die|so|eine|ein)\b"
    ),
    "en": re.compile(r"\bhow long\b.*\b(take|takes|last|is|be)\b"),
}
_WHO = {
    "de": re.compile(
        r"\bwer\b.*\b(macht|behandelt|arbeitet|bietet|ist bei ihnen|zuständig|wäre das|ist das|ist dann|hat dann)\b"
        r"|\bwelche (\w*ärzte|\w*ärztinnen|behandler|mitarbeiter|kollegen|leute) (haben|gibt|arbeiten|sind)\b"
        r"|\bwer (arbeitet|ist|schneidet|behandelt) (denn |da |so |alles )*bei (ihnen|euch)\b"
        r"|\b(bei|mit|zu|von) wem\b|\bwelche[mnr]? (arzt|ärztin|zahnarzt|zahnärztin|doktor)\b"
        r"|\b(ist|wäre|macht) (das|es) (dann )?(bei |mit )?(einer?|einem|eine) (frau|mann|ärztin|arzt)\b"
    ),
    "en": re.compile(
        r"\bwho\b.*\b(does|do|works|treats?|offers|performs|treating|seeing|doing)\b"
        r"|\bwho\b.*\b(would|will) (\w+ )?(see|be|get|have)\b"
        r"|\b(which|what) (doctor|dentist|hygienist)s?\b|\bwho (is|will|would) (it|that) (be )?with\b"
    ),
}
_DAYS_OF = {
    "de": re.compile(
        r"\b(wann|an welchen tagen|welche tage|wochentagen?)\b.*\b(ist|arbeitet|hat)\b.*\b(er|doktor|dr|frau|herr)\b.*"
        r"\b(da|dienst|im haus|sprechstunde|arbeitet|anwesend)\b"
        r"|\b(ist|arbeitet|hat)\b (die |der )?(doktor|dr|frau|herr)\b"
        r".*\b(da|im haus|dienst|anwesend|sprechstunde|im urlaub|arbeitet)$|\b(an welchen tagen|wann) arbeitet\b"
    ),
    "en": re.compile(
        r"\b(when|what days?|which days?)( is| are|'s| does| do)? (he|she|they|doctor \w+|dr \w+|mrs? \w+|ms \w+)"
        r"( usually| normally)?( in| there| here| at work| around| working| work| on duty| on| back| next in| away"
        r"| off| out)?( again)?$"
        r"|\b(is|was|does|has|will|if|whether) (doctor|dr|mrs?|ms) \w+( is| be| will be| been| gone| usually| normally"
        r"| currently| still| already| actually)* (in|there|here|working|works?|on duty|around|away|off|out|back|sick"
        r"|at work|on (holiday|leave|vacation|maternity leave))"
        r"( (on|at|this|next|today|tomorrow|every|in|from|until|over|before|after|the|again|\w+days?)\b( \w+){0,5})?$"
    ),
}
_OF_SOMEBODY = re.compile(r"\b(doktor|dr|frau|herr|doctor|mrs?|ms)\b")
_DO_YOU = {
    "de": re.compile(r"\b(machen|bieten|behandeln|führen|haben) sie\b"),
    "en": re.compile(r"\b(do you (do|offer|have|provide|perform|also)|can you do)\b"),
}
_MAY = {
    "de": re.compile(r"\b(darf|dürfen|dürfte|dürften|erlaubt|gestattet)\b"),
    "en": re.compile(
        r"\b(may|allowed|permitted)\b|\b(is it|would it be|is that) (ok|okay|alright|all right|fine|possible)\b"
        r"|\b(can|could) (i|we|my|our)\b"
    ),
}
_MUST = {
    "de": re.compile(r"\b(muss|müssen|soll|sollte|sollen)\b"),
    "en": re.compile(r"\b(must|should|have to|need to)\b"),
}
"""What one has to do is no answer to what one may: the list of what to bring tells nobody whether a dog may come."""
_TAKES_THEM = re.compile(
    r"(?<=nehmen sie )(?:mich|uns|ihn|meinen? \w+)\b(?! (?:dazwischen|dran|an|mit)\b)", re.IGNORECASE
)
""" "Nehmen Sie mich trotzdem?" asks what "nehmen Sie Patienten auf" does."""
_INSURED = (
    re.compile(
        r"\b(?:gesetzlich\w*|kassenpatient\w*|(?:kranken)?kassen?|aok|barmer|dak|public(?:ly)?)\b", re.IGNORECASE
    ),
    re.compile(r"\b(?:privat(?:patient\w*|versichert\w*)?|private(?:ly)?)\b", re.IGNORECASE),
)
"""How patients are insured: an answer that names it answers who asks whether such are taken."""
_TAKES = re.compile(r"\b(?:nehm\w*|nimmt|behandel\w*|take|accept|see|treat)\b", re.IGNORECASE)
_BY_THEMSELVES = re.compile(
    r"\b(?:allein\w*|ohne (?:mich|uns|begleitung|eltern)|alone|on (?:his|her|their) own"
    r"|without (?:me|us|a parent))\b",
    re.IGNORECASE,
)
"""Whom somebody may come without is told by no entry that only speaks of them."""
_STOP = {
    "de": frozenset(
        words(
            "ich sie wir der die das den dem ein eine einen und oder bei ihnen ihr ihre ist sind"
            " es mir man auch denn noch mal bitte eigentlich zu zum zur in mit wie wo was wann"
            " kann muss ja aber da so im am"
        )
    ),
    "en": frozenset(
        words(
            "i you we the a an and or at your is are it me to do does can how what where when"
            " please there for in with my of on be should hi hello hey quick question just wondering wonder oh okay so"
            " actually could would tell know whether if check wanted want ask find out wonder also"
        )
    ),
}


_ONLY_HOW_LONG = frozenset(
    words(
        "und ach noch kurz eigentlich sagen sie mir mal wie lange lang dauert dauern wird würde das so was sowas etwas"
        " es der die termin behandlung sitzung denn ungefähr etwa circa ca da dann insgesamt ich wir man muss müsste"
        " soll sollte mit einplanen rechnen einrechnen brauchen braucht sein bleiben sitzen eine im schnitt"
        " and oh just how long does do will would should can it that this the appointment treatment take last be i we"
        " about roughly usually normally to for there in is reckon with expect plan actually by way tell me please"
        " bitte normalerweise"
    )
)


def asks_only_how_long(text: str) -> bool:
    """ "Und wie lange dauert so was ungefähr?": of nothing else than what was spoken of."""
    said = words(text)
    return bool(said) and all(word in _ONLY_HOW_LONG for word in said)


class Knowledge:
    """One business's. Built once."""

    def __init__(self, business: Business, prompts_dir: Path = PROMPTS_DIR) -> None:
        topics = read_yaml(prompts_dir / "synonyms" / "topics.yaml")
        self._faq = {language: _Matcher(business, language, topics[language]) for language in ("de", "en")}

    def faq(self, text: str, language: Language) -> tuple[str, float] | None:
        """The best answer and how sure it is (0..1); None when the business has no entry in this language."""
        return self._faq[language].best(text)

    def kind(self, text: str, language: Language) -> str | None:
        """hours, days_of (a person), address, price, duration, who, do_you: what the wording alone tells."""
        said = plain_words(text)
        if kind_of_payment(text, language) is not None:
            return None
        if _OF_SOMEBODY.search(said) and _DAYS_OF[language].search(said):
            return "days_of"
        if _HOURS[language].search(said) and not _HOURS_NOT[language].search(said):
            return "hours"
        for kind, pattern in (
            ("days_of", _DAYS_OF),
            ("duration", _DURATION),
            ("price", _PRICE),
            ("address", _ADDRESS),
            ("who", _WHO),
            ("do_you", _DO_YOU),
        ):
            if pattern[language].search(said) and not (kind == "address" and _OWN_ADDRESS.search(said)):
                return kind
        return None


class _Matcher:
    """Finds the entry that shares the rare words or topics with what was asked; frequent words decide nothing."""

    def __init__(self, business: Business, language: Language, topics: list[list[str]]) -> None:
        self._language = language
        self._topics = [frozenset(word for entry in topic for word in words(entry)) for topic in topics]
        entries = [(e.questions[language], e.answers[language]) for e in business.faq if language in e.questions]
        self._answers = [answer for _, answer in entries]
        self._questions = [self._features(question) for question, _ in entries]
        self._of_duties = [_MUST[language].search(plain_words(question)) is not None for question, _ in entries]
        self._payments = [kind_of_payment(f"{question} {answer}", language) for question, answer in entries]
        self._fully = [self._features(f"{question} {answer}") for question, answer in entries]
        self._rarity = {
            feature: math.log(1 + len(entries) / sum(feature in full for full in self._fully))
            for full in self._fully
            for feature in full
        }

    def best(self, text: str) -> tuple[str, float] | None:
        said = self._features(_TAKES_THEM.sub(" patienten ", text))
        if not self._answers or not said:
            return None
        scores = [
            self._score(said, question, full) for question, full in zip(self._questions, self._fully, strict=True)
        ]
        if _MAY[self._language].search(plain_words(text)):
            scores = [score / 2 if duty else score for score, duty in zip(scores, self._of_duties, strict=True)]
        if _BY_THEMSELVES.search(text) is not None:
            scores = [
                score if _BY_THEMSELVES.search(answer) else score / 2
                for score, answer in zip(scores, self._answers, strict=True)
            ]
        if (payment := kind_of_payment(text, self._language)) is not None:
            least = FAQ_SURE if payment == MEANS else 0.0  # asked in as few words as "cards?"
            scores = [
                max(score, least) if kind == payment else 0.0
                for score, kind in zip(scores, self._payments, strict=True)
            ]
        if _TAKES.search(text) is not None:
            scores = [
                max(score, FAQ_SURE) if any(one.search(text) and one.search(answer) for one in _INSURED) else score
                for score, answer in zip(scores, self._answers, strict=True)
            ]
        best = max(range(len(scores)), key=scores.__getitem__)
        return self._answers[best], scores[best]

    def _score(self, said: frozenset[str], question: frozenset[str], full: frozenset[str]) -> float:
        """How much of the question's weight was said, and how much of what was said the entry knows."""
        weight = sum(self._rarity[feature] for feature in question)
        hit = sum(self._rarity[f] * self._nearest(f, said) for f in question)
        known = sum(self._nearest(f, full) for f in said) / len(said)
        topic = any(f.startswith("#") for f in said & question)
        if hit and not topic and any(f.startswith("#") for f in said & full):
            known += _TOLD_IN_ANSWER
        return min(1.0, 0.6 * (hit / weight if weight else 0.0) + 0.3 * known + (0.2 if topic else 0.0))

    @staticmethod
    def _nearest(feature: str, among: frozenset[str]) -> float:
        if feature in among:
            return 1.0
        if feature.startswith("#") or len(feature) < 5:
            return 0.0
        best = max((fuzz.ratio(feature, other) for other in among if not other.startswith("#")), default=0.0)
        return 0.8 if best >= 80 else 0.0

    def _features(self, text: str) -> frozenset[str]:
        """Telling words, each named by its topic when it has one ("#3")."""
        features: set[str] = set()
        for word in words(text):
            if word in _STOP[self._language]:
                continue
            topic = next((nth for nth, topic in enumerate(self._topics) if _is_of(word, topic)), None)
            features.add(word if topic is None else f"#{topic}")
        return frozenset(features)


def _is_of(word: str, topic: frozenset[str]) -> bool:
    """Or a compound that ends in one of the topic's words: "Privatpatienten" are patients."""
    return word in topic or any(len(end) >= _COMPOUND_FROM and word.endswith(end) for end in topic)
