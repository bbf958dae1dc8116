"""config.toml → frozen ``Settings``: read, checked, every mistake named with file, line and key.

``tables`` says which keys there are, ``values`` how a duration, a wall time or a secret is written, ``reading``
turns a file into settings or into mistakes. Nothing below this layer knows TOML: parts get keyword arguments.
"""

from digest.config.editing import add_sources, config_text, pause_source, remove_source, replace_config
from digest.config.reading import find, problems, read, schema
from digest.config.tables import Settings
from digest.config.tags import known_tags, merged_tags
from digest.config.values import Secret

__all__ = [
    "Secret",
    "Settings",
    "add_sources",
    "config_text",
    "find",
    "known_tags",
    "merged_tags",
    "pause_source",
    "problems",
    "read",
    "remove_source",
    "replace_config",
    "schema",
]
