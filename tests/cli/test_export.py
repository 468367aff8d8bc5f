"""Pictures from the command line: no display, vector formats without text or bitmaps."""

import pytest


@pytest.fixture
def export(cli, product, tmp_path):
    """Draw the product into a file of this suffix and give its bytes."""

    def call(suffix: str, *words: object) -> bytes:
        path = tmp_path / f"picture{suffix}"
        result = cli("export", product, "-o", path, *words)
        assert (result.code, result.out, result.err) == (0, "", "")
        return path.read_bytes()

    return call


def test_a_png_has_a_size_that_scales(export):
    def size(data):
        return tuple(int.from_bytes(data[start : start + 4], "big") for start in (16, 20))

    small, large = export(".png"), export(".png", "--scale", 2)
    assert small.startswith(b"\x89PNG")
    assert size(large) == pytest.approx([2 * side for side in size(small)], abs=2)


def test_an_svg_is_vector_with_its_text_as_outlines(export):
    drawing = export(".svg").decode()
    assert "<path" in drawing
    assert "<text" not in drawing
    assert "<image" not in drawing


def test_a_pdf_holds_no_bitmap(export):
    drawing = export(".pdf")
    assert drawing.startswith(b"%PDF")
    assert b"/Subtype /Image" not in drawing


def test_steps_are_clamped_to_the_trace(export):
    assert export(".svg", "--step", 5) == export(".svg") == export(".svg", "--step", 10**9)
    assert export(".svg", "--step", 0) == export(".svg", "--step", -3) != export(".svg")


def test_themes_differ(export):
    assert export(".svg", "--theme", "dark") != export(".svg", "--theme", "light") == export(".svg")


def test_a_picture_that_cannot_be_written_is_one_line(cli, product, tmp_path):
    for name in ("a.png", "a.svg", "a.pdf"):
        assert str(tmp_path / "none")[-20:] in cli("export", product, "-o", tmp_path / "none" / name).refusal


@pytest.mark.parametrize("scale", ["1e-9", "19.9"])
def test_a_size_that_no_picture_has_is_one_line(cli, tmp_path, scale):
    wide = ["-e", "f = " + "+".join(f"x{n}" for n in range(200))]
    given = [word for n in range(200) for word in ("--set", f"x{n}=1")]
    assert "scale" in cli("export", *wide, *given, "-o", tmp_path / "a.png", "--scale", scale).refusal


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """A circuit of a thousand gates in a row: at full size, no bitmap holds it."""
    path = tmp_path_factory.mktemp("chain") / "chain.txt"
    path.write_text("t0 = 1\n" + "".join(f"t{n} = tanh(t{n - 1})\n" for n in range(1, 1000)))
    return path


def test_a_thousand_gates_are_drawn_as_large_as_they_fit(cli, chain, tmp_path):
    out = tmp_path / "chain.png"
    assert cli("export", chain, "-o", out).code == 0
    width = int.from_bytes(out.read_bytes()[16:20], "big")
    assert 32_000 < width <= 32_767


def test_a_scale_that_is_too_large_names_the_largest_that_fits(cli, chain, tmp_path):
    line = cli("export", chain, "-o", tmp_path / "a.png", "--scale", "1").refusal
    fits = line.rpartition(" ")[2]
    assert "scale" in line
    assert cli("export", chain, "-o", tmp_path / "a.png", "--scale", fits).code == 0
    larger = cli("export", chain, "-o", tmp_path / "a.png", "--scale", float(fits) * 1.02).refusal
    assert larger.endswith(f"fits is {fits}")


def test_an_empty_circuit_has_a_picture(cli, tmp_path):
    (tmp_path / "empty.circuit").write_text(
        '{"format": "circuitlab", "version": 1, "settings": {}, "gates": [], "wires": []}'
    )
    assert cli("export", tmp_path / "empty.circuit", "-o", tmp_path / "empty.png").code == 0
