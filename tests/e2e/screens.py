"""`make screens`: every page of a role at 1440 and 390 px into docs/bilder, looked over by axe.

Starts the product with practice data of its own and stops it again. Pages are told by role; a
page of one object is opened by the link to it on another page, as people do.
"""

import argparse
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.product import ROOT, Product

from .conftest import AXE, CHROMIUM_FLAGS, SETTLED, WAIT_MS, log_in

PICTURES = ROOT / "docs" / "bilder"
WIDTHS = (1440, 390)


@dataclass(frozen=True, slots=True)
class Shot:
    """`path`, then what the first link of the page's content that matches `link` (CSS) leads to."""

    name: str
    role: str
    path: str
    link: str = ""
    more: str = ""  # after the address


CARD = "a[href^='/deltagare/']:not([href$='/ny'])"
SHOTS = (
    Shot("coach-start", "coach", "/"),
    Shot("coach-deltagare-tabell", "coach", "/deltagare"),
    Shot("coach-deltagare-kort", "coach", "/deltagare?vy=kort"),
    Shot("coach-deltagare-tavla", "coach", "/deltagare?vy=tavla"),
    Shot("coach-registrera", "coach", "/deltagare/ny"),
    Shot("coach-importera", "coach", "/import"),
    Shot("coach-dubbletter", "coach", "/dubbletter"),
    Shot("coach-dubbletter-fragor", "coach", "/dubbletter?flik=fragor"),
    Shot("coach-dubbletter-svar", "coach", "/dubbletter?flik=svar"),
    Shot("coach-sla-ihop", "coach", "/deltagare?vy=kort", CARD, "/sla-ihop"),
    Shot("samordnare-efterfragan", "coordinator", "/efterfragan"),
    *(
        Shot(f"coach-ett-kort-{name}", "coach", "/deltagare?vy=kort", CARD, more)
        for name, more in (
            ("oversikt", ""),
            ("uppgifter", "?flik=uppgifter"),
            ("vag", "?flik=vag"),
            ("stod", "?flik=stod"),
            ("samtal", "?flik=samtal"),
            ("matchningar", "?flik=matchningar"),
            ("handelser", "?flik=handelser"),
        )
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="names that contain this")
    asked = [shot for shot in SHOTS if parser.parse_args().only in shot.name]
    product = Product(Path(tempfile.mkdtemp(prefix="byggvagen-")), candidates=120)
    PICTURES.mkdir(parents=True, exist_ok=True)
    product.start()
    try:
        flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=flags
            )
            found = [taken(chromium, product, shot, width) for shot in asked for width in WIDTHS]
            chromium.close()
    finally:
        product.stop()
        shutil.rmtree(product.var)
    raise SystemExit(1 if any(found) else 0)


def taken(chromium: Browser, product: Product, shot: Shot, width: int) -> int:
    """Take it; the number of things axe finds, which are told."""
    context = chromium.new_context(
        base_url=product.address,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    log_in(page, shot.role)
    opened(page, shot)
    page.evaluate(SETTLED)
    page.screenshot(path=PICTURES / f"{shot.name}-{width}.png", full_page=True)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    told = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]
    if wide > 0:
        told.append(f"{wide} px bredare än skärmen")
    print(f"{shot.name} {width}: {'; '.join(told) or 'utan anmärkning'}", flush=True)  # noqa: T201
    context.close()
    return len(told)


def opened(page: Page, shot: Shot) -> None:
    page.goto(shot.path)
    page.wait_for_load_state("networkidle")
    if shot.link:
        link = page.locator(f"main {shot.link}").first
        link.wait_for()
        page.goto((link.get_attribute("href") or "") + shot.more)
        page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
