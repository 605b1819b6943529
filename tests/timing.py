"""Times that tests compare: only as ratios within one run, as machines differ and slow down."""

import gc
import time
from collections.abc import Callable


def least_cpu_s(work: Callable[[], object], rounds: int = 5) -> float:
    """The least processor time of several rounds, in seconds: what else runs only adds to it.

    The collector rests meanwhile, as in `timeit`: after thousands of tests in one process one
    collection takes longer than the work.
    """
    spent = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            begin = time.process_time()
            work()
            spent.append(time.process_time() - begin)
    finally:
        gc.enable()
    return min(spent)
