"""What the API says and takes, one module an idea. Instants carry a UTC offset; texts are as they were said."""

from app.web.schemas.bookings import BookingIn, BookingOut, SlotOut, booking_entry_out, booking_out, slot_out
from app.web.schemas.businesses import BusinessOut, OfferingOut, ResourceOut, business_out
from app.web.schemas.calls import CallDetail, CallOut, TurnOut, call_detail, call_out, turn_out
from app.web.schemas.chains import (
    ChainBookedOut,
    ChainIn,
    ChainOut,
    ChainsOut,
    LinkIn,
    chain_booked_out,
    chain_out,
)
from app.web.schemas.decisions import DecisionOut, WhyOut, decision_entry_out, decision_out, why_out
from app.web.schemas.lists import Listed, listed
from app.web.schemas.outbox import CustomerMailIn, DeliveryOut, NoticesIn, NoticesOut, delivery_out, notices_out
from app.web.schemas.people import (
    CallbackOut,
    CustomerOut,
    MessageOut,
    WindowOut,
    callback_out,
    customer_out,
    message_out,
)
from app.web.schemas.waitlist import OfferAnswerOut, WaitingIn, WaitingOut, waiting_out

__all__ = [
    "BookingIn",
    "BookingOut",
    "BusinessOut",
    "CallDetail",
    "CallOut",
    "CallbackOut",
    "ChainBookedOut",
    "ChainIn",
    "ChainOut",
    "ChainsOut",
    "CustomerMailIn",
    "CustomerOut",
    "DecisionOut",
    "DeliveryOut",
    "LinkIn",
    "Listed",
    "MessageOut",
    "NoticesIn",
    "NoticesOut",
    "OfferAnswerOut",
    "OfferingOut",
    "ResourceOut",
    "SlotOut",
    "TurnOut",
    "WaitingIn",
    "WaitingOut",
    "WhyOut",
    "WindowOut",
    "booking_entry_out",
    "booking_out",
    "business_out",
    "call_detail",
    "call_out",
    "callback_out",
    "chain_booked_out",
    "chain_out",
    "customer_out",
    "decision_entry_out",
    "decision_out",
    "delivery_out",
    "listed",
    "message_out",
    "notices_out",
    "slot_out",
    "turn_out",
    "waiting_out",
    "why_out",
]
