"""From a feed's bytes to ``Feed``, the document as it stands: what was published, not yet what is believed of it.

``parse`` is the gate and picks the road: ``quick`` (with ``quick_entry`` and ``quick_text``) reads plain documents straight
from one strict XML tree, ``reference`` is feedparser, ``jsonfeed`` reads JSON. ``parsers`` does the same where it can be
killed, and ``wire`` carries a ``Feed`` back from there. ``markup`` makes texts harmless; ``charset``, ``moments``, ``channel``
and ``autodiscovery`` each know one thing that documents say. Nothing here fetches, remembers or reads a clock.
"""
