"""Set the house up: Python packages and front end, each only when what it is made from changed.

Standard library only, and any Python 3.8 or newer may run it: it looks for the 3.11 we need.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
NODE_NEEDED = (20, 19)
SOURCES = ("src", "public", "index.html", "vite.config.ts", "tsconfig.json", "package.json")


class SetupError(Exception):
    """One line for people."""


def say(text: str) -> None:
    print(text, flush=True)


def fingerprint(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(p for p in [path, *path.rglob("*")] if p.is_file()):
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def run(what: str, *command: "str | Path", cwd: Path = ROOT) -> None:
    """Run quietly; on failure show what it said and raise SetupError."""
    started = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=str(cwd),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        say(done.stdout[-4000:])
        raise SetupError(f"{what} misslyckades (se ovan).")
    say(f"  {what} ({time.monotonic() - started:.0f} s)")


def _base_python() -> str:
    """A Python 3.11: $PYTHON, python3.11, or the one running this."""
    for name in (os.environ.get("PYTHON", ""), "python3.11", sys.executable, "python3"):
        found = shutil.which(name) if name else None
        if not found:
            continue
        asked = [found, "-c", "import sys; print(*sys.version_info[:2])"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
        if answer.stdout.split() == ["3", "11"]:
            return found
    raise SetupError("Python 3.11 behövs men hittades inte. Ange den: make run PYTHON=…")


def ensure_python(dev: bool) -> None:
    """A virtual environment with exactly the hashed requirements."""
    works = PYTHON.exists() and not subprocess.run([str(PYTHON), "-c", ""], check=False).returncode
    if not works:
        run("Virtuell miljö", _base_python(), "-m", "venv", "--clear", VENV)
    for kind in ("dev",) if dev else ("prod", "dev"):
        stamp = VENV / f".installed-{kind}"
        if stamp.exists() and stamp.read_text() == fingerprint(ROOT / "requirements"):
            return
    kind = "dev" if dev else "prod"
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    file = ROOT / "requirements" / f"{kind}.txt"
    run(f"Python-paket ({kind})", *pip, "--require-hashes", "-r", file)
    (VENV / f".installed-{kind}").write_text(fingerprint(ROOT / "requirements"))


def _check_node() -> None:
    node, npm = shutil.which("node"), shutil.which("npm")
    wanted = ".".join(map(str, NODE_NEEDED))
    if not node or not npm:
        raise SetupError(f"Node.js {wanted} eller nyare med npm behövs men hittades inte.")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    parts = version.stdout.strip().lstrip("v").split(".")
    if tuple(int(p) for p in parts[:2] if p.isdigit()) < NODE_NEEDED:
        found = version.stdout.strip()
        raise SetupError(f"Node.js {wanted} eller nyare behövs, här finns {found}.")


def ensure_front_end() -> None:
    """node_modules from the lock file and dist from the sources."""
    _check_node()
    modules, dist = FRONTEND / "node_modules", FRONTEND / "dist"
    installed, built = modules / ".installed", modules / ".built"
    lock = fingerprint(FRONTEND / "package-lock.json", FRONTEND / ".npmrc")
    if not (installed.exists() and installed.read_text() == lock):
        run("Front-endens paket", "npm", "ci", "--loglevel=error", cwd=FRONTEND)
        installed.write_text(lock)
    sources = lock + fingerprint(*(FRONTEND / name for name in SOURCES))
    fresh = built.exists() and built.read_text() == sources
    if not (fresh and (dist / "index.html").exists()):
        run("Front-endens bygge", "npm", "run", "--silent", "build", cwd=FRONTEND)
        built.write_text(sources)


def ensure(dev: bool) -> None:
    """Both halves at once; SetupError with one line when something is missing."""
    _check_node()
    with ThreadPoolExecutor(2) as pool:
        halves = [pool.submit(ensure_python, dev), pool.submit(ensure_front_end)]
    for half in halves:
        half.result()


if __name__ == "__main__":
    try:
        ensure(dev="--dev" in sys.argv)
    except SetupError as problem:
        sys.exit(f"Fel: {problem}")
