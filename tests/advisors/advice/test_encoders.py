"""Encoders against generative designs, and on which machine they run: it goes by volume."""

import pytest

from advisors.advice import desk_of
from advisors.classic import accelerated
from advisors.classic_choice import Weighed
from advisors.desk import Desk
from advisors.questions import Answer, Value
from tests.advisors.advice.made import advised, chosen, facts, made

MAILS: dict[str, Value] = {
    "use_case": "classification",
    "answer_form": "fixed-list",
    "knowledge": ("general",),
    "languages": ("en", "pl"),
    "requests_per_day": 2e6,
    "labelled_examples": 40_000.0,
    "residency": "eu",
    "user_region": "eu-central-1",
    "input_tokens": 400.0,
    "output_tokens": 5.0,
}


def test_a_classifier_of_many_languages_is_the_clear_choice() -> None:
    """Two million mails a day: 22 million multiplied parameters against billions."""
    need = advised(**MAILS).decision("need")
    assert [item.id for item in need.options[:2]] == ["classifier", "generative"]
    assert need.clear
    small, large = (item.figures["cost_usd_per_year"].numbers[0] for item in need.options[:2])
    assert large > 3 * small


LABELS: dict[str, Value] = {
    "use_case": "classification",
    "answer_form": "fixed-list",
    "knowledge": ("general",),
    "input_tokens": 250.0,
    "output_tokens": 4.0,
    "labelled_examples": 200_000.0,
    "user_region": "us-east-1",
}
AT_NIGHT: dict[str, Value] = {"daily_curve": "nightly-batch", "async_share": 100.0}


def desk(**answers: Value) -> Desk:
    """The desk of such a design."""
    return desk_of(made(**{**LABELS, **answers}), facts())


def on_accelerator(found: Desk) -> bool:
    """Whether the smaller approach is best on an accelerator."""
    assert found.smaller is not None
    return accelerated(found.smaller, found.base)


def cost(one: Weighed) -> float:
    """Yearly cost of a machine that was weighed."""
    return one.figures["cost_usd_per_year"]


def test_fifty_million_labels_a_night_are_an_encoder_on_a_gpu() -> None:
    """Hours of one GPU: a language model takes ten times that, processors twenty times."""
    found = advised(**LABELS, **AT_NIGHT, requests_per_day=5e7)
    need, silicon = found.decision("need"), found.decision("silicon")
    assert [item.id for item in need.options[:2]] == ["classifier", "generative"]
    assert need.clear
    assert facts().chip(facts().instance(silicon.options[0].id).chip).kind == "gpu"
    assert any(item.id == "c8g.4xlarge" for item in silicon.options)
    small, large = (item.figures["cost_usd_per_year"].numbers[0] for item in need.options[:2])
    assert large > 5 * small
    assert chosen(found)["inference"] == "gathered"
    leaves = {leaf.name: leaf for leaf in need.options[0].figures["cost_usd_per_year"].leaves()}
    pace = leaves["replica_calls_per_s_as_sized"]
    assert {"tensorrt-demobert", "neuron-encoder-benchmarks"} <= set(pace.sources)
    assert pace.low < 0.5 * pace.value < 0.9 * pace.high


def test_ten_requests_a_day_take_no_accelerator() -> None:
    """A call to a managed model, or a moment of a processor: a GPU would idle all year."""
    found = desk(requests_per_day=10.0)
    assert not on_accelerator(found)
    small = cost(found.weighed[0])
    gpu = next(one for one in found.weighed if accelerated(one.item, found.base))
    assert cost(gpu) > 1000 * small
    advice = advised(**LABELS, requests_per_day=10.0)
    assert chosen(advice)["hosting"] in {"bedrock", "serverless"}
    assert chosen(advice)["silicon"] in {"service", "c8g.4xlarge"}


@pytest.mark.parametrize("late", [False, True])
def test_volume_crosses_from_processors_to_accelerators_once(late: bool) -> None:
    """Processors cost by the request, an accelerator by the hour: more volume never turns back."""
    answers = AT_NIGHT if late else {}
    volumes = [10.0 * 10 ** (step / 3) for step in range(25)]
    accelerators = [on_accelerator(desk(**answers, requests_per_day=n)) for n in volumes]
    assert accelerators == sorted(accelerators)
    assert not accelerators[0]
    assert accelerators[-1]


def test_longer_texts_cross_at_less_volume() -> None:
    volumes = [1e5 * 10 ** (step / 4) for step in range(13)]
    first = [
        next(n for n in volumes if on_accelerator(desk(requests_per_day=n, input_tokens=tokens)))
        for tokens in (100.0, 400.0)
    ]
    assert first[1] < first[0]


def test_work_that_may_wait_is_gathered_and_a_guess_is_not() -> None:
    """Full hours of one machine cost less than the same work spread over the day."""
    late, now = desk(**AT_NIGHT, requests_per_day=1e6), desk(requests_per_day=1e6)
    assert late.smaller is not None
    assert late.smaller.mode == "gathered"
    assert cost(late.weighed[0]) < 0.1 * cost(now.weighed[0])
    asked = made(**{**LABELS, **AT_NIGHT}, requests_per_day=1e6)
    guessed = desk_of(asked.answered("async_share", Answer(dont_know=True)), facts())
    assert guessed.workload.async_share.low < 1.0
    assert not any(one.item.mode == "gathered" for one in (*now.weighed, *guessed.weighed))


def test_an_encoder_runs_where_its_software_and_the_region_allow() -> None:
    short, long = desk(requests_per_day=1e8), desk(requests_per_day=1e8, input_tokens=900.0)
    machines = [{one.item.instance for one in found.weighed} for found in (short, long)]
    assert "inf2.xlarge" in machines[0]  # DistilBERT
    assert not any(name.startswith(("inf", "trn")) for name in machines[1])  # ModernBERT
    for one in short.weighed:
        row = facts().instance(one.item.instance)
        assert facts().chip(row.chip).kind == "cpu" or one.place.region in row.regions
    out = advised(**{**LABELS, "input_tokens": 900.0}, requests_per_day=1e8).decision("silicon")
    fallen = {item.id: item.rule for item in out.exclusions}
    assert fallen["inferentia2"] == "neuron-support"
    assert fallen["gb200"] == "no-on-demand"


def test_who_asks_for_a_managed_service_gets_no_machine_to_run() -> None:
    found = desk(requests_per_day=1e8, hosting="managed")
    assert [one.item.mode for one in found.weighed] == ["serverless"]
    if found.classic is not None:
        out = advised(**LABELS, requests_per_day=1e8, hosting="managed").decision("silicon")
        assert {item.rule for item in out.exclusions} == {"hosting-choice"}


def test_an_accelerator_that_is_left_out_is_told_with_figures() -> None:
    out = advised(**LABELS, requests_per_day=1e6).decision("silicon")
    reason = next(item.reason for item in out.exclusions if item.id == "l4")
    assert "g6.xlarge would be less than 1% busy" in reason
    assert "against" in reason
    assert any("times today's requests" in flip for flip in out.flips)


def test_weighed_and_measured_figures_are_the_same() -> None:
    """What picks the machine are the central values of the figures that are shown."""
    for found in (desk(**AT_NIGHT, requests_per_day=5e7), desk(requests_per_day=1e7)):
        for one in found.weighed[:3]:
            shown = found.measure_classic(one.item, one.place).outcome.figures
            for name, value in one.figures.items():
                assert value == pytest.approx(shown[name].value, rel=1e-9)
