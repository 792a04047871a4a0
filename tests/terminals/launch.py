"""Starts one real terminal emulator under an X server of its own and drives it.

A `Session` owns everything it starts: Xvfb, the terminal, a temporary home folder. Inside the
terminal a wrapper script first paints the four corners of the grid, so that the place and
size of cells are measured from a picture and not assumed; then it runs the program. Keys go
through xdotool, pictures through ImageMagick's `import`. Nothing waits for a fixed time: a
state is waited for, with a limit.
"""
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
FONT = "DejaVu Sans Mono"
NOBODY = 65534
LIMIT = float(os.environ.get("TERMINALS_LIMIT", "60"))

# What each terminal is called on the command line, what it is, and the Debian packages.
TERMINALS = {
    "xterm": ("xterm", ["xterm"]),
    "urxvt": ("rxvt-unicode", ["rxvt-unicode"]),
    "st": ("st", ["stterm"]),
    "alacritty": ("Alacritty", ["alacritty"]),
    "vte": ("VTE", ["gir1.2-vte-2.91", "gir1.2-gtk-3.0", "python3-gi"]),
    "konsole": ("Konsole", ["konsole", "dbus-x11"]),
    "konsole-nobidi": ("Konsole, bidi off in its profile", ["konsole", "dbus-x11"]),
    "mlterm": ("mlterm", ["mlterm"]),
    "kitty": ("kitty", ["kitty"]),
    "kitty-ltr": ("kitty, force_ltr yes", ["kitty"]),
    "tmux-vte": ("tmux in VTE", ["tmux", "gir1.2-vte-2.91", "gir1.2-gtk-3.0", "python3-gi"]),
    "tmux-konsole": ("tmux in Konsole", ["tmux", "konsole", "dbus-x11"]),
    "zutty": ("zutty", ["zutty"]),
    "foot": ("foot", ["foot", "sway"]),
    "qterminal": ("QTerminal", ["qterminal", "dbus-x11"]),
    "screen-xterm": ("GNU screen in xterm", ["screen", "xterm"]),
    "screen-vte": ("GNU screen in VTE", ["screen", "gir1.2-vte-2.91", "gir1.2-gtk-3.0", "python3-gi"]),
    "mosh-xterm": ("mosh in xterm", ["mosh", "xterm"]),
    "mosh-vte": ("mosh in VTE", ["mosh", "gir1.2-vte-2.91", "gir1.2-gtk-3.0", "python3-gi"]),
    "xterm@12": ("xterm at 12 points", ["xterm"]),
    "kitty@28": ("kitty at 28 points", ["kitty"]),
    "alacritty@16": ("Alacritty at 16 points", ["alacritty"]),
    "xtermjs-dom": ("xterm.js, DOM renderer", ["chromium", "npm"]),
    "xtermjs-webgl": ("xterm.js, WebGL renderer", ["chromium", "npm"]),
}
TOOLS = ["xvfb", "imagemagick", "xdotool", "x11-utils", "pango1.0-tools", "tesseract-ocr",
         "tesseract-ocr-ara",
         "fonts-dejavu", "libgl1-mesa-dri", "libegl1"]


def wait_for(what, is_so, limit=LIMIT, step=0.05):
    """Polls until `is_so()` is true and returns what it gave."""
    end = time.time() + limit
    while time.time() < end:
        got = is_so()
        if got:
            return got
        time.sleep(step)
    raise TimeoutError(what)


class Session:
    """One terminal with one program in it; use it in a `with` statement."""

    def __init__(self, kind, command, files, cols, rows, size=20, env=None, before=":"):
        # A kind may say its size itself: xterm@12.
        kind, _, own = kind.partition("@")
        self.kind, self.command, self.cols, self.rows = kind, command, cols, rows
        self.size = int(own or size)
        self.extra = env or {}
        self.before = before
        self.tmp = Path(tempfile.mkdtemp(prefix="bayn-term."))
        self.started = []
        self.tmux = None
        for path in files:
            shutil.copy(path, self.tmp / Path(path).name)

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.kind.startswith("tmux-") and self.tmux:
            subprocess.run(["tmux", "-L", self.tmux, "kill-server"], env=self.env,
                           stderr=subprocess.DEVNULL)
        if self.kind.startswith("screen-") and self.tmux:
            subprocess.run(["screen", "-S", self.tmux, "-X", "quit"], env=self.env,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # The X server goes last, and in peace: a killed one leaves its socket behind.
        for process in reversed(self.started):
            for stop in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(process.pid, stop)
                    process.wait(3)
                except (ProcessLookupError, PermissionError, subprocess.TimeoutExpired):
                    pass
        shutil.rmtree(self.tmp, ignore_errors=True)

    # -- starting -------------------------------------------------------------------------

    def _start(self):
        tmp = self.tmp
        keep = ("PATH", "USER", "XTERMJS_DIR")
        self.env = {k: os.environ[k] for k in keep if k in os.environ}
        self.env.update(
            HOME=str(tmp), XDG_CONFIG_HOME=f"{tmp}/cfg", XDG_DATA_HOME=f"{tmp}/data",
            XDG_RUNTIME_DIR=str(tmp), XDG_CACHE_HOME=f"{tmp}/cache", XDG_STATE_HOME=f"{tmp}/state",
            LANG="C.UTF-8", LC_ALL="C.UTF-8", LIBGL_ALWAYS_SOFTWARE="1", QT_QPA_PLATFORM="xcb",
            GDK_BACKEND="x11", NO_AT_BRIDGE="1", SHELL="/bin/bash", **self.extra)
        for folder in ("cfg", "data", "cache", "state"):
            (tmp / folder).mkdir()
        read, write = os.pipe()
        self._spawn(["Xvfb", "-displayfd", str(write), "-screen", "0", "2600x1500x24", "-nolisten",
                     "tcp", "+extension", "GLX"], pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as number:
            self.env["DISPLAY"] = ":" + number.readline().strip()
        run = self._wrapper()
        self._spawn(self._terminal(run))
        if self.kind == "qterminal":
            self._fit()
        wait_for(f"{self.kind}: the wrapper runs", (tmp / "ready").exists)
        self.tty = (tmp / "tty").read_text().strip()
        self.window = wait_for("a window", self._largest_window)
        self._measure()
        # Keys go to the window under the pointer, and a small one is not under the screen's middle.
        subprocess.run(["xdotool", "mousemove", str(round(self.x0 + self.cw)), str(round(self.y0 + self.ch))],
                       env=self.env, check=True, capture_output=True)
        (tmp / "go").touch()

    def _fit(self):
        """Gives a window that counts in pixels the cells that are asked for, step by step."""
        wait_for(f"{self.kind}: a terminal", lambda: self.text("tty").strip())
        self.tty = self.text("tty").strip()
        self.window = wait_for("a window", self._largest_window)
        for _ in range(20):
            cols, rows = self.grid_size()
            if (cols, rows) == (self.cols, self.rows):
                return
            # A window of its beginning may be gone.
            found = self._windows()
            if not found:
                time.sleep(0.3)
                continue
            _, self.window, width, height = found[0]
            width += round((self.cols - cols) * width / max(cols, 1)) + (self.cols > cols)
            height += round((self.rows - rows) * height / max(rows, 1)) + (self.rows > rows)
            subprocess.run(["xdotool", "windowsize", self.window, str(width), str(height)], env=self.env,
                           check=True, capture_output=True)
            time.sleep(0.3)

    def _spawn(self, command, **more):
        log = open(self.tmp / "log", "a", encoding="utf-8")
        process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, cwd=self.tmp,
                                   stdin=subprocess.DEVNULL, start_new_session=True, **more)
        self.started.append(process)
        return process

    def _wrapper(self):
        """Writes the script that runs inside the terminal."""
        tmp, inner = self.tmp, " ".join(shlex.quote(c) for c in self.command)
        script = tmp / "run.sh"
        script.write_text(f"""#!/bin/bash
cd {tmp}; stty -echo; tty > tty
for i in $(seq 200); do [ "$(stty size)" = "{self.rows} {self.cols}" ] && break; sleep 0.05; done
printf '\\033[?25l\\033[2J\\033[H\\u2588\\033[1;{self.cols}H\\u2588\\033[{self.rows};1H\\u2588\\033[{self.rows};{self.cols}H\\u2588'
env > env; touch ready
while [ ! -e go ]; do sleep 0.02; done
printf '\\033[2J\\033[H'
{self.before}
{inner} 2> stderr
echo $? > code
printf '\\033[8$p\\033[c'; IFS= read -rs -d c -t 2 after; printf '%s' "$after" > after
sleep 1000
""", encoding="utf-8")
        script.chmod(0o755)
        if self.kind.startswith("screen-"):
            self.tmux = tmp.name
            (tmp / "screen").mkdir(mode=0o700)
            self.env["SCREENDIR"] = str(tmp / "screen")
            outer = tmp / "outer.sh"
            outer.write_text(f"#!/bin/bash\nexec screen -U -S {self.tmux} -c /dev/null -s /bin/bash "
                             f"bash {script}\n", encoding="utf-8")
            outer.chmod(0o755)
            return outer
        if self.kind.startswith("mosh-"):
            # Server and client on this machine; the server ends with its client.
            outer = tmp / "outer.sh"
            outer.write_text(f"""#!/bin/bash
said=$(MOSH_SERVER_NETWORK_TMOUT=120 mosh-server new -i 127.0.0.1 -p 60100:60999 -- bash {script} 2>/dev/null | grep 'MOSH CONNECT')
set -- $said
MOSH_KEY=$4 MOSH_PREDICTION_DISPLAY=never exec mosh-client 127.0.0.1 $3
""", encoding="utf-8")
            outer.chmod(0o755)
            return outer
        if not self.kind.startswith("tmux-"):
            return script
        self.tmux = tmp.name
        outer = tmp / "tmux.sh"
        outer.write_text(f"#!/bin/bash\nexec tmux -L {self.tmux} -f /dev/null -u new-session "
                         f"'bash {script}' \\; set status off\n", encoding="utf-8")
        outer.chmod(0o755)
        return outer

    def _terminal(self, run):
        """Returns the command line of the terminal."""
        kind = re.sub("^(tmux|screen|mosh)-", "", self.kind)
        fn, size, cols, rows, run = FONT, self.size, self.cols, self.rows, str(run)
        geometry = f"{cols}x{rows}"
        if kind == "xterm":
            return ["xterm", "-u8", "-fa", fn, "-fs", str(size), "-geometry", geometry, "+sb", "-e", run]
        if kind == "urxvt":
            return ["urxvt", "-fn", f"xft:{fn}:size={size}", "-geometry", geometry, "+sb", "-e", run]
        if kind == "zutty":
            return ["zutty", "-font", "DejaVuSansMono", "-fontpath", "/usr/share/fonts", "-fontsize",
                    str(round(size * 96 / 72)), "-geometry", geometry, "-border", "0", "-e", run]
        if kind == "pterm":
            return ["pterm", "-fn", f"client:{fn} {size}", "-geometry", geometry, "-e", run]
        if kind == "st":
            return ["st", "-f", f"{fn}:size={size}", "-g", geometry, "-e", run]
        if kind == "alacritty":
            return ["alacritty", "-o", f'font.normal.family="{fn}"', "-o", f"font.size={size}",
                    "-o", f"window.dimensions.columns={cols}", "-o", f"window.dimensions.lines={rows}",
                    "-e", run]
        if kind == "vte":
            return ["/usr/bin/python3", str(HERE / "vte_window.py"), str(cols), str(rows), f"{fn} {size}", run]
        if kind.startswith("konsole"):
            return self._konsole(run, kind == "konsole-nobidi")
        if kind == "mlterm":
            home = self.tmp / ".mlterm"
            home.mkdir()
            (home / "aafont").write_text("".join(
                f"{name}={fn}\n" for name in ("DEFAULT", "ISO10646_UCS4_1", "ISO10646_UCS2_1", "UNICODE")))
            (home / "main").write_text("scrollbar_mode=none\nencoding=utf8\n")
            return ["mlterm", "--type=xft", "-w", str(size * 96 // 72), "-g", geometry, "-e", run]
        if kind.startswith("kitty"):
            folder = self.tmp / "cfg/kitty"
            folder.mkdir()
            (folder / "kitty.conf").write_text(
                f"font_family {fn}\nfont_size {size}\nremember_window_size no\n"
                f"initial_window_width {cols}c\ninitial_window_height {rows}c\nupdate_check_interval 0\n"
                + ("force_ltr yes\n" if kind == "kitty-ltr" else ""))
            return ["kitty", run]
        if kind == "foot":
            # A Wayland terminal, in a compositor whose screen is a window here.
            (self.tmp / "sway").write_text(
                f"default_border none\nfor_window [app_id=foot] floating enable, move position 0 0\n"
                f"output * resolution 2400x1400 bg #000000 solid_color\n"
                # The pointer would be ink on a row of letters.
                f"seat * hide_cursor 100\n"
                f"exec foot -f '{fn}:size={size}' -o dpi-aware=no -W {geometry} {run}\n")
            self.env.update(WLR_BACKENDS="x11", WLR_RENDERER="pixman", WLR_NO_HARDWARE_CURSORS="1")
            # It refuses to run as root.
            if os.geteuid() == 0:
                for path in (self.tmp, *self.tmp.rglob("*")):
                    os.chown(path, NOBODY, NOBODY)
                return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
                        "sway", "-c", str(self.tmp / "sway")]
            return ["sway", "-c", str(self.tmp / "sway")]
        if kind == "qterminal":
            folder = self.tmp / "cfg/qterminal.org"
            folder.mkdir()
            (folder / "qterminal.ini").write_text(
                f"[General]\nfontFamily={fn}\nfontSize={size}\nHideTabBarWithOneTab=true\n"
                "MenuVisible=false\nScrollbarPosition=0\nTerminalMargin=0\nShowCloseTabButton=false\n"
                "ConfirmMultilinePaste=false\n[MainWindow]\nsize=@Size(1600 900)\nisMaximized=false\n")
            self.env["QT_FONT_DPI"] = "96"
            return ["dbus-run-session", "--", "qterminal", "-e", run]
        if kind.startswith("xtermjs-"):
            # The size at which a glyph is as wide as its cell of whole pixels, and no wider.
            pixels = -(-round(size * 96 / 72 * 0.602) // 0.602)
            return [sys.executable, str(HERE / "xtermjs.py"), kind.removeprefix("xtermjs-"),
                    str(cols), str(rows), str(int(pixels)), run]
        raise SystemExit(f"no terminal {kind}")

    def _konsole(self, run, off):
        folder = self.tmp / "data/konsole"
        folder.mkdir()
        (folder / "P.profile").write_text(
            f"[Appearance]\nFont={FONT},{self.size},-1,5,50,0,0,0,0,0\n[General]\nName=P\n"
            f"Parent=FALLBACK/\nTerminalColumns={self.cols}\nTerminalRows={self.rows}\n"
            # The size shown for a second in the middle of a new window would cover letters.
            f"ShowTerminalSizeHint=false\n"
            f"[Scrolling]\nScrollBarPosition=2\n[Terminal Features]\n"
            + ("BidiRenderingEnabled=false\n" if off else ""))
        (self.tmp / "cfg/konsolerc").write_text(
            "[Desktop Entry]\nDefaultProfile=P.profile\n[KonsoleWindow]\nShowMenuBarByDefault=false\n"
            "RememberWindowSize=false\n[MainWindow]\nMenuBar=Disabled\nToolBarsMovable=Disabled\n"
            "[TabBar]\nTabBarVisibility=AlwaysHideTabBar\n")
        return ["dbus-run-session", "--", "konsole", "--profile", "P", "--hide-menubar", "--hide-tabbar",
                "--separate", "-p", f"TerminalColumns={self.cols}", "-p", f"TerminalRows={self.rows}",
                "-e", run]

    # -- looking --------------------------------------------------------------------------

    def _windows(self):
        """Returns (area, id, width, height) of the mapped windows, largest first."""
        tree = subprocess.run(["xwininfo", "-root", "-tree"], env=self.env, capture_output=True,
                              text=True).stdout
        found = []
        for line in tree.splitlines():
            match = re.search(r"^\s+(0x[0-9a-f]+) .*?\s(\d+)x(\d+)\+", line)
            if match and int(match[2]) > 200 and int(match[3]) > 100:
                found.append((int(match[2]) * int(match[3]), match[1], int(match[2]), int(match[3])))
        # Of a window and its only child, which are of one size, the parent comes first.
        return sorted(found, key=lambda window: -window[0])

    def _largest_window(self):
        found = self._windows()
        return found[0][1] if found else None

    def picture(self):
        """Returns the window as an array of RGB."""
        path = self.tmp / "shot.png"
        subprocess.run(["import", "-display", self.env["DISPLAY"], "-window", self.window, str(path)],
                       env=self.env, check=True, capture_output=True)
        return np.asarray(Image.open(path).convert("RGB")).astype(float)

    def settled(self, unlike=None, limit=LIMIT, quiet=0.4):
        """Returns a picture once it has stayed the same for `quiet` seconds and is not `unlike`."""
        end, last, since = time.time() + limit, None, time.time()
        while time.time() < end:
            now = self.picture()
            if last is None or now.shape != last.shape or not np.array_equal(now, last):
                last, since = now, time.time()
            elif time.time() - since >= quiet and (
                    unlike is None or unlike.shape != now.shape or not np.array_equal(unlike, now)):
                return now
            time.sleep(0.1)
        return last

    def _measure(self):
        """Finds the grid from the blocks in its corners."""
        def corners():
            # A browser shows other windows before its own.
            self.window = self._largest_window()
            try:
                grey = self.picture().mean(axis=2)
            except subprocess.CalledProcessError:
                return None
            background = np.median(grey)
            ink = abs(grey - background) > 100
            ink[ink.mean(axis=1) > 0.5] = False  # a tool bar
            ink[:, ink.mean(axis=0) > 0.5] = False  # a frame
            solid_x = np.where(ink.sum(axis=0) >= self.size)[0]
            solid_y = np.where(ink.sum(axis=1) >= self.size // 2)[0]
            if not len(solid_x) or not len(solid_y):
                return None
            left, right = solid_x.min(), solid_x.max() + 1
            both = np.where(ink[:, left] & ink[:, right - 1])[0]
            if len(both) < 2 or right - left < self.cols * self.size * 0.6:
                return None
            top, bottom = both.min(), both.max() + 1
            return left, top, (right - left) / self.cols, (bottom - top) / self.rows
        self.x0, self.y0, self.cw, self.ch = wait_for(f"{self.kind}: a grid", corners)

    def grid_size(self):
        """Returns (columns, rows) as the program inside sees them."""
        out = subprocess.run(["stty", "-F", self.tty, "size"], capture_output=True, text=True).stdout
        rows, cols = (int(n) for n in out.split())
        return cols, rows

    # -- acting ---------------------------------------------------------------------------

    def keys(self, names):
        """Presses keys by their X names, as in "j j slash Return"."""
        for name in names.split():
            subprocess.run(["xdotool", "key", "--clearmodifiers", name], env=self.env, check=True,
                           capture_output=True)
            time.sleep(0.03)

    def resize(self, cols, rows):
        """Gives the window `cols` by `rows` cells and waits until the program knows."""
        old_cols, old_rows = self.grid_size()
        if self.kind == "foot":
            # The window here is the screen of its compositor, which is told the size.
            socket = next(self.tmp.glob("sway-ipc.*.sock"))
            width, height = round(cols * self.cw + 2 * self.x0), round(rows * self.ch + 2 * self.y0)
            subprocess.run(["swaymsg", "-s", str(socket),
                            f"[app_id=foot] resize set {width} px {height} px, "
                            "move position 0 0"],
                           env=self.env, check=True, capture_output=True)
            wait_for("the new size", lambda: self.grid_size() != (old_cols, old_rows), limit=10)
            self.cols, self.rows = self.grid_size()
            return
        _, _, width, height = next(w for w in self._windows() if w[1] == self.window)
        width += round((cols - old_cols) * self.cw)
        height += round((rows - old_rows) * self.ch)
        subprocess.run(["xdotool", "windowsize", self.window, str(width), str(height)], env=self.env,
                       check=True, capture_output=True)
        try:
            wait_for("the new size", lambda: self.grid_size() != (old_cols, old_rows), limit=10)
        except TimeoutError:
            pass
        self.cols, self.rows = self.grid_size()

    def text(self, name):
        """Returns a file that the wrapper wrote, or nothing."""
        try:
            return (self.tmp / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""


def version_of(kind):
    """Returns the version of the terminal that is installed."""
    if kind.startswith("xtermjs"):
        package = Path(os.environ["XTERMJS_DIR"]) / "node_modules/@xterm/xterm/package.json"
        return json.loads(package.read_text())["version"] if package.exists() else ""
    package = {"vte": "libvte-2.91-0", "st": "stterm", "urxvt": "rxvt-unicode"}
    kind = kind.partition("@")[0]
    names = kind.removesuffix("-nobidi").removesuffix("-ltr").split("-")
    parts = []
    for name in names:
        out = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package.get(name, name)],
                             capture_output=True, text=True).stdout
        parts.append(re.split(r"[-+~]", out.split(":")[-1])[0])
    return " in ".join(parts)
