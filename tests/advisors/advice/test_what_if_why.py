"""Why a decision turned: what became of the option that was first."""

from advisors.advice import advise
from advisors.examples import example_names, load_example
from advisors.options import Decision
from advisors.what_if import Difference, tie, what_if
from tests.advisors.advice.made import facts

CARBON_ALONE = "priorities=carbon 100, water 0, cost 0, latency 0, effort 0"
RANKS = {"second best": 2, "third best": 3, "fourth best": 4, "fifth best": 5}


def by_carbon(name: str) -> Difference:
    return what_if(load_example(name), [CARBON_ALONE], facts())


def test_an_option_that_was_first_is_told_with_the_place_it_has_now() -> None:
    places = set()
    for name in example_names():
        found = by_carbon(name)
        decided: dict[str, Decision] = {item.id: item for item in found.after.decisions}
        for turned in found.turned:
            ids = [option.id for option in decided[turned.decision].options]
            assert turned.before is not None
            if turned.before.id not in ids or "listed after" in turned.why:
                continue
            place = ids.index(turned.before.id) + 1
            words = next((text for text, n in RANKS.items() if n == place), "")
            assert f" is {words or f'number {place} of {len(ids)}'} now" in turned.why
            places.add(place)
    assert places - {2}, "some place behind the second was seen"


def test_only_close_options_are_said_not_to_be_told_apart() -> None:
    seen = set()
    for name in example_names():
        advice = advise(load_example(name), facts())
        for decision in advice.decisions:
            for place, option in enumerate(decision.options[1:], start=2):
                said = tie(decision, option.id)
                assert bool(said) == (option.id in decision.close)
                assert ("two" in said) == (bool(said) and place == 2)
                seen.add((bool(said), decision.clear))
    assert (False, False) in seen, "a decision without a clear winner has options that are apart"
