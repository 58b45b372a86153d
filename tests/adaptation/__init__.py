"""How the recogniser was taught telephone calls, and how well it hears since. Needs the extra `adaptation`."""
