"""A larger shared base: the same retrieval over PostgreSQL with pgvector, by configuration."""

from knowledge.postgres.settings import SharedBaseSettings, load_shared_base
from knowledge.postgres.shared import Refresh, SharedBase

__all__ = ["Refresh", "SharedBase", "SharedBaseSettings", "load_shared_base"]
