"""Text as every thinking stage sees it: folded, cut into words, sentences and paragraphs, and made safe to show.

Pure and standard library only. ``fold`` is what two texts are compared by; ``words`` what they are counted by;
``sentences`` loses no character of its text; ``identify`` says its language; ``plain`` is the door through which
anything hostile passes before a person reads it.
"""

from __future__ import annotations

from digest.text.fold import count_words, fold, paragraphs, plain, words
from digest.text.function_words import function_words
from digest.text.language import identify, language_line, main_language
from digest.text.sentences import sentence_line, sentences

__all__ = [
    "count_words",
    "fold",
    "function_words",
    "identify",
    "language_line",
    "main_language",
    "paragraphs",
    "plain",
    "sentence_line",
    "sentences",
    "words",
]
