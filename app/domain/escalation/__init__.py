"""When a call belongs to a person: what is heard, what it adds up to, and why it is decided. PURE.

Decision: rules over words, the course of the call and (if the owner switched it on) the sound of the voice give values
from 0 to 1; a leaky sum of them is the caller's intensity. One strong word stays below the line, two kinds of them in
one breath or anger that goes on pass it. A trained classifier and a language model only add to the sum, within a
bound; nothing takes from it what a rule has put there. Alternative: let a model judge the mood. It cannot say why, and
it would be the first thing to fail on a bad line.
"""
