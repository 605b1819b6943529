"""Options beside the ranked ones in one line, for who reads the first few alone."""

from collections.abc import Iterable

from advisors.options import Option

AGAINST, EQUAL = "Against ", "Equal to "
MONEY = ("Saves ", "Costs ")
SOONER = "latency -"
"""What an option that takes more may be tried for."""
TOLD = ("carbon", "market-based carbon", "location-based carbon", "cost")


def named(options: Iterable[Option], heading: str) -> str:
    """The options by name with what each changes; empty without any.

    Args:
        options: Not ranked, each with what it changes among its reasons.
        heading: What they are, without a colon.
    """
    parts = [f"{_name(item.label)}{_change(item.reasons)}" for item in options]
    return f"{heading}: {'; '.join(parts)}." if parts else ""


def _name(label: str) -> str:
    """A label without the word that the heading has said."""
    kind, _, rest = label.partition(": ")
    return rest if kind == "Relaxed" and rest else label


def _change(reasons: Iterable[str]) -> str:
    """What the reasons say that it changes, in brackets."""
    for reason in reasons:
        if reason.startswith(EQUAL):
            return " (no change)"
        if reason.startswith(MONEY):
            more = " more" if reason.rstrip(".").endswith(" more") else ""
            return f" ({_lower(reason.partition(' (')[0].rstrip('.'))}{more})"
        if reason.startswith(AGAINST):
            parts = reason.partition(": ")[2].rstrip(".").split(", ")
            told = [part for part in parts if part.startswith((*TOLD, SOONER))] or parts[:1]
            return f" ({', '.join(told)})"
    return ""


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
