"""From one issue to what each group of readers shall read. Pure: values in, values out.

Readers with equal content preference, mark and history are one group (``groups``); what is new to a group is
``eligible``. An ``Offer`` is the issue as all groups of an edition see it, worked out once; ``draft_of`` it (``draft``
of an issue) chooses, orders and divides into sections; ``fit`` cuts a draft to a size in bytes once the sizes of its
cards are known, ``size`` adds these up; ``explain`` says in words why a story is in or out. Every function takes the
issue's slot as ``now``, so an issue composed again is the same issue.
"""

from __future__ import annotations

from digest.compose.draft import draft, draft_of, is_thin
from digest.compose.eligibility import eligible
from digest.compose.explanation import explain
from digest.compose.fit import fit, size
from digest.compose.groups import groups
from digest.compose.history import merge
from digest.compose.offer import Offer

__all__ = ["Offer", "draft", "draft_of", "eligible", "explain", "fit", "groups", "is_thin", "merge", "size"]
