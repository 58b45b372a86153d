"""Speech engines behind small Protocols; each runs in worker threads, never on the event loop."""
