"""What a thing is known by. Each is text (a delivery: a number), but none stands for another."""

from __future__ import annotations

from typing import NewType

SourceId = NewType("SourceId", str)
ArticleId = NewType("ArticleId", str)
StoryId = NewType("StoryId", str)
IssueId = NewType("IssueId", str)
DigestId = NewType("DigestId", str)
CardKey = NewType("CardKey", str)
SubscriberId = NewType("SubscriberId", str)
DeliveryId = NewType("DeliveryId", int)
