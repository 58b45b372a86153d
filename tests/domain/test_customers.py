import pytest

from app.domain.customers import sounds_like


@pytest.mark.parametrize(
    ("said", "on_record"),
    [
        ("Hofmann", "Sabine Hoffmann"),
        ("Frau Hoffmann", "Sabine Hoffmann"),
        ("Sabine Hofman", "Sabine Hoffmann"),
        ("Maier", "Karl Meyer"),
        ("Jankowsky", "Karl Jankowski"),
        ("Müller", "Erika Mueller"),
        ("Jilmas", "Mehmet Yilmaz"),
        ("Emily Carter", "Emily Carter"),
        ("Dr. Schmitt", "Peter Schmidt"),
    ],
)
def test_a_name_is_known_however_it_is_spelled(said: str, on_record: str) -> None:
    assert sounds_like(said, on_record)


@pytest.mark.parametrize(
    ("said", "on_record"),
    [
        ("Schmidt", "Peter Schulz"),
        ("Weber", "Nina Weiler"),
        ("Anna Hoffmann", "Sabine Hoffmann"),
        ("Sabine", "Sabine Hoffmann"),
        ("", "Sabine Hoffmann"),
        ("Frau", "Sabine Hoffmann"),
    ],
)
def test_another_name_is_another_person(said: str, on_record: str) -> None:
    assert not sounds_like(said, on_record)
