"""The guided path of a business: one form a step, saved as it goes, each change kept and undone.

Decision: a step edits the plain description (the keys of the YAML file), and only the fields that it shows; whatever
an expert wrote into the file besides stays as it is. So the pages, `vorzimmer business load` and the file that is taken
along are three ways to one thing. Alternative: forms over the core's values, which would lose what they cannot show.
Every field has a name of its own (`people-2-skill-cut`), so a form that meets an expired sign-in comes back whole.
"""
