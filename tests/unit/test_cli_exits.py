from __future__ import annotations

import os
import socket

import pytest

from digest.app.place import is_gone, process_space
from digest.cli.exits import Exit, status_of, status_of_report
from digest.errors import AddressError, ConfigError, PartError, PreferenceError, RenderError, StoreBusyError, StoreError, TemporaryError
from digest.model import Failure, Report


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ConfigError("x"), 2),
        (PreferenceError("x"), 2),
        (PartError("x"), 2),
        (StoreBusyError("x"), 4),
        (StoreError("x"), 1),
        (RenderError("x"), 1),
        (TemporaryError("x"), 1),
        (AddressError("x"), 1),
    ],
)
def test_each_error_has_its_status(error, status):
    assert status_of(error) == status


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ([], Exit.DONE),
        (["FetchError", "ParseError", "ExtractError", "PreferenceError"], Exit.DONE),
        (["refused"], Exit.NOT_SERVED),
        (["FetchError", "held"], Exit.NOT_SERVED),
        (["TemporaryError"], Exit.NOT_SERVED),
        (["ConfigError"], Exit.USAGE),
        (["StoreBusyError"], Exit.BUSY),
        (["StoreError"], Exit.FAILED),
        (["StoreError", "in-doubt"], Exit.NOT_SERVED),
    ],
)
def test_each_report_has_its_status(kinds, status):
    assert status_of_report(Report(failures=tuple(Failure(subject="x", what="x", kind=kind) for kind in kinds))) == status


# ---------------------------------------------------------------- who is gone


def test_a_living_process_is_not_gone_and_a_dead_one_is():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    assert is_gone(f"{process_space()}:{pid}:abc")
    assert not is_gone(f"{process_space()}:{os.getpid()}:abc")


def test_the_first_process_belongs_to_another_and_lives():
    assert not is_gone(f"{process_space()}:1:abc")


def test_the_process_of_another_person_lives(monkeypatch):
    def refuse(_pid, _signal):
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert not is_gone(f"{process_space()}:1:abc")


@pytest.mark.parametrize("owner", ["elsewhere:1:abc", f"{socket.gethostname()}:99999999:abc", "", "nonsense", ":::"])
def test_of_an_owner_elsewhere_nothing_is_certain(owner):
    assert not is_gone(owner)


def test_an_owner_without_a_number_is_never_gone():
    assert not is_gone(f"{process_space()}:x:abc")
