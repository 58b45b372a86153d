"""Who gets a call that a person is to take, by the owner's own rules. PURE.

Decision: escalation paths are data in the order in which the owner wrote them; the first whose reason, topic, person
and time all fit is taken, and its targets are rung one after another. Reasons come from `app.domain.escalation`; which
telephone rings is decided here alone, so that dialogue and telephony cannot disagree. Alternative: a score of how well
a path fits. Nobody could tell by reading the description where a call goes.
"""
