"""Which words of a text make up a name that begins at one of them. PURE."""

import re
from dataclasses import dataclass

from app.domain.spoken.folding import fold
from app.domain.spoken.name_patterns import ADJECTIVE, NOUN, WORD
from app.domain.spoken.name_words import FILLERS, GIVEN, NAMES_TOO, NO_NAME, PARTICLES, TIME_NAMES, TITLES

_PART_OF_WEEK = re.compile(
    r"(?:mon|diens|donners|frei|sams|sonn)tag(?:s|vor|nach|mittag|abend|frueh|"
    r"morgen)|mittwoch(?:s|vor|nach|abend|frueh|morgen)"
)
_SAINTS = frozenset({"st", "san", "saint"})
_CORRECTING = frozenset({"nein", "nee", "ne", "no", "sorry"})
_PLACE_OF_WORK = re.compile(
    r"(?:labor|kasse|versicherung|bank|apotheke|klinikum|klinik|krankenhaus|schule|kita|amt|verein|gmbh|heim|dienst|"
    r"zentrum|hotel|verwaltung|aok|tk|barmer|dak|ikk|bkk)$"
)
STOPS = frozenset(",;:.!?")
_MOST_WORDS = 4
_FIRST_NAMES_TOO = frozenset({"bill", "will", "jo"})
"""Words as well: "Bill Roe", written like a name and with one behind it."""
_TITLES_TOO = frozenset({"lord", "major", "captain"})


@dataclass(frozen=True, slots=True)
class Words:
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


def words_of(text: str) -> Words:
    raw = tuple(WORD.findall(text.replace("’", "'").replace("Dr.", "Dr").replace("Prof.", "Prof").replace("St.", "St")))
    return Words(raw, tuple(fold(word) for word in raw))


def run_from(words: Words, begin: int, *, trusted: bool) -> tuple[list[str], bool]:
    """The name that begins here, in words; and whether a title stood before it."""
    at = skip(words, begin)
    title = not TITLES.isdisjoint(words.folded[begin:at])
    run, at = straight(words, at, trusted=trusted or title)
    if run and words.folded[at : at + 2] in (("bitte", ","), ("please", ",")):
        at += 1
    while run and at + 1 < len(words.raw) and words.folded[at] in (",", ".", "mit", "with"):
        following = at + 1
        if words.folded[at] in ("mit", "with"):
            following = next(
                (stop for stop in range(at, len(words.raw)) if words.folded[stop] in STOPS), len(words.raw)
            )
        while following < len(words.raw) and words.folded[following] in FILLERS | TITLES | STOPS:
            following += 1
        more, end = straight(words, following, trusted=False)
        if more and is_written_small(words, following) and run[0] in words.raw:
            break  # "Jankowski, also polnisch"
        corrected = not _CORRECTING.isdisjoint(words.folded[at:following])
        apart = following > at + 1 and not corrected and not GIVEN & {fold(word) for word in (*run, *more)}
        joined = (more if corrected else _join(run, more)) if more and not apart else None
        if joined is None:
            break
        run, at = joined, end
    return run, title


def skip(words: Words, at: int) -> int:
    """Past titles, fillers and stops."""
    passed = TITLES | FILLERS | {",", ":", "."}
    while at < len(words.raw) and words.folded[at] in passed and not is_first_name_too(words, at):
        at += 1
    return at


def is_first_name_too(words: Words, at: int) -> bool:
    raw, after = words.raw[at], words.raw[at + 1 : at + 2]
    written = raw[0].isupper() and bool(after) and after[0][0].isupper() and len(after[0]) > 1
    return written and words.folded[at] in _FIRST_NAMES_TOO and words.folded[at + 1] not in NO_NAME


def is_written_small(words: Words, at: int) -> bool:
    """Whether what stands here has no capital and is no given name either: more likely an ordinary word."""
    return words.raw[at][:1].islower() and words.folded[at] not in GIVEN | PARTICLES


def straight(words: Words, begin: int, *, trusted: bool) -> tuple[list[str], int]:
    run: list[str] = []
    at = begin
    while at < len(words.raw) and len(run) < _MOST_WORDS:
        if is_name_word(words, at, trusted=trusted or bool(run)):
            run.append(as_written(words.raw[at]))
        elif (
            words.folded[at] in PARTICLES
            and _name_follows(words, at, trusted=trusted)
            and not (run and _tells_whose(words, at))
        ):
            short = words.folded[at] in ("al", "di") and words.raw[at][0].isupper()  # "Al Burns"
            is_given = not run and (short or words.folded[at] in GIVEN)  # "Ben Harper"
            run.append(words.raw[at] if is_given or words.folded[at] in _SAINTS else words.raw[at].lower())
        elif not (run and words.folded[at] in TITLES):
            break
        at += 1
    return run, at


def _tells_whose(words: Words, at: int) -> bool:
    """ "Krause vom Dentallabor", "Müller von der AOK": where they work, and no part of the name."""
    return _PLACE_OF_WORK.search(words.folded[_past_particles(words, at + 1)]) is not None


def _past_particles(words: Words, at: int) -> int:
    while at < len(words.raw) and words.folded[at] in PARTICLES:
        at += 1
    return at


def _name_follows(words: Words, at: int, *, trusted: bool) -> bool:
    following = _past_particles(words, at + 1)
    return (
        following < len(words.raw)
        and is_name_word(words, following, trusted=trusted)
        and (words.raw[following][0].isupper() or trusted)
    )


def is_name_word(words: Words, at: int, *, trusted: bool) -> bool:
    raw, folded = words.raw[at], words.folded[at]
    if not raw[0].isalpha() or len(raw) < 2 or folded in PARTICLES:
        return False
    if folded in TITLES:  # "Tim Lord"
        return folded in _TITLES_TOO and raw[0].isupper() and at > 0 and words.folded[at - 1] in GIVEN
    if is_first_name_too(words, at):
        return True
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


def looks_like_name(run: list[str], words: Words, *, title: bool, lenient: bool) -> bool:
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


def as_written(raw: str) -> str:
    """Capitals as in names; what a recogniser wrote with inner capitals ("McDonald") stays."""
    if not raw.islower() and not raw.isupper():
        return raw
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), raw)
