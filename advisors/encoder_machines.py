"""Accelerators on which an encoder could run, and what reading a text takes there, as leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf

from advisors.base import IDLE_MODE, Base
from advisors.workload import Workload
from estimators.annual import Leaf
from estimators.calibration import load_calibration
from estimators.encoder_serving import POWER, SHARE, TOKENIZER, Reader, machine_of, reader, work_of
from estimators.errors import EvidenceError
from estimators.facts import Instance
from estimators.figure import Input

NEURON_CHIPS = frozenset({"inferentia2", "trainium1"})
NEURON_ENCODERS = ("distilbert-", "bge-small-en", "bge-base-en", "bge-large-en", "e5-")
"""Starts of catalogue ids of BERT's architecture, which the Neuron documentation runs on these
chips. Of XLM-RoBERTa it shows only a run 50 times as slow, of ModernBERT none."""
PACES: Mapping[str, str] = {
    "replica_calls_per_s": "calls_per_s",
    "single_calls_per_s": "single_calls_per_s",
}
"""Leaves of a replica and what they are called for one that reads."""
WAIT_SHARE = 0.7
"""What of the accepted wait is left for the model; the rest is the network's."""


@dataclass(frozen=True)
class Read:
    """An encoder on one accelerator of an instance type.

    Attributes:
        leaves: What reading takes, each with its range.
        batch_ms: Time of a full batch.
    """

    leaves: Mapping[str, Leaf]
    batch_ms: float


def machines(w: Workload, base: Base, model: str) -> Mapping[str, Read]:
    """The smallest type of each accelerator that is sold and runs an encoder, by its name.

    Where somebody waits, batches are small enough for the accepted wait.
    """
    tokens = max(w.input_tokens.value, 1.0)
    wait_s = inf if w.async_share.value >= 1.0 else w.ttft_ms.value * WAIT_SHARE / 1e3
    asked = (model, tokens, wait_s)
    return base.once(("encoder", *asked), lambda: _machines(base, *asked))


def _machines(base: Base, model: str, tokens: float, wait_s: float) -> dict[str, Read]:
    smallest: dict[str, Instance] = {}
    for row in base.serving_instances:
        if not row.on_demand_usd_per_hour or not runs(base, model, row):
            continue
        if row.chip not in smallest or row.chip_count < smallest[row.chip].chip_count:
            smallest[row.chip] = row
    found = ((row.id, _read(base, model, row, tokens, wait_s)) for row in smallest.values())
    return {name: item for name, item in found if item is not None}


def runs(base: Base, model: str, row: Instance) -> bool:
    """Whether the software of the chip runs the encoder."""
    kind = base.facts.chip(row.chip).kind
    return kind == "gpu" or (row.chip in NEURON_CHIPS and model.startswith(NEURON_ENCODERS))


def _read(base: Base, model: str, row: Instance, tokens: float, wait_s: float) -> Read | None:
    """At the usual, the least and the largest pace of chip and host; None where not sized."""
    facts, share = base.facts, base.facts.constant(SHARE)
    words = facts.constant(TOKENIZER)
    try:
        machine = machine_of(facts, row, load_calibration().coefficients)
        work = work_of(facts.models[model], tokens)
    except EvidenceError:
        return None
    host = machine.host_tokens_per_s / words.value
    paces = ((share.value, words.value), (share.low, words.low), (share.high, words.high))
    middle, slow, fast = (
        reader(facts, work, replace(machine, host_tokens_per_s=host * rate), part, wait_s)
        for part, rate in paces
    )
    if middle is None or slow is None or fast is None:
        return None
    leaves = _leaves(base, model, row, (middle, slow, fast))
    return Read(leaves, 1e3 * middle.batch / middle.calls_per_s)


def _leaves(
    base: Base, model: str, row: Instance, readers: tuple[Reader, Reader, Reader]
) -> dict[str, Leaf]:
    """What reading takes, each with its range."""
    middle, slow, fast = readers
    plain = _plain(base, model, row, middle)
    limit, idle = base.facts.chip(row.chip).input("tdp_watts"), base.facts.constant(IDLE_MODE)
    cool, hot = limit.low / limit.value, limit.high / limit.value
    known: dict[str, Leaf] = {}
    for name in ("wh_per_call", "wh_per_call_single"):
        value, low, high = (float(getattr(item, name)) for item in (middle, fast, slow))
        known[name] = _leaf(plain, name, "Wh", (value, low * cool, high * hot), "energy")
    for name, pace in PACES.items():
        value, low, high = (float(getattr(item, pace)) for item in (middle, slow, fast))
        known[name] = _leaf(plain, name, "calls/s", (value, low, high), "pace")
    waiting = middle.idle_power_w
    ends = (waiting, waiting * idle.low / idle.value, waiting * idle.high / idle.value)
    known["idle_power_w"] = _leaf(plain, "idle_power_w", "W", ends, "idle")
    for name, unit, value in (
        ("replica_batch", "calls", middle.batch),
        ("replicas_per_instance", "replicas", row.chip_count),
        ("chips_per_replica", "chips", 1.0),
    ):
        known[name] = replace(plain, name=name, value=value, low=value, high=value, unit=unit)
    return known


def _plain(base: Base, model: str, row: Instance, middle: Reader) -> Input:
    """What all leaves of an encoder on a chip have in common: where they come from."""
    facts, chip, known = base.facts, base.facts.chip(row.chip), base.facts.models[model]
    sources = {*chip.sources, *chip.tdp_sources, *known.sources, *known.arch_sources}
    for name in (SHARE, POWER, TOKENIZER):
        sources |= set(facts.constant(name).sources)
    share, words = facts.constant(SHARE), facts.constant(TOKENIZER)
    tflops = chip.peak_dense_tflops_bf16 or 0.0
    note = (
        f"{known.name} on {chip.name}: FLOP of a text over {share.value:g} ({share.low:g} to "
        f"{share.high:g}) of {tflops:g} TFLOP/s, {middle.batch:.0f} texts a batch; the host cuts "
        f"{words.value:,.0f} ({words.low:,.0f} to {words.high:,.0f}) tokens/s a vCPU beside it; "
        "the rest of the server is counted"
    )
    return Input(
        "reader", 1.0, 1.0, 1.0, "1", "assumption", tuple(sorted(sources)), chip.as_of,
        "estimated", note, stream=f"encoder/{row.chip}",
    )  # fmt: skip


def _leaf(plain: Input, name: str, unit: str, ends: tuple[float, float, float], what: str) -> Input:
    value, low, high = ends
    stream = f"{plain.stream}/{what}"
    return replace(plain, name=name, value=value, low=low, high=high, unit=unit, stream=stream)
