"""Photograph the gallery and the login page, under the strict CSP, and run axe on every picture.

    npm run build:galleri && ../.venv/bin/python scripts/shots.py [--only NAME] [--port 5201]

Writes ``skott/*.png``. Exit code 1 on any axe violation, CSP refusal or error in the console.
"""

import argparse
import http.server
import json
import secrets
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent.parent
DIST = HERE / "dist-galleri"
OUT = HERE / "skott"
AXE = (HERE / "node_modules/axe-core/axe.min.js").read_text()
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-sandbox",
]
SESSION = {
    "authenticated": False,
    "demo": True,
    "csrf_token": "x",
    "user": None,
    "role": None,
    "organisation": None,
    "memberships": [],
    "demo_accounts": [
        {"email": "coach@exempel.test", "role": "coach", "label": "Jobbcoach", "description": "Registrerar deltagare och följer deras väg."},
        {"email": "firma@exempel.test", "role": "company", "label": "Arbetsgivare", "description": "Lägger upp behov och svarar på förslag."},
        {"email": "samord@exempel.test", "role": "coordinator", "label": "Samordnare", "description": "Granskar förslag, godkänner och kör optimeringen."},
        {"email": "amina@exempel.test", "role": "candidate", "label": "Deltagare", "description": "Ser sin egen väg och säger ja eller nej."},
    ],
}
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


class Handler(http.server.BaseHTTPRequestHandler):
    """The built files, the page with a fresh nonce at every other path, and who is logged in."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/api/session/":
            self.answer(json.dumps(SESSION).encode(), "application/json")
        elif path.startswith("/static/app/"):
            file = DIST / path.removeprefix("/static/app/")
            self.answer(file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))
        else:
            nonce = secrets.token_urlsafe(16)
            html = (DIST / "index.html").read_text().replace("{{ request.csp_nonce }}", nonce)
            policy = (
                f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; "
                f"style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
                "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            )
            self.answer(html.encode(), "text/html; charset=utf-8", policy)

    def answer(self, body: bytes, kind: str, policy: str | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


Act = Callable[[Page], Any]


def press(name: str) -> Act:
    return lambda page: page.get_by_role("button", name=name, exact=True).first.click()


def open_combobox(page: Page) -> None:
    page.get_by_role("combobox").first.click()


def submit_empty(page: Page) -> None:
    press("Spara deltagare")(page)


def select_rows(page: Page) -> None:
    for name in ("Bilal Haddad", "Farid Noori"):
        page.get_by_role("row", name=name).locator("label").click()


def to_print(page: Page) -> None:
    page.emulate_media(media="print")


GALLERY: list[tuple[str, str, Act | None]] = [
    ("lista", "vy=lista", None),
    ("lista-vald", "vy=lista&visa=1&filter=Yrke: golv,Läge: att granska", None),
    ("lista-markerad", "vy=lista", select_rows),
    ("lista-tom", "vy=lista&q=zzz", None),
    ("formular", "vy=formular", None),
    ("formular-fel", "vy=formular&fel=1", None),
    ("formular-saknas", "vy=formular", submit_empty),
    ("formular-combo", "vy=formular", open_combobox),
    ("formular-select", "vy=formular", lambda p: p.locator("[data-field=sprak] button").click()),
    ("formular-kalender", "vy=formular", lambda p: p.locator("[data-field=start] button").click()),
    ("tillstand", "vy=tillstand", None),
    ("delar", "vy=delar", None),
    ("delar-dialog", "vy=delar", press("Avvisa förslag")),
    ("delar-gallra", "vy=delar", press("Gallra")),
    ("delar-tangenter", "vy=delar", press("Kortkommandon")),
    ("delar-besked", "vy=delar", press("Visa besked")),
    ("delar-meny", "vy=delar", press("Mer för Amina")),
    ("kandidat", "vy=kandidat", None),
    ("kandidat-ar", "vy=kandidat&sprak=ar", None),
    ("lista-ar", "vy=lista&visa=2&sprak=ar", None),
]
SIZES = {"1440": (1440, 900), "390": (390, 844)}


def check(page: Page) -> list[str]:
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"axe {v['id']}: {n['target']} {n.get('failureSummary', '')}"
        for v in result["violations"]
        for n in v["nodes"]
    ]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--port", type=int, default=5201)
    options = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{options.port}"
    problems: list[str] = []
    taken = 0

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)

        def shoot(name: str, path: str, act: Act | None, size: str, **context: Any) -> None:
            nonlocal taken
            if options.only not in name:
                return
            width, height = SIZES[size]
            ctx = browser.new_context(
                viewport={"width": width, "height": height},
                reduced_motion="reduce",
                locale="sv-SE",
                **context,
            )
            page = ctx.new_page()
            page.on(
                "console",
                lambda m: problems.append(f"{name}: {m.text}") if m.type == "error" else None,
            )
            page.on("pageerror", lambda e: problems.append(f"{name}: {e}"))
            page.goto(base + path)
            page.locator("h1").first.wait_for()
            page.evaluate("document.fonts.ready")
            if act:
                act(page)
                page.wait_for_timeout(250)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                problems.append(f"{name}: {wide} px wider than the screen")
            page.screenshot(path=OUT / f"{name}.png", full_page=act is None)
            problems.extend(f"{name}: {found}" for found in check(page))
            taken += 1
            ctx.close()

        for size in SIZES:
            for name, query, act in GALLERY:
                shoot(f"{name}-{size}", f"/galleri?{query}", act, size)
            shoot(f"login-{size}", "/logga-in", None, size)
            shoot(f"lank-{size}", "/lank/abc", None, size)
        for name, query, act in GALLERY:
            shoot(f"{name}-mork", f"/galleri?{query}", act, "1440", color_scheme="dark")
        shoot("login-mork", "/logga-in", None, "1440", color_scheme="dark")
        shoot("lista-vald-utskrift", "/galleri?vy=lista&visa=1", to_print, "1440")
        shoot("lista-vald-kontrast", "/galleri?vy=lista&visa=1", None, "1440", forced_colors="active")
        shoot("delar-kontrast", "/galleri?vy=delar", None, "1440", forced_colors="active")
        browser.close()
    server.shutdown()
    sys.stdout.write("\n".join([*problems, f"{taken} pictures, {len(problems)} problems", ""]))
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
