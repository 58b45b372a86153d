"""The example business without a database, for what needs only a business to talk about."""

from datetime import date

from app.domain.business import Business
from app.stores.business_file import example_business


def example(today: date) -> Business:
    return example_business().business(today)
