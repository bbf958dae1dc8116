"""digest: many feeds in, one deduplicated digest a reader out, by mail.

The rooms read as the pipeline; ``docs/architecture.md`` is the plan of the house.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
