"""How something is said: denied, quoted from others, in fun, about oneself, about what is over. PURE.

Recognisers write commas and full stops where they hear them; both bound what a "nicht" or a "sagt" reaches.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate

from app.domain.business import Language

_SENTENCE_END = re.compile(r"[.!?;…]+(?:\s+|$)")
_NOT_WORDS = re.compile(r"[^\w\s',]+")
NEGATION_REACH_WORDS = 4
_NEGATORS: dict[Language, frozenset[str]] = {
    "de": frozenset("nicht kein keine keinen keiner keinem keines nie niemals ohne weder nichts".split()),
    "en": frozenset(
        "not no never without neither isn't aren't wasn't don't doesn't didn't won't can't cannot nothing "
        "nobody's haven't i'm-not".split()
    ),
}
_AFTERWARDS: dict[Language, frozenset[str]] = {"de": frozenset({"nicht"}), "en": frozenset()}
_BUT_NOT_ONLY: dict[Language, frozenset[str]] = {
    "de": frozenset("nur mehr länger".split()),
    "en": frozenset("only any".split()),
}
_QUOTED: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(sagt|sagte|sagten|meint|meinte|meinten|findet|fand|nennt|nannte|genannt|beschimpft\w*|geschimpft"
        r"|angeschrien|angebrüllt|gebrüllt|brüllt|schreit|schrie|geschrien|schreibt|schreiben|schrieb|behauptet\w*"
        r"|gedroht|droht|geflucht|flucht|ich sei|ich wäre|ob ich|sie wären|sie seien|man hört|laut)\b"
    ),
    "en": re.compile(
        r"\b(says|said|thinks|thought|reckons|calls|called|screams|screamed|shouts|shouted|yells|yelled|swears"
        r"|swore|writes|wrote|say you're|that i'm|claims|claimed|threatened)\b"
    ),
}
_MYSELF_SAYING: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\bich (sagte|sag|sage|habe? (\w+ ){0,3}gesagt)\b|\bhabe? ich (\w+ ){0,3}gesagt\b"),
    "en": re.compile(r"\bi (\w+ )?(said|told|say|called|wrote)\b|\bi've (\w+ ){0,2}(said|told|called)\b"),
}
_REPORTED_DE = re.compile(  # nobody insults in this mood of the verb: others' words, whoever is meant
    r"(?<!\bich )\b(schimpf\w*|sag\w*|mein(t|te|en|ten)|behaupt\w*|find\w*|erzähl\w*|glaub\w*|denk\w*)\b.*"
    r"\b((ihr|sie|du) (\w+ ){0,2}(wär\w*|seiet|seien|seist)|(wären|seien) (sie|ihr))\b"
)
_TO_US: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(ihr|ihre[rnms]?|euer|eure[rnms]?|bei (ihnen|euch))\b"),
    "en": re.compile(r"\b(your|you people|you lot)\b"),
}
_IN_FUN: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(ha(ha)+h?|hi(hi)+|he(he)+|kleiner (scherz|witz|spaß)|nur (ein )?(scherz|spaß|witz)|war (nur )?(ein )?"
        r"(scherz|spaß)|scherz beiseite|spaß beiseite|ich scherze|lach mich|lache mich|nicht ernst gemeint)\b"
    ),
    "en": re.compile(
        r"\b(ha(ha)+h?|he(he)+|(just|only) (kidding|joking|teasing)|just a joke|(i'm|i am) (kidding|joking)"
        r"|no offence|laughing)\b"
    ),
}
_OVER: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(hatte|hatten|damals|früher|letzte[sn]? (jahr|woche|monat|mal)|vorletzte\w*|vor \w+ (jahren?"
        r"|monaten?|wochen?"
        r"|tagen?)|gestern|seit (meinem|seinem|ihrem|dem)|nach (meinem|seinem|ihrem|dem)|im (frühjahr|sommer|herbst"
        r"|winter|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)|jahre her"
        r"|monate her|war|waren|gewesen|gestorben|verstorben|lag)\b"
    ),
    "en": re.compile(
        r"\b(had|back then|years? ago|months? ago|weeks? ago|days? ago|last (year|month|week|time)|yesterday"
        r"|after (my|his|her|the)|since (my|his|her|the)|in (spring|summer|autumn|winter|january|february|march"
        r"|april|may|june|july|august|september|october|november|december)|was|were|used to|died of|took his"
        r"|took her)\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence: its words in lower case, without marks; `breaks` are the words before which a comma stood."""

    text: str
    language: Language
    breaks: frozenset[int]
    question: bool

    def nth_word(self, position: int) -> int:
        return self.text.count(" ", 0, position)

    def denied(self, start: int, end: int) -> bool:
        """Whether a negation reaches the words at these positions of `text`, and is none of them."""
        words = self.text.split()
        first, last = self.nth_word(start), self.nth_word(max(start, end - 1))
        before = range(max(0, first - NEGATION_REACH_WORDS), first)
        for nth in reversed(before):
            if nth + 1 in self.breaks:
                break
            only = nth + 1 < len(words) and words[nth + 1] in _BUT_NOT_ONLY[self.language]
            if words[nth] in _NEGATORS[self.language] and not only:
                return True
        after = words[last + 1 : last + 4]
        for nth, word in enumerate(after, last + 1):
            if nth in self.breaks:
                return False
            if word in _AFTERWARDS[self.language]:
                return True
        return False

    @property
    def quoted(self) -> bool:
        """Somebody else's words, or the caller's report of them. "Ich sagte doch" is their own."""
        if _MYSELF_SAYING[self.language].search(self.text):
            return False
        if self.language == "de" and _REPORTED_DE.search(self.text):
            return True
        return _QUOTED[self.language].search(self.text) is not None and not _TO_US[self.language].search(self.text)

    @property
    def over(self) -> bool:
        return _OVER[self.language].search(self.text) is not None


def phrases(text: str, language: Language) -> tuple[Phrase, ...]:
    folded = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("-", " ")
    ends = [match.end() for match in _SENTENCE_END.finditer(folded)]
    starts = [0, *ends]
    found = [
        _phrase(folded[start:end], language)
        for start, end in zip(starts, [*ends, len(folded)], strict=True)
        if start < end
    ]
    return tuple(phrase for phrase in found if phrase.text)


def _phrase(sentence: str, language: Language) -> Phrase:
    parts = [" ".join(part.split()) for part in _NOT_WORDS.sub(" ", sentence).split(",")]
    parts = [part for part in parts if part]
    counts = accumulate(len(part.split()) for part in parts)
    return Phrase(" ".join(parts), language, frozenset(counts), "?" in sentence)


def in_fun(text: str, language: Language) -> bool:
    return _IN_FUN[language].search(" ".join(phrase.text for phrase in phrases(text, language))) is not None
