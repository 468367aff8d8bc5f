#!/bin/sh
# Installs what circuitlab needs from the system, where it is missing: the libraries that Qt loads, and
# Python's venv. On Debian and Ubuntu it asks apt-get (as root, or with sudo); elsewhere it names them.
# It does nothing where everything is there, and on systems other than Linux.
set -eu

[ "$(uname -s)" = Linux ] || exit 0

# library:package, first what every start needs, then what a window on an X server needs
libraries='
libglib-2.0.so.0:libglib2.0-0
libGL.so.1:libgl1
libEGL.so.1:libegl1
libfontconfig.so.1:libfontconfig1
libxkbcommon.so.0:libxkbcommon0
libdbus-1.so.3:libdbus-1-3
libxkbcommon-x11.so.0:libxkbcommon-x11-0
libxcb-cursor.so.0:libxcb-cursor0
libxcb-icccm.so.4:libxcb-icccm4
libxcb-image.so.0:libxcb-image0
libxcb-keysyms.so.1:libxcb-keysyms1
libxcb-render-util.so.0:libxcb-render-util0
libxcb-shape.so.0:libxcb-shape0
libxcb-xkb.so.1:libxcb-xkb1
'

known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || known=
missing=
for pair in $libraries; do
    case $known in
        *"${pair%%:*}"*) ;;
        *) missing="$missing ${pair#*:}" ;;
    esac
done
python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3 python3-venv"

[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "circuitlab needs these packages (Debian's names):$missing" >&2
    echo "Please install them under the names of your system and try again." >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Please install as root: apt-get install$missing" >&2
        exit 1
    fi
    as_root=sudo
fi
$as_root apt-get update -q
# shellcheck disable=SC2086 # the names are meant to be split
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
