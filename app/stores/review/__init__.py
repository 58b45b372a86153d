"""Calls, messages and callbacks as people review them, over a database."""
