"""Documents cut into statements."""

import pytest

from app.domain.knowledge.documents import Statement, blocks_of_text, language_of, statements

LEAFLET = """# Merkblatt

## Parken
Im Hof sind sechs Plätze frei. Die Einfahrt ist in der Weserstraße 12.

## Preise
| Leistung | Preis |
| --- | --- |
| Röntgenbild | 35 Euro |
| Schiene | ab 280 Euro |
"""


def read(text: str) -> tuple[Statement, ...]:
    return statements(blocks_of_text(text), "de")


def test_a_sentence_is_a_statement_under_its_heading() -> None:
    first, second, *_ = read(LEAFLET)
    assert first.in_context == "Parken: Im Hof sind sechs Plätze frei."
    assert (second.text, second.chunk) == ("Die Einfahrt ist in der Weserstraße 12.", first.chunk)


def test_a_row_of_a_table_says_what_its_price_is_of_and_the_head_of_the_table_is_no_row() -> None:
    told = [one.text for one in read(LEAFLET) if one.heading == "Preise"]
    assert told == ["Röntgenbild: 35 Euro", "Schiene: ab 280 Euro"]


def test_short_lines_above_paragraphs_are_headings_in_plain_text() -> None:
    told = read("Kleidung\nBitte tragen Sie bequeme Kleidung und bringen Sie ein großes Handtuch mit.\n")
    assert told[0].heading == "Kleidung"


def test_a_sentence_that_is_too_long_for_the_ear_is_not_told() -> None:
    assert read("Wort " * 200 + ".") == ()


@pytest.mark.parametrize("text", ["", "\n\n\n", "#", "|---|---|", "* ", "- - -", "\x00\x01", "🦷" * 50])
def test_any_text_can_be_cut(text: str) -> None:
    read(text)


def test_each_chunk_has_the_language_that_it_is_written_in() -> None:
    told = read("Wir sind im zweiten Stock.\n\nThere is a lift to the second floor.")
    assert [one.language for one in told] == ["de", "en"]
    assert language_of("4711") is None


def test_a_word_that_was_parted_at_the_end_of_a_line_is_one_again() -> None:
    assert (
        "Versichertenkarte"
        in read("Bitte bringen Sie Ihre Versicherten-\nkarte und den Überweisungsschein mit.")[0].text
    )
