"""What speaks for a slot, read off its score: a reason is given only when the figures bear it out."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.business import Offering
from app.domain.ranking.score import Factor, Reason, ScoredOffer

CLEARLY_LESS_LIKELY = 0.8  # of the usual share of appointments that fall through
OFTEN_LONGER = 1.1  # of the planned duration, four times of five


def reasons_for(
    offer: ScoredOffer, earlier: Sequence[ScoredOffer], offering: Offering, earliest: datetime | None
) -> tuple[Reason, ...]:
    """`earlier` are the offers named before this one; `earliest` is the first free start of all that were looked at."""
    inputs = {part.factor: part.inputs for part in offer.parts}
    inside = inputs[Factor.WISH]["inside"]
    reasons = [Reason.FITS_WISH if inside else Reason.NEAREST_TO_WISH]
    if inside and offer.slot.starts_at == earliest:
        reasons.append(Reason.EARLIEST)
    if offering.same_day or offering.high_priority:
        reasons.append(Reason.URGENT)
    elif offering.low_priority and inside:
        reasons.append(Reason.CAN_WAIT)
    priority = inputs.get(Factor.PRIORITY)
    if priority and priority["postponed_by_us"] and priority["days_after_first_free"] == 0:
        reasons.append(Reason.POSTPONED_BEFORE)
    if earlier:
        days = {other.slot.starts_at.date() for other in earlier}
        same_day = offer.slot.starts_at.date() in days
        reasons.append(Reason.ANOTHER_TIME if same_day else Reason.ANOTHER_DAY)
    return (*reasons, *_about_person(offer), *_learned(offer))


def _about_person(offer: ScoredOffer) -> list[Reason]:
    inputs = {part.factor: part.inputs for part in offer.parts}
    costs = {part.factor: part.cost_minutes for part in offer.parts}
    reasons = []
    if costs.get(Factor.GAP) == 0:
        reasons.append(Reason.NO_GAP)
    if inputs.get(Factor.PERSON, {}).get("known"):
        reasons.append(Reason.FAMILIAR_PERSON)
    if inputs.get(Factor.USUAL_TIME, {}).get("usual"):
        reasons.append(Reason.USUAL_TIME)
    load = inputs.get(Factor.LOAD)
    if load and int(load["taken_minutes"] or 0) < int(load["least_of_colleagues_minutes"] or 0):
        reasons.append(Reason.EVEN_LOAD)
    rare = inputs.get(Factor.RARE_SKILL)
    if rare and rare["only_here"] == 0 and rare["only_with_a_colleague"]:
        reasons.append(Reason.KEEPS_SPECIALIST_FREE)
    return reasons


def _learned(offer: ScoredOffer) -> list[Reason]:
    reasons = []
    overrun, no_show = offer.part(Factor.OVERRUN), offer.part(Factor.NO_SHOW)
    if overrun and overrun.cost_minutes == 0:
        within, planned = overrun.inputs["four_of_five_within_minutes"], overrun.inputs["planned_minutes"]
        if float(within or 0) > float(planned or 0) * OFTEN_LONGER:
            reasons.append(Reason.ROOM_TO_OVERRUN)
    if no_show:
        risk, usual = no_show.inputs["risk_percent"], no_show.inputs["usual_percent"]
        if float(risk or 0) < float(usual or 0) * CLEARLY_LESS_LIKELY:
            reasons.append(Reason.LIKELY_KEPT)
    return reasons
