"""The conversation: state, brains, tools, guardrails. Sees only voice.contract of the sound side."""
