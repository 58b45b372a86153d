"""The example business as a value."""

from dataclasses import replace
from datetime import date, timedelta

from app.domain.business import Business
from app.domain.ids import OfferingKey
from app.domain.rules.between import Distance, Prerequisite, Task
from app.stores.business_file import example_business

SEEDED_ON = date(2026, 3, 16)  # a Monday; Dr. Weber is away from 30 March to 5 April


def praxis(today: date = SEEDED_ON) -> Business:
    return example_business().business(today)


def chained_praxis(today: date = SEEDED_ON) -> Business:
    """The same practice, where the advice on implants needs a check-up two to sixty days before it."""
    business = praxis(today)
    implant = replace(
        business.offering(OfferingKey("implant_consultation")),
        requires=(Prerequisite(OfferingKey("checkup"), Distance(min_days=2, max_days=60)),),
        documents=({"de": "Ihre Versichertenkarte", "en": "your insurance card"},),
        tasks=(
            Task({"de": "Planungsmodell bestellen", "en": "order the model"}, timedelta(days=-3)),
            Task({"de": "Bedenkzeit erfragen", "en": "ask what they decided"}, timedelta(days=2)),
            Task({"de": "nüchtern kommen", "en": "come on an empty stomach"}, timedelta(0), for_customer=True),
        ),
    )
    return replace(business, offerings=tuple(implant if o.key == implant.key else o for o in business.offerings))
