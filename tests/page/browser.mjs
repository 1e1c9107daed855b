// What every drive of the page needs: the modules that .ci/page-modules installed, the browser, a check, a drop.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** Takes a module from the folder of the test's own modules. */
export const require = createRequire(`${process.env.VTVL_NODE_MODULES || process.cwd()}/`);
const { chromium } = require("playwright-core");

/** Starts a browser that asks nobody for anything. */
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Stops at the first thing that is not there. */
export const wanted = (truth, what) => {
  if (!truth) throw new Error(`not so: ${what}`);
};

/** Drops a file on the page as the desktop does. */
export async function drop(page, path) {
  const bytes = readFileSync(path).toString("base64");
  const transfer = await page.evaluateHandle(([bytes, name]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
    return transfer;
  }, [bytes, basename(path)]);
  await page.dispatchEvent(".drop", "drop", { dataTransfer: transfer });
}
