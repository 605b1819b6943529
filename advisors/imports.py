"""Usage tables (CSV or JSON) to answers: requests a day, peak factor, tokens in and out."""

import csv
import io
import json
import math
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisors.errors import AnswerError, UsageImportError, nearest
from advisors.input_files import read_bytes
from advisors.questions import Answer, question
from advisors.usage_cells import count_in, missing, seconds_in
from advisors.validation import checked

COLUMNS = ("timestamp", "input_tokens", "output_tokens")
KINDS = (".csv", ".json", ".jsonl")
DELIMITERS = ",;\t"
SIZE_LIMIT = 200_000_000
_LEAST_HOURS_FOR_PEAK = 24.0
_Z95 = 1.645


@dataclass(frozen=True, slots=True)
class Usage:
    """What a usage table says.

    Attributes:
        rows: Requests in it.
        hours: Hours from the first request to the last, both hours included.
        requests_per_day: Mean over those hours.
        peak_factor: Busiest hour over mean hour; None when less than a day was recorded.
        input_tokens: Mean per request with a 90 % interval of the mean.
        output_tokens: The same.
    """

    rows: int
    hours: float
    requests_per_day: float
    peak_factor: float | None
    input_tokens: tuple[float, float, float]
    output_tokens: tuple[float, float, float]

    def answers(self, origin: str) -> dict[str, Answer]:
        """Answers for `Interview.import_answers`, each with a note on its origin.

        Raises:
            UsageImportError: A mean is none that its question takes.
        """
        requests, hours = _counted(self.rows, "request"), _counted(round(self.hours), "hour")
        note = f"{origin}: {requests} in {hours}"
        found = {"requests_per_day": self._volume(note)}
        if self.peak_factor is not None:
            found["peak_factor"] = self._peak(self.peak_factor, note)
        for key, mean in (
            ("input_tokens", self.input_tokens),
            ("output_tokens", self.output_tokens),
        ):
            value, low, high = (_round(number) for number in mean)
            # A mean inside the bounds may have a sampling error that reaches beyond them.
            found[key] = _ranged(value, max(low, question(key).minimum or 0.0), high, note)
        return {key: _fitting(key, answer, origin) for key, answer in found.items()}

    def _volume(self, note: str) -> Answer:
        """Requests a day, with the chance that is in a count; more where a day was not full.

        The hours recorded may be the busiest of the day or the quietest. How far apart these are
        is what the default of the peak factor says; all hours of the day can hold no more than the
        busiest, and no fewer than were counted.
        """
        value = _round(self.requests_per_day)
        least = question("requests_per_day").minimum or 0.0
        low, high = _by_chance(self.requests_per_day, self.rows)
        if self.hours >= _LEAST_HOURS_FOR_PEAK:
            return _ranged(value, max(low, min(value, least)), high, note)
        peak = question("peak_factor").default.value
        away = min(float(peak) if isinstance(peak, float) else 1.0, 24.0 / self.hours)
        low = max(_round(self.requests_per_day / away), min(float(self.rows), value))
        high = max(high, _round(self.requests_per_day * away))
        said = "less than a day, so these may be its busiest hours or its quietest"
        return _ranged(value, low, high, f"{note}; {said}")

    def _peak(self, factor: float, note: str) -> Answer:
        """The peak factor with the chance that is in the requests of the busiest hour.

        It is at least 1, and no more than all requests within one hour make it.
        """
        low, high = _by_chance(factor, round(factor * self.rows / self.hours))
        most = question("peak_factor").maximum or high
        return _ranged(_round(factor), max(low, 1.0), min(high, self.hours, most), note)


def _by_chance(value: float, events: int) -> tuple[float, float]:
    """90 % range of a value that so many independent requests gave, counted as Poisson events."""
    away = value * _Z95 / math.sqrt(events)
    return _round(max(value - away, 0.0)), _round(value + away)


def _ranged(value: float, low: float, high: float, note: str) -> Answer:
    """A number with its range; without one where that is the number itself."""
    low, high = min(low, value), max(high, value)
    return Answer(value, low, high, note=note) if low < high else Answer(value, note=note)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _fitting(key: str, answer: Answer, origin: str) -> Answer:
    """The answer, which its question takes; a design would be refused with any other."""
    try:
        return checked(question(key), answer)
    except AnswerError as error:
        raise UsageImportError(
            f"{origin} gives no usable {key}: its mean is {answer.value:.4g}",
            error.why,
            "Correct the rows that are far off, or leave them out.",
        ) from error


def read_usage(path: Path) -> Usage:
    """Read a table of requests with the columns timestamp, input_tokens, output_tokens.

    Args:
        path: `.csv` with a header line and commas, semicolons or tabs, `.json` with a list of
            objects, or `.jsonl`.

    Raises:
        UsageImportError: Unreadable file, missing column, or a cell that cannot be read.
    """
    if path.suffix.lower() not in KINDS:
        raise UsageImportError(
            f"{path} is no table of usage",
            f"its name ends in none of {', '.join(KINDS)}",
            "Export it as CSV or JSON, and name it so.",
        )
    try:
        raw = read_bytes(path, SIZE_LIMIT + 1)
        if len(raw) > SIZE_LIMIT:
            raise UsageImportError(
                f"{path} is too large", f"at most {SIZE_LIMIT:,} bytes are read", "Take a sample."
            )
        text = raw.decode("utf-8-sig")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        fix = getattr(error, "fix", "Check the path.")
        raise UsageImportError(f"{path} cannot be opened", why, fix) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageImportError(
            f"{path} is no text", f"line {line} holds bytes that are no UTF-8", "Save it as UTF-8."
        ) from error
    return summarize(_rows(text, path), str(path))


def summarize(rows: Iterable[Mapping[str, object]], origin: str) -> Usage:
    """The same from rows that are already at hand.

    Raises:
        UsageImportError: No rows, a missing column, or a cell that cannot be read.
    """
    hours: Counter[int] = Counter()
    tokens: dict[str, list[float]] = {"input_tokens": [], "output_tokens": []}
    for number, row in enumerate(rows, start=1):
        _require(row, origin, number)
        hours[int(seconds_in(row["timestamp"], origin, number) // 3600)] += 1
        for key, values in tokens.items():
            values.append(count_in(row[key], key, origin, number))
    if not hours:
        raise UsageImportError(f"{origin} is empty", "it has no rows", "Export some requests.")
    total = sum(hours.values())
    span = max(hours) - min(hours) + 1
    peak = max(hours.values()) / (total / span) if span >= _LEAST_HOURS_FOR_PEAK else None
    return Usage(
        total,
        float(span),
        total / span * 24,
        peak,
        _mean(tokens["input_tokens"]),
        _mean(tokens["output_tokens"]),
    )


def _rows(text: str, path: Path) -> Iterable[Mapping[str, object]]:
    if path.suffix.lower() == ".csv":
        return _csv_rows(text, path)
    try:
        if path.suffix.lower() == ".jsonl":
            data: object = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageImportError(
            f"{path} is not valid JSON", str(error), "Export it again."
        ) from error
    if not isinstance(data, Sequence) or not all(isinstance(row, Mapping) for row in data):
        raise UsageImportError(
            f"{path} holds no table", "a list of objects was expected", "Export one per request."
        )
    return list(data)


def _csv_rows(text: str, path: Path) -> Iterator[Mapping[str, object]]:
    """Rows under the header line, whose most frequent mark of `DELIMITERS` divides them all."""
    text = text.lstrip("\r\n")
    header = text.partition("\n")[0]
    mark = max(DELIMITERS, key=header.count)
    lines = io.StringIO(text, newline="")
    reader = csv.DictReader(lines, delimiter=mark, skipinitialspace=True)
    try:
        reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
        yield from reader
    except csv.Error as error:
        raise UsageImportError(
            f"{path} cannot be read after line {reader.line_num}",
            str(error),
            "Look for a quotation mark that is not closed there.",
        ) from error


def _require(row: Mapping[str, object], origin: str, number: int) -> None:
    for name in COLUMNS:
        if not missing(row.get(name)):
            continue
        columns = [str(key) for key in row if key]
        if name in columns:
            why = "the row is shorter than the others, or the value is empty"
            fix = "Restore the row, or leave it out; the file may have been cut off."
        else:
            why = f"its columns are {', '.join(columns)}"
            near = nearest(name, columns)
            fix = f"Rename {near[0]!r} to {name!r}." if near else f"Add the column {name!r}."
        raise UsageImportError(f"{origin} has no {name} in row {number}", why, fix)


def _mean(values: Sequence[float]) -> tuple[float, float, float]:
    """Mean with the 5th and 95th percentile of its sampling error."""
    mean = statistics.fmean(values)
    if len(values) < 2:
        return mean, mean, mean
    half = _Z95 * statistics.stdev(values) / math.sqrt(len(values))
    return mean, max(mean - half, 0.0), mean + half


def _round(number: float) -> float:
    return float(f"{number:.4g}")
