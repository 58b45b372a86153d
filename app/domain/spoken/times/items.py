"""Tokens → items: what the grammar finds from left to right, the longest reading first, and what it leaves over."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from app.domain.business import Language
from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import Lexicon, Mark
from app.domain.spoken.times.english import ENGLISH
from app.domain.spoken.times.german import GERMAN
from app.domain.spoken.times.grammar import Grammar, Parse
from app.domain.spoken.times.tokens import Kind, Token, tokenise

ItemKind = Literal["day", "time", "both", "mark", "shift", "stop", "soft", "word", "number"]
_TOP_LEVEL: tuple[ItemKind, ...] = ("both", "day", "time", "shift", "mark")
_PHONE_TOKENS = 5
_LONG_FIGURE = 10_000


@dataclass(frozen=True, slots=True)
class Item:
    kind: ItemKind
    value: object
    start: int
    end: int

    @property
    def is_time(self) -> bool:
        return self.kind in ("day", "time", "both")

    def marks(self, *marks: Mark) -> bool:
        return self.kind == "mark" and self.value in marks


@dataclass(frozen=True, slots=True)
class Heard:
    items: tuple[Item, ...]
    tokens: tuple[Token, ...]
    lost: tuple[str, ...]  # words for a time that no rule took
    lexicon: Lexicon


@cache
def _tables(language: Language) -> tuple[Lexicon, Grammar]:
    lexicon = GERMAN if language == "de" else ENGLISH
    return lexicon, Grammar(lexicon.rules, lexicon.terminals, lexicon.spell)


def hear_items(text: str, language: Language, *, expect_time: bool) -> Heard:
    """`expect_time`: a bare number is a time, because the caller was asked for one or said the day before."""
    lexicon, grammar = _tables(language)
    tokens = tokenise(text, language, lexicon.split)
    parse = grammar.over(tokens)
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        item = (
            _phone_number(tokens, at)
            or _longest(parse, at)
            or _bare_hour(parse, at, items, expect_time=expect_time)
            or _leftover(tokens[at], at, lexicon)
        )
        items.append(item)
        at = item.end
    items = _completed(items, tokens, lexicon)
    return Heard(tuple(items), tokens, _lost(items, tokens, lexicon), lexicon)


def _phone_number(tokens: tuple[Token, ...], at: int) -> Item | None:
    """Figures as people dictate numbers; also any figure too long for a time."""
    end = at
    figures = 0
    while end < len(tokens) and (tokens[end].kind is Kind.NUMBER or (figures and tokens[end].raw in "-/")):
        figures += tokens[end].kind is Kind.NUMBER
        end += 1
    if not figures:
        return None
    first = tokens[at]
    dictated = figures >= _PHONE_TOKENS or (first.value == 0 and figures >= 3)
    long = first.value >= _LONG_FIGURE or (first.word.startswith("0") and len(first.word) > 2)
    return Item("mark", Mark.MASK, at, end) if dictated or long else None


def _longest(parse: Parse, at: int) -> Item | None:
    """A mask wins among equals: "guten Morgen" is no morning."""
    ends = [end for end, _ in parse.match("mask", at)]
    best = Item("mark", Mark.MASK, at, max(ends)) if ends else None
    for kind in _TOP_LEVEL:
        for end, value in parse.match(kind, at):
            if end > at and (best is None or end > best.end):
                best = Item(kind, value, at, end)
    if best is not None and best.kind == "mark" and best.value in _SWALLOWING and _hides_time(parse, best):
        return None
    return best


_SWALLOWING = (
    Mark.WELCOME,
    Mark.RULED_OUT,
    Mark.ENGAGED,
    Mark.SOONEST,
    Mark.ANY_TIME,
    Mark.CORRECTION,
    Mark.APPOINTMENT,
    Mark.STORY,
)


def _hides_time(parse: Parse, mark: Item) -> bool:
    """ "Is Good Friday possible?" is not "is good": a time that reaches beyond the mark has the word."""
    return any(
        end > mark.end
        for inside in range(mark.start + 1, mark.end)
        for kind in ("day", "time", "both")
        for end, _ in parse.match(kind, inside)
    )


def _bare_hour(
    parse: Parse,
    at: int,
    items: list[Item],
    *,
    expect_time: bool,
) -> Item | None:
    """ "Dienstag zehn", "um zehn oder elf": a number is a time where a day or a time stands right before it."""
    tokens = parse.tokens
    if tokens[at].kind not in (Kind.NUMBER, Kind.DOTTED, Kind.CLOCK):
        return None
    before = [item for item in items if item.kind != "soft" and item.value != ","]
    alone = all(item.kind in ("stop", "soft", "word", "mark") for item in before) and expect_time
    said = [item for item in before if item.kind != "stop" and not item.marks(Mark.CORRECTION)]
    linked = (
        bool(before)
        and before[-1].marks(Mark.OR, Mark.AND, Mark.CORRECTION)
        and any(item.kind == "time" for item in said[-3:])
    )
    listed = (
        len(before) > 0 and before[-1].kind == "time" and isinstance(before[-1].value, w.At) and items[-1].value == ","
    )
    after_day = bool(before) and before[-1].kind in ("day", "both") and not _is_stretch(before[-1].value)
    after_part = bool(before) and before[-1].kind == "time" and isinstance(before[-1].value, w.Part)
    if tokens[at].word == "one" and not alone and not linked:  # "the Tuesday one"
        return None
    found = [(end, value) for end, value in parse.match("hour", at) if isinstance(value, w.Clock)]
    if not found:
        return None
    end, clock = max(found, key=lambda match: match[0])
    spans = parse.match("hourspan", at)
    if spans and (alone or after_day or after_part or _leads_to_time(parse, at, spans[0][0])):
        return Item("time", spans[0][1], at, spans[0][0])
    if listed and (end >= len(tokens) or tokens[end].raw == "," or tokens[end].word in _OR):
        return Item("time", w.At(clock), at, end)
    if not (alone or linked or after_day or after_part or _leads_to_time(parse, at, end)):
        return None
    return Item("time", w.At(clock), at, end)


def _is_stretch(value: object) -> bool:
    """ "Mein Sohn wird nächste Woche acht": after weeks and months a bare number is no hour."""
    return isinstance(value, w.Week | w.Month | w.MonthOffset | w.YearOffset | w.Season | w.ThirdOf | w.IsoWeek)


_BEFORE_DAY = frozenset({"am", "on", "fur", "for"})
_OR = frozenset({"or", "oder"})
_INSTEAD = frozenset({"instead", "statt", "anstatt"})
_AT = frozenset({"um", "at"})


def _leads_to_time(parse: Parse, at: int, end: int) -> bool:
    """ "Nine thirty on Wednesday", "3 or 3:30": what follows makes the number a time; "one on Wednesday" is none."""
    tokens = parse.tokens
    if end >= len(tokens) or (end == at + 1 and tokens[at].value == 1):
        return False
    if tokens[end].word in _INSTEAD:
        return True
    if tokens[end].word in _OR and end + 1 < len(tokens):
        after = end + 2 if tokens[end + 1].word in _AT else end + 1
        return bool(parse.match("time", end + 1) or parse.match("clock", after))
    after = end + 1 if tokens[end].word in _BEFORE_DAY else end
    return bool(parse.match("day", after) or parse.match("both", after))


def _leftover(token: Token, at: int, lexicon: Lexicon) -> Item:
    if token.kind is Kind.STOP:
        return Item("stop", token.raw, at, at + 1)
    if token.kind is Kind.WORD:
        return Item("soft" if token.word in lexicon.soft else "word", token.word, at, at + 1)
    return Item("number", token.word, at, at + 1)


def _completed(items: list[Item], tokens: tuple[Token, ...], lexicon: Lexicon) -> list[Item]:
    """ "Nicht diese Woche, sondern nächste": the unit is said once."""
    completed: list[Item] = []
    for index, item in enumerate(items):
        which = lexicon.terminals["which"](tokens[item.start]) if item.kind in ("word", "soft") else None
        said = next((other.value for other in reversed(completed) if other.kind == "day"), None)
        linked = index > 0 and items[index - 1].kind in ("mark", "stop")
        if linked and which in (w.Which.NEXT, w.Which.COMING, w.Which.AFTER_NEXT) and isinstance(said, w.Week):
            later = 2 if which is w.Which.AFTER_NEXT else 1
            completed.append(Item("day", w.Week(later), item.start, item.end))
        elif (
            linked
            and which in (w.Which.NEXT, w.Which.COMING)
            and isinstance(said, w.Weekday)
            and said.which is w.Which.THIS
        ):
            completed.append(Item("day", w.Weekday(said.weekday, weeks_after=1), item.start, item.end))
        elif (
            linked
            and item.kind == "number"
            and isinstance(said, w.MonthDay | w.CalendarDate)
            and _is_day_number(tokens[item.start])
        ):
            completed.append(Item("day", w.MonthDay(tokens[item.start].value), item.start, item.end))
        else:
            completed.append(item)
    return completed


def _is_day_number(token: Token) -> bool:
    return token.kind is Kind.ORDINAL and 1 <= token.value <= 31


_ADVERBS_AT_THE_END = frozenset({"before", "after"})  # "I've never been there before"


def _lost(items: list[Item], tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[str, ...]:
    lost: list[str] = []
    any_time = any(item.is_time for item in items)
    for index, item in enumerate(items):
        token = tokens[item.start]
        ends = index + 1 == len(items) or items[index + 1].kind == "stop"
        if ends and token.word in _ADVERBS_AT_THE_END:
            continue
        if (
            item.kind in ("word", "soft")
            and (token.word in lexicon.suspicious or _begins_with_day(token.word, lexicon))
        ) or (
            item.kind == "number"
            and (token.kind in (Kind.CLOCK, Kind.DATE, Kind.ISO_DATE) or (any_time and _was_a_time(items, index)))
        ):
            lost.append(token.word)
    return tuple(lost)


def _begins_with_day(word: str, lexicon: Lexicon) -> bool:
    """A compound nobody took apart ("montagstermin") is about a day all the same."""
    return len(word) > 7 and any(
        lexicon.terminals["wd"](Token(Kind.WORD, word[:size])) is not None for size in range(6, 11)
    )


def _was_a_time(items: list[Item], index: int) -> bool:
    """A number that counts nothing ("zwei Füllungen" does), in words about times, was most likely part of one."""
    if items[index].value in ("eins", "one", "1"):
        return False
    before = next((item for item in reversed(items[:index]) if item.kind != "soft"), None)
    after = items[index + 1] if index + 1 < len(items) else None
    return after is None or after.kind != "word" or (before is not None and before.is_time)
