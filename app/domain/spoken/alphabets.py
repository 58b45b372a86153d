"""Spelling alphabets and the names of letters, as tables. PURE.

Spoken: the names that German callers know from their grandparents' telephone and NATO's for English. Understood: those,
DIN 5009:2022 (cities), the Austrian and Swiss ones, and what recognisers write for a letter's name.
"""

from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from app.domain.spoken.folding import fold, folded_map, folded_set

Language = Literal["de", "en"]

SAY_DE = {
    "A": "Anton", "B": "Berta", "C": "Cäsar", "D": "Dora", "E": "Emil", "F": "Friedrich", "G": "Gustav",
    "H": "Heinrich",
    "I": "Ida", "J": "Julius", "K": "Kaufmann", "L": "Ludwig", "M": "Martha", "N": "Nordpol", "O": "Otto", "P": "Paula",
    "Q": "Quelle", "R": "Richard", "S": "Siegfried", "T": "Theodor", "U": "Ulrich", "V": "Viktor", "W": "Wilhelm",
    "X": "Xanthippe", "Y": "Ypsilon", "Z": "Zeppelin", "Ä": "Ärger", "Ö": "Ökonom", "Ü": "Übermut",
}  # fmt: skip
SAY_EN = {
    "A": "Alpha", "B": "Bravo", "C": "Charlie", "D": "Delta", "E": "Echo", "F": "Foxtrot", "G": "Golf", "H": "Hotel",
    "I": "India", "J": "Juliet", "K": "Kilo", "L": "Lima", "M": "Mike", "N": "November", "O": "Oscar", "P": "Papa",
    "Q": "Quebec", "R": "Romeo", "S": "Sierra", "T": "Tango", "U": "Uniform", "V": "Victor", "W": "Whiskey",
    "X": "X-ray", "Y": "Yankee", "Z": "Zulu",
}  # fmt: skip

_MORE_WORDS = (
    # DIN 5009:2022
    "Aachen Berlin Chemnitz Düsseldorf Essen Frankfurt Goslar Hamburg Ingelheim Jena Köln Leipzig München Nürnberg "
    "Offenbach "
    "Potsdam Quickborn Rostock Salzwedel Tübingen Unna Völklingen Wuppertal Xanten Zwickau "
    # earlier German tables, Austria, Switzerland
    "Albert Bernhard Caesar David Fritz Isidor Jakob Karl Konrad Marie Nathan Paul Philipp Samuel Siegfried "
    "Zacharias Zürich "
    "Zeppelin Zebra Anna Charlotte Daniel Dieter Gerhard Jacob Kurt Leopold Maria Norbert Österreich Quadrat Sophie "
    "Zoe "
    "Ärger Äpfel Ägypten Ökonom Öse Öl Übermut Übel Überfluss Victor Vogel Toni Yverdon Yvonne Xaver Rosa Salzburg Ute "
    # English
    "Alfa Adam Baker Boy Charles Dog Edward Fox Frank George Harry Henry Ida Jig John King Lincoln "
    "Mary Nan "
    "Nancy Nora Oboe Ocean Peter Queen Roger Robert Sugar Sam Sierra Tare Tom Thomas Uncle Union William Whisky Xray "
    "Yoke "
    "Young Zeb Zebra Juliett Juliette Nectar Apple Banana Cat Orange"
)

# Names that also stand alone in a list of letters; the value is the letter.
WORDS: dict[str, str] = folded_map(
    {word: word[0] for word in [*SAY_DE.values(), *SAY_EN.values(), *_MORE_WORDS.split()] if word != "X-ray"}
)

# What a recogniser writes for a letter's name. Single letters need no entry.
NAMES: dict[Language, dict[str, str]] = {
    "de": folded_map(
        {
            "ah": "a", "be": "b", "bee": "b", "beh": "b", "ce": "c", "tse": "c", "zeh": "c", "zee": "c", "ze": "c",
            "cee": "c",
            "de": "d", "deh": "d", "dee": "d", "eh": "e", "ef": "f", "eff": "f", "äff": "f", "ge": "g", "geh": "g",
            "gee": "g",
            "ha": "h", "hah": "h", "haa": "h", "ih": "i", "ie": "i", "jot": "j", "jott": "j", "yot": "j", "ka": "k",
            "kah": "k",
            "kaa": "k", "el": "l", "ell": "l", "em": "m", "emm": "m", "en": "n", "enn": "n", "änn": "n", "oh": "o",
            "pe": "p",
            "peh": "p", "pee": "p", "ku": "q", "kuh": "q", "qu": "q", "er": "r", "err": "r", "es": "s", "ess": "s",
            "te": "t",
            "teh": "t", "tee": "t", "uh": "u", "vau": "v", "fau": "v", "vow": "v", "we": "w", "weh": "w", "wee": "w",
            "ix": "x",
            "iks": "x", "icks": "x", "ypsilon": "y", "üpsilon": "y", "upsilon": "y", "ipsilon": "y", "epsilon": "y",
            "zett": "z", "zet": "z", "tsett": "z", "set": "z", "ae": "ä", "oe": "ö", "ue": "ü",
            "eszett": "ß", "esszett": "ß", "eszet": "ß", "sz": "ß",
        }
    ),
    "en": folded_map(
        {
            "ay": "a", "eh": "a", "be": "b", "bee": "b", "see": "c", "sea": "c", "cee": "c", "dee": "d", "ee": "e",
            "ef": "f",
            "eff": "f", "gee": "g", "jee": "g", "aitch": "h", "haitch": "h", "eye": "i", "jay": "j", "kay": "k",
            "el": "l",
            "ell": "l", "em": "m", "en": "n", "enn": "n", "oh": "o", "pee": "p", "pea": "p", "queue": "q", "cue": "q",
            "kew": "q",
            "are": "r", "ar": "r", "es": "s", "ess": "s", "tee": "t", "tea": "t", "you": "u", "yu": "u", "vee": "v",
            "ex": "x",
            "why": "y", "wye": "y", "zee": "z", "zed": "z", "ae": "ä", "oe": "ö", "ue": "ü", "eszett": "ß",
        }
    ),
}  # fmt: skip

HYPHEN = folded_set("bindestrich minus strich dash hyphen minuszeichen")
SPACE = folded_set("leerzeichen space leerschritt")
APOSTROPHE = folded_set("apostroph apostrophe")
DOUBLE = folded_set("doppel doppelt doppeltes doppelte double zweimal twice")
TRIPLE = folded_set("dreifach dreimal triple treble")


def say_words(language: Language) -> dict[str, str]:
    return SAY_DE if language == "de" else SAY_EN


@lru_cache(maxsize=1024)
def meant_word(word: str, letter: str | None, language: Language) -> str | None:
    """The letter whose word was misheard like this ("Bora" with D was Dora); None when none is near."""
    heard = fold(word)
    best: tuple[float, str] | None = None
    for known, spoken in say_words(language).items():
        wrong = Levenshtein.distance(heard, fold(spoken), score_cutoff=2)
        if wrong > min(2, len(heard) // 2):
            continue
        doubt = wrong - (0.8 if known.lower() == letter else 0.0)
        if best is None or doubt < best[0]:
            best = (doubt, known.lower())
    return None if best is None else best[1]


def is_letter(token: str) -> bool:
    """True for one letter of any kind, folded or not."""
    return len(token) == 1 and token.isalpha() and fold(token).isalpha()
