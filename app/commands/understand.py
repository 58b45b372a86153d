"""`vorzimmer understand`: what is understood in a text, by the same code that understands callers."""
