"""English short forms behind a time, spelled out: "nine's fine" is "nine is fine". PURE."""

import re

_VERDICT = (
    r"fine|good|great|grand|perfect|okay|ok|best|better|lovely|ideal|brilliant|bad|out|too|tricky|no good|not|easier"
    r"|hard|easiest|possible|impossible|free|when|what|the (?:one|best|only)|cool|super|fab"
)
_SHORT = re.compile(
    rf"\b(\w+)['’]s(?= (?:just |absolutely |really |probably |a bit |also |all )?(?:{_VERDICT})\b)", re.IGNORECASE
)
_WILL_DO = re.compile(
    r"\b(?!(?:that|it|this|what|there|which|i|he|she|we|you|they)\b)(\w+)['’]ll(?= (?:do|be|work|suit)\b)",
    re.IGNORECASE,
)
_PRONOUNS = frozenset("that it he she there what who where how let here this everything all".split())


def spelled_out(text: str) -> str:
    """Only where something is said of a time; "that's fine" and "Thursday's appointment" stay as they are."""
    text = _WILL_DO.sub(r"\1 will", text)
    return _SHORT.sub(lambda found: found[0] if found[1].lower() in _PRONOUNS else f"{found[1]} is", text)
