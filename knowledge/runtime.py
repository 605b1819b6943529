"""The library that runs the exported model, told to report nothing to its maker."""

import os
from types import ModuleType

SILENCE = "ORT_DISABLE_TELEMETRY"
"""What onnxruntime reads when it is loaded. From 1.29 on its builds for Linux and macOS otherwise
keep an identifier of the machine in the home folder and send events through sockets of their own
(https://github.com/microsoft/onnxruntime/pull/27379; opting out: pull 29843)."""


def onnx_runtime() -> ModuleType:
    """onnxruntime, loaded silent: nothing outside the cache is written, nothing is sent."""
    os.environ[SILENCE] = "1"
    import onnxruntime

    module: ModuleType = onnxruntime
    return module
