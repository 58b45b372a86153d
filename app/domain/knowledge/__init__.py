"""What the owner's documents say, and when it is told to a caller. PURE.

Decision: an answer is a quotation. A document is cut into statements (a sentence, a line of a table or a list), each
under its heading; a question finds statements by words (BM25) and, where there are vectors, by meaning; the rankings
are fused, the best few are judged, and the best is told word for word only when it is surely the answer. A false answer
costs a customer, "das weiß ich leider nicht" costs a callback: the bar is calibrated on a development set for that
(`tests/bench/knowledge.py`). Alternatives: letting a language model word an answer from found passages, which invents;
judging by similarity alone, which cannot tell the price of a cat's operation from that of a dog's. Consequence: what a
document leaves to be inferred is not answered, and text in it that gives orders is never more than words to quote.
"""
