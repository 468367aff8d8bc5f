"""The source as it is shown while numbers are covered: a question mark where such a number would stand."""

import re
from dataclasses import replace

from circuitlab.app.hidden import COVERED, Hidden
from circuitlab.engine.trace import Trace
from circuitlab.share.code import Code, Line

_NAME = re.compile(r"[^\W\d]\w*|$")
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def covered(code: Code, trace: Trace, hidden: Hidden) -> Code:
    """The same source without the covered values of inputs, and without a covered seed.

    No other number of the passes stands in it. What is copied and saved has them all.
    """
    if not hidden.labels:
        return code
    held = [code.values[gate] for what, gate in hidden.labels if what == "value" and gate in code.values]
    starts = tuple(f"{_NAME.findall(value)[0]} = " for value in held)  # of "x.data", x
    seeds = trace.objective is not None and hidden.gradient(trace.objective)

    def shown(line: Line) -> Line:
        is_seed = seeds and line.steps == (trace.forward_count, trace.forward_count)
        given = line.steps is None and line.text.startswith(starts)
        if not (is_seed or (starts and given)):
            return line
        name, equals, right = line.text.partition(" = ")
        return replace(line, text=name + equals + _NUMBER.sub(COVERED, right, count=1))

    return replace(code, lines=tuple(map(shown, code.lines)))
