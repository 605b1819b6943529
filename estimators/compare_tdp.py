"""The usual back of an envelope as the other side: chips at their power limit for a roofline.

Energy = chips x TDP x roofline time; no overheads, no server around the chips, no cooling.
"""

from dataclasses import replace

from estimators.compare import Factor, Rival
from estimators.compare_ours import Asked, Ours
from estimators.facts import Chip
from estimators.figure import Input
from estimators.memory import GIB, weights_gib
from estimators.replica import load_of
from estimators.serving import estimate

TOOL = "TDP roofline"
FLOPS_PER_PARAMETER = 2.0


def roofline_s(
    *,
    weights_bytes: float,
    flops_per_token: float,
    input_tokens: float,
    output_tokens: float,
    batch: float,
    bandwidth: float,
    peak: float,
) -> float:
    """Seconds that all chips give to one request.

    `weights_bytes` counts every copy of the weights that the chips hold: all are read in a step.

    Equation: prompt x FLOPs / peak + answer x max(weights / bandwidth, batch x FLOPs / peak) /
    batch, with bandwidth [bytes/s] and peak [FLOP/s] of all chips together.
    """
    prompt_s = input_tokens * flops_per_token / peak
    step_s = max(weights_bytes / bandwidth, batch * flops_per_token / peak)
    return prompt_s + output_tokens * step_s / batch


def tdp_rival(asked: Asked, ours: Ours) -> Rival:
    """Chips at their power limit for the time of a roofline, for the request asked about.

    Args:
        asked: Our deployment.
        ours: Our estimate: the roofline has no grid of its own and takes ours.
    """
    r, found, load = asked.replica, estimate(asked.replica), load_of(asked.replica)
    chips = float(r.chips)
    limit_w = float(load.tdp_w[0]) * chips
    all_bytes = float(weights_gib(load)[0]) * GIB * chips
    seconds = roofline_s(
        weights_bytes=all_bytes,
        flops_per_token=FLOPS_PER_PARAMETER * r.model.params_active_b * 1e9,
        input_tokens=r.input_tokens,
        output_tokens=r.output_tokens,
        batch=r.batch,
        bandwidth=float(load.bandwidth[0]) * chips,
        peak=float(load.matmul_flops[0]) * chips,
    )
    own_s = r.output_tokens / found.throughput_tokens_per_s.value
    return Rival(
        tool=TOOL,
        version="",
        conditions=(),
        formula=_factors(r.chip, (own_s, seconds), (found.power_w.value, limit_w)),
        chip_j=limit_w * seconds,
        boundary=1.0,
        boundary_inputs=(_nothing("rest_of_server_w", "W"),),
        pue=replace(_nothing("pue", "1"), value=1.0, low=1.0, high=1.0),
        grid_g_per_kwh=ours.grid_g_per_kwh,
        embodied_g=0.0,
        embodied=(_nothing("embodied", "g"),),
        boundary_why="the chips alone",
        pue_why="no cooling, no losses",
        grid_why="the same grid",
        embodied_why="no manufacturing",
    )


def _factors(
    chip: Chip, time_s: tuple[float, float], power_w: tuple[float, float]
) -> tuple[Factor, ...]:
    """Time and power of all chips, ours before that of the roofline."""
    (own_s, seconds), (own_w, limit_w) = time_s, power_w
    sheet = tuple(sorted({*chip.sources, *chip.tdp_sources}))
    fitted = tuple(sorted({*sheet, "ml-energy-2026"}))

    def read(name: str, value: float, unit: str, note: str, sources: tuple[str, ...]) -> Input:
        return Input(
            name, value, value, value, unit, "fact", sources, chip.as_of, "estimated", note
        )

    return (
        Factor(
            "time",
            own_s / seconds,
            (read("time_per_request", own_s, "s", "of all chips, calibrated", fitted),),
            (read("time_per_request", seconds, "s", "of all chips, at their peaks", sheet),),
            "weights stream at full bandwidth and products run at the peak, without overheads",
        ),
        Factor(
            "power",
            own_w / limit_w,
            (read("chip_power_w", own_w, "W", "mean of all chips, calibrated", fitted),),
            (read("chip_power_w", limit_w, "W", "all chips at their limit", sheet),),
            "every chip draws its limit all the time",
        ),
    )


def _nothing(name: str, unit: str) -> Input:
    return Input(name, 0.0, 0.0, 0.0, unit, "assumption", note="not counted")
