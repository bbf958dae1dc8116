"""The folder of subscribers on a real disk: who is in force, what is refused, what is read again."""

from __future__ import annotations

import os
import socket

import pytest

from digest.errors import SubscriberError
from digest.subscribers import FolderDirectory, export_csv, files, load


class Memory:
    """Last good versions, held in a dictionary."""

    def __init__(self):
        self.kept, self.reads, self.writes = {}, 0, []

    def last_good(self):
        self.reads += 1
        return dict(self.kept)

    def remember_good(self, files, gone=()):
        self.writes.append((dict(files), frozenset(gone)))
        self.kept = {name: text for name, text in (self.kept | files).items() if name not in gone}


@pytest.fixture
def memory():
    return Memory()


def person(folder, name, email=None, more=""):
    (folder / f"{name}.toml").write_text(f'email = "{email or name + "@example.org"}"\n{more}')


def emails(batch):
    return [one.email for one in batch.items]


def test_every_file_is_a_subscriber_in_order_of_names(tmp_path, memory):
    for name in ("eve", "ada", "bob"):
        person(tmp_path, name)
    for other in ("README.md", ".hidden.toml", "ada.toml~", ".ada.toml.new"):
        (tmp_path / other).write_text("not read")
    batch = FolderDirectory(tmp_path, remember=memory, language="nb", timezone="Europe/Oslo").load()
    assert [(one.origin, one.timezone, one.preference.language) for one in batch.items] == [
        (f"{name}.toml", "Europe/Oslo", "nb") for name in ("ada", "bob", "eve")
    ]
    assert batch.failures == ()
    assert set(memory.kept) == {"ada.toml", "bob.toml", "eve.toml"}


def test_a_broken_file_keeps_the_last_good_version_and_disables_nobody(tmp_path, memory):
    person(tmp_path, "ada", more='city = "Oslo"')
    person(tmp_path, "bob")
    directory = FolderDirectory(tmp_path, remember=memory)
    directory.load()
    person(tmp_path, "ada", more="ctiy = 1\nstatus = 2")
    for again in (directory, directory, FolderDirectory(tmp_path, remember=memory)):
        batch = again.load()
        assert [(one.email, one.city) for one in batch.items] == [("ada@example.org", "Oslo"), ("bob@example.org", "")]
        assert [failure.subject for failure in batch.failures] == ["ada.toml:2: ctiy", "ada.toml:3: status"]
        assert "did you mean 'city'?" in batch.failures[0].what
        assert batch.failures[0].what.endswith("the last good version, if there is one, stays in force")
    person(tmp_path, "ada", more='city = "Bergen"')
    assert directory.load().items[0].city == "Bergen"


def test_a_file_that_was_never_good_is_only_a_failure(tmp_path, memory):
    (tmp_path / "ada.toml").write_text("email =")
    batch = FolderDirectory(tmp_path, remember=memory).load()
    assert (batch.items, len(batch.failures)) == ((), 1)


def test_a_good_version_stays_good_when_its_tag_is_dropped(tmp_path, memory):
    person(tmp_path, "ada", more="tags = { sport = 2 }")
    FolderDirectory(tmp_path, remember=memory, tags={"sport"}).load()
    batch = FolderDirectory(tmp_path, remember=memory, tags={"science"}).load()
    assert emails(batch) == ["ada@example.org"]
    assert batch.failures[0].what.startswith("there is no tag 'sport'")


def test_a_good_version_that_breaks_the_rules_of_now_serves_nobody(tmp_path, memory):
    (tmp_path / "ada.toml").write_text("email =")
    memory.kept = {"ada.toml": 'email = "ada@example.org"\ntimezone = "Gone/Zone"'}
    assert FolderDirectory(tmp_path, remember=memory).load().items == ()


def test_who_is_gone_is_gone_from_the_memory_too(tmp_path, memory):
    person(tmp_path, "ada")
    person(tmp_path, "bob")
    directory = FolderDirectory(tmp_path, remember=memory)
    directory.load()
    (tmp_path / "ada.toml").unlink()
    assert emails(directory.load()) == ["bob@example.org"]
    assert set(memory.kept) == {"bob.toml"}


def test_the_first_file_of_an_address_wins_and_the_second_is_told(tmp_path, memory):
    person(tmp_path, "a-first", "Ada@example.org")
    person(tmp_path, "b-second", "ada@EXAMPLE.org")
    batch = FolderDirectory(tmp_path, remember=memory).load()
    assert [one.origin for one in batch.items] == ["a-first.toml"]
    assert [failure.subject for failure in batch.failures] == ["b-second.toml"]
    assert "the address that a-first.toml has" in batch.failures[0].what


def test_an_unchanged_folder_is_neither_read_nor_remembered_again(tmp_path, memory, monkeypatch):
    person(tmp_path, "ada")
    person(tmp_path, "bob")
    directory = FolderDirectory(tmp_path, remember=memory)
    first = directory.load()
    opened = []
    real = files.entries.read
    monkeypatch.setattr(files.entries, "read", lambda folder, name, limit: opened.append(name) or real(folder, name, limit))
    assert directory.load() == first
    assert (opened, memory.reads, len(memory.writes)) == ([], 1, 1)
    person(tmp_path, "bob", "bobby@example.org")
    assert emails(directory.load()) == ["ada@example.org", "bobby@example.org"]
    assert opened == ["bob.toml"]


def test_a_change_that_keeps_size_and_modification_time_is_seen(tmp_path, memory):
    person(tmp_path, "ada", "ada@example.org")
    directory = FolderDirectory(tmp_path, remember=memory)
    directory.load()
    before = (tmp_path / "ada.toml").stat()
    person(tmp_path, "new", "eve@example.org")
    (tmp_path / "new.toml").replace(tmp_path / "ada.toml")
    os.utime(tmp_path / "ada.toml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert emails(directory.load()) == ["eve@example.org"]


def test_a_csv_file_declares_many(tmp_path, memory):
    people = [load(f'email = "{name}@example.org"', "x") for name in ("ada", "bob")]
    (tmp_path / "people.csv").write_text(export_csv(people), newline="")
    person(tmp_path, "zoe", "ADA@example.org")
    batch = FolderDirectory(tmp_path, remember=memory).load()
    assert [one.origin for one in batch.items] == ["people.csv:2", "people.csv:3"]
    assert [failure.subject for failure in batch.failures] == ["zoe.toml"]


def test_a_broken_line_keeps_its_last_good_version(tmp_path, memory):
    table = tmp_path / "people.csv"
    table.write_text("email,city\nada@example.org,'=Oslo\nbob@example.org,Rome\neve@example.org,\n")
    directory = FolderDirectory(tmp_path, remember=memory)
    directory.load()
    table.write_text("email,city,status\nada@example.org,Bergen,gone\nbob@example.org,Paris,\n")
    batch = directory.load()
    assert {one.email: one.city for one in batch.items} == {"bob@example.org": "Paris", "ada@example.org": "=Oslo"}
    assert [failure.subject for failure in batch.failures] == ["people.csv:2: status"]
    assert set(memory.kept) == {"people.csv/ada@example.org", "people.csv/bob@example.org"}


def test_a_csv_file_that_cannot_be_read_keeps_everyone(tmp_path, memory):
    table = tmp_path / "people.csv"
    table.write_text("email\nada@example.org\nbob@example.org\n")
    directory = FolderDirectory(tmp_path, remember=memory)
    directory.load()
    table.write_text("emial\nada@example.org\n")
    batch = directory.load()
    assert (emails(batch), len(batch.failures)) == (["ada@example.org", "bob@example.org"], 1)
    assert len(memory.kept) == 2


def test_one_file_may_be_the_whole_directory(tmp_path, memory):
    person(tmp_path, "ada")
    (tmp_path / "people.csv").write_text("email\nbob@example.org\n")
    memory.kept = {"other.toml": "x"}
    directory = FolderDirectory(tmp_path / "people.csv", remember=memory)
    assert emails(directory.load()) == ["bob@example.org"]
    assert set(memory.kept) == {"other.toml", "people.csv/bob@example.org"}


def test_a_missing_folder_is_an_error(tmp_path, memory):
    with pytest.raises(SubscriberError, match="cannot be opened: No such file"):
        FolderDirectory(tmp_path / "none", remember=memory).load()


def test_a_file_that_goes_while_the_folder_is_read_is_gone(tmp_path, memory, monkeypatch):
    person(tmp_path, "ada")
    monkeypatch.setattr(files.entries, "names", lambda _folder: ["ada.toml", "bob.toml"])
    assert emails(FolderDirectory(tmp_path, remember=memory).load()) == ["ada@example.org"]


@pytest.mark.security
class TestHostileEntries:
    """What a folder that others may write to can hold."""

    @pytest.fixture
    def told(self, tmp_path, memory):
        def load_beside():
            person(tmp_path, "zoe")
            batch = FolderDirectory(tmp_path, remember=memory).load()
            assert emails(batch) == ["zoe@example.org"]
            (failure,) = batch.failures
            return f"{failure.subject}: {failure.what}"

        return load_beside

    def test_symlink_refused(self, tmp_path, told):
        secret = tmp_path / "secret"
        secret.write_text('email = "canary@example.org"')
        (tmp_path / "ada.toml").symlink_to(secret)
        assert told().startswith("ada.toml: is not a regular file: links, pipes and devices are not followed")

    def test_a_link_put_there_after_the_look_is_refused(self, tmp_path, told, monkeypatch):
        (tmp_path / "ada.toml").symlink_to("/etc/hostname")
        monkeypatch.setattr(files.entries, "stamp", lambda _folder, _name: None)
        assert told().startswith("ada.toml: cannot be opened: Too many levels of symbolic links")

    def test_fifo_does_not_block(self, tmp_path, told):
        os.mkfifo(tmp_path / "ada.toml")
        assert "is not a regular file" in told()

    def test_a_fifo_put_there_after_the_look_does_not_block(self, tmp_path, told, monkeypatch):
        os.mkfifo(tmp_path / "ada.toml")
        monkeypatch.setattr(files.entries, "stamp", lambda _folder, _name: None)
        assert "is not a regular file" in told()

    def test_a_socket_and_a_folder_are_refused(self, tmp_path, told):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(os.path.relpath(tmp_path / "ada.toml"))
            assert "is not a regular file" in told()
        (tmp_path / "ada.toml").unlink()
        (tmp_path / "ada.toml").mkdir()
        assert "is not a regular file" in told()

    def test_huge_file_refused(self, tmp_path, told):
        with (tmp_path / "ada.toml").open("wb") as file:
            file.truncate(10 << 30)
        assert told().startswith("ada.toml: is larger than 64 KB: it is not read")

    def test_a_file_that_grows_after_the_look_is_refused(self, tmp_path, told):
        (tmp_path / "ada.toml").write_bytes(b"#" * (64 * 1024 + 1))
        assert "is larger than 64 KB" in told()

    def test_a_file_of_somebody_else_is_refused(self, tmp_path, told, monkeypatch):
        person(tmp_path, "ada")
        if os.geteuid():
            pytest.skip("only root may give files away")
        os.chown(tmp_path / "ada.toml", 4242, -1)
        assert "belongs to somebody else" in told()

    def test_a_file_that_is_no_text_is_refused_without_being_quoted(self, tmp_path, told):
        (tmp_path / "ada.toml").write_bytes(b"# ok\n\xff\xfesecret")
        assert told().startswith("ada.toml:2: is not UTF-8 text: save it as UTF-8")

    @pytest.mark.parametrize("name", [b"a\xff.toml", b"a\nb.toml", b"a\x1b[31m.toml"])
    def test_a_name_that_is_no_text_is_refused(self, tmp_path, told, name):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123 - pathlib takes no bytes
            file.write(b'email = "ada@example.org"')
        line = told()
        assert line.isprintable()
        assert "rename this file: its name is not readable text" in line
