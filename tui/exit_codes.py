"""Exit codes of the command line: part of its contract."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a caller can rely on.

    OK: done. NO: the answer is "no" (nothing fits, an abstention, a check that failed).
    USAGE: wrong arguments. BAD_INPUT: a file that cannot be read as what it should be.
    MISSING: data or evidence is missing. REMOTE: a remote service failed.
    FAULT: a fault of the program itself, as in sysexits.h. INTERRUPTED: Ctrl-C.
    """

    OK = 0
    NO = 1
    USAGE = 2
    BAD_INPUT = 3
    MISSING = 4
    REMOTE = 5
    FAULT = 70
    INTERRUPTED = 130
