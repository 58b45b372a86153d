"""Files into blocks: PDF, DOCX, HTML, Markdown, plain text. Blocking; run by `document_reader` in a program of its own.

What a format holds beside its words (scripts, menus, comments, hidden text, pictures) is left out.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from app.domain.knowledge.documents import Block, Unreadable, blocks_of_text, table_row

KINDS = (".pdf", ".docx", ".html", ".htm", ".md", ".txt")
MOST_PAGES = 400
MOST_CHARACTERS = 2_000_000
MOST_UNPACKED_BYTES = 200 * 1024 * 1024  # a small DOCX may be a large one, packed
_CONTENT = re.compile(r"[.!?]\s*$|€|£|\beuro?\b|.{90}", re.IGNORECASE)  # no head or foot of a page
_NOT_CONTENT = "script style noscript template nav footer header aside form button svg iframe select dialog".split()
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TEXTS = frozenset("p li dd dt td th blockquote figcaption caption pre address summary".split())


def blocks_of(name: str, content: bytes) -> list[Block]:
    """Raises Unreadable with the reason in a word."""
    kind = PurePath(name).suffix.lower()
    if content.startswith(b"%PDF"):
        kind = ".pdf"
    readers = {".pdf": _pdf, ".docx": _docx, ".html": _html, ".htm": _html, ".md": _text, ".txt": _text}
    if kind not in readers:
        raise Unreadable("unknown_kind")
    found = readers[kind](content)
    if not any(block.kind != "heading" for block in found):
        raise Unreadable("empty")
    if sum(len(block.text) for block in found) > MOST_CHARACTERS:
        raise Unreadable("too_long")
    return found


def _text(content: bytes) -> list[Block]:
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("broken")
    return blocks_of_text(_decoded(content))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


# --- PDF --------------------------------------------------------------------------------------------------------------


def _pdf(content: bytes) -> list[Block]:
    from pypdf import PdfReader  # noqa: PLC0415  loaded in the reading program alone
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("too_long")
        pages = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise Unreadable("broken") from error  # what a broken file makes the library stumble over
    repeated = _running_lines(pages)
    found: list[Block] = []
    for nth, text in enumerate(pages, start=1):
        kept = [line for line in text.split("\n") if _without_digits(line) not in repeated]
        found += blocks_of_text("\n".join(kept), nth)
    return found


def _running_lines(pages: Sequence[str]) -> frozenset[str]:
    """Heads and feet: lines at the edges that most pages have, whatever number stands in them."""
    if len(pages) < 4:
        return frozenset()
    edges: Counter[str] = Counter()
    for text in pages:
        lines = [line for line in text.split("\n") if line.strip()]
        edges.update({_without_digits(line) for line in (*lines[:2], *lines[-2:]) if not _CONTENT.search(line)})
    return frozenset(line for line, often in edges.items() if often > len(pages) / 2)


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


# --- DOCX -------------------------------------------------------------------------------------------------------------


def _docx(content: bytes) -> list[Block]:
    from docx import Document  # noqa: PLC0415
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415

    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MOST_UNPACKED_BYTES:
                raise Unreadable("too_large")
        document = Document(io.BytesIO(content))
        found: list[Block] = []
        for part in document.iter_inner_content():
            if isinstance(part, Table):
                rows = [table_row(_once(cell.text for cell in row.cells)) for row in part.rows]
                found += [Block("line", row) for row in rows if row]
                continue
            style, text = (part.style.name or "" if part.style is not None else ""), part.text
            if level := re.match(r"(?:Heading|Überschrift) (\d)", style):
                found.append(Block("heading", text, int(level[1])))
            elif style == "Title":
                found.append(Block("heading", text, 1))
            elif style.startswith(("List", "Liste")):
                found.append(Block("line", text))
            else:
                found += blocks_of_text(text)
    except (BadZipFile, PackageNotFoundError, ValueError, KeyError, AttributeError, TypeError, SyntaxError) as error:
        raise Unreadable("broken") from error  # lxml's XMLSyntaxError is a SyntaxError
    return found


def _once(cells: Iterator[str]) -> list[str]:
    """Merged cells are given as often as they are wide."""
    return list(dict.fromkeys(cells))


# --- HTML -------------------------------------------------------------------------------------------------------------


def _html(content: bytes) -> list[Block]:
    from bs4 import BeautifulSoup, Comment, Tag  # noqa: PLC0415

    page = BeautifulSoup(content, "lxml")
    for tag in page(_NOT_CONTENT):
        tag.decompose()
    for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in page.select("[hidden], [aria-hidden=true], [style*='display:none'], [style*='display: none']"):
        tag.decompose()
    found: list[Block] = []
    main = page.find("main") or page.body or page
    for tag in main.find_all([*_HEADINGS, *_TEXTS, "tr", "div"]):
        if not isinstance(tag, Tag) or tag.parent is None:
            continue
        if tag.name in _HEADINGS:
            found.append(Block("heading", tag.get_text(" ", strip=True), _HEADINGS[tag.name]))
        elif tag.name == "tr":
            row = table_row([cell.get_text(" ", strip=True) for cell in tag.find_all(["td", "th"])])
            if row and tag.find("td") is not None:
                found.append(Block("line", row))
        elif tag.name in ("td", "th") or tag.find([*_TEXTS, *_HEADINGS, "table", "div", "ul"]) is not None:
            continue
        elif text := tag.get_text(" ", strip=True):
            found.append(Block("line" if tag.name == "li" else "text", re.sub(r"\s+([.,;:!?])", r"\1", text)))
    return found or blocks_of_text(main.get_text("\n"))
