"""Stories: one event, one story, however many papers tell it.

``fold_in`` is the stage: articles and living stories in, new and changed stories out. ``Draft`` says what must be known before
articles are folded in, and what they teach. ``voices`` and ``independent`` say how many speak for themselves; ``story_lines`` and
``neardup_lines`` are the same judgement as filters.

Read ``fingerprint`` (what is compared), ``tongue`` (in which language), ``similarity`` (how), ``index`` (with which stories),
``cluster`` (the algorithm), ``assign`` (texts to stories), ``draft`` (what is asked of the store), ``copies`` (who repeats),
``update`` (what is new), ``lead`` (who speaks) and ``growth`` (how stories live), in this order; ``lines`` is the filter.
"""

from __future__ import annotations

from digest.story.copies import independent, neardup_lines, voices
from digest.story.draft import Draft
from digest.story.growth import fold_in
from digest.story.lines import story_lines

__all__ = ["Draft", "fold_in", "independent", "neardup_lines", "story_lines", "voices"]
