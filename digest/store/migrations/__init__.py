"""Migrations of the store, run by ``store.migrate`` when a store is opened. To add one: ``versions/README.md``."""
