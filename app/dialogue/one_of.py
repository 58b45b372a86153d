"""Words that leave open which of several offerings is meant: a "Haarschnitt" is one for women or one for men."""

import re
from pathlib import Path

from app.dialogue.lexicon import is_meant
from app.dialogue.mentions import EXACT, Phrase, Said, phrase
from app.dialogue.prompt_files import PROMPTS_DIR
from app.domain.business import Business, Language
from app.domain.ids import OfferingKey
from app.domain.spoken.folding import words
from app.quick_yaml import parse_yaml

_A_MAN = re.compile(
    r"\b(?:mein|unser)(?:e[nmr])? (?:\w+ )?(?:mann|sohn|vater|papa|opa|großvater|bruder|enkel|freund|onkel|neffe"
    r"|junge)\b|\b(?:meinen?|unseren?) (?:\w+ )?(?:söhnen?|jungs|enkel)\b|\bich bin ein mann\b"
    r"|\b(?:my|our) (?:\w+ )?(?:husband|son|father|dad|grandfather|brother|boyfriend|uncle|nephew|boy)\b",
    re.IGNORECASE,
)
_A_WOMAN = re.compile(
    r"\b(?:meine|unsere)r? (?:\w+ )?(?:frau|tochter|mutter|mama|oma|großmutter|schwester|enkelin|freundin"
    r"|tante|nichte)\b|\b(?:meinen?|unseren?) (?:\w+ )?(?:töchtern?|mädchen|mädels)\b|\bich bin eine frau\b"
    r"|\b(?:my|our) (?:\w+ )?(?:wife|daughter|mother|mum|grandmother|sister|girlfriend|aunt|niece|girl)\b",
    re.IGNORECASE,
)
_WITH_SOMEBODY = re.compile(
    r"\b(?:mich|mir|ich) und (?:auch )?(?:mein|unser)|\b(?:mein|unser)\w* \w+ und (?:mich|mir|ich)\b"
    r"|\b(?:me|myself) and (?:also )?(?:my|our)\b|\b(?:my|our) \w+ and (?:me|myself|i)\b",
    re.IGNORECASE,
)
_FOR_MEN = re.compile(r"\b(?:herren|männer)|\bmen", re.IGNORECASE)
_FOR_WOMEN = re.compile(r"\b(?:damen|frauen)|\bwomen", re.IGNORECASE)

Term = tuple[Phrase, tuple[OfferingKey, ...]]


class OneOfSeveral:
    """One business's. Empty where its trade has no such words, or it offers one of those alone."""

    def __init__(self, business: Business, prompts_dir: Path = PROMPTS_DIR) -> None:
        self._names = {one.key: " ".join(one.names.values()) for one in business.offerings}
        self._terms = {language: _terms(business, language, prompts_dir) for language in ("de", "en")}

    def meant(self, text: str, language: Language) -> tuple[OfferingKey, ...]:
        """The offerings of which one is meant; none when no such word was said."""
        if not self._terms[language]:
            return ()
        said = Said(text)
        found = (keys for term, keys in self._terms[language] if any(m.score >= EXACT for m in said.mentions(term)))
        keys = next(found, ())
        return self._for_whom(text, keys) or keys

    def _for_whom(self, text: str, keys: tuple[OfferingKey, ...]) -> tuple[OfferingKey, ...]:
        """ "Mein Mann braucht einen Haarschnitt": the one for men, where the names tell whom each is for."""
        if len(keys) < 2:
            return keys
        if _WITH_SOMEBODY.search(text) is not None:
            return keys  # "für mich und meinen Mann": one for each of them
        men, women = (sum(1 for _ in said.finditer(text)) for said in (_A_MAN, _A_WOMAN))
        if bool(men) == bool(women):
            return keys
        sign = _FOR_MEN if men else _FOR_WOMEN
        return tuple(key for key in keys if sign.search(self._names[key]))


def _terms(business: Business, language: Language, prompts_dir: Path) -> list[Term]:
    path = prompts_dir / "synonyms" / f"{business.industry}.yaml"
    groups = parse_yaml(path.read_text(encoding="utf-8")) if path.exists() else []
    terms: list[Term] = []
    for group in groups:
        meant = [
            next((one.key for one in business.offerings if is_meant(one, marks)), None)
            for marks in group.get("one_of", ())
        ]
        keys = tuple(dict.fromkeys(key for key in meant if key is not None))
        if len(keys) > 1:
            terms += [(phrase(words(said)), keys) for said in group.get(language, ())]
    return terms
