"""The voices that callers of the benches speak with."""
