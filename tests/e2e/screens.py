"""`make screens`: every page of every role at 1440 and 390 px into docs/bilder, looked over by axe.

Starts the product with practice data of its own and stops it again. Pages are told by role; a
page of one object is opened by the link to it on another page, as people do. The pages that a
candidate sees are also taken in English and Arabic.
"""

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.product import ROOT, Product
from tests.projekt.adverts.samples import advert

from .conftest import AXE, CHROMIUM_FLAGS, SETTLED, WAIT_MS, log_in

PICTURES = ROOT / "docs" / "bilder"
WIDTHS = (1440, 390)
HEIGHT = 900
TALLEST = 2400  # of a long list the beginning is enough
ROLES = {
    "coach": "Jobbcoach",
    "samordnare": "Samordnare",
    "foretag": "Företag",
    "deltagare": "Deltagare",
    "oppen": "Utan inloggning",
}
ACCOUNTS = {
    "coach": "coach",
    "samordnare": "coordinator",
    "foretag": "company",
    "deltagare": "candidate",
}


@dataclass(frozen=True, slots=True)
class Shot:
    """`path`, then what the first link of the page's content that matches `link` (CSS) leads to.

    The name begins with whose page it is; `press` is a button's name, in every language taken.
    """

    name: str
    path: str
    link: str = ""
    more: str = ""  # after the address
    press: str = ""
    languages: tuple[str, ...] = ("sv",)

    @property
    def account(self) -> str | None:
        return ACCOUNTS.get(self.name.split("-")[0])


CARD = "a[href^='/deltagare/']:not([href$='/ny'])"
# A row of a table that is a link has its address as data.
NEED = ":is(a[href^='/behov/'], [data-href^='/behov/']):not([href$='/nytt'])"
PROJECT = ":is(a[href^='/projekt/'], [data-href^='/projekt/']):not([href$='/nytt'])"
OPEN = ("sv", "en", "ar")
SHOTS = (
    Shot("coach-start", "/"),
    Shot("coach-deltagare-tabell", "/deltagare"),
    Shot("coach-deltagare-kort", "/deltagare?vy=kort"),
    Shot("coach-deltagare-tavla", "/deltagare?vy=tavla"),
    Shot("coach-registrera", "/deltagare/ny"),
    Shot("coach-importera", "/import"),
    Shot("coach-dubbletter", "/dubbletter"),
    Shot("coach-dubbletter-fragor", "/dubbletter?flik=fragor"),
    Shot("coach-dubbletter-svar", "/dubbletter?flik=svar"),
    Shot("coach-sla-ihop", "/deltagare?vy=kort", CARD, "/sla-ihop"),
    Shot("coach-sla-ihop-jamfor", "/dubbletter", "a[href*='/sla-ihop?med=']"),
    *(
        Shot(f"coach-ett-kort-{name}", "/deltagare?vy=kort", CARD, more)
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
    Shot("coach-kompetenspass", "/deltagare?vy=kort", CARD, press="Kompetenspass"),
    Shot("coach-behov", "/behov"),
    Shot("coach-ett-behov", "/behov", NEED),
    Shot("coach-projekt", "/projekt"),
    Shot("samordnare-start", "/"),
    Shot("samordnare-forslag", "/forslag"),
    Shot("samordnare-forslag-bedomning", "/forslag?vy=bedomning"),
    Shot("samordnare-forslag-svar", "/forslag?vy=svar"),
    Shot("samordnare-forslag-alla", "/forslag?vy=alla"),
    Shot("samordnare-avvisa", "/", "a[href^='/forslag?'][href*='visa=']", press="Avvisa"),
    Shot("samordnare-starta-korning", "/forslag", press="Optimera"),
    Shot("samordnare-en-korning", "/forslag", "a[href^='/korningar/']"),
    Shot("samordnare-placeringar", "/placeringar"),
    Shot("samordnare-kurser", "/kurser"),
    Shot("samordnare-ny-kursstart", "/kurser", press="Ny kursstart"),
    Shot("samordnare-behov", "/behov"),
    Shot("samordnare-ett-behov", "/", "a[href^='/behov?'][href*='visa=']"),
    Shot("samordnare-efterfragan", "/efterfragan"),
    Shot("samordnare-annonser", "/annonser"),
    Shot("samordnare-annonser-utan-behov", "/annonser?flik=vantar"),
    Shot("samordnare-en-annonsimport", "/annonser", "[data-href^='/annonser/']"),
    Shot("samordnare-projekt", "/projekt"),
    Shot("samordnare-ett-projekt", "/projekt", PROJECT),
    Shot("foretag-start", "/"),
    Shot("foretag-projekt", "/projekt"),
    Shot("foretag-nytt-projekt", "/projekt/nytt"),
    Shot("foretag-ett-projekt", "/projekt", PROJECT),
    Shot("foretag-andra-projekt", "/projekt", PROJECT, "/andra"),
    Shot("foretag-nytt-avtal", "/projekt", PROJECT, "/avtal/nytt"),
    Shot("foretag-behov", "/behov"),
    Shot("foretag-nytt-behov", "/behov/nytt"),
    Shot("foretag-ett-behov", "/behov", NEED),
    Shot("foretag-andra-behov", "/behov", NEED, "/andra"),
    Shot("foretag-kandidater", "/kandidater"),
    Shot("foretag-bekraftelser", "/bekraftelser"),
    Shot("deltagare-min-vag", "/", languages=OPEN),
    Shot("oppen-logga-in", "/logga-in"),
    Shot("oppen-inloggningslank", "/lank/prov", languages=OPEN),
    Shot("coach-finns-inte", "/finns-inte"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="names that contain this")
    asked = [shot for shot in SHOTS if parser.parse_args().only in shot.name]
    product = Product(Path(tempfile.mkdtemp(prefix="byggvagen-")), candidates=120)
    PICTURES.mkdir(parents=True, exist_ok=True)
    product.start()
    try:
        bring_adverts(product)
        flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=flags
            )
            faults = sum(
                found for width in WIDTHS for found in all_taken(chromium, product, asked, width)
            )
            chromium.close()
    finally:
        product.stop()
        shutil.rmtree(product.var)
    (PICTURES / "README.md").write_text(page_of_pictures(PICTURES))
    raise SystemExit(1 if faults else 0)


def bring_adverts(product: Product) -> None:
    """Made-up adverts: the practice data has none."""
    entries = [
        advert(id=str(29600036 + number), employer__name=f"Påhittad Betong {number} AB")
        for number in range(4)
    ]
    glazier = {"concept_id": "x", "label": "Glasmästare"}
    entries += [advert(id="29600050", occupation=glazier), {"headline": "utan id"}]
    file = product.var / "annonser.json"
    file.write_text(json.dumps(entries))
    subprocess.run(
        [sys.executable, "manage.py", "import_adverts", str(file)],
        cwd=ROOT,
        env=product.environment(),
        check=True,
    )


def all_taken(chromium: Browser, product: Product, asked: list[Shot], width: int) -> Iterator[int]:
    """Faults of each; one log-in for all the pages of a role in a language."""
    open_for: dict[tuple[str | None, str], BrowserContext] = {}
    for shot in asked:
        for language in shot.languages:
            key = (shot.account, language)
            if key not in open_for:
                open_for[key] = browser_of(chromium, product, *key, width)
            yield taken(open_for[key], shot, language, width)
    for context in open_for.values():
        context.close()


def browser_of(
    chromium: Browser, product: Product, account: str | None, language: str, width: int
) -> BrowserContext:
    context = chromium.new_context(
        base_url=product.address,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        viewport={"width": width, "height": HEIGHT},
        reduced_motion="reduce",
    )
    context.set_default_timeout(WAIT_MS)
    context.add_init_script(f"localStorage.setItem('byggvagen.locale', '{language}')")
    if account is not None:
        page = context.new_page()
        log_in(page, account)
        page.close()
    return context


def taken(context: BrowserContext, shot: Shot, language: str, width: int) -> int:
    """Take it; the number of things axe finds, which are told."""
    name = shot.name if language == "sv" else f"{shot.name}-{language}"
    page = context.new_page()
    try:
        opened(page, shot)
    except PlaywrightError as error:
        print(f"{name} {width}: nås inte: {error.message.splitlines()[0]}", flush=True)  # noqa: T201
        page.close()
        return 1
    page.evaluate(SETTLED)
    if not shot.press:
        # A window as high as the page: what is stuck to its edges then lies over nothing.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(height, HEIGHT), TALLEST)})
    small(page.screenshot(), PICTURES / f"{name}-{width}.png")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    told = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]
    if wide > 0:
        told.append(f"{wide} px bredare än skärmen")
    print(f"{name} {width}: {'; '.join(told) or 'utan anmärkning'}", flush=True)  # noqa: T201
    page.close()
    return len(told)


def small(picture: bytes, file: Path) -> None:
    """Write it with 256 colours, a third of the bytes.

    The method spans the colours there are; by how much there is of each, the yellow would go.
    """
    with Image.open(io.BytesIO(picture)) as image:
        colours = image.convert("RGB").quantize(
            256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
        colours.save(file, optimize=True)


def opened(page: Page, shot: Shot) -> None:
    page.goto(shot.path)
    page.wait_for_load_state("networkidle")
    if shot.link:
        link = page.locator(f"main {shot.link}").first
        link.wait_for(state="attached")  # it may lie in what is folded
        address = link.get_attribute("href") or link.get_attribute("data-href") or ""
        page.goto(address + shot.more)
        page.wait_for_load_state("networkidle")
    # What is worked out while one waits comes after the network's first silence.
    page.locator("main [data-skeleton]").first.wait_for(state="detached")
    if shot.press:
        page.get_by_role("button", name=re.compile(rf"^{shot.press}\b")).first.click()
        page.get_by_role("dialog").wait_for()
        page.wait_for_load_state("networkidle")


def page_of_pictures(directory: Path) -> str:
    """Markdown that shows every picture there is, by whose page it is."""
    names = sorted({re.sub(r"-\d+\.png$", "", p.name) for p in directory.glob("*-[0-9]*.png")})
    lines = ["# Skärmbilder", "", "Tagna av `make screens` med påhittade personer.", ""]
    for prefix, role in ROLES.items():
        lines += [f"## {role}", "", "| Sida | 1440 px | 390 px |", "|---|---|---|"]
        for name in names:
            if name.split("-")[0] == prefix:
                shown = (f'<img src="{name}-{w}.png" alt="" width="{w // 3}">' for w in WIDTHS)
                lines.append(f"| {name.removeprefix(prefix + '-')} | {' | '.join(shown)} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
