from dataclasses import replace
from datetime import UTC, datetime

from app.domain.decisions import Breach, Fault, Head, Link, breach_of, commitment_to, digest_of, plain

AT = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)  # a second before the clocks change


def chain(count: int) -> list[Link]:
    links: list[Link] = []
    for nth in range(1, count + 1):
        personal, salt = {"customer_name": f"Ann {nth}"}, f"salt{nth}"
        link = Link(
            chain="praxis",
            seq=nth,
            kind="booking",
            decided_at=AT,
            why="held_and_confirmed",
            inputs={"starts_at": AT.isoformat(), "cost": 1.5},
            call_sid=None,
            booking=None,
            personal=personal,
            salt=salt,
            commitment=commitment_to(personal, salt),
            previous=links[-1].digest if links else "",
        )
        links.append(replace(link, digest=digest_of(link)))
    return links


def head(links: list[Link]) -> Head:
    return Head(links[-1].seq, links[-1].digest)


def test_an_untouched_chain_is_whole() -> None:
    links = chain(5)
    assert breach_of("praxis", links, head(links)) is None
    assert breach_of("praxis", [], Head()) is None


def test_a_changed_entry_is_named() -> None:
    links = chain(5)
    end = head(links)
    links[2] = replace(links[2], why="because I say so")
    assert breach_of("praxis", links, end) == Breach("praxis", 3, Fault.CHANGED)


def test_an_entry_that_was_rewritten_with_a_fitting_digest_breaks_at_the_next() -> None:
    links = chain(5)
    end = head(links)
    forged = replace(links[2], why="because I say so")
    links[2] = replace(forged, digest=digest_of(forged))
    assert breach_of("praxis", links, end) == Breach("praxis", 4, Fault.CHANGED)


def test_entries_that_are_missing_inside_or_at_the_end_are_noticed() -> None:
    links = chain(5)
    assert breach_of("praxis", [*links[:1], *links[2:]], head(links)) == Breach("praxis", 2, Fault.MISSING)
    assert breach_of("praxis", links[:3], head(links)) == Breach("praxis", 4, Fault.CUT_OFF)


def test_redaction_leaves_the_chain_whole_and_a_changed_name_does_not() -> None:
    links = chain(3)
    links[1] = replace(links[1], personal=None, salt=None)
    assert breach_of("praxis", links, head(links)) is None
    links[0] = replace(links[0], personal={"customer_name": "Somebody else"})
    assert breach_of("praxis", links, head(links)) == Breach("praxis", 1, Fault.PERSONAL_CHANGED)


def test_inputs_read_back_from_json_have_the_same_digest() -> None:
    link = chain(1)[0]
    spoken = replace(link, inputs={"at": AT, "windows": ((1, 2),), "offered": [{"b": 1, "a": 0.1}]})
    assert digest_of(spoken) == digest_of(replace(spoken, inputs=plain(spoken.inputs)))
