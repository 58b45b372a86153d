"""The business behind the telephone: what is offered, booked, said and recorded. Knows nothing of samples."""
