"""When a browser first paints something of each page: median of five visits with nothing cached, as JSON on stdout."""

import json
import shutil
import statistics
import sys

from playwright.sync_api import sync_playwright

PAINT = """() => new Promise((done) => {
  const look = () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    if (paint) done(paint.startTime); else setTimeout(look, 10);
  };
  look();
})"""


def main(address: str, pages: list[str]) -> None:
    paints = {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        for page in pages:
            times = []
            for _ in range(6):
                context = chromium.new_context(viewport={"width": 1280, "height": 800})
                tab = context.new_page()
                tab.goto(address + page)
                times.append(tab.evaluate(PAINT))
                context.close()
            # The first visit also warms the browser itself.
            paints[page] = statistics.median(times[1:])
        chromium.close()
    print(json.dumps(paints))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
