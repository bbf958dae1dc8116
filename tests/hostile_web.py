"""A web of feeds on loopback, sound, odd and hostile: one server, a host name a feed, every fault of the threat model.

``web()`` runs it; ``origins`` maps its host names to it, as ``HttpFetch`` takes them. A second server stands for what is
inside: whoever reaches it has been tricked. Bombs are made when they are asked for, never stored.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ssl
import zlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Thread

import trustme

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
ENTRIES = 3
MEGABYTE = 1_000_000
WORDS = [
    *("harbour", "lantern", "orchard", "signal", "quarry", "meadow", "ferry", "tunnel"),
    *("archive", "glacier", "compass", "vineyard", "beacon", "canal", "furnace"),
]


# ---------------------------------------------------------------- what sound feeds say


def title_of(host, number):
    first, second = WORDS[number % 15], WORDS[(len(host) * 7 + number * 3 + ord(host[0])) % 15]
    return f"{host.partition('.')[0].title()} tells of the {first} and the {second}, part {number}"


def link_of(host, number):
    return f"http://{host}/stories/{number}"


def when(number):
    return NOW - timedelta(hours=2 + number)


def rss_item(host, number, **given):
    parts = {
        "title": title_of(host, number),
        "link": link_of(host, number),
        "guid": f"{host}-{number}",
        "pubDate": f"{when(number):%a, %d %b %Y %H:%M:%S +0000}",
        "description": f"What {host} knows of part {number}, told at some length and with care.",
    } | given
    return "<item>" + "".join(f"<{name}>{text}</{name}>" for name, text in parts.items() if text is not None) + "</item>"


def rss(host, items=None, head="", declaration='<?xml version="1.0" encoding="utf-8"?>'):
    body = "".join(items if items is not None else (rss_item(host, number) for number in range(ENTRIES)))
    return f'{declaration}<rss version="2.0"><channel><title>{host}</title><link>http://{host}/</link>{head}{body}</channel></rss>'


def atom_entry(host, number, title=None, extra=""):
    return (
        f"<entry>{title or f'<title>{title_of(host, number)}</title>'}<id>tag:{host},2026:{number}</id>"
        f'<link href="{link_of(host, number)}"/><updated>{when(number):%Y-%m-%dT%H:%M:%SZ}</updated>'
        f"<summary>Part {number} of what {host} knows.</summary>{extra}</entry>"
    )


def atom(host, entries=None, attributes=""):
    body = "".join(entries or (atom_entry(host, number) for number in range(ENTRIES)))
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{attributes}><title>{host}</title><id>tag:{host},2026:feed</id>{body}</feed>'


def rdf(host):
    items = "".join(
        f'<item rdf:about="{link_of(host, n)}"><title>{title_of(host, n)}</title><link>{link_of(host, n)}</link>'
        f"<dc:date>{when(n):%Y-%m-%dT%H:%M:%SZ}</dc:date><description>Part {n} of {host}.</description></item>"
        for n in range(ENTRIES)
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://{host}/"><title>{host}</title></channel>{items}</rdf:RDF>'
    )


def json_feed(host):
    items = ",".join(
        f'{{"id":"{host}-{n}","url":"{link_of(host, n)}","title":"{title_of(host, n)}","content_text":"Part {n} of {host}.",'
        f'"date_published":"{when(n):%Y-%m-%dT%H:%M:%SZ}"}}'
        for n in range(ENTRIES)
    )
    return f'{{"version":"https://jsonfeed.org/version/1.1","title":"{host}","items":[{items}]}}'


# ---------------------------------------------------------------- answers


def answer(body=b"", status="200 OK", kind="application/xml", *, length=True, **headers):
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"Content-Length: {len(body)}"] if length else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def chunked(body):
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(body[at : at + 100]), body[at : at + 100]) for at in range(0, len(body), 100))
    return answer(kind="application/xml", length=False, Transfer_Encoding="chunked") + pieces + b"0\r\n\r\n"


def packed(body, how=gzip.compress, name="gzip"):
    return answer(how(body.encode()), Content_Encoding=name)


def plain_feeds():
    """Every common kind, by host."""
    return {
        "rss.example": lambda host: answer(rss(host)),
        "atom.example": lambda host: answer(atom(host), kind="application/atom+xml"),
        "rdf.example": lambda host: answer(rdf(host)),
        "json.example": lambda host: answer(json_feed(host), kind="application/feed+json"),
        "old.example": lambda host: answer(rss(host).replace('"2.0"', '"0.91"')),
        "utf16.example": lambda host: answer(rss(host, declaration='<?xml version="1.0" encoding="utf-16"?>').encode("utf-16")),
        "latin.example": lambda host: answer(rss(host, declaration='<?xml version="1.0" encoding="iso-8859-1"?>').encode("latin-1")),
        "zipped.example": lambda host: packed(rss(host)),
        "deflated.example": lambda host: packed(rss(host), zlib.compress, "deflate"),
        "chunked.example": lambda host: chunked(rss(host).encode()),
        "marked.example": lambda host: answer(b"\xef\xbb\xbf" + rss(host).encode()),
    }


def odd_feeds():
    """Feeds that break a rule and are read all the same: every title, none twice."""
    titled = dict.fromkeys(range(ENTRIES), "<title type='html'>{}</title>")
    return {
        "blank.example": lambda host: answer("\n\n  " + rss(host)),
        "comment.example": lambda host: answer("<!-- made by hand -->" + rss(host, declaration="")),
        "html-type.example": lambda host: answer(rss(host), kind="text/html"),
        "no-type.example": lambda host: answer(rss(host), kind=""),
        "wrong-charset.example": lambda host: answer(rss(host), kind="application/xml; charset=koi8-nonsense"),
        "lying-declaration.example": lambda host: answer(rss(host, declaration='<?xml version="1.0" encoding="utf-16"?>')),
        "trailing.example": lambda host: answer(rss(host) + "\n<!-- served in 12 ms -->\n<br>debug"),
        "ampersand.example": lambda host: answer(rss(host, head="<description>Fish & chips</description>")),
        "nameless-entity.example": lambda host: answer(rss(host, head="<description>a&nbsp;b</description>")),
        "doctype.example": lambda host: answer('<!DOCTYPE rss SYSTEM "http://my.netscape.com/rss.dtd">' + rss(host, declaration="")),
        "no-guid.example": lambda host: answer(rss(host, [rss_item(host, n, guid=None) for n in range(ENTRIES)])),
        "same-guid.example": lambda host: answer(rss(host, [rss_item(host, n, guid="1") for n in range(ENTRIES)])),
        "twice.example": lambda host: answer(rss(host, [rss_item(host, n % ENTRIES) for n in range(ENTRIES * 2)])),
        "tracked.example": lambda host: answer(
            rss(host, [rss_item(host, n, link=f"{link_of(host, n)}?utm_source=feed&amp;utm_medium=rss#top") for n in range(ENTRIES)])
        ),
        "no-link.example": lambda host: answer(rss(host, [rss_item(host, n, link=None, guid=f"urn:{host}:{n}") for n in range(3)])),
        "relative.example": lambda host: answer(rss(host, [rss_item(host, n, link=f"/stories/{n}") for n in range(ENTRIES)])),
        "no-date.example": lambda host: answer(rss(host, [rss_item(host, n, pubDate=None) for n in range(ENTRIES)])),
        "foreign-date.example": lambda host: answer(
            rss(host, [rss_item(host, n, pubDate="sam, 21 nov. 2026 02:00:00 GMT") for n in range(3)])
        ),
        "far-date.example": lambda host: answer(
            rss(host, [rss_item(host, n, pubDate="Fri, 01 Jan 2100 00:00:00 GMT") for n in range(3)])
        ),
        "first-date.example": lambda host: answer(
            rss(host, [rss_item(host, n, pubDate="Thu, 01 Jan 1970 00:00:00 GMT") for n in range(3)])
        ),
        "cdata.example": lambda host: answer(rss(host, [rss_item(host, n, title=f"<![CDATA[{title_of(host, n)}]]>") for n in range(3)])),
        "bold.example": lambda host: answer(rss(host, [rss_item(host, n, title=f"<b>{title_of(host, n)}</b>") for n in range(3)])),
        "escaped.example": lambda host: answer(
            rss(host, [rss_item(host, n, title=f"&lt;b&gt;{title_of(host, n)}&lt;/b&gt;") for n in range(3)])
        ),
        "html-atom.example": lambda host: answer(atom(host, [atom_entry(host, n, titled[n].format(title_of(host, n))) for n in range(3)])),
        "xhtml-atom.example": lambda host: answer(
            atom(
                host,
                [
                    atom_entry(host, n, f'<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{title_of(host, n)}</div></title>')
                    for n in range(3)
                ],
            )
        ),
        "based-atom.example": lambda host: answer(atom(host, attributes=' xml:base="http://elsewhere.example/"')),
        "prefixed-atom.example": lambda host: answer(
            atom(host).replace("<feed xmlns", "<a:feed xmlns:a").replace("</feed>", "</a:feed>").replace("<entry>", "<a:entry>")
            .replace("</entry>", "</a:entry>").replace("<title>", "<a:title>").replace("</title>", "</a:title>").replace("<id>", "<a:id>")
            .replace("</id>", "</a:id>").replace("<link ", "<a:link ").replace("<updated>", "<a:updated>")
            .replace("</updated>", "</a:updated>")
            .replace("<summary>", "<a:summary>").replace("</summary>", "</a:summary>")
        ),
        "moved.example": lambda host: answer(status="302 Found", Location=f"http://{host}/other"),
        "for-good.example": lambda host: answer(status="301 Moved Permanently", Location="/other"),
        "cookie.example": lambda host: answer(rss(host), Set_Cookie="visited=1; Path=/"),
        "page.example": lambda host: answer(
            '<html><head><link rel="alternate" type="application/rss+xml" href="/other"></head><body>News</body></html>', kind="text/html"
        ),
        "empty-first.example": lambda host: answer(rss(host, head="<item></item><item/>")),
        "big-header.example": lambda host: answer(rss(host), X_Long="x" * 6_000),
        "no-length.example": lambda host: answer(rss(host), length=False),
        "script.example": lambda host: answer(
            rss(host, [rss_item(host, n, description="<![CDATA[<script>alert(1)</script><p>Sound text.</p>]]>") for n in range(3)])
        ),
    }  # fmt: skip


async def _send(writer, *pieces):
    for piece in pieces:
        writer.write(piece)
        await writer.drain()


def _bomb(size):
    """Zeros packed a thousand to one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b"\0" * MEGABYTE
    return b"".join(packer.compress(piece) for _ in range(size // MEGABYTE)) + packer.flush()


def _laughs(levels=12):
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(levels))
    return f'<!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]><rss><channel><title>&l{levels};</title></channel></rss>'


async def _endless_body(host, writer):
    await _send(writer, answer(b"<rss><channel>", length=False))
    while True:
        await _send(writer, b"<item><title>more and more</title></item>" * 1_000)


async def _endless_chunks(host, writer):
    await _send(writer, answer(length=False, Transfer_Encoding="chunked"))
    while True:
        await _send(writer, b"8000\r\n" + b" " * 0x8000 + b"\r\n")


async def _endless_headers(host, writer):
    await _send(writer, b"HTTP/1.1 200 OK\r\n")
    while True:
        await _send(writer, b"X-More: and more\r\n" * 500)


async def _drip_head(host, writer):
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000:
        await _send(writer, bytes([byte]))
        await asyncio.sleep(0.2)


async def _drip_body(host, writer):
    await _send(writer, answer(b"<rss><channel>", length=False))
    while True:
        await _send(writer, b" ")
        await asyncio.sleep(0.2)


async def _silence(host, writer):
    await asyncio.sleep(60)


async def _reset_at_once(host, writer):
    writer.transport.abort()


async def _reset_within(host, writer):
    await _send(writer, answer(b"<rss>", length=False, Content_Length="5000"))
    writer.transport.abort()


def hostile_feeds(inside, odd_port):
    """What must fail alone: each gives nothing, reaches nothing inside, and holds up nobody."""
    gzip_header = {"Content_Encoding": "gzip"}
    deep = "<a>" * 200_000
    many = "<item><title>x</title><link>http://many.example/x</link></item>" * 150_000
    return {
        "gzip-bomb.example": lambda host: answer(_bomb(200 * MEGABYTE), **gzip_header),
        "deflate-bomb.example": lambda host: answer(zlib.compress(b"\0" * 50 * MEGABYTE, 9), Content_Encoding="deflate"),
        "nested-bomb.example": lambda host: answer(gzip.compress(_bomb(200 * MEGABYTE)), Content_Encoding="gzip, gzip"),
        "members-bomb.example": lambda host: answer(gzip.compress(b"\0" * MEGABYTE) * 60, **gzip_header),
        "broken-gzip.example": lambda host: answer(b"this is not packed", **gzip_header),
        "cut-gzip.example": lambda host: answer(gzip.compress(rss(host).encode())[:-20], **gzip_header),
        "brotli.example": lambda host: answer(b"\x8b\x00", Content_Encoding="br"),
        "endless-body.example": _endless_body,
        "endless-chunks.example": _endless_chunks,
        "endless-headers.example": _endless_headers,
        "drip-head.example": _drip_head,
        "drip-body.example": _drip_body,
        "silence.example": _silence,
        "reset.example": _reset_at_once,
        "reset-within.example": _reset_within,
        "closed.example": lambda host: b"",
        "short.example": lambda host: answer(b"<rss/>", length=False, Content_Length="100000"),
        "negative.example": lambda host: answer(b"<rss/>", length=False, Content_Length="-5"),
        "two-lengths.example": lambda host: answer(b"<rss/>", length=False, Content_Length="6\r\nContent-Length: 60"),
        "huge-length.example": lambda host: answer(b"<rss/>", length=False, Content_Length="99999999999999"),
        "bad-chunk.example": lambda host: answer(b"zz\r\nnonsense\r\n0\r\n\r\n", length=False, Transfer_Encoding="chunked"),
        "minus-chunk.example": lambda host: answer(b"-1\r\nx\r\n0\r\n\r\n", length=False, Transfer_Encoding="chunked"),
        "huge-header.example": lambda host: answer(rss(host), X_Huge="x" * 100_000),
        "many-headers.example": lambda host: answer(rss(host), **{f"X_{number}": "y" * 100 for number in range(1_000)}),
        "no-http.example": lambda host: b"SSH-2.0-OpenSSH_9.6\r\n",
        "binary.example": lambda host: answer(bytes(range(256)) * 50, kind="application/octet-stream"),
        "loop.example": lambda host: answer(status="302 Found", Location="/loop"),
        "nowhere.example": lambda host: answer(status="302 Found"),
        "to-inside.example": lambda host: answer(status="302 Found", Location=f"{inside}/secret"),
        "to-metadata.example": lambda host: answer(status="302 Found", Location="http://169.254.169.254/latest/meta-data/"),
        "to-decimal.example": lambda host: answer(status="301 Moved", Location=f"http://2130706433:{inside.rpartition(':')[2]}/"),
        "to-mapped.example": lambda host: answer(status="307 Moved", Location=f"http://[::ffff:127.0.0.1]:{inside.rpartition(':')[2]}/"),
        "to-file.example": lambda host: answer(status="302 Found", Location="file:///etc/passwd"),
        "to-gopher.example": lambda host: answer(status="302 Found", Location="gopher://127.0.0.1:70/x"),
        "to-mail-port.example": lambda host: answer(status="302 Found", Location="http://herald.example:25/"),
        "to-userinfo.example": lambda host: answer(status="302 Found", Location="http://user:secret@herald.example/"),
        "to-unreadable.example": lambda host: answer(status="302 Found", Location="http://[::1"),
        "unasked-304.example": lambda host: answer(status="304 Not Modified", kind="", length=False, ETag='"x"'),
        "empty.example": lambda host: answer(b""),
        "gone.example": lambda host: answer(b"gone", status="410 Gone"),
        "busy.example": lambda host: answer(b"slow down", status="429 Too Many Requests", Retry_After="7200"),
        "down.example": lambda host: answer(b"down", status="503 Service Unavailable", Retry_After="Sat, 21 Nov 2026 09:00:00 GMT"),
        "error.example": lambda host: answer(b"oops", status="500 Internal Server Error"),
        "missing.example": lambda host: answer(b"no", status="404 Not Found"),
        "laughs.example": lambda host: answer(_laughs()),
        "quadratic.example": lambda host: answer(
            f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]><rss><channel><title>{"&a;" * 50_000}</title></channel></rss>'
        ),
        "xxe.example": lambda host: answer(
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'
        ),
        "parameter.example": lambda host: answer(f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{inside}/p"> %p;]><rss><channel/></rss>'),
        "deep.example": lambda host: answer(f"<rss><channel><item>{deep}</item></channel></rss>"),
        "cut-off.example": lambda host: answer("<rss><channel><title>cut</title><item><title>A story that ends in the middle"),
        "page-only.example": lambda host: answer("<html><head><title>No feed</title></head><body></body></html>", kind="text/html"),
        "text.example": lambda host: answer(b"just some words", kind="text/plain"),
        "bad-json.example": lambda host: answer(b'{"items": [', kind="application/feed+json"),
        "deep-json.example": lambda host: answer(b'{"items":' + b"[" * 500_000, kind="application/feed+json"),
        "too-large.example": lambda host: answer(b"<rss><channel>" + b" " * 11 * MEGABYTE + b"</channel></rss>"),
    }, {
        "xxe-net.example": lambda host: answer(
            f'<!DOCTYPE rss SYSTEM "{inside}/evil.dtd"><rss><channel><title>&undeclared;</title></channel></rss>'
        ),
        "many.example": lambda host: answer(f"<rss><channel><title>many</title>{many}</channel></rss>"),
        "deep-markup.example": lambda host: answer(rss(host, [rss_item(host, 0, description="&lt;div&gt;" * 100_000)])),
        "dense-markup.example": lambda host: answer(rss(host, [rss_item(host, 0, description="&amp;x " * 400_000)])),
        "long-title.example": lambda host: answer(rss(host, [rss_item(host, 0, title="&lt;b&gt;long " * 100_000)])),
    }  # fmt: skip


# ---------------------------------------------------------------- the servers


class Web:
    """The running servers: what was asked, how much was sent, and who came inside."""

    def __init__(self):
        self.asked, self.sent, self.at_once, self.most_at_once = [], Counter(), Counter(), Counter()
        self.inside = 0
        self.loop = asyncio.new_event_loop()
        self.tasks, self.writers = set(), set()

    async def start(self):
        authority = trustme.CA()
        secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1").configure_cert(secure)
        self.servers = [
            await asyncio.start_server(self.serve, "127.0.0.1", 0, backlog=512),
            await asyncio.start_server(self.trap, "127.0.0.1", 0),
            await asyncio.start_server(self.serve, "127.0.0.1", 0, ssl=secure),
        ]
        self.port, self.inside_port, self.secure_port = (server.sockets[0].getsockname()[1] for server in self.servers)
        self.url, self.secret = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.inside_port}"
        self.plain, self.odd = plain_feeds(), odd_feeds()
        self.hostile, self.heavy = hostile_feeds(self.secret, self.inside_port)

    @property
    def feeds(self):
        return self.plain | self.odd | self.hostile | self.heavy

    @property
    def origins(self):
        return {f"http://{host}": self.url for host in self.feeds} | {
            "https://bad-certificate.example": f"https://127.0.0.1:{self.secure_port}"
        }

    async def trap(self, reader, writer):
        self.inside += 1
        writer.transport.abort()

    async def serve(self, reader, writer):
        self.tasks.add(asyncio.current_task())
        self.writers.add(writer)
        host = ""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError):
            request = await reader.readuntil(b"\r\n\r\n")
            lines = request.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            host, path = headers.get("host", ""), lines[0].split(" ")[1]
            self.asked.append((host, path, headers))
            self.at_once[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self.at_once[host])
            await self.answer(host, path, writer)
        if host:
            self.at_once[host] -= 1
        self.tasks.discard(asyncio.current_task())
        self.writers.discard(writer)
        writer.close()

    async def answer(self, host, path, writer):
        made = self.feeds.get(host) if path != "/other" else lambda host: answer(rss(host))
        counting = _Counting(writer, self.sent, host)
        found = made(host, counting) if asyncio.iscoroutinefunction(made) else made(host) if made else answer(status="404 Not Found")
        if asyncio.iscoroutine(found):
            await found
        else:
            for at in range(0, len(found), 65_536):
                await _send(counting, found[at : at + 65_536])

    def run(self, ready):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.start())
        ready()
        self.loop.run_forever()
        self.loop.run_until_complete(self.stop())
        self.loop.close()

    async def stop(self):
        for server in self.servers:
            server.close()
        for writer in self.writers:
            writer.transport.abort()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.sleep(0.1)


class _Counting:
    """A writer that counts what leaves."""

    def __init__(self, writer, sent, host):
        self.writer, self.sent, self.host, self.transport = writer, sent, host, writer.transport

    def write(self, data):
        if self.transport.is_closing():
            raise ConnectionResetError
        self.sent[self.host] += len(data)
        self.writer.write(data)

    async def drain(self):
        await self.writer.drain()


@contextlib.contextmanager
def web():
    """The servers, for the length of a ``with``."""
    from threading import Event

    running, ready = Web(), Event()
    thread = Thread(target=running.run, args=(ready.set,), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield running
    finally:
        running.loop.call_soon_threadsafe(running.loop.stop)
        thread.join(10)
