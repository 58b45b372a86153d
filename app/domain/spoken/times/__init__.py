"""Words for times as constraint sets: tokens → items with spans (grammar tables) → a wish → windows.

Decision: a small grammar of our own, with the rules of each language as tables of values, and an algebra of
constraints that
is resolved against "now" and the opening hours only at the end, so that what was said can be merged with what comes
later.
Alternatives: a date library (the best one understood two thirds of German phrases and was sure of wrong ones), one
regular
expression per phrase (no room for combinations), a language model (guesses dates). Consequences: a new way of saying
something
is one line in `rules_de` or `rules_en`; words that look like a time but fit no rule make the phrase "not understood"
instead of
being dropped, because a wrong date costs more than a question.

Choices a reader would question: a day without any words for it means every open day up to the horizon; "nächsten
Freitag" is
asked about while Friday of this week is still to come; a bare weekday that is today means next week's; a date without
a year
that is over since at most 45 days is "past", else next year's; closed days stay when they were named, and leave
ranges when
only a time of day was wished on them. Part-of-day spans stand in one table, `resolve_times.PART_SPANS`.
"""
