"""Do the speech engines of this machine work: a sentence is spoken and heard again."""
