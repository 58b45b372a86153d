"""Text into sentences, so that a voice can begin with the first one. PURE."""

import re

from app.domain.spoken.alphabets import Language
from app.domain.spoken.folding import folded_set

_CANDIDATE = re.compile(r"(?<=[.!?…])[\"“”»«')\]]*\s+|\n+")
_LAST_WORD = re.compile(r"([^\W_]+)\.[\"“”»«')\]]*$")
_LETTER_AND_DOT = re.compile(r"(?:^|[\s(.])[^\W\d_]\.$")

# Words whose full stop does not end a sentence, whatever follows.
_NEVER_LAST = folded_set(
    "dr prof hr fr str nr tel fa ing dipl med dent jur phil st bzw ca vgl inkl exkl zzgl evtl ggf bspw sog hl abs art "
    "mr mrs ms messrs jr sr gen col rev hon vs approx no dept est fig ext mag priv doz max min mind geb verh allg"
)
# These end a sentence as often as not: only a following capital can tell, and only in English.
_SOMETIMES_LAST = folded_set(
    "usw etc std sek uhr co inc ltd corp ave rd blvd jan feb apr aug sep sept okt oct nov dez dec mo di mi do fr sa so"
)
_NOUN_AFTER_ORDINAL = folded_set(
    "januar februar märz april mai juni juli august september oktober november dezember jahrhundert stock etage "
    "obergeschoss og "
    "untergeschoss klasse mal quartal halbjahr jahr tag woche monat stunde hof aufgang eingang"
)


def split_sentences(text: str, language: Language) -> list[str]:
    """Never splits after "Dr.", inside "z. B.", after "24." before a month; joined with blanks the text is the same."""
    sentences: list[str] = []
    begin = 0
    for gap in _CANDIDATE.finditer(text):
        before, after = text[begin : gap.end()].strip(), text[gap.end() :]
        if "\n" not in gap.group() and not _ends(before, after.lstrip(), language):
            continue
        if before:
            sentences.append(before)
        begin = gap.end()
    rest = text[begin:].strip()
    return [*sentences, rest] if rest else sentences


def is_surely_whole(text: str, language: Language) -> bool:
    """Whether it ends with the end of a sentence, whatever may follow: not after "am 24.", "Dr." or "14 Uhr usw."."""
    bare = text.rstrip().rstrip("\"“”»«')]")
    if not bare.endswith((".", "!", "?", "…")):
        return False
    last = _LAST_WORD.search(bare)
    if last is not None and (last.group(1).isdigit() or folded_set([last.group(1)]) & _SOMETIMES_LAST):
        return False
    return not re.search(r"\b[ap]\.\s?m\.$", bare) and _ends(bare, "X", language)


def _ends(before: str, after: str, language: Language) -> bool:
    if not after:
        return True
    if not before.rstrip("\"“”»«')]").endswith("."):
        return True
    if re.search(r"\b[ap]\.\s?m\.$", before):
        return after[:1].isupper()
    if _LETTER_AND_DOT.search(before):
        return False
    last = _LAST_WORD.search(before)
    word = last.group(1) if last else ""
    folded = folded_set([word]) if word else frozenset()
    if folded & _NEVER_LAST:
        return False
    if word.isdigit() and len(word) <= 2 and language == "de":
        following = re.match(r"[^\W_]+", after)
        return not (
            following and (following.group()[0].islower() or folded_set([following.group()]) & _NOUN_AFTER_ORDINAL)
        )
    if folded & _SOMETIMES_LAST:
        return after[:1].isupper()
    return not after[:1].islower()
