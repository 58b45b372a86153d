"""iCalendar texts as other systems write them."""


def event(*lines: str, uid: str | None = "a") -> str:
    named = [f"UID:{uid}"] if uid is not None else []
    return "\r\n".join(["BEGIN:VEVENT", *named, "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    """UTF-8, with the line ends of the standard."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Others//Calendar//EN", *parts, "END:VCALENDAR", ""]
    return "\r\n".join([*"\r\n".join(lines).splitlines(), ""]).encode()
