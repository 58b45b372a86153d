"""The example business as a value."""

from datetime import date

from app.domain.business import Business
from app.stores.business_file import example_business

SEEDED_ON = date(2026, 3, 16)  # a Monday; Dr. Weber is away from 30 March to 5 April


def praxis(today: date = SEEDED_ON) -> Business:
    return example_business().business(today)
