#!/usr/bin/env python3
"""xterm.js in a real browser window: xtermjs.py dom|webgl COLS ROWS PIXELS COMMAND.

A tiny server on the loopback joins a pseudo-terminal with the page: output by long polling,
keys and sizes by POST. XTERMJS_DIR is a folder where npm installed @xterm/xterm and
@xterm/addon-webgl. Chromium is started as an application window without decoration.
"""
import fcntl
import http.server
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import threading
from pathlib import Path

RENDERER, COLS, ROWS, PIXELS, COMMAND = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5]
MODULES = Path(os.environ["XTERMJS_DIR"])
PAGE = f"""<!doctype html><meta charset=utf-8>
<link rel=stylesheet href="/node_modules/@xterm/xterm/css/xterm.css">
<style>html,body{{margin:0;background:#fff;overflow:hidden}}.xterm-viewport{{overflow:hidden!important}}</style>
<div id=t></div>
<script src="/node_modules/@xterm/xterm/lib/xterm.js"></script>
<script src="/node_modules/@xterm/addon-webgl/lib/addon-webgl.js"></script>
<script>
const t = new Terminal({{cols:{COLS}, rows:{ROWS}, fontFamily:"DejaVu Sans Mono", fontSize:{PIXELS},
  scrollback:0, theme:{{background:"#ffffff", foreground:"#000000", cursor:"#000000"}}, allowProposedApi:true}});
document.fonts.ready.then(async () => {{
  t.open(document.getElementById("t"));
  if ({RENDERER!r} == "webgl") t.loadAddon(new WebglAddon.WebglAddon());
  t.focus();
  const box = document.querySelector(".xterm-screen").getBoundingClientRect();
  const cw = box.width / {COLS}, ch = box.height / {ROWS};
  t.onData(data => fetch("/in", {{method:"POST", body:data}}));
  addEventListener("resize", () => {{
    const cols = Math.floor((innerWidth + 2) / cw), rows = Math.floor((innerHeight + 2) / ch);
    if (cols != t.cols || rows != t.rows) {{
      t.resize(cols, rows); fetch("/size", {{method:"POST", body:cols + " " + rows}});
    }}
  }});
  resizeTo(Math.ceil(box.width) + outerWidth - innerWidth, Math.ceil(box.height) + outerHeight - innerHeight);
  for (;;) {{
    const data = new Uint8Array(await (await fetch("/out")).arrayBuffer());
    if (data.length) t.write(data);
  }}
}});
</script>"""

pid, master = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm-256color"
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLS, 0, 0))
    os.execv(COMMAND, [COMMAND])


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves the page, the modules, and the two directions of the terminal."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Keeps the log quiet."""

    def answer(self, body, kind="application/octet-stream"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/out":
            body = b""
            if select.select([master], [], [], 5)[0]:
                try:
                    body = os.read(master, 1 << 16)
                except OSError:
                    pass
            self.answer(body)
        elif self.path.startswith("/node_modules/"):
            path = (MODULES / self.path.lstrip("/")).resolve()
            kind = "text/css" if path.suffix == ".css" else "text/javascript"
            self.answer(path.read_bytes(), kind)
        else:
            self.answer(PAGE.encode(), "text/html; charset=utf-8")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/size":
            cols, rows = map(int, body.split())
            fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        else:
            os.write(master, body)
        self.answer(b"")


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
home = os.environ["HOME"]
sys.exit(subprocess.run(
    ["chromium", "--no-sandbox", "--no-first-run", "--test-type", "--use-gl=angle",
     "--use-angle=swiftshader", "--enable-unsafe-swiftshader", f"--user-data-dir={home}/chromium",
     "--window-position=0,0", f"--window-size={COLS * PIXELS * 6 // 10 + 20},{ROWS * PIXELS * 118 // 100 + 20}",
     f"--app=http://127.0.0.1:{server.server_port}/"]).returncode)
