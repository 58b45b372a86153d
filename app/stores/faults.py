"""What a database or its driver raises, in our words, and without what it was given.

PostgreSQL quotes rows in the details of its messages (`Key (number)=(+49…) already exists`): for it nothing of the
original goes on, only what kind of error it was and which rule of the schema was broken.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg.exceptions import InternalClientError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.domain.errors import SchemaRuleBroken, SlotGuardViolated, StoreUnavailable

GUARD_MESSAGE = "blocks overlap"  # what the trigger of the first migration raises
EXCLUSION_VIOLATION = "23P01"  # PostgreSQL's code for its own guard
KNOWN_STATES = {
    "08": "the connection broke",
    "28": "it refuses the user or the password in DATABASE_URL",
    "3D": "there is no such database: create it (CREATE DATABASE …), or correct the name in DATABASE_URL",
    "40": "another writer was in the way",
    "42501": "the user in DATABASE_URL may not do this: make it the owner of the database",
    "53": "it has no room for more (connections, memory or disk)",
    "55P03": "other writers have kept the database for too long",
    "57014": "it took too long to answer",
    "57": "it is starting up or shutting down",
    "58P01": "the extension btree_gist is not installed on its server (Debian: it is part of the package postgresql)",
    "0A000": "the extension btree_gist is not installed on its server (Debian: it is part of the package postgresql)",
}


@contextmanager
def errors_of_ours() -> Iterator[None]:
    """A broken rule of the schema that is not the guard is a bug, and says which rule."""
    try:
        yield
    except IntegrityError as error:
        if GUARD_MESSAGE in str(error.orig) or _state(error) == EXCLUSION_VIOLATION:
            raise SlotGuardViolated("the place was taken a moment ago") from _cause(error)
        raise SchemaRuleBroken(_rule(error)) from _cause(error)
    except DBAPIError as error:
        raise StoreUnavailable(_why(error)) from _cause(error)
    except PoolTimeoutError as error:
        raise StoreUnavailable("all connections to the database are busy") from error
    except InternalClientError as error:  # which SQLAlchemy passes on as it is: it is in none of the trees it knows
        raise StoreUnavailable("the connection to the database broke (InternalClientError)") from error
    except OSError as error:
        raise StoreUnavailable(f"the database cannot be reached ({_named(error)})") from error


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _cause(error: DBAPIError) -> DBAPIError | None:
    """SQLite names columns at most, and parameters are hidden."""
    return None if _state(error) else error


def _rule(error: IntegrityError) -> str:
    driver = getattr(error.orig, "__cause__", None)
    if constraint := getattr(driver, "constraint_name", None):
        return f"the database refused a row: {constraint}"
    column = getattr(driver, "column_name", None)
    return f"the database refused a row: {column or error.orig}"


def _why(error: DBAPIError) -> str:
    state = _state(error)
    known = KNOWN_STATES.get(state) or KNOWN_STATES.get(state[:2])
    kind = type(getattr(error.orig, "__cause__", None) or error.orig).__name__
    return f"the database cannot be used: {known} ({kind})" if known else f"the database refused: {kind}"


def _named(error: OSError) -> str:
    return error.strerror or type(error).__name__
