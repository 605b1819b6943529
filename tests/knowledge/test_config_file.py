"""Sections of the configuration file: read, absent, misspelt."""

from pathlib import Path

import pytest

from knowledge.config_file import read_section
from knowledge.errors import ConfigError


@pytest.mark.parametrize("name", ["wordng", "Wording", "wordings"])
def test_a_misspelt_section_is_named_with_the_right_one(tmp_path: Path, name: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(f"{name}:\n  a: 1\n")
    with pytest.raises(ConfigError, match="section"):
        read_section(file, "wording")


def test_other_sections_are_no_misspellings(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("shared_base:\n  a: 1\nwording:\n  b: 2\nwordings:\n  c: 3\n")
    assert read_section(file, "wording") == {"b": 2}
    file.write_text("shared_base:\n  a: 1\n")
    assert read_section(file, "wording") is None
