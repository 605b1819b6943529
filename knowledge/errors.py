"""Everything that the knowledge base can refuse, in one tree.

KnowledgeError
├── CardError            a guidance card breaks its schema
├── WeightsError         the embedding weights are missing, altered, or their export is not faithful
├── BrokenIndexError     a stored index is truncated, altered or half written
├── BusyError            another process holds the store for too long
├── QuestionError        a question that cannot be asked (empty, far too long)
├── QuestionSetError     a file of evaluation questions that cannot be read
├── DocumentError        an own document, or the store of own documents, cannot be used
│   ├── ProjectNameError     a name that no project can have
│   └── NoSuchPathError      what is to be added is not there
├── ConfigError          the user's configuration file cannot be read or holds a wrong value
├── ConsentError         a model was to be asked for words without consent to its destination
└── SharedBaseError      the shared base in PostgreSQL cannot be reached, read or written
"""


class KnowledgeError(Exception):
    """Base of all errors of this package: what happened, why, and what to do.

    Attributes:
        what: What happened, one clause.
        why: The reason, as far as it is known.
        fix: What the user can do about it.
    """

    def __init__(self, what: str, why: str, fix: str) -> None:
        super().__init__(f"{what}: {why}. {fix}")
        self.what = what
        self.why = why
        self.fix = fix


class CardError(KnowledgeError):
    """Met when a guidance card has no front matter, lacks a field or holds an unknown value."""


class WeightsError(KnowledgeError):
    """Met when the weights are absent or were altered, or the export does not match them."""


class BrokenIndexError(KnowledgeError):
    """Met when a stored index does not match its own checksums; opening rebuilds it."""


class BusyError(KnowledgeError):
    """Met when another process has been writing the same store for longer than we wait."""


class QuestionError(KnowledgeError):
    """Met when a question is empty or longer than anything a person types."""


class QuestionSetError(KnowledgeError):
    """Met when a line of an evaluation file is not a question with topics."""


class DocumentError(KnowledgeError):
    """Met when own documents cannot be stored, listed or removed."""


class ProjectNameError(DocumentError):
    """Met when a project is named so that it could be no folder."""


class NoSuchPathError(DocumentError):
    """Met when none of the files and folders that are to be added exists."""


class ConfigError(KnowledgeError):
    """Met when a section of the user's configuration file is not what it should be."""


class ConsentError(KnowledgeError):
    """Met when nobody has agreed that a question goes to the configured model."""


class SharedBaseError(KnowledgeError):
    """Met when PostgreSQL cannot be reached, lacks pgvector, or holds another version."""
