"""Currencies and units of measure, as written and as said. PURE tables."""

import re

CURRENCIES_DE = {
    "€": "Euro",
    "eur": "Euro",
    "euro": "Euro",
    "$": "Dollar",
    "usd": "Dollar",
    "£": "Pfund",
    "gbp": "Pfund",
    "chf": "Franken",
}
CURRENCY_DE = r"€|EUR\b|Euro\b|\$|USD\b|£|GBP\b|CHF\b"

# unit as written -> (singular, plural, article of one)
UNITS_DE = {
    "min": ("Minute", "Minuten", "eine"), "std": ("Stunde", "Stunden", "eine"), "stdn": ("Stunde", "Stunden", "eine"),
    "h": ("Stunde", "Stunden", "eine"), "sek": ("Sekunde", "Sekunden", "eine"), "sec": ("Sekunde", "Sekunden", "eine"),
    "s": ("Sekunde", "Sekunden", "eine"), "km": ("Kilometer", "Kilometer", "ein"), "m": ("Meter", "Meter", "ein"),
    "cm": ("Zentimeter", "Zentimeter", "ein"), "mm": ("Millimeter", "Millimeter", "ein"),
    "kg": ("Kilogramm", "Kilogramm", "ein"),
    "g": ("Gramm", "Gramm", "ein"), "mg": ("Milligramm", "Milligramm", "ein"),
    "µg": ("Mikrogramm", "Mikrogramm", "ein"),
    "l": ("Liter", "Liter", "ein"), "ml": ("Milliliter", "Milliliter", "ein"),
    "m^2": ("Quadratmeter", "Quadratmeter", "ein"),
    "m^3": ("Kubikmeter", "Kubikmeter", "ein"), "qm": ("Quadratmeter", "Quadratmeter", "ein"),
    "cm^2": ("Quadratzentimeter", "Quadratzentimeter", "ein"),
    "cm^3": ("Kubikzentimeter", "Kubikzentimeter", "ein"), "km^2": ("Quadratkilometer", "Quadratkilometer", "ein"),
    "km/h": ("Kilometer pro Stunde", "Kilometer pro Stunde", "ein"), "kw": ("Kilowatt", "Kilowatt", "ein"),
    "kwh": ("Kilowattstunde", "Kilowattstunden", "eine"),
    "w": ("Watt", "Watt", "ein"), "v": ("Volt", "Volt", "ein"), "mb": ("Megabyte", "Megabyte", "ein"),
    "gb": ("Gigabyte", "Gigabyte", "ein"),
    "°c": ("Grad", "Grad", "ein"), "°": ("Grad", "Grad", "ein"), "%": ("Prozent", "Prozent", "ein"),
    "‰": ("Promille", "Promille", "ein"),
    "ct": ("Cent", "Cent", "ein"), "tsd": ("Tausend", "Tausend", "ein"), "mio": ("Million", "Millionen", "eine"),
    "mrd": ("Milliarde", "Milliarden", "eine"),
    "ps": ("P S", "P S", "ein"), "dpt": ("Dioptrie", "Dioptrien", "eine"), "hz": ("Hertz", "Hertz", "ein"),
    "kcal": ("Kilokalorie", "Kilokalorien", "eine"),
}  # fmt: skip
UNIT_DE = "|".join(re.escape(unit) for unit in sorted(UNITS_DE, key=len, reverse=True))


CURRENCIES_EN = {
    "€": ("euro", "euros"), "eur": ("euro", "euros"), "euro": ("euro", "euros"), "euros": ("euro", "euros"),
    "$": ("dollar", "dollars"),
    "usd": ("dollar", "dollars"), "£": ("pound", "pounds"), "gbp": ("pound", "pounds"), "chf": ("franc", "francs"),
}  # fmt: skip
CURRENCY_EN = r"€|EUR\b|euros?\b|\$|USD\b|£|GBP\b|CHF\b"
UNITS_EN = {
    "min": ("minute", "minutes"), "mins": ("minute", "minutes"), "h": ("hour", "hours"), "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"),
    "sec": ("second", "seconds"), "s": ("second", "seconds"), "km": ("kilometer", "kilometers"),
    "m": ("meter", "meters"),
    "cm": ("centimeter", "centimeters"), "mm": ("millimeter", "millimeters"), "kg": ("kilogram", "kilograms"),
    "g": ("gram", "grams"),
    "mg": ("milligram", "milligrams"), "l": ("liter", "liters"), "ml": ("milliliter", "milliliters"),
    "m^2": ("square meter", "square meters"),
    "m^3": ("cubic meter", "cubic meters"), "sqm": ("square meter", "square meters"),
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"), "ft": ("foot", "feet"), "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"),
    "kw": ("kilowatt", "kilowatts"), "kwh": ("kilowatt hour", "kilowatt hours"), "w": ("watt", "watts"),
    "v": ("volt", "volts"),
    "mb": ("megabyte", "megabytes"), "gb": ("gigabyte", "gigabytes"), "°c": ("degree", "degrees"),
    "°f": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°": ("degree", "degrees"), "%": ("percent", "percent"), "‰": ("per mille", "per mille"), "ct": ("cent", "cents"),
    "yrs": ("year", "years"),
}  # fmt: skip
UNIT_EN = "|".join(re.escape(unit) for unit in sorted(UNITS_EN, key=len, reverse=True))
