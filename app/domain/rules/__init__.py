"""The rules of a business, as values: phases and roles, distances between appointments, tasks, hours, holidays.

Decision: whatever limits a booking is either time (hours, absences, what is taken) or a thing that can be taken. Seats
of a group appointment, the places of a daily cap and offerings that must not run at once are things too: tokens with a
reserved name (`~…`) that an appointment claims beside its person and room. So availability is interval arithmetic, and
the database's one guard against overlaps also holds the caps and the seats, whoever is faster. Alternative: counting
bookings in each use case; it needs a lock of its own for every rule. Consequence: a rule that comes later does not know
the tokens of earlier bookings; the audit counts these.
"""
