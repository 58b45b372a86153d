"""Public and school holidays of a region, computed and never stored; and how far the knowledge of them reaches.

Public holidays follow rules and reach far. School holidays are decrees, published some years ahead: where the list
ends, there are none, which is wrong, so whoever plans that far is warned.
"""

from datetime import date
from functools import cache

import holidays

from app.domain.errors import ConfigurationError

SCHOOL = "school"
LOOK_AHEAD_YEARS = 30


@cache
def public_holidays(region: str, year: int) -> frozenset[date]:
    """From the year before to two years ahead, e.g. of DE-BE. Raises ConfigurationError for an unknown region."""
    country, subdivision = _parts(region)
    try:
        days = holidays.country_holidays(country, subdiv=subdivision, years=range(year - 1, year + 3))
    except NotImplementedError as error:
        raise ConfigurationError(f"holidays: {region} is no region with known public holidays") from error
    return frozenset(days)


@cache
def school_holidays(region: str, year: int) -> frozenset[date]:
    """The same years. Raises ConfigurationError for a region whose school holidays nobody has written down."""
    return frozenset(_school_days(region, range(year - 1, year + 3)))


@cache
def school_holidays_known_until(region: str, year: int) -> date | None:
    """The last school holiday on the list, looked up from this year on; None when there is none any more."""
    return max(_school_days(region, range(year - 1, year + LOOK_AHEAD_YEARS)), default=None)


def _school_days(region: str, years: range) -> list[date]:
    country, subdivision = _parts(region)
    try:
        return list(holidays.country_holidays(country, subdiv=subdivision, years=years, categories=(SCHOOL,)))
    except (NotImplementedError, ValueError) as error:
        raise ConfigurationError(f"school_holidays: {region} is no region with known school holidays") from error


def _parts(region: str) -> tuple[str, str | None]:
    country, _, subdivision = region.partition("-")
    return country, subdivision or None
