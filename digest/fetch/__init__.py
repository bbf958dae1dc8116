"""The only HTTP client of the program, guarded where it matters: at the socket.

Whatever is fetched (feed, page, image, weather, language model) comes through ``HttpFetch``, which trusts neither the
address it is given nor the server behind it:

* the address really connected to is judged by ``refusal`` just before a socket for it exists, so names, literals in
  any spelling, redirects and names that change their mind (DNS rebinding) all meet the same check;
* http and https only, ports 80, 443 and those from 1024 up, no user name in an address, at most five redirects,
  never from https back to http;
* no cookies, no referrer, no proxy from the environment; only gzip is asked for;
* limits: decompressed bytes, 100:1 compression, 8 kB a header line and 16 kB of headers, a total deadline;
* one connection a site unless told otherwise; waiting for one's turn is not counted against the deadline.

The façade is synchronous and works from any thread, also beside a running event loop. aiohttp is imported when the
first request is made, for it costs more than the rest of a command's start.

``guard`` judges addresses, ``body`` collects and unpacks under limits, ``wording`` reads headers and words errors,
``client`` asks. Source: RFC 9110.
"""

from digest.fetch.client import HttpFetch
from digest.fetch.guard import refusal
from digest.fetch.wording import retry_seconds

__all__ = ["HttpFetch", "refusal", "retry_seconds"]
