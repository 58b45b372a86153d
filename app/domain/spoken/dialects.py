"""German as it is spoken in Berlin, Bavaria and Austria, in the words that it is written with. PURE.

Only words that nothing else in German is written like, or where a verb beside them leaves no doubt: "nehm wa" is
"nehmen wir", and "det" is "das", while "des Monats" stays.
"""

import re

from app.domain.spoken.rewriting import Rules, rewrite

_WE = {
    "mach": "machen",
    "nehm": "nehmen",
    "sag": "sagen",
    "lass": "lassen",
    "woll": "wollen",
    "gehn": "gehen",
    "hätt": "hätten",
    "bräucht": "bräuchten",
    "könnt": "könnten",
}
_WORDS = {
    "jut": "gut",
    "jute": "gute",
    "juten": "guten",
    "jenau": "genau",
    "jerne": "gerne",
    "jern": "gern",
    "janz": "ganz",
    "jeht": "geht",
    "jehts": "geht es",
    "jing": "ging",
    "jinge": "ginge",
    "jemacht": "gemacht",
    "jesagt": "gesagt",
    "jestern": "gestern",
    "ick": "ich",
    "icke": "ich",
    "det": "das",
    "dit": "das",
    "dat": "das",
    "wat": "was",
    "keen": "kein",
    "keene": "keine",
    "keenen": "keinen",
    "zwee": "zwei",
    "ooch": "auch",
    "fuffzehn": "fünfzehn",
    "fuffzig": "fünfzig",
    "nüscht": "nichts",
    "nich": "nicht",
    "ned": "nicht",
    "nimmer": "nicht mehr",
    "scho": "schon",
    "basst": "passt",
    "a bisserl": "ein bisschen",
    "a bissl": "ein bisschen",
    "bisserl": "bisschen",
    "bissl": "bisschen",
    "heit": "heute",
    "übermorng": "übermorgen",
    "vormittog": "vormittag",
    "nachmittog": "nachmittag",
    "dienstog": "Dienstag",
    "donnerstog": "Donnerstag",
    "freitog": "Freitag",
    "montog": "Montag",
}
_IS_SAID_OF = r"is|ist|isch|wär|wäre|war|passt|past|geht|ginge|stimmt|klingt|taugt|nehm|nehme|mach|mog|mag|kann|hat|hab"


def _like(found: re.Match[str], plain: str) -> str:
    return plain[:1].upper() + plain[1:] if found[0][:1].isupper() else plain


_RULES: Rules = [
    (re.compile(pattern, re.IGNORECASE), say)
    for pattern, say in (
        (r"(?<!punkt )(?<!\.)\bnet\b", lambda found: _like(found, "nicht")),
        (r"\b(\w+en|\w+dn|sind) wa\b", lambda found: f"{found[1]} wir"),
        (rf"\b({'|'.join(_WE)})['’]? (?:wa|ma)\b", lambda found: f"{_like(found, _WE[found[1].lower()])} wir"),
        (r"\b(mach|nehm|sag|lass|woll)ma\b", lambda found: f"{_like(found, _WE[found[1].lower()])} wir"),
        (r"\b(passt|past|geht|gfallt|gefällt|taugt|reicht) ma\b", lambda found: f"{found[1]} mir"),
        (rf"\bdes (?=(?:{_IS_SAID_OF})\b)", lambda found: _like(found, "das ")),
        (r"\b(passt|geht|stimmt|nehm|mach|mog|wär|kann i|mecht i) des\b", lambda found: f"{found[1]} das"),
        (
            r"\bi (?=(?:hab|hätt|bräucht|brauch|möcht|mecht|kann|kunnt|könnt|tät|komm|nehm|hob)\b)",
            lambda found: _like(found, "ich "),
        ),
        (r"\buff (?=(?:den|dem|die|der|morgen|\w+tag|mittwoch|jeden)\b)", lambda found: _like(found, "auf ")),
        (
            r"\bhaben s(?:ie|['’]) (?:(?:vielen|besten|herzlichen|recht|schönen|lieben) )*dank\b",
            lambda found: _like(found, "vielen Dank"),
        ),
        (r"\bhalber (?=\w)", lambda found: _like(found, "halb ")),
        (
            r"\b(um|ab|gegen|bis|nach|vor|halb|viertel) (zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)e\b",
            lambda found: f"{found[1]} {found[2]}",
        ),
        (r"\b(das|det|es|mir|so|da|was|wat|dit) is\b", lambda found: f"{found[1]} ist"),
        (
            rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b",
            lambda found: _like(found, _WORDS[found[0].lower()]),
        ),
    )
]


def as_written(text: str) -> str:
    """Nothing is changed in what is German as it is written."""
    return rewrite(text, _RULES)
