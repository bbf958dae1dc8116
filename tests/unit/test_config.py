"""config.toml: what is right is frozen, what is wrong is named with file, line, key and remedy."""

from __future__ import annotations

import pytest

from digest.config import Secret, add_sources, find, problems, read, schema
from digest.errors import ConfigError
from digest.model import Use


@pytest.fixture
def config(tmp_path):
    """Write a config.toml that only its owner can read, and give its path."""

    def write(text):
        path = tmp_path / "config.toml"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def mistakes(path):
    return [str(mistake).removeprefix(f"{path}:") for mistake in problems(path)]


def test_an_empty_file_is_a_whole_configuration(config):
    settings = read(config(""))
    assert settings.digest.transport == "maildir"
    assert settings.source_list() == ()


def test_a_full_file_is_understood(config):
    settings = read(
        config("""
[digest]
name = "Tide"
from = "tide@example.org"
[[editions]]
name = "weekly"
send_at = ["07:00", "18:30"]
days = ["sat"]
window = "8d"
period = "7d"
catch_up = "6h"
spread = "10m"
[[sources]]
url = "https://www.herald.example/news/feed.xml"
tags = "news"
use = "title"
[[sources]]
kind = "folder"
url = "pages"
[[tags]]
name = "science"
title = { en = "Science", de = "Wissen" }
""")
    )
    edition = settings.edition_list()[0]
    assert (edition.title, edition.list, edition.send_at) == ("Weekly", "weekly", ("07:00", "18:30"))
    assert (edition.window_seconds, edition.catch_up_seconds, edition.spread_seconds) == (691_200, 21_600, 600)
    feed, folder = settings.source_list()
    assert (feed.id, feed.tags, feed.use) == ("herald-example-news-feed-xml", frozenset({"news"}), Use.TITLE)
    assert folder.url == str(settings.folder / "pages")
    assert settings.tag_titles("de-AT") == {"science": "Wissen"}
    assert settings.tag_titles("fr") == {"science": "Science"}


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[digest]\nnam = 'x'", "2: digest.nam: there is no such key (did you mean 'name'?)"),
        ("[digest]\nfrom = 'nobody'", "2: digest.from: this is not a mail address"),
        (
            "\n[digest]\ntimezone = 'Europe/Berlim'",
            '3: digest.timezone: there is no time zone "Europe/Berlim"; a zone is written as in "Europe/Berlin"',
        ),
        ("[[editions]]\nname = 'Daily!'", "2: editions[1].name: a name is made of a-z, 0-9, _ and -, at most 64 characters"),
        ("[[editions]]\nname = 'a'\nsend_at = '7:00'", '3: editions[1].send_at[1]: a time is written as in "07:00"'),
        (
            "[[editions]]\nname = 'a'\ndays = ['sun', 'noon']",
            '3: editions[1].days: "noon" is no day; days are mon, tue, wed, thu, fri, sat, sun',
        ),
        ("[[editions]]\ntitle = 'a'", "1: editions[1].name: this key is missing"),
        ("[[editions]]\nname = 'a'\n[[editions]]\nname = 'a'", '4: editions[2].name: "a" is there already'),
        ("[gather]\ntimeout = '6 hours'", '2: gather.timeout: a duration is a number with s, m, h or d, as in "6h"'),
        ("[gather]\ntimeout = true", '2: gather.timeout: a duration is a number with s, m, h or d, as in "6h"'),
        ("[smtp]\nport = 'abc'", "2: smtp.port: Input should be a valid integer, unable to parse string as an integer"),
        ("[web]\nbase_url = 'x'", "2: web.base_url: an address begins with https:// or http:// and names a host"),
        ("[[sources]]\nurl = 'ftp://x'", "2: sources[1].url: an address begins with https:// or http:// and names a host"),
        ("[[sources]]\nurl = 'https://me:pw@a.example/'", "2: sources[1].url: no user name or password in an address"),
        (
            "[[sources]]\nurl = 'https://a.example/'\n[[sources]]\nurl = 'https://a.example/'",
            '4: sources[2].url: "a-example" is there already',
        ),
        ("[smtp]\npassword = { vault = 'x' }", '2: smtp.password: a secret is written as { env = "NAME" } or { file = "path" }'),
        ("[smtp\n", "1: this is not TOML: Expected ']' at the end of a table declaration"),
        ("[sorces]\n", "1: sorces: there is no such key (did you mean 'sources'?)"),
    ],
)
def test_each_mistake_is_named_with_line_key_and_remedy(config, text, mistake):
    assert mistakes(config(text)) == [mistake]


def test_all_mistakes_are_found_at_once_and_the_first_is_raised(config):
    path = config("[digest]\nnam = 'x'\nfrom = 'y'\n[smtp]\nport = 0\n")
    assert len(problems(path)) == 3
    with pytest.raises(ConfigError, match=r"\(2 more: digest check\)"):
        read(path)


def test_a_plain_secret_in_a_file_that_others_can_read_is_a_mistake(config):
    path = config("[smtp]\npassword = 'hunter2'")
    assert problems(path) == ()
    path.chmod(0o644)
    assert mistakes(path) == ['2: smtp.password: others can read this file: write { env = "NAME" } or { file = "path" }, or chmod 600']


def test_a_secret_is_never_printed(config):
    settings = read(config("[smtp]\npassword = 'hunter2'"))
    assert "hunter2" not in f"{settings} {settings!r} {settings.smtp.password}"
    assert settings.smtp.password.reveal(settings.folder) == "hunter2"


def test_a_secret_comes_from_the_environment_or_a_file(tmp_path):
    (tmp_path / "pw").write_text("from-file\n")
    assert Secret(env="PW").reveal(tmp_path, {"PW": "from-env"}) == "from-env"
    assert Secret(file="pw").reveal(tmp_path) == "from-file"
    assert Secret().reveal(tmp_path) == ""
    assert str(Secret()) == ""


def test_a_missing_secret_says_what_to_set(tmp_path):
    with pytest.raises(ConfigError, match="the environment variable PW is not set"):
        Secret(env="PW").reveal(tmp_path, {})
    with pytest.raises(ConfigError, match="cannot be read; create it"):
        Secret(file="absent").reveal(tmp_path)


def test_text_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "it cannot be read as UTF-8 text" in mistakes(path)[0]


def test_the_file_is_looked_for_where_the_manual_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIGEST_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    with pytest.raises(ConfigError, match="make one with: digest init"):
        find()
    own = tmp_path / "home" / "digest" / "config.toml"
    own.parent.mkdir(parents=True)
    own.touch()
    assert find() == own
    (tmp_path / "config.toml").touch()
    assert find().name == "config.toml"
    monkeypatch.setenv("DIGEST_CONFIG", str(own))
    assert find() == own
    assert find(tmp_path / "config.toml") == tmp_path / "config.toml"


def test_the_schema_names_every_table():
    assert {"digest", "editions", "sources", "tags", "smtp", "store"} <= set(schema()["properties"])


def test_a_source_is_added_and_comments_stay(config):
    path = config("# mine\n[digest]\nname = 'Tide' # the name\n")
    add_sources(path, [{"kind": "feed", "url": "https://a.example/", "title": "", "tags": ["news"]}])
    assert path.read_text().startswith("# mine\n[digest]\nname = 'Tide' # the name\n")
    assert read(path).source_list()[0].tags == frozenset({"news"})
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_addition_that_would_be_wrong_changes_nothing(config, tmp_path):
    path = config("[digest]\nname = 'Tide'\n")
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="an address begins with"):
        add_sources(path, [{"url": "nonsense"}])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    path.write_text("[broken")
    with pytest.raises(ConfigError, match="digest check"):
        add_sources(path, [])


@pytest.mark.parametrize("web", ["", '[web]\nbase_url = "http://digest.example"'])
def test_copies_of_pictures_need_a_public_https_address(config, web):
    (mistake,) = mistakes(config(f"[digest]\ncopy_pictures = true\n{web}\n"))
    assert mistake.startswith("2: digest.copy_pictures: ")
    assert "give [web] base_url, with https" in mistake
    assert mistakes(config('[digest]\ncopy_pictures = true\n[web]\nbase_url = "https://digest.example"\n')) == []
