"""Every table and key of config.toml, with its default and its meaning; ``docs/reference/config.md`` is made from here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from digest.config.values import Address, Days, Language, Name, Seconds, Secret, SecretValue, Selector, WallTimes, Zone
from digest.model import Edition, Source, SourceId, Use

_DAY = 86_400


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an address begins with https:// or http:// and names a host")
    if parts.username is not None:
        raise ValueError("no user name or password in an address")
    return value


def _endpoint(value: str) -> str:
    parts = urlsplit(_web_address(value))
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ValueError("an endpoint is asked over https, or over http on this machine")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
TAG = "{tag}"
"""What stands for each of its tags in a source's address."""
Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Table(BaseModel):
    """One table: frozen, and a key it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class DigestTable(Table):
    """[digest]: who publishes."""

    name: str = Field(default="Digest", description="What the paper is called; stands in the masthead and in From.")
    sender: Address = Field(default="digest@localhost.localdomain", alias="from", description="The address mails come from.")
    reply_to: Address | None = Field(default=None, description="Where answers go; without it, to `from`.")
    operator: str = Field(default="", description="Who is responsible; stands in the footer.")
    postal_address: str = Field(default="", description="Stands in the footer; many countries ask for it.")
    pictures: Literal["none", "lead", "sections"] = Field(
        default="lead", description="Which stories show one; the reader's program fetches it from the publisher, who learns of it."
    )
    copy_pictures: bool = Field(
        default=False,
        description="Show copies at `[web] base_url`/pictures/ instead, and the publisher learns nothing; needs the extra `pictures`.",
    )
    picture_folder: str = Field(
        default="pictures", description="Where those copies are written, for a web server to show; made when missing."
    )
    language: Language = Field(default="en", description="For subscribers who name none.")
    timezone: Zone = Field(default="UTC", description="For subscribers who name none, and for `digest send`.")
    transport: str = Field(default="maildir", description="`maildir` writes mails into a folder, `smtp` sends them.")
    subscribers: str = Field(default="subscribers", description="The folder of subscriber files.")
    templates: str = Field(default="templates", description="Your own templates; what is not there comes with digest.")
    key: SecretValue = Field(default=Secret(), description="Signs links and Message-IDs; without it one is made beside the store.")


class EditionTable(Table):
    """[[editions]]: one recurring digest."""

    name: Name = Field(description="As in `digest send NAME`.")
    title: str = Field(default="", description="Stands in the masthead; default: the name.")
    list: Name = Field(default="", validate_default=False, description="Whose subscribers get it; default: the name.")
    send_at: WallTimes = Field(default=("07:00",), description="Wall time in the subscriber's own zone; several for several a day.")
    days: Days = Field(default=(), description="mon … sun; none = every day.")
    window: Seconds = Field(default=8 * _DAY, description="No older stories; how far back a reader's history reaches.")
    period: Seconds = Field(default=_DAY, description="What a reader expects to cover: a day, a week.")
    tags: tuple[Name, ...] = Field(default=(), description="Only stories with one of these tags; none = all.")
    max_stories: int = Field(default=12, ge=1, le=500, description="At most; a subscriber may ask for fewer or more.")
    min_stories: int = Field(default=1, ge=0, description="Fewer: no mail, and the report says so.")
    words: int = Field(default=600, ge=0, description="For all summaries of one digest together.")
    catch_up: Seconds = Field(default=6 * 3_600, description="A mail later than this is skipped and counted.")
    spread: Seconds = Field(default=0, description="Mails of one slot are spread over this time, each reader at a stable place.")
    template: Name = Field(default="daily", description="A folder in templates/.")
    ranker: str = Field(default="signals", description="The part that scores stories: `signals`, or one of your own.")
    summariser: str = Field(
        default="lead",
        description="The part that summarises: `lead` takes the cleaned opening, `extractive` chooses sentences, `language-model` asks.",
    )
    max_recipients: int = Field(default=0, ge=0, description="An issue for more is held; 0 = learned from earlier issues.")

    def edition(self) -> Edition:
        """The edition as the pipeline knows it."""
        return Edition(
            name=self.name,
            title=self.title or self.name.replace("-", " ").title(),
            list=self.list or self.name,
            send_at=self.send_at,
            days=frozenset(self.days),
            window_seconds=self.window,
            period_seconds=self.period,
            tags=self.tags,
            max_stories=self.max_stories,
            min_stories=self.min_stories,
            words=self.words,
            catch_up_seconds=self.catch_up,
            spread_seconds=self.spread,
            template=self.template,
            ranker=self.ranker,
            summariser=self.summariser,
            max_recipients=self.max_recipients,
        )


class MastheadTable(Table):
    """[masthead]: what stands above the news."""

    city: str = Field(default="", description="For subscribers who name none.")
    weather: str = Field(
        default="off", description="Who is asked for each city's weather: `off`, `open-meteo`, `met-no`, `command` or `file`."
    )
    places: dict[str, tuple[float, float]] = Field(
        default_factory=dict, description="Latitude and longitude by city, as { Bergen = [60.39, 5.32] }; `met-no` needs them."
    )
    command: Texts = Field(default=(), description="The program for `command`: a city in JSON on its input, the weather on its output.")
    file: str = Field(default="", description="For `file`: a TOML table a city with celsius, and sky and credit if wanted.")


class DkimTable(Table):
    """[dkim]: the signature of mails, where the relay does not sign."""

    domain: str = Field(default="", description="The domain of `from` or one above it; none = no signature.")
    selector: str = Field(default="digest", description="Its public key stands in the DNS at selector._domainkey.domain.")
    key: SecretValue = Field(default=Secret(), description="Private key in PEM: RSA of 2048 bits at least, or Ed25519.")


class DeliveryTable(Table):
    """[delivery]: what is promised when something breaks."""

    in_doubt: Literal["resend", "hold"] = Field(
        default="resend",
        description="A mail whose answer was never read: `resend` sends it again, same Message-ID, Date and bytes; `hold` lists it.",
    )
    durability: Literal["power", "process"] = Field(
        default="power",
        description="`power`: also a power cut doubles at most one mail a connection; `process`: faster, holds for killed processes only.",
    )


class SmtpTable(Table):
    """[smtp]: the server that takes our mail."""

    host: str = Field(default="localhost", description="Its name.")
    port: int = Field(default=587, ge=1, le=65_535, description="587 for `starttls`, 465 for `tls`, as a rule.")
    security: Literal["starttls", "tls", "none"] = Field(default="starttls", description="`none` only on this machine.")
    username: str = Field(default="", description="Log in with this name; none = no login.")
    password: SecretValue = Field(default=Secret(), description="Belongs to `username`; only ever said under TLS.")
    auth: Literal["", "plain", "login", "xoauth2"] = Field(
        default="", description="How to log in; empty = the first that is offered. For `xoauth2` the password is the access token."
    )
    token_command: Texts = Field(
        default=(), description="A program that prints the password or access token, asked anew for each connection; instead of `password`."
    )
    connections: int = Field(default=4, ge=1, le=64, description="At most so many at a time.")
    timeout: Seconds = Field(default=30, description="For connecting and every reply but the last.")
    reply_timeout: Seconds = Field(
        default=600, description="For the reply to the mail itself; shorter ones make doubles (RFC 5321 §4.5.3.2.6)."
    )
    ca_file: str = Field(default="", description="Trust this authority instead of the system's.")


class MaildirTable(Table):
    """[maildir]: where `transport = "maildir"` writes."""

    path: str = Field(default="data/Maildir", description="The folder; made when it is missing.")


class WebTable(Table):
    """[web]: the public address, for links in mails."""

    base_url: WebAddress | None = Field(
        default=None, description="https address for links in mails; none = mailto links only. Digest does not answer there itself yet."
    )


class GatherTable(Table):
    """[gather]: how sources are asked."""

    every: Seconds = Field(default=300, ge=30, description="How often `digest run` looks which sources are due.")
    contact: str = Field(default="", description="An address or page for webmasters; stands in the User-Agent.")
    concurrency: int = Field(default=64, ge=1, le=1_000, description="At most so many requests at a time.")
    per_host: int = Field(default=1, ge=1, le=16, description="At most so many requests to one host at a time.")
    timeout: Seconds = Field(default=20, description="For one request, redirects and all.")
    max_bytes: int = Field(
        default=10_000_000, ge=10_000, le=100_000_000, description="Of one answer, decompressed; a larger one is a failure."
    )
    allow_private_addresses: tuple[str, ...] = Field(default=(), description='Networks of your own that may be asked, as "10.0.0.0/8".')
    full_text: bool = Field(default=True, description="Fetch the linked page where a feed has only a teaser.")


class RankTable(Table):
    """[rank]: what counts."""

    half_life: Seconds = Field(default=12 * 3_600, description="After this time a story counts half as fresh.")
    weights: dict[str, float] = Field(default_factory=dict, description="Weight by signal: sources, freshness, trust, popularity …")
    per_source: int = Field(default=4, ge=1, description="At most so many stories led by one source in a digest.")


class TaggingTable(Table):
    """[tagging]: a trained model, beside what sources, categories and rules say."""

    model: str = Field(default="", description="A file made by `digest tags train`; none = no model.")
    certainty: float = Field(
        default=0.0, ge=0, lt=1, description="A tag of the model's own needs this probability; 0 = the line drawn in training for each tag."
    )


class LanguageModelTable(Table):
    """[language_model]: who is asked where `summariser = "language-model"`; he gets the texts of articles, nothing of readers."""

    url: Annotated[str, AfterValidator(_endpoint)] | None = Field(
        default=None, description="An OpenAI-compatible endpoint, up to /v1: https, or http on this machine."
    )
    model: str = Field(default="", description="As the endpoint calls it.")
    key: SecretValue = Field(default=Secret(), description="Sent to this endpoint alone, as a bearer token; none for most local ones.")
    otherwise: Literal["extractive", "lead"] = Field(
        default="extractive", description="The part that summarises where the model is late, refused by the gate, or beyond its budget."
    )
    timeout: Seconds = Field(default=20, ge=1, description="For one answer.")
    seconds: Seconds = Field(default=60, ge=1, description="For all answers of one issue together; then it goes out without more.")
    concurrency: int = Field(default=2, ge=1, le=32, description="At most so many questions at a time.")
    stories: int = Field(default=40, ge=1, le=1_000, description="So many of an issue's best stories are asked for.")
    calls_a_day: int = Field(default=500, ge=0, description="At most so many questions a day (UTC).")
    tokens_a_day: int = Field(default=1_000_000, ge=0, description="No question beyond so many tokens a day, as the endpoint counts them.")
    allow_private_addresses: tuple[str, ...] = Field(
        default=(), description='Networks of your own where the endpoint may stand, as "10.0.0.0/8"; this machine needs none.'
    )


class StoreTable(Table):
    """[store]: what is remembered."""

    url: str = Field(default="sqlite:///data/digest.db", description="SQLAlchemy address; a relative path is relative to config.toml.")
    replay: bool = Field(default=False, description="Made for replaying: takes --now, may send only to this machine.")


class SourceTable(Table):
    """[[sources]]: where news comes from."""

    kind: Literal["feed", "folder", "page", "list", "sitemap"] = Field(
        default="feed",
        description="A feed, a folder of text, HTML and mail files, one web page, the links of an index page, or a (news) sitemap.",
    )
    url: str = Field(description="Address of the feed or page, with {tag} for one source a tag; for a folder its path.")
    id: Name | None = Field(default=None, description="A short name for commands; default: from the address.")
    title: str = Field(default="", description="As you call it; default: as it calls itself.")
    tags: Annotated[tuple[Name, ...], BeforeValidator(_listed)] = Field(default=(), description="Every article of it gets these.")
    weight: float = Field(default=1.0, ge=0, le=3, description="Your trust in it.")
    language: Language | None = Field(default=None, description="Of its articles; default: as the feed says, or as is found.")
    full_text: bool | None = Field(default=None, description="Fetch linked pages of teasers; default: as in [gather].")
    use: Use = Field(default=Use.EXCERPT, description="What the publisher's rights allow to be shown.")
    select: Selector = Field(default="", description="For a `list`: the CSS selector of its links; default: found by what repeats.")
    paused: bool = Field(default=False, description="Not asked; what came from it stays.")

    def sources(self, folder: Path, *, full_text: bool = True) -> tuple[Source, ...]:
        """The source as the pipeline knows it, or one a tag where the address says ``{tag}``.

        A folder's path is relative to ``folder``, ``full_text`` holds where it says nothing. Raises ``ValueError``.
        """
        if self.kind != "folder":
            _web_address(self.url.replace(TAG, "tag"))
        if self.select and self.kind != "list":
            raise ValueError('select is for a page list: kind = "list"')
        if TAG in self.url and not self.tags:
            raise ValueError(f"{TAG} stands for the tags of this source, and it has none: add tags")
        pairs = [(tag,) for tag in dict.fromkeys(self.tags)] if TAG in self.url else [self.tags]
        return tuple(self._source(tags, folder, full_text=full_text) for tags in pairs)

    def _source(self, tags: tuple[str, ...], folder: Path, *, full_text: bool) -> Source:
        is_template = TAG in self.url
        url = self.url.replace(TAG, tags[0]) if is_template else self.url
        own = f"{self.id}-{tags[0]}" if self.id and is_template else self.id
        return Source(
            id=SourceId(own or slug(url)),
            kind=self.kind,
            url=str(folder / url) if self.kind == "folder" else url,
            title=self.title,
            tags=frozenset(tags),
            weight=self.weight,
            language=self.language or "",
            use=self.use,
            full_text=full_text if self.full_text is None else self.full_text,
            select=self.select,
            is_paused=self.paused,
        )


class TagTable(Table):
    """[[tags]]: what a tag is called and how it is recognised."""

    name: Name = Field(description="As subscribers write it in [tags].")
    title: dict[Language, str] = Field(default_factory=dict, description='By language, as { en = "Science", de = "Wissen" }.')
    aliases: Texts = Field(default=(), description="Publishers' categories that mean this tag.")
    rules: Texts = Field(default=(), description="Words, phrases, and site:host, that give this tag.")


class Settings(Table):
    """The whole of config.toml."""

    digest: DigestTable = DigestTable()
    editions: tuple[EditionTable, ...] = ()
    masthead: MastheadTable = MastheadTable()
    dkim: DkimTable = DkimTable()
    delivery: DeliveryTable = DeliveryTable()
    smtp: SmtpTable = SmtpTable()
    maildir: MaildirTable = MaildirTable()
    web: WebTable = WebTable()
    gather: GatherTable = GatherTable()
    tagging: TaggingTable = TaggingTable()
    rank: RankTable = RankTable()
    language_model: LanguageModelTable = LanguageModelTable()
    store: StoreTable = StoreTable()
    sources: tuple[SourceTable, ...] = ()
    tags: tuple[TagTable, ...] = ()
    file: Path = Field(default=Path("config.toml"), exclude=True, description="Where it was read from.")

    @property
    def folder(self) -> Path:
        """What relative paths are relative to."""
        return self.file.parent

    def source_list(self) -> tuple[Source, ...]:
        """The sources as the pipeline knows them, in the order of the file."""
        return tuple(source for table in self.sources for source in table.sources(self.folder, full_text=self.gather.full_text))

    def edition_list(self) -> tuple[Edition, ...]:
        """The editions as the pipeline knows them, in the order of the file."""
        return tuple(table.edition() for table in self.editions)

    def tag_titles(self, language: str) -> dict[str, str]:
        """Each tag's title in a language, its plain name where there is none."""
        base = language.partition("-")[0]
        return {
            tag.name: tag.title.get(language) or tag.title.get(base) or tag.title.get("en") or tag.name.replace("-", " ").title()
            for tag in self.tags
        }


def slug(url: str) -> str:
    """A source's name from its address: host and path, as a name may be written.

    ``https://www.herald.example/news/feed.xml`` → ``herald-example-news-feed-xml``.
    """
    bare = re.sub(r"^[a-z+.-]+://(www\.)?", "", url.lower())
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:63] or "source"
