"""A person's name out of what they said, and the known customer whose name it may be. PURE."""

import re
from dataclasses import dataclass, replace

from rapidfuzz.distance import JaroWinkler

from app.domain.spoken.alphabets import Language
from app.domain.spoken.folding import fold, folded_set
from app.domain.spoken.hear_answer import Answer, hear_answer
from app.domain.spoken.known_names import KnownName, best_known_name
from app.domain.spoken.name_patterns import (
    ADJECTIVE,
    FOR_SOMEBODY,
    HINT,
    LABEL,
    MARK_AFTER,
    NOUN,
    STRONG,
    WEAK,
    WORD,
)
from app.domain.spoken.name_words import FILLERS, GIVEN, NAMES_TOO, NO_NAME, PARTICLES, TIME_NAMES, TITLES
from app.domain.spoken.spelling import hear_spelling, sharpen_spelling

__all__ = ["HeardName", "KnownName", "best_known_name", "hear_name", "hear_spelling"]


@dataclass(frozen=True, slots=True)
class HeardName:
    """`full` as it would be written; `introduced` = the caller said that it is their name, not only a bare word."""

    full: str
    given: str | None
    family: str | None
    introduced: bool
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The words and stops of a text as written and folded, and where each begins in the folded text."""

    raw: tuple[str, ...]
    folded: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.folded)

    def index_at(self, offset: int) -> int:
        position = 0
        for index, word in enumerate(self.folded):
            if position >= offset:
                return index
            position += len(word) + 1
        return len(self.folded)


_PART_OF_WEEK = re.compile(
    r"(?:mon|diens|donners|frei|sams|sonn)tag(?:s|vor|nach|mittag|abend|frueh|"
    r"morgen)|mittwoch(?:s|vor|nach|abend|frueh|morgen)"
)
_CORRECTING = frozenset({"nein", "nee", "ne", "no", "sorry"})
_STOPS = frozenset(",;:.!?")
_MAY_FOLLOW = folded_set(
    "mit with ohne without guten hallo hello good hi und and bitte please wie geschrieben spelled geborene geboren "
    "for für danke thanks genau"
)
_MOST_WORDS = 4
_SPELLING_FITS = 0.6


def hear_name(text: str, language: Language, *, expected: bool) -> HeardName | None:
    """With `expected` (the caller has just been asked) a bare name counts; without, only an introduced one."""
    words = _words(text)
    found = _labelled(words) or _introduced(words, expected=expected)
    if found is None and expected and not text.rstrip().endswith("?") and not _is_answer(text, language):
        found = _bare(words)
    hint = HINT.search(words.text)
    spelled = hear_spelling(text, language)
    if found and hint:
        return _with_hint(found, text, language)
    if spelled and (expected or found):
        return _with_spelling(found, spelled)
    return found


def _is_answer(text: str, language: Language) -> bool:
    """ "Ganz genau", "perfekt, vielen Dank": yes or no and nothing else."""
    heard = hear_answer(text, language)
    return heard.answer is not Answer.NONE and not heard.rest


def _words(text: str) -> _Words:
    raw = tuple(WORD.findall(text.replace("’", "'").replace("Dr.", "Dr").replace("Prof.", "Prof").replace("St.", "St")))
    return _Words(raw, tuple(fold(word) for word in raw))


# --- where a name stands --------------------------------------------------------------------------------------------


def _labelled(words: _Words) -> HeardName | None:
    """ "Vorname Sabine, Nachname Hoffmann"."""
    parts: dict[str, str] = {}
    for match in LABEL.finditer(words.text + " "):
        run, _ = _run(words, words.index_at(match.end()), trusted=True)
        if run:
            is_given = match["label"] in ("vorname", "first name", "given name")
            parts["given" if is_given else "family"] = " ".join(run)
    if not parts:
        return None
    given, family = parts.get("given"), parts.get("family")
    if given and not family:
        before, _ = _run(words, 0, trusted=False)
        family = " ".join(before) if before and " ".join(before) != given else None
    if given and not family and (rest := _introduced(words, expected=False)) and rest.family and rest.family != given:
        family = rest.family
    if family and not given:
        before, _ = _run(words, 0, trusted=False)
        given = before[0] if len(before) == 1 and fold(before[0]) in GIVEN else None
    full = " ".join(part for part in (given, family) if part)
    return HeardName(full, given, family, introduced=True)


def _introduced(words: _Words, *, expected: bool) -> HeardName | None:
    for match in reversed(list(STRONG.finditer(words.text + " "))):
        run, title = _run(words, words.index_at(match.end()), trusted=True)
        if run:
            return _name(run, title=title, introduced=True)
    for match in WEAK.finditer(words.text + " "):
        begin = words.index_at(match.end())
        if match["asked"] and (not expected or FOR_SOMEBODY.search(words.text)):
            continue
        run, title = _run(words, begin, trusted=False)
        if run and not title and not match["small"] and _is_written_small(words, _skip(words, begin)):
            continue
        if run and _looks_like_name(
            run, words, title=title, lenient=expected or bool(match["sure"] or match["small"] or match["greeted"])
        ):
            return _name(run, title=title, introduced=True)
    return _marked_after(words) or _opening(words)


def _opening(words: _Words) -> HeardName | None:
    """ "Ja hallo, Sabine Hoffmann, ich rufe an wegen ...": a full name, then the caller speaks of themselves."""
    begin = _skip(words, 0)
    run, end = _straight(words, begin, trusted=False)
    while end < len(words.raw) and words.folded[end] in _STOPS:
        end += 1
    if (
        len(run) < 2
        or fold(run[0]) not in GIVEN
        or words.folded[end : end + 1] not in (("ich",), ("i",), ("i'd",), ("i'm",))
    ):
        return None
    return _name(run, title=False, introduced=True)


def _marked_after(words: _Words) -> HeardName | None:
    """ "Sabine Hoffmann hier", "Carter speaking"."""
    for match in MARK_AFTER.finditer(words.text):
        end = words.index_at(match.start())
        begin = end
        by_name = "name" in match.group() or "heisse" in match.group()
        while begin > 0 and (
            _is_name_word(words, begin - 1, trusted=by_name) or words.folded[begin - 1] in PARTICLES | TITLES
        ):
            begin -= 1
        alone = begin == 0 or words.folded[begin - 1] in _STOPS or words.folded[begin - 1] in FILLERS
        run, title = _run(words, begin, trusted=by_name)
        if run and alone and _looks_like_name(run, words, title=title, lenient=True):
            return _name(run, title=title, introduced=True)
    return None


def _bare(words: _Words) -> HeardName | None:
    """The name that a caller gave who was asked for it and said little else."""
    begin = 0
    while begin < len(words.raw) and (words.folded[begin] in FILLERS or words.folded[begin] in _STOPS):
        begin += 1
    run, title = _run(words, begin, trusted=False)
    if not run or not _looks_like_name(run, words, title=title, lenient=True):
        return None
    end = begin
    while end < len(words.raw) and _written(words.raw[end]) != run[-1]:
        end += 1
    after = words.folded[end + 1 :]
    if after and after[0] not in _STOPS | _MAY_FOLLOW:
        return None
    unsaid = [word for word in after if word not in _STOPS | FILLERS | _MAY_FOLLOW]
    written_small = all(word.islower() for word in words.raw if word.isalpha())
    if written_small and unsaid and not HINT.search(words.text):
        return None
    return _name(run, title=title, introduced=False)


# --- which words belong to it ---------------------------------------------------------------------------------------


def _run(words: _Words, begin: int, *, trusted: bool) -> tuple[list[str], bool]:
    """The name that begins here, in words; and whether a title stood before it."""
    at = _skip(words, begin)
    title = not TITLES.isdisjoint(words.folded[begin:at])
    run, at = _straight(words, at, trusted=trusted or title)
    if run and words.folded[at : at + 2] in (("bitte", ","), ("please", ",")):
        at += 1
    while run and at + 1 < len(words.raw) and words.folded[at] in (",", ".", "mit", "with"):
        following = at + 1
        if words.folded[at] in ("mit", "with"):
            following = next(
                (stop for stop in range(at, len(words.raw)) if words.folded[stop] in _STOPS), len(words.raw)
            )
        while following < len(words.raw) and words.folded[following] in FILLERS | TITLES | _STOPS:
            following += 1
        more, end = _straight(words, following, trusted=False)
        corrected = not _CORRECTING.isdisjoint(words.folded[at:following])
        joined = (more if corrected else _join(run, more)) if more else None
        if joined is None:
            break
        run, at = joined, end
    return run, title


def _skip(words: _Words, at: int) -> int:
    """Past titles, fillers and stops."""
    while at < len(words.raw) and words.folded[at] in TITLES | FILLERS | {",", ":", "."}:
        at += 1
    return at


def _is_written_small(words: _Words, at: int) -> bool:
    """Whether what stands here has no capital and is no given name either: more likely an ordinary word."""
    return words.raw[at][:1].islower() and words.folded[at] not in GIVEN | PARTICLES


def _straight(words: _Words, begin: int, *, trusted: bool) -> tuple[list[str], int]:
    run: list[str] = []
    at = begin
    while at < len(words.raw) and len(run) < _MOST_WORDS:
        if _is_name_word(words, at, trusted=trusted or bool(run)):
            run.append(_written(words.raw[at]))
        elif words.folded[at] in PARTICLES and _name_follows(words, at, trusted=trusted):
            run.append(words.raw[at].lower())
        elif not (run and words.folded[at] in TITLES):
            break
        at += 1
    return run, at


def _name_follows(words: _Words, at: int, *, trusted: bool) -> bool:
    following = at + 1
    while following < len(words.raw) and words.folded[following] in PARTICLES:
        following += 1
    return (
        following < len(words.raw)
        and _is_name_word(words, following, trusted=trusted)
        and (words.raw[following][0].isupper() or trusted)
    )


def _is_name_word(words: _Words, at: int, *, trusted: bool) -> bool:
    raw, folded = words.raw[at], words.folded[at]
    if not raw[0].isalpha() or len(raw) < 2 or folded in PARTICLES or folded in TITLES:
        return False
    if _PART_OF_WEEK.match(folded):
        return False
    if folded in NAMES_TOO or folded in TIME_NAMES:
        beside = at > 0 and words.folded[at - 1] in GIVEN | TITLES
        if folded in TIME_NAMES and at + 1 < len(words.raw):
            following = words.raw[at + 1]
            named = following[:1].isupper() and not {words.folded[at + 1]} & (NO_NAME | TIME_NAMES | PARTICLES)
            beside = beside or (raw[0].isupper() and named)
        return (trusted and raw[0].isupper()) or beside
    return folded not in NO_NAME and not any(part in NO_NAME for part in folded.split("'") if len(part) > 2)


def _looks_like_name(run: list[str], words: _Words, *, title: bool, lenient: bool) -> bool:
    first = next((fold(word) for word in run if fold(word) not in PARTICLES), fold(run[0]))
    if title or first in GIVEN:
        return True
    small_text = not any(word[:1].isupper() for word in words.raw[1:])
    written_small = words.raw[words.folded.index(first)][:1].islower() if first in words.folded else False
    if NOUN.search(fold(run[-1])) or (
        written_small and (not small_text or (len(run) == 1 and ADJECTIVE.search(first)))
    ):
        return False
    return lenient or len(run) > 1


def _join(run: list[str], more: list[str]) -> list[str] | None:
    """Across a comma: "Hoffmann, Sabine Hoffmann", "Hoffmann, Sabine", "Sabine, Hoffmann"; None for anything else."""
    if fold(run[-1]) in {fold(word) for word in more} and len(more) > len(run):
        return more
    if [fold(word) for word in more] == [fold(word) for word in run]:
        return run
    if len(run) == 1 and len(more) == 1:
        if fold(more[0]) not in GIVEN and fold(run[0]) not in GIVEN:
            return [*more, *run]
        if fold(more[0]) in GIVEN and fold(run[0]) not in GIVEN:
            return [*more, *run]
        if fold(run[0]) in GIVEN:
            return [*run, *more]
    return None


def _written(raw: str) -> str:
    """Capitals as in names; what a recogniser wrote with inner capitals ("McDonald") stays."""
    if not raw.islower() and not raw.isupper():
        return raw
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), raw)


def _name(run: list[str], *, title: bool, introduced: bool) -> HeardName:
    if len(run) > 1 and run[0] in ("von", "of") and fold(run[1]) in GIVEN:
        run = run[1:]
    full = " ".join(run)
    if len(run) > 1 and fold(run[0]) not in PARTICLES:
        return HeardName(full, run[0], " ".join(run[1:]), introduced)
    if len(run) == 1 and not title and fold(full) in GIVEN:
        return HeardName(full, full, None, introduced)
    return HeardName(full, None, full, introduced)


# --- spelled --------------------------------------------------------------------------------------------------------


def _with_spelling(found: HeardName | None, spelled: str) -> HeardName:
    """Letters count more than a heard word: they replace the word that they resemble."""
    if found is None:
        return HeardName(spelled, None, spelled, introduced=False, spelled=True)
    parts = found.full.split()
    likeness = [JaroWinkler.similarity(fold(part), fold(spelled)) for part in parts]
    best = max(range(len(parts)), key=lambda index: likeness[index])
    if likeness[best] >= _SPELLING_FITS:
        parts[best] = spelled
    elif len(parts) == 1 and found.given:
        parts.append(spelled)
    else:
        parts = [*parts[:-1], spelled] if len(parts) > 1 else [spelled]
    return replace(
        _name(parts, title=len(parts) == 1 and found.given is None, introduced=found.introduced), spelled=True
    )


def _with_hint(found: HeardName, text: str, language: Language) -> HeardName:
    """ "Hoffmann mit zwei F", "Meier mit a i"."""
    parts = found.full.split()
    parts[-1] = sharpen_spelling(
        parts[-1], re.split(r"\b(?:mit|with)\b", text, maxsplit=1, flags=re.IGNORECASE)[-1], language
    )
    return _name(parts, title=found.given is None, introduced=found.introduced)
