"""Small builders: a valid value of each type, in which a test names only what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from digest.model import (
    Article,
    ArticleId,
    Candidate,
    Delivery,
    Edition,
    Entry,
    Issue,
    IssueId,
    Preference,
    Score,
    Sentence,
    Signal,
    Source,
    SourceId,
    Story,
    StoryId,
    Subscriber,
    SubscriberId,
    Summary,
    Tagging,
)

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def source(name="herald", **given):
    return Source(**{"id": SourceId(name), "kind": "feed", "url": f"https://{name}.example/feed.xml", "title": name.title()} | given)


def entry(title="Harbour bridge reopens", **given):
    slug = title.lower().replace(" ", "-")
    return Entry(
        **{
            "source": SourceId("herald"),
            "guid": f"tag:{slug}",
            "link": f"https://herald.example/{slug}",
            "title": title,
            "content": f"<p>{title} after long repairs. Ferries go back to their summer timetable.</p>",
            "published": NOW - timedelta(hours=2),
            "seen": NOW,
        }
        | given
    )


def article(title="Harbour bridge reopens", *, tags=(), site="herald.example", **given):
    slug = title.lower().replace(" ", "-")
    url = f"https://{site}/{slug}"
    return Article(
        **{
            "id": ArticleId(f"{site}/{slug}"),
            "source": SourceId(site.split(".")[0]),
            "url": url,
            "link": url,
            "site": site,
            "title": title,
            "text": f"{title} after long repairs. Ferries go back to their summer timetable.",
            "language": "en",
            "tags": tuple(Tagging(tag=tag, by="source") for tag in tags),
            "published": NOW - timedelta(hours=2),
            "seen": NOW - timedelta(hours=1),
            "fingerprint": slug,
            "entry_hash": slug,
        }
        | given
    )


def story(*articles, **given):
    told = articles or (article(),)
    return Story(
        **{
            "id": StoryId(f"s:{told[0].id}"),
            "articles": tuple(told),
            "first_seen": min(a.seen for a in told),
            "updated": max(a.seen for a in told),
            "revision": 1,
            "facts_revision": 1,
        }
        | given
    )


def candidate(told=None, *, value=1.0, **given):
    told = told or story()
    return Candidate(
        **{
            "story": told,
            "score": Score(value=value, parts=(Signal(name="sources", value=value, weight=1.0, reason="one source"),)),
            "summary": Summary(
                sentences=(Sentence(text=told.lead.text.split(". ", maxsplit=1)[0] + ".", article=told.lead.id),), by="lead"
            ),
        }
        | given
    )


def edition(name="daily", **given):
    return Edition(**{"name": name, "title": name.title(), "list": "morning"} | given)


def issue(*candidates, **given):
    slot = given.get("slot", NOW)
    name = given.get("edition", "daily")
    return Issue(
        **{
            "id": IssueId(f"{name}@{slot:%Y-%m-%dT%H:%MZ}"),
            "edition": name,
            "slot": slot,
            "mark": max((c.story.revision for c in candidates), default=0),
            "candidates": tuple(candidates),
            "created": NOW,
        }
        | given
    )


def subscriber(name="ada", *, preference=None, **given):
    return Subscriber(
        **{
            "id": SubscriberId(f"id-{name}"),
            "email": f"{name}@example.org",
            "name": name.title(),
            "lists": frozenset({"morning"}),
            "preference": preference or Preference(),
            "origin": f"{name}.toml",
        }
        | given
    )


def delivery(name="ada", **given):
    return Delivery(
        **{
            "issue": IssueId(f"daily@{NOW:%Y-%m-%dT%H:%MZ}"),
            "edition": "daily",
            "subscriber": SubscriberId(f"id-{name}"),
            "email": f"{name}@example.org",
            "name": name.title(),
            "digest": None,
            "local_date": date(2026, 11, 20),
            "due": NOW,
            "slot": NOW,
        }
        | given
    )
