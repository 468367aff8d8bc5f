"""What `circuitlab --help` says: every command in one sentence, with an example."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: what it does, how it is called, and what else there is to know about it."""

    summary: str
    example: str
    more: str = ""


WINDOW = Entry("open the window, with a circuit or a lesson if one is given", "circuitlab neuron.circuit")

_GATE = """\
The slopes are derived from the formula and compared with central differences, where all is finite
and away from kinks; a rule is refused only where they differ. Where max, min, abs or relu make a slope
jump, it is printed in cases. With --latex everything but the equations is a comment.
--into adds the gate to a circuit; -o may name the same file.

JSON: an object with name, symbol, inputs (a list), formula, latex, partials (by input an object with
text and latex), checked (how many slopes were compared), at (a list of objects with inputs, value, slopes
and kink, which is true where there is no single slope), lost (what OUT does not hold)
"""

_MODES = """\
Counted is what is done with the values and the local gradients, which both modes need: one multiplication
for each wire that carries something, one addition for each further one that arrives at the same gate.

JSON: an object with objective, seed, sources (a list of objects with source, forward, reverse,
multiplications and additions), forward and reverse (objects with sweeps, multiplications, additions)
"""

_PATHS = """\
The products of all paths sum to the gradient of GATE. There can be exponentially many: all are counted,
and the N with the largest products, signs aside, are printed; "share" is how much of all products, counted
without signs, these are.

JSON: an object with from, to, gradient, count (exact, as text where it has more than 15 digits), total (the
sum of the products printed), share, agrees (whether the sum is the gradient, but for rounding; null where
paths are left out or a number is not finite), multiplications (that all these paths need), messages (those
of one backward pass, which gives the gradients of all gates), paths (a list of objects with gates, ports,
locals and product)
"""

_OPTIMIZE = """\
All inputs and parameters that the objective depends on move; constants and SOURCE stay as they are.
One evaluation is one run of the circuit, a backward pass included: a step of random search takes 1, of the
numerical gradient n + 1 for n values (2 n + 1 with central differences), of all others 1; the start takes 1.
Random search stops for want of gain when its last 100 tweaks together gain less than G.
The same seed gives the same run to the last bit. Exit code 1 where the run diverges.

JSON: an object with steps, stopped ("steps", "gain", "target" or "diverged"), evaluations, objective,
values (by name); where it diverged, why is a line on standard error
"""

_TRAIN = """\
The parameters of SOURCE are trained by the examples in D.csv, or by those saved with SOURCE, whose choices of
columns then hold, too. Inputs are fed by the columns of their names, or, where no name fits, in order. The
last column is the target unless --target names another: a label of 1 and -1 (or 0), for squared any number. A
step lowers the mean loss of its examples, plus A / 2 x the sum of w**2 over the weights: all parameters that
the output depends on, but those that are only added or subtracted. In the SVM force rule each example pulls
by +1 or -1; its loss is that of hinge. objective: SOURCE's objective is itself the loss; an input that is
called target takes the target, and accuracy goes by the value that meets it. A sigmoid's output is taken as
the chance of the upper class: decided at 0.5, in logistic loss -ln of the chance given to the label, in
squared error 0 for a label of -1. The same seed gives the same run to the last bit. Exit code 1 where the run
diverges: it stops at the last finite parameters, and says at which step, parameter and gate.

JSON: an object with epochs, loss, accuracy (null where the targets are no two classes), parameters (by
name), with --test also test_loss and test_accuracy; where it diverged, why is a line on standard error
"""

_DATA = """\
Two classes of points in the plane, in the columns x, y and label (1 or -1), half of each.
"""

_TEMPLATE = """\
Weights are uniform in [-1, 1], biases 0. --sizes of neuron, svm and logistic: the inputs; of network: the
inputs and the units; of mlp: the inputs, the units of each layer, the outputs. With --loss the loss of one
example is the objective, and the label an input called target.
"""

COMMANDS: Mapping[str, Entry] = {
    "eval": Entry(
        "print value and gradient of every named gate",
        'circuitlab eval -e "f = (x + y) * z" --set x=-2 --set y=5 --set z=-4',
        "JSON: an object with objective, values, gradients, and where a gate can't be computed waiting: why",
    ),
    "trace": Entry(
        "print every step of the forward and the backward pass",
        "circuitlab trace neuron.circuit --json",
    ),
    "check": Entry(
        "compare every gradient with a central difference; exit code 1 on a mismatch",
        "circuitlab check formulas.txt",
    ),
    "modes": Entry(
        "compute the gradient in forward and in reverse mode, and count the operations of both",
        'circuitlab modes -e "f = (x + y) * z" --set x=-2 --set y=5 --set z=-4',
        _MODES,
    ),
    "paths": Entry(
        "print all paths from a gate to the objective; their products sum to its gradient",
        "circuitlab paths neuron.circuit --from w0",
        _PATHS,
    ),
    "optimize": Entry(
        "climb: change the inputs step by step so that the objective grows, or falls",
        'circuitlab optimize -e "f = 100 - (x - y)**2" --set x=3 --set y=4 --min-gain 1e-6',
        _OPTIMIZE,
    ),
    "train": Entry(
        "train the parameters of a circuit by examples: a CSV file's, or those saved with it",
        'circuitlab train -e "a = parameter(1)" -e "f = a * x" --data points.csv --loss squared',
        _TRAIN,
    ),
    "data": Entry(
        "make examples to learn from: moons, circles, xor, spiral, blobs or linear",
        "circuitlab data moons -o moons.csv --points 100 --noise 0.1 --seed 1",
        _DATA,
    ),
    "template": Entry(
        "make a neuron, an SVM, a logistic regression, a network or an MLP of gates",
        "circuitlab template mlp --sizes 2,16,16,1 --seed 1 -o mlp.circuit",
        _TEMPLATE,
    ),
    "convert": Entry(
        "write the circuit as a .circuit file or as formula text",
        "circuitlab convert formulas.txt -o neuron.circuit",
    ),
    "code": Entry(
        "write the circuit as source code that runs: Python, micrograd, NumPy, PyTorch or JAX",
        "circuitlab code neuron.circuit --dialect pytorch -o neuron.py",
    ),
    "export": Entry(
        "draw the circuit, as the window does, into a .png, .svg or .pdf file",
        "circuitlab export neuron.circuit -o neuron.svg --step 3 --theme dark",
    ),
    "gate": Entry(
        "make a gate of your own: print its rule and slopes, check them, add it to a circuit",
        'circuitlab gate "hill(x, y) = 100 - (x - y)**2" --at x=3,y=4',
        _GATE,
    ),
}


def _overview() -> str:
    entries = "\n".join(
        f"  {name:8} {entry.summary}\n           $ {entry.example}" for name, entry in COMMANDS.items()
    )
    return f"""\
usage: circuitlab [SOURCE]            {WINDOW.summary}
       circuitlab COMMAND SOURCE ...  run a command, without a display
       circuitlab gate RULE ...       make a gate of your own
       circuitlab data KIND ...       make examples
       circuitlab template NAME ...   make a circuit

SOURCE is a .circuit file, a formula text file, or - for standard input.
The window also opens a .lesson file.
  -e TEXT           formula text in place of SOURCE; may be repeated, one line each
  --set NAME=VALUE  give an input or parameter a value; may be repeated
  --upstream VALUE  set the seed, the objective's own gradient
  --inside GATE     go into a gate that is made of gates, with what comes to it from outside
  --version, --help

commands (circuitlab COMMAND --help tells more):
{entries}

exit codes: 0 done; 1 the answer is no (a check failed, a run diverged);
            2 the input or the call is wrong
"""


OVERVIEW = _overview()
