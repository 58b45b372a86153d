from app.commands.speech_check import missing_voice_findings
from app.commands.verdict import Verdict


def test_a_voice_that_does_not_start_is_a_note_with_its_fix_since_another_one_speaks() -> None:
    (finding,) = missing_voice_findings({"de_DE-thorsten-medium": "it has ended"})
    assert (finding.verdict, finding.what) == (Verdict.NOTE, "voice de_DE-thorsten-medium")
    assert "it has ended" in finding.found
    assert "vorzimmer models fetch de_DE-thorsten-medium" in (finding.fix or "")
    assert missing_voice_findings({}) == []
