"""Every error the program raises on purpose, as one tree.

::

    DigestError                 message: "[subject: ]what[: cause]"
    ├── ConfigError             config.toml is wrong: file, line, key (also a ValueError)
    ├── PartError               a registered part cannot be loaded
    ├── SourceError             one source; ends as a Failure in the report
    │   ├── FetchError          nothing usable came over HTTP
    │   │   └── UnaskedError    its site had used up its time before its turn came
    │   └── ParseError          what came is no feed, or no page
    ├── ExtractError            one entry gives no article; ends as a Failure
    ├── RenderError             a template is broken; nothing was sent
    ├── StoreError              the store cannot do it
    │   ├── StoreBusyError      another process holds what we need
    │   ├── SchemaError         the store is of another version
    │   └── ConflictError       what is asked contradicts what is recorded
    ├── SubscriberError         one subscriber
    │   ├── AddressError        not one bare mail address (also a ValueError)
    │   ├── PreferenceError     a subscriber file is wrong: file, line, key (also a ValueError)
    │   └── TokenError          a signed link is not ours, or no longer
    └── TransportError          a message was not handed over
        ├── TemporaryError      later may work
        ├── RecipientRefusedError  this recipient never
        └── SenderRefusedError  nobody, until the operator acts: the run stops, the queue stays

The first line of an error says what to do. Foreign exceptions never leave the file that met them.
"""

from __future__ import annotations


class DigestError(Exception):
    """Something went wrong that digest knows a word for."""

    def __init__(self, what: str = "", *, subject: str = "", cause: object = "") -> None:
        """Say ``what`` happened to ``subject`` and why; without ``what`` the class's own sentence stands."""
        self.what = what or (type(self).__doc__ or "").split("\n", maxsplit=1)[0]
        self.subject = subject
        self.cause = str(cause)
        super().__init__(": ".join(part for part in (subject, self.what, self.cause) if part))


class _PlacedError(DigestError, ValueError):
    """A person wrote something that is not understood, at a known place."""

    def __init__(self, what: str = "", *, file: str = "", line: int = 0, key: str = "", cause: object = "") -> None:
        """Place the mistake: ``file:line: key: what``; ``line`` counts from 1, 0 when it is not known."""
        self.file, self.line, self.key = file, line, key
        place = f"{file}:{line}" if file and line else file
        super().__init__(what, subject=": ".join(part for part in (place, key) if part), cause=cause)


class ConfigError(_PlacedError):
    """The configuration is not understood."""


class PartError(DigestError):
    """A part cannot be loaded."""


class SourceError(DigestError):
    """A source gave nothing."""


class FetchError(SourceError):
    """Nothing usable came over HTTP."""

    def __init__(self, what: str = "", *, subject: str = "", cause: object = "", status: int = 0, retry_after: float = 0.0) -> None:
        """``status`` is the HTTP status, 0 when none came; ``retry_after`` in seconds, 0 when the server named none."""
        self.status, self.retry_after = status, retry_after
        super().__init__(what, subject=subject, cause=cause)


class UnaskedError(FetchError):
    """Its site had used up the time of this round before its turn came; it is asked in the next one."""


class ParseError(SourceError):
    """The document is neither a feed nor a page that digest can read."""


class ExtractError(DigestError):
    """An entry gives no article."""


class RenderError(DigestError):
    """A template cannot be rendered; nothing was sent."""


class StoreError(DigestError):
    """The store cannot do what was asked."""


class StoreBusyError(StoreError):
    """Another process is using the store; try again in a moment."""


class SchemaError(StoreError):
    """The store was made by another version of digest."""


class ConflictError(StoreError):
    """What was asked contradicts what is recorded."""


class SubscriberError(DigestError):
    """A subscriber cannot be served."""


class AddressError(SubscriberError, ValueError):
    """Not one bare mail address."""


class PreferenceError(SubscriberError, _PlacedError):
    """A subscriber file is not understood."""


class TokenError(SubscriberError):
    """This link is not valid, or no longer."""


class TransportError(DigestError):
    """A message was not handed over."""


class TemporaryError(TransportError):
    """The server cannot take mail now; later may work."""


class RecipientRefusedError(TransportError):
    """The server will never take mail for this recipient."""


class SenderRefusedError(TransportError):
    """The server takes no mail from us until the operator acts; the queue is kept."""
