"""Tune the knowledge base: `python -m knowledge.tuning QUESTIONS.jsonl... [--write]`.

Prints cross-validated metrics (folds by card: no question of a tested card was trained on). With
`--write` it fits on everything and stores the parameters with date and digest of the questions.
"""

import argparse
import datetime as dt
import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from knowledge.base import KnowledgeBase
from knowledge.evaluate import Question, read_questions
from knowledge.index import out_of_scope
from knowledge.manner import MANNER_FILE
from knowledge.params import TUNED_FILE, Params
from knowledge.tuning.study import Study, gather


def main() -> int:
    """Run the tuning."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.tuning", description=__doc__)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="store the parameters")
    arguments = parser.parse_args()
    base = KnowledgeBase.open()
    questions = [q for path in arguments.questions for q in read_questions(path)]
    requests = [Question(text, (), "", "unanswerable") for text in out_of_scope()]
    study = Study(gather(base, questions), gather(base, requests))
    validated = study.cross_validate()
    sys.stdout.write(json.dumps(validated, indent=1) + "\n")
    if arguments.write:
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in arguments.questions))
        _write(base.params, study, validated, digest.hexdigest())
    return 0


def _write(old: Params, study: Study, validated: dict[str, float], digest: str) -> None:
    fitted = study.fit(np.arange(len(study.examples)))
    covered = fitted.coverage
    data = {
        "tuned": {
            "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
            "questions": len(study.examples),
            "questions_sha256": digest,
            "cross_validated": validated,
        },
        "field_weights": dict(old.field_weights),
        "signal_weights": fitted.signal_weights,
        "covered": {"bias": covered.model.bias, "weights": dict(covered.model.weights)},
        "threshold": validated["threshold"],
        "right": {"bias": fitted.right.bias, "weights": dict(fitted.right.weights)},
        "direction": [round(float(value), 5) for value in covered.direction],
    }
    TUNED_FILE.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    manner = {"odds": covered.manner.odds, "weights": covered.manner.weights}
    text = json.dumps(manner, indent=0, ensure_ascii=False)
    MANNER_FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
