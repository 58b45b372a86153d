"""The speech engines of this machine."""
