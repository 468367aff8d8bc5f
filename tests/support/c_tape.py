"""The yardstick of the benchmarks: a circuit as a tape in C, compiled with -O2 and called through ctypes."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from circuitlab.formula.program import Program

OPERATIONS = ("add", "subtract", "multiply", "max", "tanh", "sigmoid", "sin", "square")

SOURCE = """
#include <math.h>
#include <string.h>
enum {ADD, SUBTRACT, MULTIPLY, MAX, TANH, SIGMOID, SIN, SQUARE};

static void forward(int n, int m, const int *op, const int *i, const int *j, double *v) {
  for (int s = m; s < n; s++) {
    double a = v[i[s]], b = v[j[s]];
    switch (op[s]) {
      case ADD: v[s] = a + b; break;
      case SUBTRACT: v[s] = a - b; break;
      case MULTIPLY: v[s] = a * b; break;
      case MAX: v[s] = a > b ? a : b; break;
      case TANH: v[s] = tanh(a); break;
      case SIGMOID: v[s] = 1 / (1 + exp(-a)); break;
      case SIN: v[s] = sin(a); break;
      case SQUARE: v[s] = a * a; break;
    }
  }
}

static void backward(int n, int m, const int *op, const int *i, const int *j, const double *v, double *g) {
  memset(g, 0, n * sizeof(double));
  g[n - 1] = 1;
  for (int s = n - 1; s >= m; s--) {
    double u = g[s], a = v[i[s]], b = v[j[s]];
    switch (op[s]) {
      case ADD: g[i[s]] += u; g[j[s]] += u; break;
      case SUBTRACT: g[i[s]] += u; g[j[s]] -= u; break;
      case MULTIPLY: g[i[s]] += u * b; g[j[s]] += u * a; break;
      case MAX:
        if (a > b) g[i[s]] += u;
        else if (a < b) g[j[s]] += u;
        else { g[i[s]] += u / 2; g[j[s]] += u / 2; }
        break;
      case TANH: g[i[s]] += u * (1 - v[s] * v[s]); break;
      case SIGMOID: g[i[s]] += u * v[s] * (1 - v[s]); break;
      case SIN: g[i[s]] += u * cos(a); break;
      case SQUARE: g[i[s]] += u * 2 * a; break;
    }
  }
}

void run(int points, int k, int n, int m, const int *op, const int *i, const int *j, double *v, double *g,
         const double *x, double *values, double *gradients) {
  for (int p = 0; p < points; p++) {
    memcpy(v, x + (size_t)p * k, k * sizeof(double));
    forward(n, m, op, i, j, v);
    values[p] = v[n - 1];
    if (gradients) {
      backward(n, m, op, i, j, v, g);
      memcpy(gradients + (size_t)p * k, g, k * sizeof(double));
    }
  }
}
"""


def compiler() -> str | None:
    """The C compiler of this machine."""
    return shutil.which("cc") or shutil.which("gcc")


def compiled(folder: Path) -> Any:
    """The tape's library."""
    source, library = folder / "tape.c", folder / "tape.so"
    source.write_text(SOURCE, encoding="utf-8")
    command = [str(compiler()), "-O2", "-fPIC", "-shared", str(source), "-o", str(library), "-lm"]
    subprocess.run(command, check=True)
    return ctypes.CDLL(str(library))


class CTape:
    """A program on the tape. Its output must be its last step, and all its inputs asked for."""

    def __init__(self, library: Any, program: Program) -> None:
        first, slots = program.first_step, program.slots()
        assert program.output == slots - 1
        operation, one, other = (np.zeros(slots, dtype=np.int32) for _ in range(3))
        for slot, (name, operands) in enumerate(program.steps, first):
            assert len(operands) <= 2
            operation[slot] = OPERATIONS.index(name)
            one[slot], other[slot] = operands[0], operands[-1]
        values, gradients = np.zeros(slots), np.zeros(slots)
        values[program.inputs : first] = program.literals
        self._inputs = program.inputs
        arrays = (operation, one, other, values, gradients)
        self._tape = (program.inputs, slots, first, *map(_pointer, arrays))
        self._run = library.run
        self._run.restype = None

    def points(self, points: Any, *, gradients: bool = True) -> tuple[Any, Any]:
        """Values, and gradients if wanted, at every row of an array."""
        values = np.empty(len(points))
        slopes = np.empty(points.shape) if gradients else None
        last = None if slopes is None else _pointer(slopes)
        self._run(len(points), *self._tape, _pointer(points), _pointer(values), last)
        return values, slopes

    def caller(self) -> Callable[[Sequence[float]], tuple[float, Sequence[float]]]:
        """The same boundary as circuitlab's: a sequence of values in, a value and a tuple of gradients out.

        The arrays are ctypes' own and made once, which is the quickest way for a few numbers.
        """
        row = ctypes.c_double * self._inputs
        point, value, gradients = row(), ctypes.c_double(), row()
        run = self._run
        arguments = (1, *self._tape, ctypes.byref(point), ctypes.byref(value), ctypes.byref(gradients))

        def call(values: Sequence[float]) -> tuple[float, Sequence[float]]:
            point[:] = values
            run(*arguments)
            return value.value, tuple(gradients)

        return call


def _pointer(array: Any) -> ctypes.c_void_p:
    pointer: ctypes.c_void_p = array.ctypes.data_as(ctypes.c_void_p)  # keeps the array alive
    return pointer
