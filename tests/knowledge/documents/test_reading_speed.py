"""What is done for each file does not grow with how many there are."""

from pathlib import Path

from knowledge.documents.roots import present
from tests.timing import least_cpu_s


def test_thousands_of_files_by_name_are_not_compared_with_each_other(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.md" for number in range(4_000)]
    for path in paths[::2]:
        path.touch()

    def one_by_one() -> object:
        return [path.expanduser().absolute().exists() for path in paths]

    assert present(paths) == (paths[::2], paths[1::2])
    # Some 4 times; comparing each with each would be some hundred times.
    assert least_cpu_s(lambda: present(paths)) < 20 * least_cpu_s(one_by_one)
