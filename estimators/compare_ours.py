"""Our side of a comparison with another tool: one request, its energy, boundary and carbon."""

from dataclasses import dataclass, replace

from estimators.annual import Missing, Site
from estimators.errors import EvidenceError, InputError
from estimators.facts import Facts, Instance
from estimators.figure import Input
from estimators.footprint import embodied_kg
from estimators.replica import Replica
from estimators.serving import Range, ServingEstimate, estimate, replica
from estimators.site import Hardware, hardware_of, site_of

G_PER_KG = 1000.0
ASSUMED = ("wattbrief-estimate",)


@dataclass(frozen=True)
class Asked:
    """One deployment in one Region.

    Attributes:
        given: Names of the fields of the replica that the user gave; the others are assumed.
    """

    replica: Replica
    site: Site
    given: frozenset[str]

    def input(self, name: str, unit: str) -> Input:
        """A number of the deployment, saying whether it was asked for or assumed."""
        value = float(getattr(self.replica, name))
        if name in self.given:
            return Input(name, value, value, value, unit, "answer")
        return Input(
            name, value, value, value, unit, "default", ASSUMED, confidence="estimated",
            note="not given, assumed",
        )  # fmt: skip


@dataclass(frozen=True)
class Ours:
    """Our estimate of one request.

    Attributes:
        chip_j: Energy of the chips.
        node_j: With their share of the server.
        boundary: Node over chips, and what it is made of.
        grid_g_per_kwh, embodied_g, embodied: As in `compare.Rival`.
        withheld: Why there is no carbon; empty when there is.
    """

    chip_j: Range
    node_j: Range
    boundary: float
    boundary_inputs: tuple[Input, ...]
    pue: Input
    grid_g_per_kwh: Input
    embodied_g: Range
    embodied: tuple[Input, ...]
    withheld: str = ""


def ask(
    facts: Facts,
    model: str,
    chip: str,
    *,
    region: str = "us-east-1",
    chips: int | None = None,
    precision: str = "",
    batch: float | None = None,
    input_tokens: float | None = None,
    output_tokens: float | None = None,
) -> Asked:
    """A deployment by names, blanks filled as in `serving.replica`.

    Raises:
        UnknownFactError: No such model, chip or Region.
        EvidenceError: Model or chip is not described well enough.
        InputError: A number is impossible, or the model does not fit.
    """
    found = replica(
        facts.model(model),
        facts.chip(chip),
        chips=chips,
        precision=precision,
        batch=batch,
        input_tokens=input_tokens,
        output_tokens=output_tokens,
    )
    lacking = estimate(found).missing_gib
    if lacking > 0:
        raise InputError(
            f"{found.model.name} at batch {found.batch:g} does not fit",
            f"{found.chips} x {found.chip.name} lack {lacking:.1f} GiB",
            "Use more chips, a smaller batch, or fewer bytes per weight.",
        )
    fields = {
        "chips": chips,
        "precision": precision,
        "batch": batch,
        "input_tokens": input_tokens,
        "output_tokens": output_tokens,
    }
    given = frozenset(name for name, value in fields.items() if value)
    return Asked(found, site_of(facts, region), given)


def ours_of(asked: Asked, facts: Facts) -> Ours:
    """Energy and carbon of one request as we see them.

    Raises:
        EvidenceError: No PUE is known for the Region.
    """
    found = estimate(asked.replica)
    if isinstance(asked.site.pue, Missing):
        raise EvidenceError(
            "energy in the facility cannot be compared",
            asked.site.pue.reason,
            "Give the PUE as an override.",
        )
    grid, hardware = asked.site.location_g_per_kwh, None
    reason = grid.reason if isinstance(grid, Missing) else ""
    try:
        hardware = hardware_of(facts, instance_of(asked, facts).id)
    except EvidenceError as error:
        reason = reason or str(error)
    if hardware is not None and isinstance(hardware.instance_embodied_kg, Missing):
        reason = reason or hardware.instance_embodied_kg.reason
    nothing = Input("none", 0.0, 0.0, 0.0, "1", "assumption", note="withheld")
    embodied, parts = Range(0.0, 0.0, 0.0), tuple[Input, ...]()
    if hardware is not None and not reason:
        embodied, parts = _embodied(found, hardware)
    return Ours(
        chip_j=found.energy_j_per_request,
        node_j=_per_request(found.node_energy_j_per_output_token, asked.replica),
        boundary=(
            found.node_energy_j_per_output_token.value / found.energy_j_per_output_token.value
        ),
        boundary_inputs=_boundary(found, facts),
        pue=asked.site.pue,
        grid_g_per_kwh=nothing if isinstance(grid, Missing) else grid,
        embodied_g=embodied,
        embodied=parts,
        withheld=reason,
    )


def instance_of(asked: Asked, facts: Facts) -> Instance:
    """The smallest instance type with enough of the chips; the largest where none has.

    Raises:
        EvidenceError: No instance type has the chip.
    """
    chip, needed = asked.replica.chip, asked.replica.chips
    having = [item for item in facts.instances.values() if item.chip == chip.id]
    if not having:
        raise EvidenceError(
            f"the hardware of {chip.name} cannot be named",
            "no instance type in the facts has it",
            "Choose a chip that EC2 offers to compare carbon.",
        )
    return min(having, key=lambda item: (item.chip_count < needed, abs(item.chip_count - needed)))


def chip_hours(found: ServingEstimate) -> float:
    """Hours that one request takes of all chips together: chips x tokens / throughput / 3600."""
    r = found.replica
    return r.chips * r.output_tokens / found.throughput_tokens_per_s.value / 3600.0


def chip_energy_j(r: Replica) -> float:
    """Energy of the chips for one request [J]."""
    return estimate(r).energy_j_per_request.value


def _per_request(per_token: Range, r: Replica) -> Range:
    tokens = r.output_tokens
    return Range(per_token.value * tokens, per_token.low * tokens, per_token.high * tokens)


def _boundary(found: ServingEstimate, facts: Facts) -> tuple[Input, ...]:
    """Power of the chips and of the rest of the server around them."""
    chips = found.power_w
    rest = found.node_power_w.value - chips.value
    known = [facts.constant(f"node_overhead_{state}_watts") for state in ("idle", "loaded")]
    chip = found.replica.chip
    return (
        Input(
            "chip_power_w", chips.value, chips.low, chips.high, "W", "fact",
            tuple(sorted({*chip.sources, *chip.tdp_sources})), chip.as_of, "estimated",
            "mean, all chips together",
        ),
        Input(
            "rest_of_server_w", rest, rest, rest, "W", "fact",
            tuple(sorted({source for item in known for source in item.sources})),
            known[1].date, "inferred",
            "their share of CPUs, memory, network, switches, fans and supply loss",
        ),
    )  # fmt: skip


def _embodied(found: ServingEstimate, hardware: Hardware) -> tuple[Range, tuple[Input, ...]]:
    """Manufacturing carbon of one request [g], by the time it takes of an instance."""
    whole = hardware.instance_embodied_kg
    if isinstance(whole, Missing):
        raise EvidenceError("embodied carbon is unknown", whole.reason, "Give it as an override.")
    hours = chip_hours(found) / hardware.chips_per_instance.value
    life, share = hardware.lifetime_years, hardware.embodied_active_share

    def grams(kg: float, years: float, active: float) -> float:
        return G_PER_KG * embodied_kg(hours, kg, years, active)

    time = Input(
        "chip_hours", hours * hardware.chips_per_instance.value,
        hours * hardware.chips_per_instance.value, hours * hardware.chips_per_instance.value,
        "chip-hours", "fact", found.replica.chip.sources, confidence="estimated",
        note="of all chips together, for one request",
    )  # fmt: skip
    return (
        Range(
            grams(whole.value, life.value, share.value),
            grams(whole.low, life.high, share.high),
            grams(whole.high, life.low, share.low),
        ),
        (time, replace(whole, name="instance_embodied_kg"), hardware.chips_per_instance, life,
         share),
    )  # fmt: skip
