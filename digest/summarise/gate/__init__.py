"""The gate: a summary that somebody else wrote is printed only when its source bears it out.

``judge`` compares a summary with the text it sums up: links and markup are refused; every number, date, name and
quotation must occur in the source, compared as values, days and stems, in thirty languages; nothing may be negated or
turned into its opposite, and no two names may have changed places. It cannot tell everything (a fact said of somebody
else in the same text slips by), so it is strict where it can tell: a refusal costs a better sentence, a slip costs trust.

``written`` evens spelling, ``numbers``, ``dates``, ``units`` and ``chinese`` read what is counted, ``names`` and
``runs`` what is named, ``quotations``, ``polarity`` and ``roles`` what is said of it; ``judge`` joins them.
"""

from __future__ import annotations

from digest.summarise.gate.judge import Verdict, gate_line, judge, unsupported

__all__ = ["Verdict", "gate_line", "judge", "unsupported"]
