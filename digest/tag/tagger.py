"""The part ``trained``: what rules say of an article, and then what a trained model adds.

A tag that the operator or the publisher gave keeps that provenance; of the model's own it is ``model: 0.93``, how
sure it is. It gives a tag from the line on that was drawn in training, or from ``certainty`` on. A tag that has been
renamed since is given by its new name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.model import Article, Source, Tagging
from digest.tag.rules import RuleTagger
from digest.tag.trained import TrainedModel


class TrainedTagger:
    """The tagger of rules and model."""

    def __init__(
        self,
        sources: Sequence[Source] = (),
        *,
        model: TrainedModel,
        aliases: Mapping[str, str] | None = None,
        rules: Mapping[str, Sequence[str]] | None = None,
        certainty: float = 0.0,
    ) -> None:
        """``certainty``: the least probability of a tag of the model's own; 0 = each tag's own line. Others as ``RuleTagger``."""
        self._first = RuleTagger(sources, aliases=aliases, rules=rules)
        self._model = model
        self._certainty = certainty

    def tags(self, article: Article) -> tuple[Tagging, ...]:
        """Tags with provenance: those of the rules first, then the model's, surest first."""
        given = self._first.tags(article)
        sure = {tagging.tag: 1.0 for tagging in given}
        for curve, chance in self._model.chances(article.title, article.text, article.language):
            if chance >= (self._certainty or curve.line):
                tag = self._first.present_name(curve.tag)
                sure[tag] = max(chance, sure.get(tag, 0.0))
        added = sorted((-chance, tag) for tag, chance in sure.items() if tag not in {tagging.tag for tagging in given})
        return (*given, *(Tagging(tag=tag, by=f"model: {-chance:.2f}") for chance, tag in added))
