#!/bin/sh
# Builds the wheel, installs it into a folder with a space in its name, and runs the desktop test on it.
# Dependencies come from the Python that PYTHON names (python3 unless set), which must have pytest too.
set -eu
python=${PYTHON:-python3}
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m pip wheel --quiet --no-deps --wheel-dir "$work" "$here"
"$python" -m pip install --quiet --no-deps --target "$work/in stalled" "$work"/circuitlab-*.whl
cd "$work"
export PYTHONPATH="$work/in stalled"
case $("$python" -c 'import circuitlab; print(circuitlab.__file__)') in
"$work"/*) ;;
*) echo "the wheel is not what gets imported" >&2 && exit 1 ;;
esac
"$python" -m pytest -p no:cacheprovider -c "$here/pyproject.toml" --rootdir "$here" "$here/tests/desktop"
