"""Where calls go, over the API: the mode of the moment, and the paths with what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Query
from pydantic import BaseModel, Field

from app.domain.business import Business, Language
from app.domain.errors import ConfigurationError
from app.domain.rules.findings import RuleFinding
from app.domain.transfers.checking import astray
from app.domain.transfers.choosing import first_step
from app.domain.transfers.paths import Mode
from app.ports.clock import Clock
from app.ports.escalation import CallModes, EscalationBook
from app.ports.records import Businesses
from app.usecases.switch_mode import switch_mode as switch_mode_of
from app.web.named import named_business


@dataclass(frozen=True, slots=True)
class EscalationEdge:
    modes: CallModes
    book: EscalationBook
    businesses: Businesses
    clock: Clock


class ModeIn(BaseModel):
    mode: Mode | None = Field(description="Null = as described. `human_line` is the kill switch.")


class ModeOut(BaseModel):
    mode: Mode = Field(description="Who answers the next call first.")
    switched: bool = Field(description="Switched on, and not the one of the description.")
    described: Mode
    rings_now: list[str] = Field(description="Numbers that the next call rings before the assistant, or in its place.")


class FindingOut(BaseModel):
    code: str = Field(examples=["costly_number"])
    impossible: bool
    says: str
    fix: str


class EscalationOut(BaseModel):
    escalation: dict[str, object] = Field(description="As in the description of the business.")
    findings: list[FindingOut]


LanguageParam = Annotated[Language, Query(description="Language of the findings.")]


def add_escalation(router: APIRouter, edge: EscalationEdge) -> None:
    @router.get("/businesses/{business_id}/mode", tags=["businesses"])
    async def read_mode(business_id: str) -> ModeOut:
        return await _mode(edge, await named_business(edge.businesses, business_id))

    @router.put("/businesses/{business_id}/mode", tags=["businesses"])
    async def switch_mode(business_id: str, wish: ModeIn) -> ModeOut:
        """From the next call on. 409: the mode rings people, and no number of theirs is known."""
        business = await named_business(edge.businesses, business_id)
        done = await switch_mode_of(edge.modes, business, wish.mode, by="api", now=edge.clock.now())
        if done == "nobody_to_ring":
            raise HTTPException(409, "there is no human line: name one under escalation first")
        return await _mode(edge, business)

    @router.get("/businesses/{business_id}/escalation", tags=["businesses"])
    async def read_paths(business_id: str, lang: LanguageParam = "de") -> EscalationOut:
        business = await named_business(edge.businesses, business_id)
        described = await edge.book.read(business.id)
        return _escalation(described or {}, tuple(astray(business)), lang)

    @router.put("/businesses/{business_id}/escalation", tags=["businesses"])
    async def write_paths(
        business_id: str, described: Annotated[dict[str, object], Body()], lang: LanguageParam = "de"
    ) -> EscalationOut:
        """422: it cannot be read, or a number in it must not be dialled; the sentence says what to change."""
        business = await named_business(edge.businesses, business_id)
        try:
            found = await edge.book.write(business.id, described)
        except ConfigurationError as error:
            raise HTTPException(422, str(error)) from error
        if any(finding.impossible for finding in found):
            raise HTTPException(422, " ".join(f"{one.says(lang)} {one.fix(lang)}" for one in found if one.impossible))
        return _escalation(await edge.book.read(business.id) or {}, found, lang)


async def _mode(edge: EscalationEdge, business: Business) -> ModeOut:
    switched = await edge.modes.mode(business.id)
    described = business.escalation.mode
    step = first_step(business, switched or described, edge.clock.now())
    return ModeOut(
        mode=switched or described,
        switched=switched is not None,
        described=described,
        rings_now=[target.number for target in step.rings],
    )


def _escalation(described: Mapping[str, object], found: tuple[RuleFinding, ...], language: Language) -> EscalationOut:
    findings = [
        FindingOut(code=one.code, impossible=one.impossible, says=one.says(language), fix=one.fix(language))
        for one in found
    ]
    return EscalationOut(escalation=dict(described), findings=findings)
