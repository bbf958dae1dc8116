"""Parts by name: one table, a helpful error, options by keyword."""

from __future__ import annotations

import pytest

from digest import registry
from digest.errors import ConfigError, PartError


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, parts in registry.PARTS.items() for name in parts])
def test_every_part_in_the_table_can_be_loaded(kind, name):
    assert callable(registry.load(kind, name))


def test_an_unknown_part_names_the_nearest():
    with pytest.raises(ConfigError, match=r"no transport 'smpt' \(did you mean 'smtp'\?\)"):
        registry.load("transport", "smpt")


def test_an_unknown_option_is_a_configuration_error():
    with pytest.raises(ConfigError, match="an option of this part is wrong"):
        registry.make("transport", "memory", colour="red")


def test_a_part_that_cannot_be_imported_says_so(monkeypatch):
    monkeypatch.setitem(registry.PARTS, "ranker", {"gone": "digest.nowhere:Ranker"})
    with pytest.raises(PartError, match="reinstall what provides it"):
        registry.load("ranker", "gone")


def test_names_lists_every_part_of_a_kind():
    assert registry.names("gatherer") == ("feed", "folder", "list", "page", "sitemap")
