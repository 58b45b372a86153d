"""Any written text into text that a voice reads rightly: no digit, abbreviation or sign is left to the engine. PURE.

The order matters: what has the most certain form goes first (addresses of the web, telephone numbers, dates, times,
prices), then abbreviations, then whatever numbers and signs remain. Each step leaves words that no later step touches.
"""

import re
import unicodedata

import phonenumbers

from app.domain.spoken import speakable_de, speakable_en
from app.domain.spoken.abbreviations import SIGNS, spell_out
from app.domain.spoken.alphabets import Language
from app.domain.spoken.say_phone import say_digit_groups, say_phone

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|"
    r"\b(?:[a-z0-9-]{1,64}\.){1,4}(?:de|com|org|net|eu|at|ch|info|io|co\.uk)\b(?:/[^\s<>()]*)?"
)
_PHONE = re.compile(
    r"(?<!\d )(?<![\w.,:€$£/-])(?:\+|\(?0)\d(?:[ \u00a0()/–-]{0,3}\d){5,16}(?![\w:]|[.,]\d|\s*(?:Uhr|€|%|h\b))"
)
_PHONE_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$|^0\d{1,2}[-–]0?\d{1,2}$|^\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})$")
_CLOCK_OF_SIGNS: dict[Language, dict[str, str]] = {
    "de": {".": "Punkt", "-": "Bindestrich", "_": "Unterstrich", "@": "ät", "/": "Schrägstrich", "+": "plus"},
    "en": {".": "dot", "-": "dash", "_": "underscore", "@": "at", "/": "slash", "+": "plus"},
}
_SPELLED_PARTS = {"www", "de", "eu", "ch", "uk", "io", "tv"}
_INITIALISM = re.compile(r"\b[BCDFGHJKLMNPQRSTVWXZ]{2,6}\b|\bGmbH\b")
_DROPPED = {"So", "Sk", "Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me"}


def speakable(text: str, language: Language, *, region: str = "DE") -> str:
    """Never raises; the result has no digit and no sign but `. , ; : ! ? ' -`. Sentences stay sentences."""
    spoken = _plain_characters(text)
    spoken = _ADDRESS.sub(lambda match: _say_address(match.group(), language), spoken)
    spoken = _PHONE.sub(lambda match: _say_phone_match(match.group(), language, region), spoken)
    rules = speakable_de if language == "de" else speakable_en
    spoken = rules.say_dates_times_and_amounts(spoken)
    spoken = spell_out(spoken, language)
    spoken = rules.say_remaining_numbers(spoken)
    spoken = _INITIALISM.sub(lambda match: " ".join(match.group().upper()), spoken)
    for sign, word in SIGNS[language].items():
        spoken = spoken.replace(sign, word)
    return _tidy(spoken, language)


def _plain_characters(text: str) -> str:
    """One kind of blank, dash and quotation mark; digits of all scripts as 0-9, superscripts too."""
    plain = []
    for ch in unicodedata.normalize("NFC", text):
        category = unicodedata.category(ch)
        if ch in "\n\t" or ch in "½¼¾°€£$¥©®™":
            plain.append(ch)
        elif category in ("Nd", "No", "Nl"):
            plain.append(_ascii_number(ch))
        elif category == "Zs":
            plain.append(" ")
        elif category == "Pd" or ch == "−":
            plain.append("–" if ch != "-" else "-")
        elif category in _DROPPED:
            plain.append(" " if category == "So" else "")
        else:
            plain.append(ch)
    return "".join(plain)


def _ascii_number(ch: str) -> str:
    if ch in "²³":
        return {"²": "^2", "³": "^3"}[ch]
    value = unicodedata.numeric(ch, 0)
    return str(int(value)) if value == int(value) and value < 10**6 else f" {value:.2f} "


def _say_address(address: str, language: Language) -> str:
    tail = ""
    while address and address[-1] in ".,;:!?/":
        tail = (address[-1] if address[-1] != "/" else "") + tail
        address = address[:-1]
    signs = _CLOCK_OF_SIGNS[language]
    said = []
    for part in re.findall(r"[^\W\d_]+|\d|[._@/+-]", re.sub(r"^https?://", "", address)):
        if part.isdigit():
            said.append(say_digit_groups([part], language))
        elif part.lower() in _SPELLED_PARTS:
            said.append(" ".join(part.upper()))
        else:
            said.append(signs.get(part, part))
    return " ".join(said) + tail


def _say_phone_match(found: str, language: Language, region: str) -> str:
    if _PHONE_DATE.match(found):
        return found
    try:
        number = phonenumbers.parse(re.sub(r"\(0\)", "", found), region)
    except phonenumbers.NumberParseException:
        return say_digit_groups(re.findall(r"\d+", found), language)
    if phonenumbers.is_possible_number(number):
        return say_phone(
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), language, region=region
        )
    return say_digit_groups(re.findall(r"\d+", found), language)


def _tidy(text: str, language: Language) -> str:
    """Signs that a voice might read are pauses or nothing; blanks and commas once."""
    joining = "oder" if language == "de" else "or"
    text = re.sub(r"(?<=[^\W\d_])\s*/\s*(?=[^\W\d_])", f" {joining} ", text)
    text = re.sub(rf"\b(und|and) {joining} {joining}\b", rf"\1 {joining}", text)
    text = re.sub(r"\s*[–—]\s*|\s-+\s|[()\[\]{}]", ", ", text)
    text = re.sub(r"[^\w\s.,;:!?'’-]|_", " ", text)
    text = "".join(" " if unicodedata.category(ch).startswith("N") else ch for ch in text)
    text = re.sub(r"(?:^|(?<=\n))\s*[-,;:]+\s*", "", text)
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r"[,;:]+\s*([.!?])", r"\1", text)
    text = re.sub(r"\s*\n\s*", "\n", text)
    return text.strip(" ,;:\n\t-")
