"""The exported model without what computes nothing."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from knowledge.leaner import make_leaner, same_results

_GUARDED = ("share", "is_nan", "guarded")


def _model(path: Path, sizes: tuple[str, str] = ("first_size", "size")) -> Path:
    """Ids as one-hot rows, reshaped by worked-out sizes, with a guard against rows of nothing."""

    def node(kind: str, inputs: list[str], output: str, **more: Any) -> onnx.NodeProto:  # noqa: ANN401
        return helper.make_node(kind, inputs, [output], name=output, **more)

    def constant(name: str, values: Any) -> onnx.TensorProto:  # noqa: ANN401
        return numpy_helper.from_array(np.array(values, dtype=np.int64), name)

    share, is_nan, guarded = _GUARDED
    nodes = [
        node("Cast", ["input_ids"], "floats", to=TensorProto.FLOAT),
        node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT),
        node("Mul", ["floats", "mask"], "seen"),
        node("Shape", ["seen"], "shape"),
        node("Gather", ["shape", "zero"], "first"),
        node("Gather", ["shape", "one"], "second"),
        node("Unsqueeze", ["first", "axis"], "first_size"),
        node("Unsqueeze", ["second", "axis"], "size"),
        node("Concat", [*sizes, "single"], "sizes", axis=0),
        node("Reshape", ["seen", "sizes"], "rows"),
        node("Softmax", ["rows"], share, axis=1),
        node("IsNaN", [share], is_nan),
        node("Where", [is_nan, "nought", share], guarded),
        node("ReduceSum", [guarded, "axis_one"], "embedding", keepdims=0),
    ]
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in names]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, None)
    constants = [
        *(constant(name, value) for name, value in (("zero", 0), ("one", 1), ("axis", [0]))),
        *(constant(name, value) for name, value in (("single", [1]), ("axis_one", [1]))),
        numpy_helper.from_array(np.array(0.0, dtype=np.float32), "nought"),
    ]
    graph = helper.make_graph(nodes, "small", inputs, [output], constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(made, str(path))
    return path


def test_sizes_and_guards_are_left_out_and_results_stay(tmp_path: Path) -> None:
    before, model = _model(tmp_path / "before.onnx"), _model(tmp_path / "model.onnx")
    assert make_leaner(model) == 8  # six for the sizes, two for the guard
    kinds = [node.op_type for node in onnx.load(str(model)).graph.node]
    assert kinds == ["Cast", "Cast", "Mul", "Reshape", "Softmax", "ReduceSum"]
    assert same_results(before, model)
    assert make_leaner(model) == 0
    assert sorted(path.name for path in tmp_path.glob("*.onnx")) == ["before.onnx", "model.onnx"]


def test_a_model_whose_results_would_differ_stays_as_it_is(tmp_path: Path) -> None:
    # Texts and tokens change places: copying each size from its own place would not do that.
    model = _model(tmp_path / "model.onnx", ("size", "first_size"))
    content = model.read_bytes()
    assert make_leaner(model) == 0
    assert model.read_bytes() == content


@pytest.mark.parametrize("broken", [b"", b"no model"])
def test_what_is_no_model_gives_no_result(tmp_path: Path, broken: bytes) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(broken)
    assert not same_results(_model(tmp_path / "model.onnx"), other)
