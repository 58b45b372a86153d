"""PURE: the terms and rules of the field. No I/O, no clock, no framework."""
