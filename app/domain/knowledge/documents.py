"""Documents cut into statements: what can be quoted on its own, with the headings that say what it is about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.business import Language
from app.domain.spoken.sentences import split_sentences

LONGEST_STATEMENT = 320  # characters: what is longer is no answer for the ear
SHORTEST_STATEMENT = 8
LONGEST_CHUNK = 900
_BULLET = re.compile(r"^\s*(?:[-*•–—▪◦·]|\d{1,2}[.)])\s+")
_GOES_ON = re.compile(r"[.!?…:;,-]$")


class Unreadable(Exception):  # noqa: N818 - what the owner is told, in a word
    """`reason` is a constant word of the pages' wording: unknown_kind, broken, encrypted, empty, too_large, too_long,
    too_slow, not_reachable, not_public, not_a_page."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


BlockKind = Literal["heading", "text", "line"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document as its reader found it. `line` = one item of a list or row of a table; `level` of headings
    counts from 1. `page` counts from 1 where the format has pages."""

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """`chunk` numbers the paragraph, list or table it stands in: statements of one chunk explain each other."""

    text: str
    heading: str
    chunk: int
    page: int | None
    language: Language

    @property
    def in_context(self) -> str:
        return f"{self.heading}: {self.text}" if self.heading else self.text


def statements(blocks: Iterable[Block], fallback: Language) -> tuple[Statement, ...]:
    """In the order of the document. Each chunk's language is read off its words; `fallback` where they do not tell."""
    path: list[tuple[int, str]] = []
    found: list[Statement] = []
    chunk = 0
    last_kind: BlockKind = "heading"
    for block in blocks:
        text = " ".join(block.text.split())
        if not text:
            continue
        if block.kind == "heading":
            path = [item for item in path if item[0] < block.level]
            path.append((block.level, text[:160]))
            chunk, last_kind = chunk + 1, "heading"
            continue
        if block.kind == "text" or last_kind != "line":
            chunk += 1
        last_kind = block.kind
        heading = " – ".join(title for level, title in path if level > 1) or (path[-1][1] if path else "")
        language = language_of(f"{heading} {text}") or fallback
        pieces = [_BULLET.sub("", text)] if block.kind == "line" else split_sentences(text, language)
        for piece in pieces:
            found += [
                Statement(part, heading, chunk, block.page, language)
                for part in _short(piece)
                if len(part) >= SHORTEST_STATEMENT
            ]
    return tuple(found)


def blocks_of_text(text: str, page: int | None = None) -> list[Block]:
    """Plain text and Markdown: headings by `#`, by underlining, or by being a short line above a paragraph."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[Block] = []
    paragraph: list[str] = []

    def close() -> None:
        if paragraph:
            found.extend(_paragraph(paragraph, page))
            paragraph.clear()

    for nth, line in enumerate(lines):
        stripped = line.strip()
        following = lines[nth + 1].strip() if nth + 1 < len(lines) else ""
        if heading := re.match(r"^(#{1,6})\s+(.*?)\s*#*$", stripped):
            close()
            found.append(Block("heading", _plain(heading[2]), len(heading[1]), page))
        elif re.fullmatch(r"={3,}|-{3,}|\*{3,}|_{3,}|`{3,}\w*", stripped):
            continue
        elif stripped and re.fullmatch(r"={3,}|-{3,}", following):
            close()
            found.append(Block("heading", _plain(stripped), 1 if following[0] == "=" else 2, page))
        elif stripped.startswith("|"):
            close()
            if row := table_row(stripped.strip("|").split("|")):
                found.append(Block("line", row, page=page))
        elif _BULLET.match(line):
            close()
            found.append(Block("line", _plain(_BULLET.sub("", line)), page=page))
        elif not stripped:
            close()
        elif found and found[-1].kind == "line" and not paragraph and line[:1] in " \t":
            found[-1] = Block("line", f"{found[-1].text} {_plain(stripped)}", page=page)
        else:
            paragraph.append(stripped)
    close()
    return [block for nth, block in enumerate(found) if not _is_table_head(found, nth)]


def table_row(cells: Sequence[str]) -> str:
    """ "Ölwechsel: ab 89 Euro": the first cell names what the others are of. Empty for a separator."""
    told = [" ".join(cell.split()) for cell in cells]
    told = [cell for cell in told if cell and not re.fullmatch(r":?-{2,}:?", cell)]
    if len(told) < 2:
        return "".join(told)
    return f"{told[0]}: {', '.join(told[1:])}"


def language_of(text: str) -> Language | None:
    """By its small words; None when they are too few to tell."""
    said = re.findall(r"[^\W\d_]+", text.lower())
    german = sum(word in _GERMAN for word in said) + sum(any(ch in "äöüß" for ch in word) for word in said)
    english = sum(word in _ENGLISH for word in said)
    if german == english:
        return None
    return "de" if german > english else "en"


_GERMAN = frozenset(
    "der die das den dem des ein eine einen einem einer und oder ist sind war wird werden nicht kein keine mit von vor"
    " zu zum zur bei bis ab auf aus für im ins wir sie ihr ihre ihren ihnen uns unser unsere auch nur wenn dass sich"
    " haben hat können kann muss müssen bitte uhr euro nach über unter wie was wo wann montag dienstag mittwoch"
    " donnerstag freitag samstag sonntag kostet".split()
)
_ENGLISH = frozenset(
    "the a an and or is are was be not no with from of to at by on for our we you your it they can cannot may must"
    " please if when do does have has only within who what where there this that any before after free"
    " monday tuesday wednesday thursday friday saturday sunday costs".split()
)


def _paragraph(lines: list[str], page: int | None) -> list[Block]:
    """A short first line that is no sentence heads what follows; lines that all look like "x: y" are a list."""
    head: list[Block] = []
    begins = len(lines) > 1 and not lines[1][:1].islower()  # else the first line is no whole one
    if begins and _looks_like_heading(lines[0]) and (len(lines) > 2 or len(lines[1]) > len(lines[0])):
        head, lines = [Block("heading", _plain(lines[0]), 2, page)], lines[1:]
    elif len(lines) == 1 and _looks_like_heading(lines[0]) and len(lines[0]) < 60:
        return [Block("heading", _plain(lines[0]), 2, page)]
    if len(lines) > 1 and all(re.search(r"\S: ?\S", line) and len(line) < 120 for line in lines):
        return head + [Block("line", _plain(line), page=page) for line in lines]
    return [*head, Block("text", _plain(_joined(lines)), page=page)]


def _looks_like_heading(line: str) -> bool:
    return len(line) <= 70 and len(line.split()) <= 8 and not _GOES_ON.search(line) and ": " not in line


def _joined(lines: Sequence[str]) -> str:
    """Lines of a paragraph; a word parted by a hyphen at the end of a line is one again."""
    text = "\n".join(lines)
    text = re.sub(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])", "", text)
    return text.replace("\n", " ")


def _is_table_head(blocks: Sequence[Block], nth: int) -> bool:
    """The first row of a table that names its columns: no figure in it, and figures below."""
    block = blocks[nth]
    if block.kind != "line" or (nth > 0 and blocks[nth - 1].kind == "line") or ": " not in block.text:
        return False
    below = blocks[nth + 1] if nth + 1 < len(blocks) else None
    column_names = r"(leistung|behandlung|preis|tag|zeiten?|uhrzeit|treatment|service|price|day|hours|time)"
    return (
        below is not None
        and below.kind == "line"
        and bool(re.fullmatch(rf"{column_names}: {column_names}", block.text.lower()))
    )


def _plain(text: str) -> str:
    """Markdown's marks taken off; of a link its words stay."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"(\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w))", "", text)


def _short(sentence: str) -> list[str]:
    """A sentence that is too long for the ear is cut where it breathes; what cannot be cut is left out."""
    if len(sentence) <= LONGEST_STATEMENT:
        return [sentence]
    parts = re.split(r"(?<=[;:])\s+", sentence)
    return [part for part in parts if len(part) <= LONGEST_STATEMENT]
