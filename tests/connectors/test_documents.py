"""Files of every kind into blocks, and pages from public addresses alone."""

import io
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZipFile

import httpx
import pytest
from docx import Document
from fpdf import FPDF

from app.connectors.document_reader import MOST_PAGE_BYTES, DocumentReader
from app.connectors.documents import blocks_of
from app.domain.knowledge.documents import Unreadable, statements

PAGE = b"""<html><head><title>x</title><script>alert('Preis 999 Euro')</script></head><body><nav>Menue</nav>
<h1>Praxis</h1><h2>Parken</h2><p>Im Hof sind sechs <b>Pl&auml;tze</b>.</p><p hidden>Geheim</p><!-- Notiz -->
<table><tr><th>Leistung</th><th>Preis</th></tr><tr><td>Schiene</td><td>280 Euro</td></tr></table></body></html>"""


def told(name: str, content: bytes) -> list[str]:
    return [one.in_context for one in statements(blocks_of(name, content), "de")]


def pdf(pages: int) -> bytes:
    paper = FPDF()
    paper.set_font("helvetica", size=11)
    for page in range(1, pages + 1):
        paper.add_page()
        paper.cell(text=f"Praxis am Markt, Seite {page}", new_x="LMARGIN", new_y="NEXT")
        paper.multi_cell(w=0, text=f"Leistung {page} kostet {page + 10} Euro und dauert eine Stunde.")
    return bytes(paper.output())


def docx() -> bytes:
    document = Document()
    document.add_heading("Parken", level=2)
    document.add_paragraph("Im Hof sind sechs Plätze frei.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Schiene", "280 Euro"
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_a_page_is_read_without_its_scripts_menus_and_hidden_text() -> None:
    assert told("seite.html", PAGE) == ["Parken: Im Hof sind sechs Plätze.", "Parken: Schiene: 280 Euro"]


def test_a_word_file_is_read_with_headings_and_tables() -> None:
    assert told("merkblatt.docx", docx()) == ["Parken: Im Hof sind sechs Plätze frei.", "Parken: Schiene: 280 Euro"]


def test_what_stands_on_every_page_of_a_pdf_is_left_out_and_the_page_is_kept() -> None:
    found = statements(blocks_of("liste.pdf", pdf(6)), "de")
    assert not any("Praxis am Markt" in one.in_context for one in found)
    assert [one.page for one in found if "kostet 13 Euro" in one.text] == [3]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bild.png", b"\x89PNG", "unknown_kind"),
        ("kaputt.pdf", b"%PDF-1.7 nothing of the kind", "broken"),
        ("kaputt.docx", b"PK\x03\x04 nothing of the kind", "broken"),
        ("leer.txt", b"   \n\n ", "empty"),
        ("leer.html", b"", "empty"),
        ("binaer.txt", b"\x00\x01\x02" * 50, "broken"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        blocks_of(name, content)
    assert refused.value.reason == reason


def test_a_file_that_swells_when_unpacked_is_refused() -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as swelling:
        for nth in range(21):
            swelling.writestr(f"word/{nth}.xml", b"\x00" * (10 * 1024 * 1024))
    with pytest.raises(Unreadable) as refused:
        blocks_of("klein.docx", packed.getvalue())
    assert refused.value.reason == "too_large"


async def test_two_hundred_pages_are_read_by_a_program_of_its_own() -> None:
    blocks = await DocumentReader().read("liste.pdf", pdf(200))
    assert len({block.page for block in blocks}) == 200


async def test_a_reader_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Unreadable) as refused:
        await DocumentReader(within_s=0.01).read("liste.pdf", pdf(1))
    assert refused.value.reason == "too_slow"


# --- pages ------------------------------------------------------------------------------------------------------------


def reader(answer: httpx.Response, *addresses: str) -> DocumentReader:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses or ("93.184.216.34",)

    return DocumentReader(resolve_host=resolve, transport=httpx.MockTransport(lambda request: answer))


async def test_a_public_page_is_fetched() -> None:
    page = httpx.Response(200, content=PAGE, headers={"content-type": "text/html; charset=utf-8"})
    assert await reader(page).fetch("https://praxis.example/anfahrt") == PAGE


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1", "::ffff:192.168.1.1", "100.64.0.1", "224.0.0.1"],
)
async def test_an_address_in_a_private_network_is_never_asked(address: str) -> None:
    with pytest.raises(Unreadable) as refused:
        await reader(httpx.Response(200, content=PAGE), address).fetch("https://innen.example/")
    assert refused.value.reason == "not_public"


async def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(Unreadable):
        await reader(httpx.Response(200, content=PAGE), "93.184.216.34", "10.0.0.7").fetch("https://zwei.example/")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://a.example/x", "http://user:pw@a.example/", "http://[x"]
)
async def test_other_kinds_of_address_are_refused(address: str) -> None:
    with pytest.raises(Unreadable):
        await reader(httpx.Response(200, content=PAGE)).fetch(address)


async def test_a_page_that_leads_round_in_circles_is_given_up() -> None:
    away = httpx.Response(302, headers={"location": "https://praxis.example/anfahrt"})
    with pytest.raises(Unreadable) as refused:
        await reader(away).fetch("https://praxis.example/anfahrt")
    assert refused.value.reason == "not_reachable"


async def test_a_page_that_does_not_end_and_one_that_is_no_page_are_refused() -> None:
    endless = httpx.Response(200, content=b"x" * (MOST_PAGE_BYTES + 1), headers={"content-type": "text/html"})
    picture = httpx.Response(200, content=b"x", headers={"content-type": "image/png"})
    for page, reason in ((endless, "too_large"), (picture, "not_a_page")):
        with pytest.raises(Unreadable) as refused:
            await reader(page).fetch("https://praxis.example/")
        assert refused.value.reason == reason
