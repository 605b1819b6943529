"""The exported model without what computes nothing: its results stay the same, bit by bit.

Tracing writes each reshape with the sizes of a batch worked out node by node, and guards each
attention against rows without any token. Half of all nodes do that; a short question waits longer
for them than for its arithmetic.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.runtime import onnx_runtime

_COPIED = 0
"""In the shape of a reshape: as long as the same dimension of what comes in."""
_TOKENS = ((1, 5), (3, 11), (2, 64))
"""Texts and tokens of the batches that a leaner model is proven with."""
_FIRST_WORD = 1000


def make_leaner(model: Path) -> int:
    """Rewrite a model in place; returns how many nodes that saves.

    Nothing is changed where the result would differ in a single bit.
    """
    import onnx

    graph = onnx.load(str(model))
    before = len(graph.graph.node)
    _fix_shapes(graph.graph)
    _drop_guards(graph.graph)
    _drop_unused(graph.graph)
    leaner = model.with_name("leaner.onnx")
    onnx.save(graph, str(leaner))
    try:
        if not same_results(model, leaner):
            return 0
        leaner.replace(model)
    finally:
        leaner.unlink(missing_ok=True)
    return before - len(graph.graph.node)


def same_results(model: Path, other: Path) -> bool:
    """Whether two models give the same vectors, bit by bit, also for texts of unequal length."""
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # one that does not fit is told by the result
    random = np.random.default_rng(1)
    try:
        one, two = (
            onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            for path in (model, other)
        )
        for shape in _TOKENS:
            ids = random.integers(_FIRST_WORD, 2 * _FIRST_WORD, shape)
            mask = np.ones_like(ids)
            mask[1:, shape[1] // 2 :] = 0
            feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": ids * 0}
            if not np.array_equal(one.run(None, feeds)[0], two.run(None, feeds)[0]):
                return False
    except Exception as error:  # onnxruntime has no error class of its own
        if not type(error).__module__.startswith("onnxruntime"):
            raise
        return False
    return True


def _fix_shapes(graph: Any) -> None:  # noqa: ANN401 - onnx is untyped
    """Give reshapes whose sizes are put together one by one a constant shape."""
    from onnx import numpy_helper

    makers = {name: node for node in graph.node for name in node.output}
    constants = {tensor.name: tensor for tensor in graph.initializer}
    for node in graph.node:
        made = makers.get(node.input[1]) if node.op_type == "Reshape" else None
        if made is None or made.op_type != "Concat":
            continue
        sizes = _sizes(made.input, makers, constants)
        if sizes is not None:
            fixed = numpy_helper.from_array(np.array(sizes, dtype=np.int64), f"{node.name}_fixed")
            graph.initializer.append(fixed)
            node.input[1] = fixed.name


def _sizes(
    names: Sequence[str], makers: Mapping[str, Any], constants: Mapping[str, Any]
) -> list[int] | None:
    """The sizes that are known, and for each other one that it is copied; None where unclear."""
    from onnx import numpy_helper

    sizes: list[int] = []
    for name in names:
        if name in constants:
            sizes.extend(int(size) for size in numpy_helper.to_array(constants[name]).ravel())
        elif name in makers and makers[name].op_type == "Unsqueeze":
            sizes.append(_COPIED)
        else:
            return None
    return sizes


def _drop_guards(graph: Any) -> None:  # noqa: ANN401 - as above
    """Pass by what only replaces numbers that are none: every text has a token to attend to."""
    makers = {name: node for node in graph.node for name in node.output}
    instead = {
        node.output[0]: node.input[2]
        for node in graph.node
        if node.op_type == "Where"
        and getattr(makers.get(node.input[0]), "op_type", "") == "IsNaN"
        and makers[node.input[0]].input[0] == node.input[2]
    }
    for node in graph.node:
        for place, name in enumerate(node.input):
            if name in instead:
                node.input[place] = instead[name]


def _drop_unused(graph: Any) -> None:  # noqa: ANN401 - as above
    """Leave out nodes and constants that nothing reads."""
    read = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):  # in the order of computing, so readers come first here
        if any(name in read for name in node.output):
            kept.append(node)
            read.update(node.input)
    constants = [tensor for tensor in graph.initializer if tensor.name in read]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(constants)
