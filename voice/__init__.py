"""Sound and turns: what is heard, when a turn is over, what is said. Knows nothing of appointments.

`voice` never imports `app`. The two meet in `voice.contract`: caller events go in, speech acts come out.
"""
