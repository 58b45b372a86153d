"""PURE: Twilio media protocol without I/O: text in, events out; commands in, text out."""
