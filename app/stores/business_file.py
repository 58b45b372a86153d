"""Reading a business description, and the example that ships."""

from functools import cache
from importlib import resources

import yaml
from pydantic import ValidationError

from app.domain.errors import ConfigurationError
from app.quick_yaml import parse_yaml
from app.stores.business_text.business import BusinessText
from app.stores.business_text.fields import slug

__all__ = ["BusinessText", "every_rule", "example_business", "parse_business", "slug"]


def parse_business(text: str) -> BusinessText:
    """A YAML description. Raises ConfigurationError, which names every field that cannot work."""
    try:
        return BusinessText.model_validate(parse_yaml(text))
    except yaml.YAMLError as error:
        raise ConfigurationError("the business description is not YAML") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"the business description cannot work: {faults}") from error


@cache
def example_business() -> BusinessText:
    return parse_business((resources.files("app.stores") / "example_business.yaml").read_text("utf-8"))


def every_rule() -> str:
    """A description that uses every rule, with comments: the pattern for owners."""
    return (resources.files("app.stores") / "every_rule.yaml").read_text("utf-8")
