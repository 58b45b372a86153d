"""Whose records a request to the API may touch: those of its token's business, or all.

Decision: the token is looked at once, at the door, and what it is bound to is kept in a context variable of the
request. Lists are narrowed by it and what is foreign is not there, wherever a business is named or something is found
by its id.
Alternatives: an argument through every route, which one of them would forget; a database per business.
"""

from contextvars import ContextVar

from fastapi import HTTPException

from app.domain.ids import BusinessId

_bound_to: ContextVar[BusinessId | None] = ContextVar("business of the request's token", default=None)
_token: ContextVar[str] = ContextVar("name of the request's token", default="")


def bind(business: BusinessId | None, by: str) -> None:
    """For the rest of this request; None = a token for all businesses. `by` is the token's name."""
    _bound_to.set(business)
    _token.set(by)


def token_name() -> str:
    """Of the token that asks."""
    return _token.get()


def is_foreign(business: BusinessId) -> bool:
    own = _bound_to.get()
    return own is not None and business != own


def own_business() -> BusinessId | None:
    """None = all."""
    return _bound_to.get()


def narrowed(asked: str | None) -> BusinessId | None:
    """The business that a list is narrowed to; None = all. 404 for a foreign one, as for one that does not exist."""
    own = _bound_to.get()
    if not asked:
        return own
    if is_foreign(BusinessId(asked)):
        raise HTTPException(404, f"there is no business {asked}")
    return BusinessId(asked)
