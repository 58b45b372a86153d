"""Name, trade, languages, place: what a business begins with."""

from collections.abc import Mapping

from app.web.pages.setup.fields import LANGUAGES, Entry, Fields, text_of, ticked
from app.web.pages.setup.trades import TRADES, Trade

ZONES = ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Luxembourg", "Europe/London")
REGIONS = (
    "DE-BW DE-BY DE-BE DE-BB DE-HB DE-HH DE-HE DE-MV DE-NI DE-NW DE-RP DE-SL DE-SN DE-ST DE-SH DE-TH "
    "AT CH-ZH CH-BE CH-BS CH-LU CH-SG LU GB"
).split()


def shown(description: Mapping[str, object]) -> dict[str, str]:
    languages = description.get("languages") or LANGUAGES
    return {
        "name": str(description.get("name", "")),
        "trade": str(description.get("industry") or ""),
        "language": str(description.get("default_language") or "de"),
        "both": "1" if isinstance(languages, list | tuple) and len(languages) > 1 else "",
        "zone": str(description.get("zone") or ZONES[0]),
        "region": str(description.get("holidays") or ""),
        "address": str(description.get("address") or ""),
    }


def read(fields: Fields, description: Mapping[str, object]) -> Entry:
    entry = Entry()
    name = text_of(fields, "name")[:120]
    if not name:
        entry.fault("name", "name_missing")
    default = fields.get("language") if fields.get("language") in LANGUAGES else "de"
    other = "en" if default == "de" else "de"
    zone, region = fields.get("zone", ""), fields.get("region", "")
    known_zone = zone in (*ZONES, description.get("zone"))
    known_region = region in ("", *REGIONS, description.get("holidays"))
    entry.parts = {
        "name": name,
        "industry": text_of(fields, "trade") or None,
        "default_language": None if default == "de" else default,
        "languages": None if ticked(fields, "both") else [default],
        "zone": zone if known_zone else ZONES[0],
        "holidays": (region if known_region else "") or None,
        "address": text_of(fields, "address") or None,
    }
    if ticked(fields, "both") and default == "en":
        entry.parts["languages"] = [default, other]
    return entry


def beginning(fields: Fields) -> Entry:
    """A new business: what its trade usually has, to be changed step by step."""
    entry = read(fields, {})
    trade = TRADES.get(fields.get("trade", ""), Trade({}, (), ()))
    entry.parts |= {
        "numbers": [],
        "opening_hours": trade.hours,
        "offerings": [dict(offering) for offering in trade.offerings],
        "resources": [],
    }
    entry.parts = {key: value for key, value in entry.parts.items() if value is not None}
    return entry
