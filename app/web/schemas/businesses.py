"""A business as its clients see it."""

from pydantic import BaseModel, Field

from app.domain.business import Business


class OfferingOut(BaseModel):
    key: str
    names: dict[str, str]
    duration_minutes: int
    requires: list[str] = Field(default_factory=list, description="Offerings that have to come before it: see /chains.")
    documents: list[dict[str, str]] = Field(default_factory=list, description="What to bring to it, by language.")


class ResourceOut(BaseModel):
    id: str
    name: str
    kind: str
    skills: list[str]


class BusinessOut(BaseModel):
    id: str = Field(examples=["praxis-dr-sommer"])
    name: str = Field(examples=["Praxis Dr. Sommer"])
    industry: str
    time_zone: str = Field(examples=["Europe/Berlin"])
    default_language: str
    languages: list[str]
    numbers: list[str]
    address: str
    human_line: str | None
    offerings: list[OfferingOut]
    resources: list[ResourceOut]


def business_out(business: Business) -> BusinessOut:
    return BusinessOut(
        id=business.id,
        name=business.name,
        industry=business.industry,
        time_zone=business.zone.key,
        default_language=business.default_language,
        languages=list(business.languages),
        numbers=list(business.numbers),
        address=business.address,
        human_line=business.escalation.human_line,
        offerings=[
            OfferingOut(
                key=offering.key,
                names=offering.names,
                duration_minutes=int(offering.duration.total_seconds() // 60),
                requires=[earlier.offering for earlier in offering.requires],
                documents=[dict(text) for text in offering.documents],
            )
            for offering in business.offerings
        ],
        resources=[
            ResourceOut(id=resource.id, name=resource.name, kind=resource.kind.value, skills=sorted(resource.skills))
            for resource in business.resources
        ],
    )
