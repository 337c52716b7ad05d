"""Runs Lighthouse on one page of each kind and prints the medians; `deploy/lighthouse` starts the site for it."""

import json
import os
import subprocess
import sys
from statistics import median

PAGES = {
    "home": "en/",
    "library": "en/library/",
    "case study": "ru/library/belize-water-services-contra-costa/",
    "factsheet": "fr/library/guryevsk-water-users-partnership/",
    "glossary": "es/glossary/",
    "search": "en/search/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 97
RUNS = int(os.environ.get("RUNS", "5"))
FLAGS = ("--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox --disable-gpu")  # its default: mobile


def scores(program: str, url: str) -> tuple[dict[str, int], list[str]]:
    """The four scores of one run, and the audits that took something from them."""
    result = subprocess.run([program, url, *FLAGS], capture_output=True, text=True, check=False, timeout=180)
    if result.returncode:
        sys.exit(result.stderr)
    report = json.loads(result.stdout)
    faults = [
        reference["id"]
        for name in CATEGORIES
        for reference in report["categories"][name]["auditRefs"]
        if reference["weight"] and (report["audits"][reference["id"]]["score"] or 0) < 0.9
        if report["audits"][reference["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    ]
    return {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}, faults


def main(site: str, program: str) -> int:
    lowest = 100
    print(f"| page | {' | '.join(CATEGORIES)} |\n|---|{'---|' * len(CATEGORIES)}", flush=True)
    for name, path in PAGES.items():
        runs = [scores(program, f"{site}/{path}") for _run in range(RUNS)]
        cells = []
        for category in CATEGORIES:
            found = sorted(run[category] for run, _faults in runs)
            lowest = min(lowest, int(median(found)))
            spread = f" ({found[0]}–{found[-1]})" if found[0] != found[-1] else ""
            cells.append(f"{median(found):.0f}{spread}")
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
        faults = sorted({fault for _scores, faults in runs for fault in faults})
        if faults:
            print(f"{name}: {', '.join(faults)}", file=sys.stderr)
    return int(lowest < LEAST)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
