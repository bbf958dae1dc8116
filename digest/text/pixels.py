"""Pictures that watch or decorate instead of showing: tracking pixels, counters, smileys, faces of commentators.

A picture that is asked for by a mail tells its server when and where the mail was read. What gives them away: a size of
a dot, hosts whose trade it is, and how their files are called. What is not known for certain stays.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_DOT = 2
"""Pixels; a picture so narrow or so low shows nothing."""
_LONGEST = 2_000
_HOSTS = re.compile(
    r"(?:^|\.)(?:doubleclick\.net|google-analytics\.com|googletagmanager\.com|googlesyndication\.com|googleadservices\.com|2mdn\.net|"
    r"scorecardresearch\.com|quantserve\.com|chartbeat\.net|comscore\.com|imrworldwide\.com|ioam\.de|vgwort\.de|etracker\.(?:com|de)|"
    r"feedsportal\.com|pheedo\.com|feedads\.[\w.]+|feedblitz\.com|buysellads\.com|outbrain\.com|taboola\.com|criteo\.com|adnxs\.com|"
    r"pixel\.wp\.com|stats\.wordpress\.com|stats\.wp\.com|gravatar\.com|bat\.bing\.com|ct\.pinterest\.com|px\.ads\.linkedin\.com|"
    r"hit\.gemius\.pl|mc\.yandex\.ru|counter\.yadro\.ru|top-fwz1\.mail\.ru|statcounter\.com|hits\.[\w.]+|pixel\.[\w.]+|beacon\.[\w.]+)\Z",
    re.IGNORECASE,
)
_FILES = re.compile(
    r"(?:^|[/_.-])(?:pixel|spacer|blank|clear|transparent|beacon|dot|tracker|tracking|1x1|counter|count|hit|open)\.(?:gif|png|jpe?g|webp|php|aspx?)\Z|"
    r"/(?:tracker|tracking|beacon|piwik\.php|matomo\.php|__utm\.gif|collect|_/stat|~r|~ff|smilies|emoji|twemoji)(?:/|\Z)|"
    r"/wp-includes/images/|/open/track",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b|https?(?::|%3a)", re.IGNORECASE)
"""In the query of an address without a path: the picture that a service for pictures is to fetch; without one it counts readers."""


def is_pixel(url: str, *, width: int = 0, height: int = 0) -> bool:
    """Whether the picture at an address is not for looking at; sizes in pixels, 0 = not known.

    An address that is none, that no http(s) server serves or that is longer than any honest one counts as a pixel.
    """
    if 0 < width <= _DOT or 0 < height <= _DOT or len(url) > _LONGEST:
        return True
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return True
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        return True
    is_counter = host.endswith("facebook.com") and parts.path == "/tr"
    is_counter = is_counter or (parts.path in {"", "/"} and _PICTURE.search(parts.query) is None)
    return is_counter or _HOSTS.search(host) is not None or _FILES.search(parts.path) is not None
