"""Articles get their tags, and every tag says where it came from.

``RuleTagger`` reads what the operator wrote (sources, aliases, rules) and what the publisher said (categories);
``tag_line`` is the filter that chooses among labels. Pure.
"""

from __future__ import annotations

from digest.tag.keywords import tag_line
from digest.tag.names import tag_name
from digest.tag.rules import RuleTagger

__all__ = ["RuleTagger", "tag_line", "tag_name"]
