"""One line of ``digest filter extract``: a page in, an article out, by the code that the pipeline calls.

In: ``id``, ``url``, ``html`` and, for a page that reached us as plain text, ``media`` = ``text/plain``. Out: ``id``,
``text``, ``title``, ``author``, ``date`` (ISO 8601, empty when none is believed), ``section``, ``tags``.
"""

from __future__ import annotations

from collections.abc import Mapping

from digest.errors import ExtractError
from digest.extract.masthead import read_text_page
from digest.extract.page import read_page


def extract_line(record: Mapping[str, object]) -> dict[str, object]:
    """Answer one line; a page that gives nothing is answered with empty fields and an ``error``."""
    content, url = str(record.get("html") or ""), str(record.get("url") or "")
    answer: dict[str, object] = {"id": record.get("id"), "text": "", "title": "", "author": "", "date": "", "section": "", "tags": []}
    if record.get("media") == "text/plain":
        text_page = read_text_page(content)
        return answer | {"text": "\n\n".join(text_page.lines), "title": text_page.title, "section": text_page.category}
    try:
        page = read_page(content, url=url)
    except ExtractError as error:
        return answer | {"error": str(error)}
    facts = page.declared
    date = page.published.isoformat() if page.published else ""
    said = {"title": facts.title, "author": facts.author, "date": date, "section": facts.section, "tags": list(facts.tags)}
    return answer | {"text": "\n\n".join(page.lines)} | said
