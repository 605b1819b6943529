"""What each package may load, looked at in a fresh interpreter."""

import json
import pkgutil
import subprocess
import sys
from importlib import import_module
from types import ModuleType

import pytest

import advisors
import estimators
import knowledge

HEAVY = {"textual", "llama_index", "torch", "boto3", "sentence_transformers", "transformers"}
LIST_MODULES = """
import json, sys
from importlib import import_module
from types import ModuleType
for name in json.loads(sys.argv[1]):
    import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded_by(*modules: str) -> set[str]:
    """Top-level modules in memory after importing these in a new interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", LIST_MODULES, json.dumps(modules)],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout))


def modules_of(package: str) -> list[str]:
    """Every module of a package, the package itself included."""
    found = import_module(package)
    walked = pkgutil.walk_packages(found.__path__, f"{package}.")
    return [package, *(item.name for item in walked)]


@pytest.mark.parametrize("package", ["estimators", "advisors"])
def test_a_package_for_libraries_loads_no_front_end_and_no_framework(package: str) -> None:
    assert loaded_by(*modules_of(package)) & HEAVY == set()


def test_starting_the_app_imports_no_numerics_and_no_retrieval() -> None:
    later = {"numpy", "scipy", "faiss", "onnxruntime", "yaml", "pydantic"}
    assert (
        loaded_by("tui.cli", "tui.commands.app", "tui.app") & (later | HEAVY - {"textual"}) == set()
    )


@pytest.mark.parametrize("package", [estimators, advisors, knowledge], ids=lambda p: p.__name__)
def test_public_names_exist_and_are_listed_once(package: ModuleType) -> None:
    names = package.__all__
    assert len(names) == len(set(names))
    for name in names:
        assert getattr(package, name) is not None
