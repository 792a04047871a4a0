#!/usr/bin/python3
"""A window with one VTE terminal and nothing else: vte_window.py COLS ROWS 'FONT SIZE' COMMAND.

It runs under the system's Python, since GObject bindings are installed there.
"""
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Vte", "2.91")
from gi.repository import GLib, Gtk, Pango, Vte  # noqa: E402

cols, rows, font, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
window, terminal = Gtk.Window(), Vte.Terminal()
terminal.set_size(cols, rows)
terminal.set_font(Pango.FontDescription(font))
terminal.spawn_async(Vte.PtyFlags.DEFAULT, None, [command], None, GLib.SpawnFlags.DEFAULT, None, None,
                     -1, None, None)
terminal.connect("child-exited", lambda *_: Gtk.main_quit())
window.connect("destroy", Gtk.main_quit)
window.add(terminal)
window.show_all()
Gtk.main()
