"""Messages by speech through the real server, graded field by field: `python -m tests.calls.messages [ID|new …]`.

Callers withhold their number, so that name, number, concern and urgency are all asked for or heard. They listen to what
is read back, object to what is wrong in it, and spell their name when asked. A name counts as right when it is written
or sounds the same (nobody hears the difference between Meier and Maier), a concern when its telling words stand in it
(`tests.calls.told` says when one does). What staff read is graded, other hearings that stand beside it included.

The rule: a field is wrong when whoever acts on the note would do the wrong thing by it, and else it is right. A number
is wrong by one digit, for somebody else is rung; a name that sounds the same is not, for the caller is greeted by
theirs; a concern is wrong when a word is missing without which it is another errand, person, day, time or amount, and
not for a word beside it, so `keys` are these words and no others; urgency is wrong either way. A text that staff are
told nobody confirmed counts as wrong all the same where the words are missing: they ring and ask, but they were not
told; the table says for how many of the wrong ones staff know. What the caller took back is not asked for, and a field
that the caller never gave is none.
"""

import argparse
import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cologne_phonetics
import httpx
import yaml

from app.commands.transcript import Json, RecordReader, turns_of
from app.domain.spoken import say_de, say_en
from app.domain.spoken.folding import fold, words
from app.domain.spoken.say import say_phone
from app.settings import Settings
from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.network import Line, new_call_sid, place_call
from app.simulator.phone_call import PhoneCall
from app.wiring.speech import caller_voice
from tests.bench.real_server import RealServer, real_server
from tests.calls.spoken import LOST
from tests.calls.told import concern_is_told, takes_back
from tests.dialogue.caller import WITH_WORDS, spelled, spelled_with_words, what_is_asked
from tests.dialogue.text_call import PRESSED
from voice.contract import Language

CALLERS = Path(__file__).parent / "message_callers.yaml"
BY_NAME = {
    name: Path(__file__).parent / f"message_callers_{name}.yaml"
    for name in (
        "new",
        "trades",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "daily",
    )
}
"""Sets that are played when they, or one of theirs, are asked for."""

FIELDS = ("name", "number", "concern", "urgency")
PRAXIS = "+493023125000"
QUIET_MS = 900
TURNS_AT_MOST = 22
OBJECTIONS_AT_MOST = 4
WORDS_NAMED = 1

LEAVES_ONE = {"de": "Ich möchte eine Nachricht hinterlassen.", "en": "I would like to leave a message."}
YES = {"de": "Ja, genau.", "en": "Yes, that's right."}
NO = {"de": "Nein.", "en": "No."}
I_SAID = {"de": "Nein, ich sagte {word}.", "en": "No, I said {word}."}
URGENT = {"de": "Ja, aber es ist dringend.", "en": "Yes, but it is urgent."}
WRONG_NAME = {"de": "Nein, der Name ist falsch.", "en": "No, the name is wrong."}
THE_MESSAGE = {"de": "Die Nachricht.", "en": "The message."}
NO_MORE = {"de": "Nein danke, das war alles.", "en": "No thanks, that's all."}
NAME_IS = {"de": "Mein Name ist {name}.", "en": "My name is {name}."}
_READ_BACK = re.compile(r"(?:ich gebe weiter|ihre nachricht|i will pass on|your message): (.*)", re.IGNORECASE)
_WHAT_WRONG = re.compile(r"der name, die nummer oder die nachricht|the name, the number or the message", re.IGNORECASE)
_NAME_RIGHT = re.compile(r"ist der name richtig|is the name right", re.IGNORECASE)
_DIGIT_BY_DIGIT = re.compile(r"ziffer für ziffer|digit by digit", re.IGNORECASE)
_YES_OR_NO = re.compile(r"so weitergeben, ja oder nein|pass (?:it|that) on like that, yes or no", re.IGNORECASE)
_TYPE_IT = re.compile(r"tippen sie die nummer|type the number", re.IGNORECASE)
_IN_SHORT = re.compile(r"in einem kurzen satz|in one short sentence", re.IGNORECASE)
_MARKED = re.compile(r"\(so verstanden|\(as it was understood")
_HURRY = re.compile(r"dringend|eilt|eilig|urgent|soon as possible", re.IGNORECASE)
_NOTED = re.compile(r"ist notiert|das ist notiert|that is noted|have noted", re.IGNORECASE)


@dataclass
class MessageCaller:
    """Knows what they want to leave, and listens."""

    entry: dict[str, Any]
    objections: Counter[str] = field(default_factory=Counter)
    noted: bool = False
    _told: set[str] = field(default_factory=set)
    _verdict: str | None = None
    """What they said last of a message that was read back."""

    @property
    def language(self) -> Language:
        return "en" if self.entry["language"] == "en" else "de"

    def opens(self) -> str:
        return str(self.entry.get("opens") or LEAVES_ONE[self.language])

    def answer(self, said: str) -> str | None:  # noqa: PLR0912  one line for each question
        """None = they hang up."""
        language, entry = self.language, self.entry
        self.noted = self.noted or _NOTED.search(said) is not None
        if self.noted:
            return NO_MORE[language] if said.rstrip().endswith("?") else None
        if (read_back := _READ_BACK.search(said)) is not None:
            self._verdict = self._judge(read_back[1])
            return self._verdict
        if _NAME_RIGHT.search(said):
            return YES[language] if self._hears_own_name(said) or not self._may_object("name") else WRONG_NAME[language]
        if _WHAT_WRONG.search(said):
            return THE_MESSAGE[language]
        if (pressed := self._pressed(said)) is not None:
            return pressed
        match what_is_asked(said):
            case "gone":
                return None
            case "number_right" if _same_digits(entry["number"], said, language):
                return YES[language]
            case "number_right":
                return self._once("mends_number") or NO[language]
            case "number" if _DIGIT_BY_DIGIT.search(said):
                return digit_by_digit(entry["number"], language)
            case "number":
                return self._once("number_as") or say_phone(entry["number"], language)
            case "spelling":
                family, with_words = entry["name"].split()[-1], WITH_WORDS.search(said) is not None
                return spelled_with_words(family, language) if with_words else spelled(family)
            case "family":
                return str(entry["name"].split()[-1])
            case "name":
                return self._once("name_as") or NAME_IS[language].format(name=entry["name"])
            case _ if _YES_OR_NO.search(said):
                return self._verdict
            case "message" if _IN_SHORT.search(said):
                return self._once("short") or self._whole()
            case "message":
                return self._whole()
            case _:
                return LEAVES_ONE[language]

    def _whole(self) -> str:
        return str(self.entry.get("whole", self.entry["says"]) if "amends" in self._told else self.entry["says"])

    def _pressed(self, said: str) -> str | None:
        """People type a number when that is all they are asked for."""
        if _TYPE_IT.search(said) is None:
            return None
        return f"[press {national(self.entry['number'])}#]"

    def _once(self, key: str) -> str | None:
        """What they say there first."""
        if key not in self.entry or key in self._told:
            return None
        self._told.add(key)
        return str(self.entry[key])

    def _judge(self, heard: str) -> str:
        """Agrees to what was read back, or says what is wrong with it: the message, then the name, then the hurry."""
        language, entry = self.language, self.entry
        keys = entry["keys"] if "amends" not in self._told else all_keys(entry, language)
        if not self._is_told(keys, heard) and self._may_object("concern"):
            return self._the_word(keys, heard) or NO[language]
        if not self._hears_own_name(heard) and self._may_object("name"):
            return WRONG_NAME[language]
        if amends := self._once("amends"):
            return amends
        if entry["urgent"] and not _HURRY.search(heard) and self._may_object("urgency"):
            return URGENT[language]
        return YES[language]

    def _the_word(self, keys: Sequence[str], heard: str) -> str | None:
        """Where one word is wrong people say which; once, and then only that it is wrong."""
        missing = [key for key in keys if not self._is_told([key], heard)]
        untold = [key for key in missing if key not in self._told]
        if len(missing) > WORDS_NAMED or not untold:
            return None
        self._told.add(untold[0])
        said = re.findall(r"[\w-]+", str(self.entry["says"]))
        word = next((one for one in said if self._is_told(untold[:1], one)), untold[0].split("|")[0])
        return I_SAID[self.language].format(word=word)

    def _is_told(self, keys: Sequence[str], text: str) -> bool:
        return concern_is_told(keys, text, self.language)

    def _hears_own_name(self, said: str) -> bool:
        """Where whom it is from is said; a word of the message may sound like it."""
        sender = re.split(r"\b(?:Von|From)\b", said)[-1]
        return any(sounds_the_same(self.entry["name"].split()[-1], word) for word in sender.split())

    def _may_object(self, to: str) -> bool:
        self.objections[to] += 1
        return self.objections[to] <= OBJECTIONS_AT_MOST


def national(number: str) -> str:
    return number.replace("+49", "0", 1)


def digit_by_digit(number: str, language: Language) -> str:
    """Slowly, with a short pause behind each."""
    digits = _digits(language)
    return ", ".join(digits[int(digit)] for digit in national(number)) + "."


def _same_digits(number: str, said: str, language: Language) -> bool:
    """All of them, and none behind them."""
    heard, mine = " ".join(words(said)), " ".join(words(say_phone(number, language)))
    before, _, behind = heard.partition(mine)
    return heard != before and not behind.startswith(tuple(f" {fold(one)}" for one in _digits(language)))


def _digits(language: Language) -> Sequence[str]:
    return tuple(say_de.DIGITS if language == "de" else say_en.DIGITS)


def all_keys(entry: dict[str, Any], language: Language) -> list[str]:
    """Without the day or number that the caller took back ("nicht am Mittwoch, am Dienstag")."""
    kept = [key for key in entry["keys"] if not takes_back(str(entry.get("amends", "")), key, language)]
    return [*kept, *entry.get("also", ())]


def sounds_the_same(name: str, heard: str) -> bool:
    one, other = fold(name), fold(re.sub(r"[^\w-]", "", heard))
    if one == other:
        return True
    return bool(other) and one[0] == other[0] and _sound(one) == _sound(other)


def _sound(name: str) -> str:
    return "".join(code for _, code in cologne_phonetics.encode(name))


@dataclass(frozen=True, slots=True)
class Graded:
    """`wrong`: each field that is not right, with what was noted. No note at all is every field wrong."""

    id: str
    wrong: dict[str, str]
    spelled_right: bool
    turns: Sequence[Json] = ()
    marked: bool = False
    """Staff are told that the caller agreed to no text."""
    to_the_letter: bool = False
    """Of the concern: right by the former rule, too."""


async def play(entry: dict[str, Any], nth: int, server: RealServer, voice: CallerVoice) -> Graded:
    caller, call_sid = MessageCaller(entry), new_call_sid()
    noise = sounds.street_noise(snr_db=entry["noise_db"], seed=nth) if entry.get("noise_db") else None
    line = Line(server.url, PRAXIS, "anonymous", noise_pcm16=noise)
    async with httpx.AsyncClient(timeout=30) as http:
        reader = RecordReader(http, server.url, call_sid, server.token)
        await place_call(line, lambda call: _talk(call, caller, voice, reader), call_sid=call_sid, limit_s=400)
    record = await server.call_record(call_sid)
    listing = (await server.get("messages?limit=200"))["items"]
    notes = [one for one in listing if one["call_sid"] == call_sid] if isinstance(listing, list) else []
    return graded(entry, notes[0] if notes else None, turns_of(record))


def graded(entry: dict[str, Any], note: dict[str, Any] | None, turns: Sequence[Json] = ()) -> Graded:
    if note is None:
        return Graded(entry["id"], dict.fromkeys(FIELDS, "no message"), spelled_right=False, turns=turns)
    family, noted = entry["name"].split()[-1], str(note["customer_name"] or "")
    language: Language = "en" if entry["language"] == "en" else "de"
    right = {
        "name": any(sounds_the_same(family, word) for word in noted.split()),
        "number": note["customer_number"] == entry["number"],
        "concern": concern_is_told(all_keys(entry, language), str(note["text"]), language),
        "urgency": note["urgent"] is entry["urgent"],
    }
    told = {
        "name": noted,
        "number": str(note["customer_number"]),
        "concern": str(note["text"]),
        "urgency": str(note["urgent"]),
    }
    return Graded(
        entry["id"],
        {one: told[one] for one in FIELDS if not right[one]},
        spelled_right=family.lower() in noted.lower().split(),
        turns=turns,
        marked=_MARKED.search(str(note["text"])) is not None,
        to_the_letter=concern_is_told(all_keys(entry, language), str(note["text"]), language, to_the_letter=True),
    )


async def _talk(call: PhoneCall, caller: MessageCaller, voice: CallerVoice, reader: RecordReader) -> None:
    await call.until_finished(quiet_ms=QUIET_MS)
    text: str | None = caller.opens()
    for _ in range(TURNS_AT_MOST):
        if text is None:
            return
        heard_before = len(await reader.turns())
        if (pressed := PRESSED.fullmatch(text)) is not None:
            call.press(pressed[1])
        else:
            await call.say(await voice.speak(text, caller.language), text)
        if not await call.until_finished(quiet_ms=QUIET_MS, timeout_ms=20_000):
            return
        text = caller.answer(await _what_was_said(call, reader, heard_before))


async def _what_was_said(call: PhoneCall, reader: RecordReader, heard_before: int) -> str:
    """The assistant's turns since, once they are on record."""
    for _ in range(25):
        said = [text for who, text in (await reader.turns())[heard_before:] if who == "assistant"]
        if said:
            return " ".join(said)
        await call.wait(200)
    return ""


async def run(only: Sequence[str], *, at_once: int = 1) -> list[Graded]:
    found: list[Graded] = []
    lines = asyncio.Semaphore(at_once)

    async def one(nth: int, entry: dict[str, Any]) -> None:
        async with lines, caller_voice(Settings(), entry["voice"], entry["language"]) as voice:
            try:
                found.append(await play(entry, nth, server, voice))
            except LOST as error:
                found.append(graded(entry, None))
                print(f"{entry['id']}: lost, {type(error).__name__}", flush=True)  # noqa: T201
        show(found[-1])

    async with real_server() as server, asyncio.TaskGroup() as calls:
        for nth, entry in wanted_callers(only):
            calls.create_task(one(nth, entry), name=entry["id"])
    return found


def wanted_callers(only: Sequence[str]) -> list[tuple[int, dict[str, Any]]]:
    """`only`: ids and names of sets; empty = the first set. Each with its place in its set."""
    sets = {"": _read(CALLERS)} | {name: _read(path) for name, path in BY_NAME.items()}
    return [
        (nth, entry)
        for name, entries in sets.items()
        for nth, entry in enumerate(entries)
        if (not only and not name) or entry["id"] in only or name in only
    ]


def _read(path: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries


def show(one: Graded) -> None:
    verdict = "ok" if not one.wrong else "; ".join(f"{name}: {told}" for name, told in one.wrong.items())
    print(f"{one.id}: {verdict}", flush=True)  # noqa: T201
    if one.wrong:
        for turn in one.turns:
            print(f"    {turn['speaker']:9} {turn['text']}", flush=True)  # noqa: T201


def table(found: Sequence[Graded]) -> str:
    """Wrong fields by language and by noise."""
    played = [one.id for one in found]
    noisy = {entry["id"] for _, entry in wanted_callers(played) if entry.get("noise_db")}
    groups = {
        "German": [one for one in found if one.id.startswith("de")],
        "English": [one for one in found if one.id.startswith("en")],
        "clean": [one for one in found if one.id not in noisy],
        "10 to 20 dB of noise": [one for one in found if one.id in noisy],
        "all": list(found),
    }
    lines = [f"{'':22}{'calls':>6}" + "".join(f"{name:>9}" for name in FIELDS) + f"{'fields wrong':>14}"]
    for group, members in groups.items():
        if not members:
            continue
        wrong = Counter(name for one in members for name in one.wrong)
        rate = 100 * wrong.total() / (len(members) * len(FIELDS))
        lines.append(f"{group:22}{len(members):6}" + "".join(f"{wrong[name]:9}" for name in FIELDS) + f"{rate:12.1f} %")
    spelled = sum(one.spelled_right for one in found)
    misheard = [one for one in found if "concern" in one.wrong]
    lines.append(
        f"concerns not right of which staff are told so: {sum(one.marked for one in misheard)} of {len(misheard)}"
    )
    lines.append(f"concerns wrong by the former rule, to the letter: {sum(not one.to_the_letter for one in found)}")
    return "\n".join([*lines, f"family names spelled as their owners do: {spelled} of {len(found)}"])


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("ids", nargs="*")
    arguments.add_argument("--at-once", type=int, default=1, help="calls at the same time (answers then wait longer)")
    asked = arguments.parse_args()
    print(table(asyncio.run(run(asked.ids, at_once=asked.at_once))))  # noqa: T201
