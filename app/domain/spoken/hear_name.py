"""A person's name out of what they said, and the known customer whose name it may be. PURE."""

import re
from dataclasses import dataclass, replace

from rapidfuzz.distance import JaroWinkler

from app.domain.spoken.alphabets import Language
from app.domain.spoken.folding import fold, folded_set
from app.domain.spoken.hear_answer import Answer, hear_answer
from app.domain.spoken.known_names import KnownName, best_known_name
from app.domain.spoken.name_patterns import FOR_SOMEBODY, HINT, LABEL, MARK_AFTER, RELATIVE, STRONG, WEAK
from app.domain.spoken.name_runs import (
    STOPS,
    Words,
    as_written,
    is_first_name_too,
    is_name_word,
    is_written_small,
    looks_like_name,
    run_from,
    skip,
    straight,
    words_of,
)
from app.domain.spoken.name_words import FILLERS, GIVEN, NAMES_ALONE, NAMES_TOO, PARTICLES, TIME_NAMES, TITLES
from app.domain.spoken.spelling import hear_spelling
from app.domain.spoken.spelling_hints import sharpen_spelling

__all__ = ["HeardName", "KnownName", "best_known_name", "hear_name", "hear_spelling"]


@dataclass(frozen=True, slots=True)
class HeardName:
    """`full` as it would be written; `introduced` = the caller said that it is their name, not only a bare word."""

    full: str
    given: str | None
    family: str | None
    introduced: bool
    spelled: bool = False


_MAY_FOLLOW = folded_set(
    "mit with ohne without guten hallo hello good hi und and bitte please wie geschrieben spelled geborene geboren "
    "for für danke thanks genau as vom von from mother mum mom father dad wife husband daughter son"
)
_SPELLING_FITS = 0.6


def hear_name(text: str, language: Language, *, expected: bool) -> HeardName | None:
    """With `expected` (the caller has just been asked) a bare name counts; without, only an introduced one."""
    words = words_of(text)
    found = _labelled(words) or _introduced(words, expected=expected)
    found = found or _of_relative(words, expected=expected)
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


# --- where a name stands --------------------------------------------------------------------------------------------


def _labelled(words: Words) -> HeardName | None:
    """ "Vorname Sabine, Nachname Hoffmann"."""
    parts: dict[str, str] = {}
    for match in LABEL.finditer(words.text + " "):
        run, _ = run_from(words, words.index_at(match.end()), trusted=True)
        if run:
            is_given = match["label"] in ("vorname", "first name", "given name")
            parts["given" if is_given else "family"] = " ".join(run)
    if not parts:
        return None
    given, family = parts.get("given"), parts.get("family")
    if given and not family:
        before, _ = run_from(words, 0, trusted=False)
        family = " ".join(before) if before and " ".join(before) != given else None
    if given and not family and (rest := _introduced(words, expected=False)) and rest.family and rest.family != given:
        family = rest.family
    if family and not given:
        before, _ = run_from(words, 0, trusted=False)
        given = before[0] if len(before) == 1 and before[0] != family else None
    full = " ".join(part for part in (given, family) if part)
    return HeardName(full, given, family, introduced=True)


def _introduced(words: Words, *, expected: bool) -> HeardName | None:
    for match in reversed(list(STRONG.finditer(words.text + " "))):
        run, title = run_from(words, words.index_at(match.end()), trusted=True)
        if run and expected and not title:
            run = _with_family_before(words, run, until=words.index_at(match.start()))
        if run:
            return _name(run, title=title, introduced=True)
    for match in WEAK.finditer(words.text + " "):
        begin = words.index_at(match.end())
        if match["asked"] and (not expected or FOR_SOMEBODY.search(words.text)):
            continue
        run, title = run_from(words, begin, trusted=False)
        if match["whose"] and len(run) == 1 and not title and fold(run[0]) not in GIVEN:
            continue  # "mein Mann ist Lehrer"
        if run and not title and not match["small"] and is_written_small(words, skip(words, begin)):
            continue
        if run and looks_like_name(
            run, words, title=title, lenient=expected or bool(match["sure"] or match["small"] or match["greeted"])
        ):
            return _name(run, title=title, introduced=True)
    return _marked_after(words) or _opening(words)


def _with_family_before(words: Words, run: list[str], *, until: int) -> list[str]:
    """ "Ferreira da Silva, ich heiße Joao"."""
    before, end = straight(words, skip(words, 0), trusted=False)
    apart = end < until and words.folded[end] in STOPS
    if len(run) != 1 or not before or not apart or fold(run[0]) in map(fold, before):
        return run
    return [*run, *before]


def _of_relative(words: Words, *, expected: bool) -> HeardName | None:
    """ "Hier spricht die Mutter von Jonas Keller": who it is for, and what they are likely called themselves."""
    for match in RELATIVE.finditer(words.text):
        if not (expected or match["introduced"]):
            continue
        begin = words.index_at(match.end())
        run, title = run_from(words, begin, trusted=False)
        if (
            run
            and not (is_written_small(words, skip(words, begin)) and any(word[0].isupper() for word in words.raw))
            and looks_like_name(run, words, title=title, lenient=True)
        ):
            return _name(run, title=title, introduced=True)
    return None


def _opening(words: Words) -> HeardName | None:
    """ "Ja hallo, Sabine Hoffmann, ich rufe an wegen ...": a full name, then the caller speaks of themselves."""
    begin = skip(words, 0)
    run, end = straight(words, begin, trusted=False)
    while end < len(words.raw) and words.folded[end] in STOPS:
        end += 1
    if (
        len(run) < 2
        or fold(run[0]) not in GIVEN
        or words.folded[end : end + 1] not in (("ich",), ("i",), ("i'd",), ("i'm",))
    ):
        return None
    return _name(run, title=False, introduced=True)


def _marked_after(words: Words) -> HeardName | None:
    """ "Sabine Hoffmann hier", "Carter speaking"."""
    for match in MARK_AFTER.finditer(words.text):
        end = words.index_at(match.start())
        begin = end
        by_name = "name" in match.group() or "heiss" in match.group()
        while begin > 0 and (
            is_name_word(words, begin - 1, trusted=by_name) or words.folded[begin - 1] in PARTICLES | TITLES
        ):
            begin -= 1
        alone = begin == 0 or words.folded[begin - 1] in STOPS or words.folded[begin - 1] in FILLERS
        run, title = run_from(words, begin, trusted=by_name)
        if run and alone and looks_like_name(run, words, title=title, lenient=True):
            return _name(run, title=title, introduced=True)
    return None


def _bare(words: Words) -> HeardName | None:
    """The name that a caller gave who was asked for it and said little else."""
    begin = 0
    while begin < len(words.raw) and words.folded[begin] in FILLERS | STOPS and not is_first_name_too(words, begin):
        begin += 1
    run, title = run_from(words, begin, trusted=False)
    if not run:
        return _word_that_is_a_name(words, begin)
    if not looks_like_name(run, words, title=title, lenient=True):
        return None
    end = begin
    while end < len(words.raw) and as_written(words.raw[end]) != run[-1]:
        end += 1
    after = words.folded[end + 1 :]
    if after and after[0] not in STOPS | _MAY_FOLLOW:
        return None
    unsaid = [word for word in after if word not in STOPS | FILLERS | _MAY_FOLLOW]
    written_small = all(word.islower() for word in words.raw if word.isalpha())
    if written_small and unsaid and not HINT.search(words.text):
        return None
    return _name(run, title=title, introduced=False)


def _word_that_is_a_name(words: Words, begin: int) -> HeardName | None:
    """ "Lange.", "Kurz, Peter Kurz": a word as well as a name, with nothing else or with the whole name behind it."""
    if begin >= len(words.raw) or words.folded[begin] not in NAMES_TOO | TIME_NAMES:
        return None
    after = [at for at in range(begin + 1, len(words.raw)) if words.folded[at] not in STOPS | FILLERS]
    if not after:
        alone = words.folded[begin] in NAMES_ALONE and words.raw[begin][:1].isupper()
        return _name([as_written(words.raw[begin])], title=True, introduced=False) if alone else None
    run, title = run_from(words, after[0], trusted=False)
    again = len(run) > 1 and fold(run[-1]) == words.folded[begin]
    return _name(run, title=title, introduced=False) if again else None


def _name(run: list[str], *, title: bool, introduced: bool) -> HeardName:
    if len(run) > 1 and run[0] in ("von", "of") and fold(run[1]) in GIVEN:
        run = run[1:]
    run = [*run[:-1], re.sub(r"'s$", "", run[-1])]  # "Lily Chambers's mother"
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
