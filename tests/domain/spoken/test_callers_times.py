"""Times as callers of the example practice say them, each once understood wrongly."""

from functools import partial

import pytest

from tests.domain.spoken import practice_times

_fits = partial(practice_times.fits, language="de")


@pytest.mark.parametrize(
    ("text", "fits", "fits_not"),
    [
        ("vor dem 25.", "03-20T09:00", "03-26T09:00"),
        ("ab dem 15.", "04-16T09:00", "03-20T15:00"),
        ("bis zum 20.", "03-19T09:00", "03-24T09:00"),
        ("nicht am Montag und nicht vor elf", "03-17T11:30", "03-23T10:00"),
        ("nicht diese Woche und nicht vor elf", "03-24T11:30", "03-17T09:00"),
        ("nicht am Montag und erst ab elf", "03-17T11:30", "03-23T10:00"),
        ("Ich bin vom 20. März bis 3. April in Urlaub, danach vormittags.", "04-08T09:00", "03-17T09:00"),
        ("Ich bin vom 20. März bis 3. April in Urlaub, danach bräuchte ich was.", "04-08T09:00", "03-17T09:00"),
        ("Geht heute noch was? Mir ist beim Sport der halbe Schneidezahn abgebrochen!", "03-16T15:00", "03-17T09:00"),
        ("im Mai, am liebsten in der zweiten Woche, vormittags", "05-12T09:00", "05-05T09:00"),
        ("Nächsten Mittwoch, nicht diesen, sondern den drauf", "03-25T09:00", "03-18T09:00"),
        ("Das müsste der Mittwoch gewesen sein", "03-18T09:00", "03-19T09:00"),
        ("ich muss Freitag auf eine Hochzeit, haben Sie vorher noch was?", "03-19T09:00", "03-20T09:00"),
        ("Donnerstach", "03-19T09:00", "03-18T09:00"),
        ("morgen, sobald Ihre Pause vorbei ist, also nach Ihrer Mittagspause", "03-17T13:30", "03-17T12:15"),
        ("Ich komme Dienstag statt um zehn erst um halb elf.", "03-17T10:30", "03-17T10:00"),
        ("am Dienstag nach eurer Pause", "03-17T13:30", "03-17T12:30"),
        ("am Dienstag vor Ihrer Mittagspause", "03-17T12:15", "03-17T13:30"),
        ("Mittwoch nach Ihrer Mittagspause", "03-18T13:00", "03-18T12:30"),
        ("am Donnerstag vor Ostern", "04-02T09:00", "03-19T09:00"),
        ("den Freitag direkt vor Pfingsten, vormittags", "05-22T09:00", "03-20T09:00"),
        ("noch vor Ostern, und zwar am Dienstag", "03-24T09:00", "04-07T09:00"),
        ("an einem Dienstag noch vor Ostern", "03-24T09:00", "04-07T09:00"),
        ("Montag in einer Woche", "03-23T09:00", "03-30T09:00"),
        ("Mittwoch in einer Woche", "03-25T09:00", "03-18T09:00"),
    ],
)
def test_what_callers_say_of_times_is_taken_as_they_mean_it(text: str, fits: str, fits_not: str) -> None:
    assert _fits(text, fits)
    assert not _fits(text, fits_not)


def test_what_cannot_be_before_another_time_stays_a_reason() -> None:
    assert _fits("ab drei, vorher kann ich nicht", "03-17T15:30")
    assert not _fits("ab drei, vorher kann ich nicht", "03-17T10:00")
