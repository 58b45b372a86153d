from app.dialogue.likely_sentences import likely_messages, likely_sentences


def test_sentences_of_both_languages_are_whole_words_without_pattern_signs() -> None:
    sentences = likely_sentences()
    for language, known in (("de", "am Donnerstag"), ("en", "on Thursday")):
        assert known in sentences[language]  # type: ignore[index]
        assert not [text for text in sentences[language] if set("(){}[]|#") & set(text)]  # type: ignore[index]


def test_the_sentences_are_the_same_on_every_machine() -> None:
    assert likely_sentences() == likely_sentences()


def test_messages_of_both_languages_are_different_lines_without_numbers_or_signs() -> None:
    for lines in likely_messages().values():
        assert len(lines) > 1000
        assert len(set(lines)) == len(lines)
        assert not [line for line in lines if not line.strip() or set("(){}[]|#") & set(line)]
