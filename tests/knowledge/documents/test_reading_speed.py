"""What is done for each file and each character does not grow with how many there are."""

import time
from pathlib import Path

from knowledge.documents.extract import extract
from knowledge.documents.roots import present


def test_thousands_of_files_by_name_are_not_compared_with_each_other(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.md" for number in range(4_000)]
    for path in paths[::2]:
        path.touch()
    begin = time.process_time()
    found, missing = present(paths)
    taken_s = time.process_time() - begin
    begin = time.process_time()
    for path in paths:
        path.expanduser().absolute().exists()
    assert (found, missing) == (paths[::2], paths[1::2])
    assert taken_s < 4 * (time.process_time() - begin)


def test_plain_text_is_not_looked_at_letter_by_letter() -> None:
    content = b"Batches of eight halve the energy of a request.\nSo does caching.\n\n" * 300
    begin = time.process_time()
    for _ in range(20):
        extract(content, ".txt")
    taken_s = time.process_time() - begin
    begin = time.process_time()
    for _ in range(20):
        sum(char.isprintable() for char in content.decode())
    assert taken_s < 1.2 * (time.process_time() - begin)
