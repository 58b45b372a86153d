"""A scripted caller who adapts: they know what they want, and answer whatever the assistant asks, in whatever order.

Needs only the assistant's words (`answer`), so the same caller can talk by text or through a telephone line.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from app.quick_yaml import parse_yaml
from tests.dialogue.caller_names import family_of, letters_of
from tests.dialogue.wishes import Wish

SCENARIOS_DIR = Path(__file__).parent / "scenarios"

# The first pattern that fits the assistant's turn tells what was asked; the last sentence is tried before the whole.
_ASKED: tuple[tuple[str, str], ...] = (
    ("gone", r"verbinde sie|auf wiederhören|putting you through|goodbye"),
    ("retry", r"noch einmal versuchen|shall i try again"),
    ("family", r"(der|ihr) nachname\?|(your|the) last name\?"),
    ("spelling", r"buchstabier|buchstabe für buchstabe|spell|letter by letter"),
    ("number_right", r"(null|zero|plus).*(ist das richtig|is that right)\?"),
    (
        "number",
        r"welcher nummer|(?<!unter ihrer )telefonnummer|und weiter\?|weiter bitte|what number"
        r"|which telephone number|and then\?|go on please",
    ),
    ("old_name", r"auf welchen (nach)?namen (ist|läuft) der termin|name is the appointment under"),
    ("old_day", r"an welchem tag ist|on which day is (the|your)"),
    ("name", r"auf welchen namen|ihr(en)? name|wie heißen sie|what name|your name|first and last name"),
    ("cancel_sure", r"absagen(, ja oder nein)?\?|(cancel (that|the|it)\b.*)\?"),
    (
        "message_or_callback",
        r"nachricht hinterlassen, oder|nachricht oder rückruf|message, or shall we"
        r"|message or a call|soll sich jemand|shall somebody",
    ),
    (
        "human_or_message",
        r"(mensch\w*|jemandem) sprechen|mensch oder nachricht|person or a message|speak to (a person|somebody)",
    ),
    (
        "message_right",
        r"(ich gebe weiter|ihre nachricht):.*\?|stimmt das so\?|so weitergeben.*\?"
        r"|(i will pass on|your message):.*\?|is that correct\?|pass it on like that.*\?",
    ),
    ("message", r"was (darf|soll) ich ausrichten|ihre nachricht|shall i pass on|your message|the message\?"),
    (
        "callback_when",
        r"erreichen wir sie am besten|der rückruf\?|sollen wir anrufen|reach you best|call suit you|shall we call\?",
    ),
    ("topic", r"worum geht es denn, in|anliegen|what is it about|your concern"),
    (
        "confirm",
        r"(so )?eintragen\?|so ändern\?|so verlegen\?|ist das richtig( so)?\?|shall i book (that"
        r"|it).*\?|is that right\?|change it\?|like that\?",
    ),
    (
        "what_wrong",
        r"was soll ich ändern|was stimmt nicht|was soll anders|what shall i change"
        r"|what is not right|should be different",
    ),
    ("which", r"welchen (termin )?meinen sie|which (one|appointment) do you mean"),
    ("or", r"meinen sie .* oder|do you mean .* or"),
    (
        "offers",
        r"was (passt ihnen|ist ihnen lieber|darf es sein|nehmen sie)\?|welche (der )?zeit"
        r"|passt (ihnen )?(das|davon)|passt davon|wäre das recht|geht das\?|passt das\?"
        r"|which (would you like|suits you|do you prefer|one|of the times)|does (that"
        r"|any of that) suit|would that (be|do)",
    ),
    (
        "offering",
        r"worum geht es (denn\?|bei)|was soll gemacht|welchen termin brauchen|appointment for\?"
        r"|would you like done|which appointment do you|what is it for",
    ),
    (
        "new_when",
        r"stattdessen|soll ich ihn legen|soll ich den termin legen|passt es ihnen besser"
        r"|suit you (instead|better)|move it (to)?",
    ),
    ("when", r"wann|welche[rn] (anderen? )?tag|an welchem tag|when|which (other )?day|on which day"),
    ("else", r"sonst noch|noch etwas|noch einen wunsch|anything else|need anything|do anything"),
    (
        "goal",
        r"was kann ich|wie kann ich|worum es geht|geht es um einen|was denn|what can i do"
        r"|how can i|what it is about|what is it\?|is it about|ja bitte|yes, please"
        r"|möchten sie wissen|like to know",
    ),
)


@dataclass(frozen=True)
class Scenario:
    """`says`: what the caller says, by what is asked; a list is used up in order, its last entry is repeated."""

    id: str
    language: str
    split: str  # dev | heldout
    goal: str
    says: dict[str, Any]
    expect: dict[str, Any]
    number: str | None = "+493023125199"  # None = withheld
    known: str | None = None
    calendar: tuple[dict[str, Any], ...] = ()
    full_days: tuple[str, ...] = ()
    at: str = "2026-03-16T09:00"
    noise: bool = False


def load_scenarios(split: str | None = None) -> list[Scenario]:
    found = []
    for path in sorted(SCENARIOS_DIR.glob("*.yaml")):
        for entry in parse_yaml(path.read_text(encoding="utf-8")):
            for key in ("calendar", "full_days"):
                entry[key] = tuple(entry.get(key, ()))
            found.append(Scenario(**entry))
    return [scenario for scenario in found if split in (None, scenario.split)]


WITH_WORDS = re.compile(r"wie anton|for apple", re.IGNORECASE)
_ALPHABET = {
    "de": "Anton Berta Cäsar Dora Emil Friedrich Gustav Heinrich Ida Julius Kaufmann Ludwig Martha Nordpol Otto Paula "
    "Quelle Richard Siegfried Theodor Ulrich Viktor Wilhelm Xaver Ypsilon Zeppelin",
    "en": "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa Quebec "
    "Romeo Sierra Tango Uniform Victor Whiskey Xray Yankee Zulu",
}

OBJECTIONS_AT_MOST = 3
"""Of one kind: then people let it be, and put it right when they come in."""


@dataclass
class Caller:
    """`wish` None = agrees to whatever is read back (the line is clear, and the state in the end is graded)."""

    scenario: Scenario
    wish: Wish | None = None
    presses: bool = True
    takes_words: bool = False
    """Spells with a word for each letter where that is asked for."""
    asked: list[str] = field(default_factory=list)
    _used: dict[str, int] = field(default_factory=dict)
    _got_it: bool = False
    _objected: str | None = None

    def opens(self) -> str:
        """The first words, after the greeting."""
        return self._say("start")

    def answer(self, assistant_text: str, *, otherwise: str | None = None) -> str | None:
        """What the caller says to this; None = they have nothing more to say and hang up.

        `otherwise`: what is asked, for words that do not tell (a language model's own).
        """
        kind = what_is_asked(assistant_text)
        if kind == "unknown" and otherwise is not None:
            kind = otherwise
        self.asked.append(kind)
        if kind == "gone" or len(self.asked) > 25:
            return None
        self._got_it = self._got_it or re.search(_GOT_IT, assistant_text.lower()) is not None
        if self.wish is not None and (minded := self._minds(self.wish, kind, assistant_text)) is not None:
            return minded
        if kind == "offers":
            return self._choose(assistant_text)
        if kind == "confirm":
            return self._check(assistant_text)
        if kind in ("goal", "else") and self._left("then"):
            return self._say("then")
        defaults = _DEFAULTS[self.scenario.language]
        if kind == "family" and "family" not in self.scenario.says:
            return family_name(self.scenario) or ""
        if kind == "spelling" and self.takes_words and WITH_WORDS.search(assistant_text):
            return spelled_with_words(self._letters(), self.scenario.language)
        if kind == "spelling" and "spelling" not in self.scenario.says and family_name(self.scenario):
            return spelled(family_name(self.scenario) or "")
        for option in (kind, *_INSTEAD.get(kind, ())):
            if option in self.scenario.says:
                return self._say(option)
        if kind in defaults:
            return defaults[kind]
        return self.scenario.says.get("fallback") or self._say("start")

    def _letters(self) -> str:
        """Of the family name, as they would spell it."""
        return letters_of(self.scenario.says) or family_name(self.scenario) or ""

    def _minds(self, wish: Wish, kind: str, text: str) -> str | None:
        """What somebody says who knows what they want, on a line that may mishear it."""
        if (pressed := self._press(wish, kind, text)) is not None:
            return pressed
        if kind in ("goal", "else") and self._left("then"):
            return None
        if self._got_it and kind in _ABOUT_A_NEW_ONE:
            return _NOTHING_MORE[self.scenario.language]
        if kind == "what_wrong" and self._objected is not None:
            return self._objected
        if kind == "or" and "or" not in self.scenario.says and wish.weekday is not None:
            return wish.sentences()[0]
        return None

    def _choose(self, text: str) -> str:
        """An offer is taken by its wording: `pick` lists [sign in the offer, what to say]; else `offers`."""
        for sign, words in self.scenario.says.get("pick", ()):
            if re.search(sign, text.lower()):
                return str(words)
        objection = self.wish.objection_to_offers(text) if self.wish is not None else None
        if objection is not None and self._may_object("offers"):
            return objection
        if "offers" in self.scenario.says:
            return self._say("offers")
        return "Ja, der erste passt." if self.scenario.language == "de" else "Yes, the first one is fine."

    def _check(self, text: str) -> str:
        """A careful caller: agrees only to a read-back that does not contradict what they want."""
        for sign, words in self.scenario.says.get("wrong", ()):
            if re.search(sign, text.lower()) and self._used.get(f"wrong {sign}", 0) < 2:
                self._used[f"wrong {sign}"] = self._used.get(f"wrong {sign}", 0) + 1
                return str(words)
        objection = self.wish.objection(text) if self.wish is not None else None
        if objection is not None and self._may_object(objection[0]):
            self._objected = objection[1]
            return objection[1]
        if "confirm" in self.scenario.says:
            return self._say("confirm")
        return "Ja, bitte." if self.scenario.language == "de" else "Yes, please."

    def _press(self, wish: Wish, kind: str, text: str) -> str | None:
        """People press what they are told to press, once speaking has failed."""
        if not self.presses or not re.search(_MENU, text.lower()):
            return None
        objection = wish.objection(text) if kind == "confirm" else None
        if objection is not None:
            self._objected = objection[1]
        if kind == "offers" and (minded := wish.objection_to_offers(text)) is not None:
            only_the_time = minded.rstrip(".").endswith((wish.time_in_words or "-").rstrip("."))
            key = wish.key_like(text, _OTHER_TIMES if only_the_time else _OTHER_DAY)
        elif kind == "what_wrong":
            key = wish.key_like(text, self._key_for_wrong(wish))
        elif objection is not None or kind == "else" or (self._got_it and kind in _ABOUT_A_NEW_ONE):
            key = wish.key_like(text, _NO)
        else:
            key = wish.key(text, goal=self.scenario.goal)
        return f"[press {key}]" if key is not None else None

    def _key_for_wrong(self, wish: Wish) -> str:
        objected = self._objected or ""
        if re.search(_ABOUT_OFFERING, objected):
            return _OTHER_OFFERING
        if re.search(_ABOUT_NAME, objected):
            return _THE_NAME
        only_the_time = wish.time_in_words and objected.rstrip(".").endswith(wish.time_in_words.rstrip("."))
        return _OTHER_TIMES if only_the_time else _OTHER_DAY

    def _may_object(self, to: str) -> bool:
        self._used[f"objects {to}"] = self._used.get(f"objects {to}", 0) + 1
        return self._used[f"objects {to}"] <= OBJECTIONS_AT_MOST

    def _left(self, key: str) -> bool:
        wordings = self.scenario.says.get(key, [])
        return self._used.get(key, 0) < (len(wordings) if isinstance(wordings, list) else 1)

    def _say(self, key: str) -> str:
        wordings = self.scenario.says[key]
        if not isinstance(wordings, list):
            wordings = [wordings]
        nth = min(self._used.get(key, 0), len(wordings) - 1)
        self._used[key] = self._used.get(key, 0) + 1
        return str(wordings[nth])


_GOT_IT = r"ist eingetragen|termin ist gebucht|is booked|booked in|ist verschoben|ist verlegt|has been moved|is moved"
_ABOUT_A_NEW_ONE = frozenset({"offering", "when", "offers", "goal", "unknown"})
_NOTHING_MORE = {"de": "Nein danke, das war alles.", "en": "No thanks, that's all."}
_DEFAULTS = {
    "de": {
        "else": "Nein danke, das war alles.",
        "cancel_sure": "Ja bitte.",
        "message_right": "Ja, genau.",
        "number_right": "Ja, stimmt.",
        "retry": "Ja bitte.",
    },
    "en": {
        "else": "No thanks, that's all.",
        "cancel_sure": "Yes please.",
        "message_right": "Yes, that's right.",
        "number_right": "Yes, that's right.",
        "retry": "Yes please.",
    },
}
_NO, _OTHER_DAY, _OTHER_OFFERING = r"^(nein|no)\b", "anderen tag|another day", "anliegen|something else"
_OTHER_TIMES = "andere zeiten|other times"
_ABOUT_OFFERING = r"es geht um|it is for"
_ABOUT_NAME, _THE_NAME = "mein Name ist|my name is", r"\b(den namen|the name)\b"
_MENU = r"\b(drücken sie|tippen sie|press)\b"

_INSTEAD = {
    "new_when": ("when",),
    "when": ("new_when",),
    "old_name": ("name",),
    "old_day": ("when",),
    "or": ("when",),
    "which": ("old_day",),
    "topic": ("message",),
    "callback_when": ("when",),
    "what_wrong": ("confirm",),
    "human_or_message": ("message_or_callback",),
}


def family_name(scenario: Scenario) -> str | None:
    return family_of(scenario.says)


def spelled(name: str) -> str:
    return ", ".join(name.upper()) + "."


def spelled_with_words(name: str, language: str) -> str:
    words_for = {word[0].lower(): word for word in _ALPHABET[language].split()}
    link = "wie" if language == "de" else "for"
    return ", ".join(f"{letter} {link} {words_for.get(letter.lower(), letter)}" for letter in name.upper()) + "."


_NAME_KINDS = ("name", "family", "old_name")


def sentences(scenario: Scenario, wish: Wish) -> dict[str, bool]:
    """Everything this caller may say, and whether it answers a question for a name."""
    said: dict[str, bool] = {}
    for kind, wordings in scenario.says.items():
        for wording in wordings if isinstance(wordings, list) else [wordings]:
            text = str(wording[1]) if isinstance(wording, list) else str(wording)
            said.setdefault(text, kind in _NAME_KINDS)
    for text in _DEFAULTS[scenario.language].values():
        said.setdefault(text, False)
    for text in (
        ("Ja, der erste passt.", "Ja, bitte.")
        if scenario.language == "de"
        else (
            "Yes, the first one is fine.",
            "Yes, please.",
        )
    ):
        said.setdefault(text, False)
    if family := family_name(scenario):
        said.setdefault(family, True)
        said.setdefault(spelled(family), False)
    for text in wish.sentences():
        said.setdefault(text, False)
    return said


def what_is_asked(assistant_text: str) -> str:
    lowered = assistant_text.lower()
    sentences = re.split(r"(?<=[.?!])\s+", lowered.strip())
    asked = [sentence for sentence in sentences if not re.match(_MENU, sentence)]  # keys are no questions
    sentences, lowered = (asked, " ".join(asked)) if asked else (sentences, lowered)
    for text in (" ".join(sentences[-2:]), lowered):
        for kind, pattern in _ASKED:
            if re.search(pattern, text):
                return kind
    return "unknown"


_MISHEARD = {
    "de": (
        ("zahnreinigung", "zahn reinigung"),
        ("termin", "tamin"),
        ("ß", "ss"),
        ("hätte", "hette"),
        ("bräuchte", "breuchte"),
        ("dienstag", "dienstags"),
        ("füllung", "fühlung"),
    ),
    "en": (
        ("appointment", "apointment"),
        ("cleaning", "clening"),
        ("check-up", "check up"),
        ("i'd", "i would"),
        ("filling", "feeling"),
    ),
}
_FILLERS = {"de": ("äh", "also", "ähm", "ja"), "en": ("uh", "um", "well", "so")}


def as_recognised(text: str, language: str, random: Random) -> str:
    """What a recogniser may make of it on a bad line: no punctuation, small letters, a filler, a word spelled wrong."""
    words = re.sub(r"[^\w\s'äöüß]", " ", text.lower())
    for right, wrong in _MISHEARD[language]:
        if right in words and random.random() < 0.4:
            words = words.replace(right, wrong, 1)
    parts = words.split()
    if len(parts) > 3 and random.random() < 0.6:
        parts.insert(random.randrange(len(parts)), random.choice(_FILLERS[language]))
    return " ".join(parts)
