"""Lighthouse on the pages that matter most, at desktop and telephone settings: `make lighthouse`.

It signs in to a made-up desk, asks the system's Chromium for four figures a page, prints a table
and fails when one is under 98. Staff pages and slips ask search engines to stay away, by design:
there the audit `is-crawlable` is left out, and nothing else. The sign-in page is judged whole."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import find_chromium
from tests.browser.demo_desk import DemoDesk, served_demo, signed_in, window

LEAST = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SETTINGS = {"desktop": ["--preset=desktop"], "telephone": []}
PROGRAM = Path(__file__).parents[1] / ".ci/lighthouse/node_modules/.bin/lighthouse"


def addresses(demo: DemoDesk) -> dict[str, str]:
    """Return the address of each judged page by its name."""
    of_staff, of_everyone = demo.pages["leena"], demo.pages[""]

    def first(among: list[str], start: str) -> str:
        return next(one for one in among if one.startswith(start))

    return {
        "sign-in": "/sign-in",
        "log": "/visits/log",
        "today": "/visits/today",
        "thread": first(of_staff, "/cases/"),
        "follow-up": "/referrals/",
        "statistics": "/statistics/",
        "slip page": first(of_everyone, "/s/"),
    }


def cookies_of(browser: Browser, demo: DemoDesk) -> str:
    """Sign in and return the cookies as a header."""
    page = window(browser, demo, "fi")
    signed_in(page, demo, "leena")
    header = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    page.context.close()
    return header


def judge_again(*told: Any) -> dict[str, int]:
    """Judge a page; Lighthouse itself asks to be run again when its recording went wrong."""
    for _try in range(2):
        try:
            return judge(*told)
        except subprocess.CalledProcessError:
            continue
    return judge(*told)


def judge(address: str, chromium: str, cookies: str, options: list[str]) -> dict[str, int]:
    """Run Lighthouse once; return a figure of 0 to 100 for each category."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        headers = ["--extra-headers", json.dumps({"Cookie": cookies})] if cookies else []
        left_out = [] if address.endswith("/sign-in") else ["--skip-audits=is-crawlable"]
        subprocess.run(
            [
                str(PROGRAM),
                address,
                "--quiet",
                "--output=json",
                f"--output-path={report}",
                f"--only-categories={','.join(CATEGORIES)}",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
                *options,
                *headers,
                *left_out,
            ],
            check=True,
            env={**os.environ, "CHROME_PATH": chromium},
        )
        found = json.loads(report.read_text(encoding="utf-8"))
    for audit in found["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9 and os.environ.get("VERBOSE"):
            print("   ", audit["id"], audit["score"], audit.get("displayValue", ""))
    return {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}


def main() -> None:
    """Judge every page and print the table."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("no Chromium on this machine: install the package chromium")
    lowest = 100
    print(f"{'page':<12}{'setting':<12}" + "".join(f"{name:>16}" for name in CATEGORIES))
    with tempfile.TemporaryDirectory() as folder, served_demo(Path(folder)) as demo:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            cookies = cookies_of(browser, demo)
            browser.close()
        for name, path in addresses(demo).items():
            is_open = name in ("sign-in", "slip page")
            for setting, options in SETTINGS.items():
                found = judge_again(
                    demo.address + path, chromium, "" if is_open else cookies, options
                )
                lowest = min(lowest, *found.values())
                figures = "".join(f"{found[one]:>16}" for one in CATEGORIES)
                print(f"{name:<12}{setting:<12}{figures}", flush=True)
    if lowest < LEAST:
        sys.exit(f"the lowest figure is {lowest}, {LEAST} is wanted")


if __name__ == "__main__":
    main()
