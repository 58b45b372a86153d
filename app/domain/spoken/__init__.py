"""PURE: spoken German and English: times, numbers, names, yes and no; words in, values out, and back."""
