"""Circuits to keep in files."""

from struct import pack

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Data, Gate, Settings, Wire


@pytest.fixture
def product() -> Circuit:
    """f = x * y at (-2, 3), x placed."""
    return Circuit(
        [
            Settings(objective=3, seed=2.0),
            Gate(1, "input", "x", -2.0, position=(24.0, 48.0)),
            Gate(2, "input", "y", 3.0),
            Gate(3, "multiply", "f", inputs=2),
            Wire(4, source=1, target=3, port=0),
            Wire(5, source=2, target=3, port=1),
        ]
    )


@pytest.fixture
def product_with_data(product: Circuit) -> Circuit:
    """The same, with two rows of data; y is fed by the column v."""
    rows = pack("<6d", 1.5, -0.0, 1.0, 1e-300, 2.0, -1.0)
    return Circuit([*product.parts, Data(("u", "v", "label"), (rows,), "by hand", (("y", "v"),), "label")])
