"""The one file that knows premailer (and cssutils, which it stands on).

premailer swallows malformed CSS, so cssutils reads it first, strictly, and the mistake is raised. Nothing is fetched,
no link is rewritten, no class is dropped (the head rules for dark mode need them). Loading this module takes 0.2 s,
so it is imported only when a template changed.
"""

from __future__ import annotations

import re
from xml.dom import DOMException

import cssutils
from lxml.etree import LxmlError
from premailer import Premailer

from digest.errors import RenderError

_QUIET = 100
"""Above every logging level: what is wrong is raised instead."""


def inline_css(page: str) -> str:
    """Inline the ``<style>`` of one HTML page.

    Raises ``RenderError`` when the CSS is malformed; rules in ``<style data-premailer="ignore">`` stay as they are.
    """
    for style in re.finditer(r"<style>(.*?)</style>", page, re.DOTALL):
        _check(style[1])
    try:
        return Premailer(
            page,
            allow_network=False,
            disable_validation=True,
            strip_important=False,
            disable_basic_attributes=["width", "height"],
            disable_link_rewrites=True,
            cssutils_logging_level=_QUIET,
        ).transform(pretty_print=False)
    except (LxmlError, SyntaxError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise RenderError("the style sheet cannot be inlined; simplify its last change", cause=error) from error


def _check(css: str) -> None:
    try:
        cssutils.CSSParser(raiseExceptions=True, loglevel=_QUIET, validate=False).parseString(css)
    except DOMException as error:
        raise RenderError("mend the CSS in <style>", cause=error) from error
