#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command on a desktop of its own that vanishes with it: X server, D-Bus session, settings
# and home. Nothing of the user's is read, shown or touched, and nothing has to be there.
#
#   desktop.sh [-s WIDTHxHEIGHT] [-d DPI] [-w mutter] -- COMMAND…
#
# -w mutter: with GNOME's window manager, for pictures as people see them
set -u

size=1440x1000
dpi=96
manager=
while getopts s:d:w: option; do
  case $option in
    s) size=$OPTARG ;;
    d) dpi=$OPTARG ;;
    w) manager=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))

place=$(mktemp -d "${TMPDIR:-/tmp}/rondo-desktop.XXXXXX")
helpers=()

clean_up () {
  trap - EXIT
  [ ${#helpers[@]} -eq 0 ] || kill "${helpers[@]}" 2>/dev/null
  wait 2>/dev/null
  rm -rf "$place"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir "$place"/{run,config,data,cache,state,home,services}
chmod 700 "$place"/*
export HOME=$place/home XDG_RUNTIME_DIR=$place/run XDG_CONFIG_HOME=$place/config \
  XDG_DATA_HOME=$place/data XDG_CACHE_HOME=$place/cache XDG_STATE_HOME=$place/state
export XDG_CURRENT_DESKTOP=GNOME XDG_SESSION_TYPE=x11 GDK_BACKEND=x11
export GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 ADW_DISABLE_PORTAL=1
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS

# Only the accessibility services may start: a keyring or portal of this machine stays out.
cp /usr/share/dbus-1/services/org.a11y.*.service "$place/services/" 2>/dev/null
cat >"$place/bus.conf" <<END
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:tmpdir=$place</listen>
  <auth>EXTERNAL</auth>
  <servicedir>$place/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
END

# Without these GTK falls back to another font and to window buttons that GNOME does not show.
cat >"$place/xsettings" <<END
Gtk/FontName "Cantarell 11"
Gtk/DecorationLayout ":close"
Gtk/EnableAnimations ${DESKTOP_ANIMATIONS:-0}
Gtk/CursorThemeName "Adwaita"
Net/ThemeName "Adwaita"
Net/IconThemeName "Adwaita"
Xft/DPI $((dpi * 1024))
Xft/Antialias 1
Xft/Hinting 1
Xft/HintStyle "hintslight"
Xft/RGBA "none"
END

# The settings that make a program under test strict would make the helpers fail.
plain=(env -u G_DEBUG -u G_SLICE -u MALLOC_CHECK_ -u GTK_A11Y -u GDK_DEBUG -u NO_AT_BRIDGE)

mkfifo "$place/display"
"${plain[@]}" Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -dpi "$dpi" \
  3>"$place/display" >"$place/x.log" 2>&1 &
helpers+=($!)
read -r -t 30 number <"$place/display" || {
  echo "desktop.sh: the X server did not start" >&2
  cat "$place/x.log" >&2
  exit 99
}
export DISPLAY=:$number
if [ "$manager" = mutter ]; then # ends by itself, and its bus after it, when the X server does
  "${plain[@]}" dbus-run-session --config-file="$place/bus.conf" -- mutter --x11 >"$place/wm.log" 2>&1 &
  for ((attempt = 0; attempt < 200; attempt++)); do
    xprop -root _NET_SUPPORTED 2>/dev/null | grep -q _GTK_FRAME_EXTENTS && break
    sleep 0.05
  done
fi

"${plain[@]}" xsettingsd -c "$place/xsettings" >/dev/null 2>&1 &
helpers+=($!)

# The services' chatter is not the command's: it keeps the real output for itself.
exec 7>&1 8>&2
# shellcheck disable=SC2016 # expanded by the inner shell
"${plain[@]}" dbus-run-session --config-file="$place/bus.conf" -- \
  bash -c 'exec "$@" >&7 2>&8 7>&- 8>&-' desktop "$@" >"$place/session.log" 2>&1
