"""The first words of a call."""

from app.dialogue.phrase_book import CallPhrases
from app.dialogue.state import Sentence
from app.domain.business import Business, Language
from app.domain.spoken.say import say_name, split_sentences


def greeting(phrases: CallPhrases, business: Business) -> tuple[Sentence, ...]:
    """First that an AI speaks, in the business's language; then, shortly, that the other language will do as well.

    Before the question, where the business wants it: that the voice is listened to, in both languages; that the call is
    recorded, and how to refuse.
    """
    language = business.default_language
    text = phrases.choose("greeting", language, business=say_name(business.name, language))
    sentences = [Sentence(sentence, language) for sentence in split_sentences(text, language)]
    if len(business.languages) > 1:
        hint_language: Language = "en" if language == "de" else "de"
        hint = "greeting_hint_voice" if business.escalation.mood_from_voice else "greeting_hint"
        sentences.insert(1, Sentence(phrases.choose(hint, language), hint_language))
    if business.escalation.mood_from_voice:
        sentences.insert(-1, Sentence(phrases.choose("greeting_voice", language), language))
    if business.recording.switched_on:
        told = split_sentences(phrases.choose("recording_notice", language), language)
        sentences[-1:-1] = [Sentence(sentence, language) for sentence in told]
    return tuple(sentences)
