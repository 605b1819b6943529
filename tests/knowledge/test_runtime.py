"""The library that runs the model keeps to itself."""

import subprocess
import sys
from pathlib import Path

from knowledge.base import KnowledgeBase


def test_a_question_leaves_nothing_in_the_home_folder(
    base: KnowledgeBase, built_cache: Path, tmp_path: Path
) -> None:
    assert base.ready
    home = tmp_path / "of-a-user"
    home.mkdir()
    code = (
        "from knowledge.base import KnowledgeBase\n"
        "print(KnowledgeBase.open().ask('what is PUE').abstained)"
    )
    # On a server of continuous integration the library is silent by itself: no CI variable here.
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
        env={"WATTBRIEF_CACHE_DIR": str(built_cache), "PATH": "", "HOME": str(home)},
    )
    assert done.stdout.strip() == "False"
    assert not list(home.rglob("*"))
