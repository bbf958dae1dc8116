"""Articles get their tags, and every tag says where it came from.

``RuleTagger`` reads what the operator wrote (sources, aliases, rules) and what the publisher said (categories);
``TrainedTagger`` adds what a model gives that was learned (``learn``) from articles somebody tagged; ``tag_line`` is the filter
that chooses among labels. Pure.
"""

from __future__ import annotations

from digest.tag.keywords import tag_line
from digest.tag.learn import LEAST, Example, learn, learnable
from digest.tag.names import tag_name
from digest.tag.rules import RuleTagger
from digest.tag.tagger import TrainedTagger
from digest.tag.trained import TrainedModel, dump_model, load_model

__all__ = [
    "LEAST",
    "Example",
    "RuleTagger",
    "TrainedModel",
    "TrainedTagger",
    "dump_model",
    "learn",
    "learnable",
    "load_model",
    "tag_line",
    "tag_name",
]
