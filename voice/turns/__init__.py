"""PURE: endpointing, barge-in and playout, decided from counted audio; no clock, no I/O."""
