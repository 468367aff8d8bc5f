"""The commands: each reads a circuit, asks the engine or a writer, and answers with text and an exit code."""

from collections.abc import Callable, Mapping
from pathlib import Path

from circuitlab.circuit.errors import CircuitError, clause
from circuitlab.cli import qt
from circuitlab.cli.answer import Answer, UsageError
from circuitlab.cli.aside import tell
from circuitlab.cli.check_rows import CHECK_HEADS, CHECK_LEFT, row_cells, row_json, verdict
from circuitlab.cli.options import Options
from circuitlab.cli.printing import dump_list, dumps, name_of, number, table, text
from circuitlab.cli.reading import called, circuit_of, complete, entered
from circuitlab.cli.saving import saved
from circuitlab.cli.step_rows import STEP_HEADS, STEP_LEFT, step_json, step_rows
from circuitlab.engine import passes
from circuitlab.engine.trace import Trace
from circuitlab.files import store
from circuitlab.files.disk import write_bytes
from circuitlab.files.errors import shown

_FORMATS = (store.CIRCUIT_SUFFIX, store.TEXT_SUFFIX)
CODE_SUFFIX = ".py"


def run(options: Options) -> Answer:
    """Do what was asked for. Raises UsageError, FileError, FormulaError or CircuitError."""
    return _COMMANDS[options.command](options)


def _window(options: Options) -> Answer:
    from circuitlab.teach.lessons.lesson import SUFFIX

    circuit = path = lesson = None
    source = "" if options.source is None else options.source.lower()
    if source.endswith(SUFFIX):
        from circuitlab.teach.lessons.deck import open_lesson
        from circuitlab.teach.lessons.words import left_out

        lesson = open_lesson(Path(options.source or ""))
        for line in left_out(lesson):
            tell(line)
    elif options.source is not None or options.text is not None:
        circuit = circuit_of(options)  # read before Qt is loaded: what can't be read opens no window
    if source.endswith(store.CIRCUIT_SUFFIX):
        path = Path(options.source or "")
    qt.check_window()
    with qt.loading():
        from circuitlab.app.main import run_window

        return Answer(code=run_window(circuit, path, lesson))


def _eval(options: Options) -> Answer:
    circuit = complete(options)
    trace = passes.run(circuit)
    objective = None if trace.objective is None else name_of(circuit, trace.objective)
    if options.json:
        values = {name: number(value) for name, value in trace.values.items()}
        gradients = {name: number(value) for name, value in trace.gradients.items()}
        found = {"objective": objective, "values": values, "gradients": gradients}
        why = trace.obstacle()
        return Answer(dumps(found if why is None else found | {"waiting": why}) + "\n")
    rows = [(name, text(value), text(trace.gradients[name])) for name, value in trace.values.items()]
    said = _objective_line(objective, trace.seed) + _missing_line(trace)
    return Answer(table(("gate", "value", "gradient"), rows) + said)


def _objective_line(objective: str | int | None, seed: float) -> str:
    if objective is None:
        return "no objective: no gradients\n"
    return f"objective {objective}" + ("" if seed == 1 else f", seed {text(seed)}") + "\n"


def _missing_line(trace: Trace) -> str:
    why = trace.obstacle()
    return "" if why is None else f"not computed: {why}\n"


def _trace(options: Options) -> Answer:
    circuit = complete(options)
    trace = passes.run(circuit)
    steps = trace.steps
    if options.json:
        return Answer(dump_list(step_json(circuit, step) for step in steps) + "\n")
    rows = [row for step in steps for row in step_rows(circuit, step)]
    return Answer(table(STEP_HEADS, rows, STEP_LEFT) + _missing_line(trace))


def _check(options: Options) -> Answer:
    from circuitlab.engine.gradient_check import check

    circuit = complete(options)
    report = check(circuit)
    why = None if report.rows else passes.run(circuit).obstacle()
    if why is not None:
        raise UsageError(f"nothing to check: {why}")
    code = 0 if report.ok else 1
    if options.json:
        rows = dump_list(row_json(circuit, row) for row in report.rows)
        return Answer(f'{{"ok": {dumps(report.ok)}, "rows": {rows}}}\n', code)
    lines = [row_cells(circuit, row) for row in report.rows]
    return Answer(table(CHECK_HEADS, lines, CHECK_LEFT) + verdict(report), code)


def _modes(options: Options) -> Answer:
    from circuitlab.cli.mode_rows import compared, modes_json, modes_text

    circuit = complete(options)
    trace = passes.run(circuit)
    if trace.tape.objective is None:
        why = trace.obstacle() or "no objective: choose which gate is to be differentiated"
        raise UsageError(f"nothing to differentiate: {why}")
    found = compared(trace)
    if options.json:
        return Answer(modes_json(circuit, trace, found) + "\n")
    return Answer(modes_text(circuit, trace, found))


def _paths(options: Options) -> Answer:
    from circuitlab.api.running import paths
    from circuitlab.cli import path_rows

    circuit = complete(options)
    gate = called(options.gate)
    try:
        found = paths(circuit, gate, options.limit)
    except CircuitError as error:
        raise UsageError(f"--from: {clause(str(error))}") from error
    trace = passes.run(circuit)
    if trace.tape.objective is None:
        raise UsageError(f"no paths: {trace.obstacle() or 'there is no objective'}")
    if options.json:
        return Answer(dumps(path_rows.for_programs(circuit, trace, found)) + "\n")
    return Answer(path_rows.for_people(circuit, trace, found))


def _optimize(options: Options) -> Answer:
    from circuitlab.cli import climbing

    if options.climbing is None:
        raise UsageError("optimize: nothing was asked for")
    return climbing.answer(complete(options), options.climbing, json=options.json)


def _train(options: Options) -> Answer:
    from circuitlab.cli import training

    if options.training is None:
        raise UsageError("train: nothing was asked for")
    circuit = entered(circuit_of(options), options)
    return training.answer(circuit, options.training, json=options.json)


def _make(options: Options) -> Answer:
    from circuitlab.cli import making

    if options.made is None:
        raise UsageError(f"{options.command}: nothing was asked for")
    return (making.data if options.command == "data" else making.template)(options.made)


def _convert(options: Options) -> Answer:
    path = _output(options, _FORMATS)
    return Answer("".join(saved(entered(circuit_of(options), options), path)))


def _gate(options: Options) -> Answer:
    from circuitlab.cli import gate

    made, kind = gate.defined(options.rule, options.symbol)
    points = [gate.point(kind, values) for values in options.at]
    lost = list[str]()
    if options.source is not None:
        path = _output(options, _FORMATS)
        circuit = circuit_of(options)
        gate.added(made, circuit, options.source)
        lost = saved(circuit, path)
    if options.json:
        return Answer(gate.for_programs(kind, points, lost))
    return Answer(gate.for_people(kind, points, lost, latex=options.latex))


def _code(options: Options) -> Answer:
    from circuitlab.share.code import code_of

    path = None if options.output == "-" else _output(options, (CODE_SUFFIX,))
    code = code_of(complete(options), dialect=options.dialect)
    if path is None:
        return Answer(code.text)
    write_bytes(path, code.text.encode())
    return Answer()


def _export(options: Options) -> Answer:
    path = _output(options, (".png", ".svg", ".pdf"))
    circuit = store.laid_out(entered(circuit_of(options), options))
    with qt.loading():
        from circuitlab.app.render import export_picture

        try:
            shrink = options.scale is None
            scale = 1.0 if options.scale is None else options.scale
            export_picture(circuit, path, step=options.step, scale=scale, theme=options.theme, shrink=shrink)
        except ValueError as error:  # a scale that is too small or too large for this circuit
            raise UsageError(str(error)) from error
    return Answer()


def _output(options: Options, suffixes: tuple[str, ...]) -> Path:
    path = Path(options.output)
    if path.suffix.lower() not in suffixes:
        endings = " or ".join(filter(None, (", ".join(suffixes[:-1]), suffixes[-1])))
        raise UsageError(f"-o {shown(options.output)}: expected a file name that ends in {endings}")
    return path


_COMMANDS: Mapping[str, Callable[[Options], Answer]] = {
    "": _window,
    "eval": _eval,
    "trace": _trace,
    "check": _check,
    "modes": _modes,
    "paths": _paths,
    "optimize": _optimize,
    "train": _train,
    "data": _make,
    "template": _make,
    "convert": _convert,
    "code": _code,
    "export": _export,
    "gate": _gate,
}
