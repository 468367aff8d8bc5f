"""`circuitlab train`, `data` and `template`: the published numbers, what they write, and what they refuse."""

import json
from dataclasses import replace

import pytest
from support.lessons_data import AS_CSV, PUBLISHED, SVM

import circuitlab
from circuitlab.circuit import edits
from circuitlab.circuit.data import put
from circuitlab.circuit.text import to_circuit
from circuitlab.cli import progress
from circuitlab.files import store
from circuitlab.learn import csv_text
from circuitlab.learn.datasets import generate
from circuitlab.learn.table import kept
from circuitlab.learn.templates import template

GUIDE = ("--loss", "svm-force", "--l2", "1", "--batch", "1", "--step-size", "0.01", "--order", "given")


@pytest.fixture
def points(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text(AS_CSV, encoding="utf-8")
    return path


@pytest.fixture
def svm(tmp_path):
    path = tmp_path / "svm.txt"
    path.write_text(SVM, encoding="utf-8")
    return path


def test_the_published_numbers(cli, svm, points):
    found = cli("train", svm, "--data", points, *GUIDE, "--epochs", "1", "--json").json
    assert found["parameters"] == {"a": 0.9567539180297999, "b": -1.8616993884027002, "c": -1.01}
    assert found["epochs"] == 1
    found = cli("train", svm, "--data", points, *GUIDE, "--epochs", "100", "--json").json
    assert found["parameters"]["a"] == 0.6369910977673935
    assert found["parameters"]["b"] == -0.14978309325540778
    assert found["parameters"]["c"] == pytest.approx(-0.87, abs=1e-15)
    assert set(found) == {"epochs", "loss", "accuracy", "parameters"}


def test_two_moons_from_beginning_to_end(cli, tmp_path):
    data, network, trained = tmp_path / "moons.csv", tmp_path / "mlp.circuit", tmp_path / "trained.circuit"
    cli("data", "moons", "-o", data, "--points", "100", "--noise", "0.1", "--seed", "1")
    cli("template", "mlp", "--sizes", "2,16,16,1", "--seed", "2", "-o", network)
    how = ("--loss", "hinge", "--l2", "1e-4", "--step-size", "1", "--schedule", "linear", "--epochs", "100")
    found = cli("train", network, "--data", data, *how, "-o", trained, "--json").json
    assert found["accuracy"] == 1.0
    again = cli("train", network, "--data", data, *how, "--json").json
    assert again == found
    held = {gate.name: gate.value for gate in store.read(trained).gates.values()}
    assert {name: held[name] for name in found["parameters"]} == found["parameters"]


def test_people_get_a_table_and_a_line(cli, svm, points):
    said = cli("train", svm, "--data", points, *GUIDE, "--epochs", "1").out.splitlines()
    assert said[0].split() == ["parameter", "start", "end"]
    assert said[1].split() == ["a", "1", "0.9567539180297999"]
    assert said[-1].startswith("1 epoch: loss ")
    assert said[-1].endswith("accuracy 66.67 %")


def test_rows_are_kept_for_testing(cli, svm, points):
    found = cli("train", svm, "--data", points, "--test", "0.34", "--json").json
    assert {"test_loss", "test_accuracy"} <= set(found)


def test_columns_are_chosen(cli, svm, tmp_path):
    path = tmp_path / "d.csv"
    path.write_text("kind,u,v\n1,1.2,0.7\n-1,-0.3,-0.5\n", encoding="utf-8")
    how = ("--data", path, "--target", "kind", "--epochs", "1", "--batch", "1", "--order", "given", "--json")
    plain = cli("train", svm, *how).json
    assert cli("train", svm, *how, "--bind", "x=u", "--bind", "y=v").json == plain
    assert cli("train", svm, *how, "--bind", "x=v", "--bind", "y=u").json != plain


def test_a_run_that_diverges_says_where_and_ends_with_1(cli, points):
    result = cli(
        *("train", "-e", "w = parameter(1)", "-e", "f = w * x + y", "--data", points),
        *("--loss", "squared", "--step-size", "1e20", "--json"),
    )
    assert result.code == 1
    assert list(json.loads(result.out)) == ["epochs", "loss", "accuracy", "parameters"]
    assert result.err.startswith("circuitlab: Stopped at step ")
    assert " at f: " in result.err
    assert result.err.count("\n") == 1


def test_a_run_whose_last_step_diverges_ends_with_1_too(cli, points):
    how = ("--data", points, "--bind", "x=x", "--loss", "squared", "--step-size", "1000", "--epochs", "1")
    result = cli("train", "-e", "w = parameter(1)", "-e", "f = exp(w * x)", *how, "--json")
    assert result.code == 1
    assert result.err.startswith("circuitlab: Stopped at step 1, epoch 1, example ")
    assert json.loads(result.out)["epochs"] == 1


def test_why_it_diverged_is_the_last_line_for_people(cli, points):
    how = ("--data", points, "--loss", "squared", "--step-size", "1e20")
    result = cli("train", "-e", "w = parameter(1)", "-e", "f = w * x + y", *how)
    assert (result.code, result.err) == (1, "")
    assert result.out.splitlines()[-1].startswith("Stopped at step ")


class Terminal:
    """Standard error as a terminal, that keeps what is written."""

    encoding = "utf-8"

    def __init__(self):
        self.text = ""

    def isatty(self):
        return True

    def write(self, words):
        self.text += words

    def flush(self):
        pass


def test_a_terminal_is_shown_the_progress(svm, points, monkeypatch, capsys):
    from circuitlab.cli import main

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    assert main(["train", str(svm), "--data", str(points)]) == 0
    assert "epoch 7 of 100, loss " in terminal.text
    assert terminal.text.endswith("\r\x1b[K")


def test_a_column_that_never_changes_is_named_and_the_training_goes_on(cli, svm, tmp_path):
    path = tmp_path / "constant.csv"
    path.write_text("x,y,label\n1,2,1\n3,2,-1\n", encoding="utf-8")
    found = cli("train", svm, "--data", path, "--epochs", "1", "--json")
    assert found.err == "circuitlab: column y is 2 in every row: y never changes\n"
    assert (found.code, json.loads(found.out)["epochs"]) == (0, 1)


def test_the_data_saved_with_a_circuit_train_it_and_others_take_their_place(cli, svm, points, tmp_path):
    circuit = to_circuit(SVM)
    data = replace(kept(csv_text.read(AS_CSV), "the guide"), feeds=(("x", "y"), ("y", "x")), target="label")
    circuit.apply(put(circuit, data))
    path = tmp_path / "with-data.circuit"
    store.save(circuit, path)
    swapped = cli("train", svm, "--data", points, "--bind", "x=y", "--bind", "y=x", *GUIDE, "--json").json
    assert cli("train", path, *GUIDE, "--json").json == swapped
    plain = cli("train", svm, "--data", points, *GUIDE, "--json").json
    assert cli("train", path, "--data", points, *GUIDE, "--json").json == plain != swapped
    assert cli("train", path, "--bind", "x=x", "--bind", "y=y", *GUIDE, "--json").json == plain
    run = circuitlab.train(circuitlab.load(path), loss="svm-force", epochs=1)
    assert run.parameters.keys() == {"a", "b", "c"}


def test_data_are_printed_or_written(cli, tmp_path):
    printed = cli("data", "xor", "--points", "8", "--seed", "3").out
    assert printed.splitlines()[0] == "x,y,label"
    assert len(printed.splitlines()) == 9
    path = tmp_path / "xor.csv"
    assert cli("data", "xor", "--points", "8", "--seed", "3", "-o", path).out == ""
    assert path.read_text("utf-8") == printed
    assert float(printed.splitlines()[1].split(",")[0]) == generate("xor", 8, 0.1, 3).rows[0, 0]


def test_templates_are_printed_or_written(cli, tmp_path):
    printed = cli("template", "svm", "--seed", "3").out
    assert printed.splitlines()[-1] == "f = add(a * x, b * y, c)"
    path = tmp_path / "svm.circuit"
    cli("template", "svm", "--seed", "3", "-o", path)
    assert store.read(path).parts == template("svm", seed=3).parts


def test_a_loss_stands_behind_a_template(cli):
    printed = cli("template", "neuron", "--sizes", "1", "--loss", "squared", "--l2", "0.5").out
    assert printed.splitlines()[-1] == "loss = square(f - target) + penalty"


def test_circuits_from_standard_input_are_trained_too(cli, points):
    found = cli("train", "-", "--data", points, "--epochs", "1", "--json", stdin=SVM.encode()).json
    assert found["epochs"] == 1


def test_defaults_are_those_of_python(cli, svm, points):
    import circuitlab

    found = cli("train", svm, "--data", points, "--json").json
    result = circuitlab.train(circuitlab.load(svm), points)
    assert (found["loss"], found["accuracy"]) == (result.loss, result.accuracy)
    assert found["parameters"] == dict(result.parameters)
    assert PUBLISHED["l2"] == 1.0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "no data are saved with this circuit: name a CSV file with --data"),
        (("--data", "no.csv"), "no.csv: can't be read"),
        (
            ("--data", "{points}", "--target", "class"),
            "there is no column 'class': the data have x, y, label",
        ),
        (("--data", "{points}", "--bind", "q=x"), "there is no input 'q'"),
        (("--data", "{points}", "--bind", "x"), "--bind: expected INPUT=COLUMN"),
        (("--data", "{points}", "--loss", "huber"), "--loss"),
        (("--data", "{points}", "--step-size", "0"), "step size must be a finite number above 0, not 0"),
        (("--data", "{points}", "--step-size", "nan"), "step size must be a finite number above 0, not nan"),
        (("--data", "{points}", "--epochs", "0"), "epochs"),
        (("--data", "{points}", "--epochs", "1.5"), "expected a whole number"),
        (("--data", "{points}", "--batch", "0"), "the batch"),
        (("--data", "{points}", "--l2", "-1"), "l2"),
        (("--data", "{points}", "--test", "1"), "share of test rows"),
        (("--data", "{points}", "--test", "0.01"), "share of test rows: 0.01 of 6 rows is no row"),
        (("--data", "{points}", "--order", "sorted"), "--order"),
        (("--data", "{points}", "-o", "a.png"), "ends in .circuit or .txt"),
    ],
)
def test_what_is_wrong_takes_one_line(cli, svm, points, words, says):
    given = [str(word).format(points=points) for word in words]
    assert says in cli("train", svm, *given).refusal


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x,y,label\n1,2\n", "row 1 (line 2) has 2 cells, expected 3: column label is missing"),
        ("x,y,label\n1,2,1\n1,,1\n", "row 2 (line 3), column y is empty"),
        ("x,y,label\n1,red,1\n", "row 1 (line 2), column y: 'red' is not a number"),
        ("x,y,label\n1,2,1\n1,2,3\n", "row 2, column label: expected a label, 1 or -1, got 3"),
        ("x,y,label\n1,2,1\n3,4,1\n", "column label: every row holds 1"),
        ("x,label\n1,1\n", "no column for the input y"),
        ("", "there are no data"),
    ],
)
def test_data_that_can_not_be_used_are_named_by_row_and_column(cli, svm, tmp_path, text, says):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert says in cli("train", svm, "--data", path).refusal


def test_a_circuit_without_parameters_is_refused(cli, points):
    assert "no parameter to train" in cli("train", "-e", "f = x + y", "--data", points).refusal


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("data",), "KIND"),
        (("data", "stars"), "no data are called 'stars'"),
        (("data", "moons", "-o", "a.txt"), "ends in .csv"),
        (("data", "moons", "--points", "1"), "points"),
        (("data", "moons", "--noise", "-1"), "noise"),
        (("template", "perceptron"), "no template is called"),
        (("template", "mlp", "--sizes", "2,x"), "expected sizes such as 2,16,16,1"),
        (("template", "mlp", "--sizes", "2"), "two sizes or more"),
        (("template", "mlp", "--activation", "gelu"), "'gelu'"),
        (("template", "mlp", "-o", "a.png"), "ends in .circuit or .txt"),
        (("template", "mlp", "--loss", "huber"), "no loss is called 'huber'"),
        (("template", "svm", "--l2", "0.5"), "--l2 belongs to a loss"),
        (("template", "mlp", "--l2", "nan"), "--l2 belongs to a loss"),
    ],
)
def test_what_can_not_be_made_takes_one_line(cli, words, says):
    assert says in cli(*words).refusal


def test_a_batch_of_more_rows_than_there_are_is_told(cli, svm, points):
    found = cli("train", svm, "--data", points, "--epochs", "1", "--batch", "100")
    assert found.err == "circuitlab: the batch of 100 is more than the 6 rows: each step takes all of them\n"


def test_a_loss_of_gates_is_lowered_itself_and_a_line_says_so(cli, points, tmp_path):
    lossy = tmp_path / "loss.txt"
    cli("template", "svm", "--loss", "hinge", "--l2", "0.1", "-o", lossy)
    how = ("--data", points, "--order", "given", "--epochs", "3", "--json")
    found = cli("train", lossy, *how)
    said = "circuitlab: the objective is the loss: column label feeds target\n"
    asked = cli("train", lossy, *how, "--loss", "objective")
    assert (found.out, found.err) == (asked.out, said)
    assert asked.json["accuracy"] is not None
    refused = cli("train", lossy, *how, "--loss", "hinge").refusal
    assert "the objective is a loss already, which sees the target: train with loss objective" in refused
    by_hand = cli("train", lossy, *how, "--bind", "target=label")
    assert (by_hand.out, by_hand.err) == (asked.out, said)


def test_a_sigmoid_under_hinge_is_told_what_to_take(cli, points, tmp_path):
    neuron = tmp_path / "neuron.txt"
    cli("template", "neuron", "-o", neuron)
    told = "f is never below 0, so no row of the lower class can reach its margin: take squared error or"
    assert told in cli("train", neuron, "--data", points, "--epochs", "1").err
    assert cli("train", neuron, "--data", points, "--loss", "logistic", "--epochs", "1").err == ""


def test_what_the_file_does_not_hold_is_told_beside_json_too(cli, svm, points, tmp_path):
    circuit, seeded, out = store.read(svm), tmp_path / "seeded.circuit", tmp_path / "trained.txt"
    circuit.apply(edits.set_seed(circuit, 2.0))
    store.save(circuit, seeded)
    call = ("train", seeded, "--data", points, *GUIDE, "--epochs", "1", "-o", out)
    told = [line for line in cli(*call).out.splitlines() if line.startswith("not kept in trained.txt: ")]
    assert told
    assert cli(*call, "--json").err.splitlines() == [f"circuitlab: {line}" for line in told]
