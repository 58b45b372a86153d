"""An appointment as an iCalendar file (RFC 5545, scheduled as RFC 5546 says), in the zone of the business."""

from datetime import UTC

from icalendar import Calendar, Event, vCalAddress, vText

from app.ports.notifier import Invitation

PRODUCT = "-//Vorzimmer//Vorzimmer//DE"


def calendar_file(invitation: Invitation, *, organizer_mail: str, attendee_mail: str) -> bytes:
    """With the zone's own definition inside, so that no reader has to know it."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", invitation.method)
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamped_at.astimezone(UTC))
    event.add("dtstart", invitation.starts_at.astimezone(invitation.zone))
    event.add("dtend", invitation.ends_at.astimezone(invitation.zone))
    event.add("summary", invitation.title)
    event.add("location", invitation.place)
    event.add("description", invitation.notes)
    event.add("status", "CANCELLED" if invitation.method == "CANCEL" else "CONFIRMED")
    organizer = vCalAddress(f"MAILTO:{organizer_mail}")
    organizer.params["CN"] = vText(invitation.organizer_name)
    event["organizer"] = organizer
    attendee = vCalAddress(f"MAILTO:{attendee_mail}")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
