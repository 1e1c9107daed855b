// Drives the register of the page in headless Chromium: results in, register and consolidation out, as an office would.
//
//   node tests/page/register.mjs URL PICTURES RESULTS WORKBOOK
//
// URL is the page (file:///… or http://127.0.0.1:…/); PICTURES a folder for screenshots; RESULTS a folder of results
// (the `ket-qua` of `vtvl batch`); WORKBOOK a proposal that is entered from the page itself.

import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { drop, launch, wanted } from "./browser.mjs";

const [url, pictures, results, workbook] = process.argv.slice(2);
mkdirSync(pictures, { recursive: true });
const files = readdirSync(results, { recursive: true }).filter((name) => name.endsWith(".json"));
const browser = await launch();

/** Takes a document of the register away. */
async function takeFile(page, name) {
  const [got] = await Promise.all([page.waitForEvent("download", { timeout: 60000 }), page.click(`[data-file="${name}"]`)]);
  await got.saveAs(join(pictures, name));
  wanted(got.suggestedFilename() === name && statSync(join(pictures, name)).size > 1000, `${name} is there`);
}

/** The register as it is shown: its own page inside the page. */
async function inside(page) {
  await page.waitForSelector("#register-page", { timeout: 120000 });
  const frame = await (await page.$("#register-page")).contentFrame();
  await frame.waitForSelector("table.lines tbody tr");
  return frame;
}

async function walk(size, scheme, kind) {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, acceptDownloads: true });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => {
    const own = request.url().startsWith(url) || request.url().startsWith("blob:") || request.url().startsWith("data:");
    if (!own) faults.push(`asked for ${request.url()}`);
  });
  const picture = (step) => page.screenshot({ path: join(pictures, `${kind}-${step}.png`) });
  const fits = async (what) => {
    const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    wanted(width <= room + 1, `${what} fits ${room} px, it is ${width} wide`);
  };
  await page.goto(url);
  await page.waitForSelector("input[name=view]", { timeout: 60000 });
  await page.check("input[name=view][value=office]");
  await fits("step 1 of the register");
  await picture("1-ket-qua");

  // A whole folder of results.
  await page.setInputFiles("#result-folder", results);
  const frame = await inside(page);
  const rows = await frame.locator("table.lines tbody tr").count();
  wanted(rows === files.length, `${files.length} results are ${rows} lines`);
  await fits("the register");
  await picture("2-so-theo-doi");
  // Its filters work inside, and its links stay inside.
  await frame.fill("input[name=tim]", "không có tên nào như vậy");
  wanted((await frame.locator("table.lines tbody tr:visible").count()) === 0, "the search finds nothing");
  await frame.locator("button[type=reset]").click();
  await frame.waitForFunction((rows) => [...document.querySelectorAll("table.lines tbody tr")].filter((row) => !row.hidden).length === rows, rows);
  await frame.locator('.toc a[href="#tong-hop"]').click();
  // It may scroll slowly.
  await frame.waitForFunction(() => Math.abs(document.querySelector("#tong-hop").getBoundingClientRect().top) < 100);
  await picture("3-tong-hop");
  wanted(await frame.evaluate(() => origin === "null"), "the register has an origin of its own");
  for (const name of ["so-theo-doi.xlsx", "tong-hop.xlsx", "phu-luc-tong-hop.docx", "tong-hop.html", "tong-hop.json"]) await takeFile(page, name);

  // What is no result is told; the same results again are not counted twice.
  await page.click("#go-files");
  await page.setInputFiles("#result-input", { name: "la.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.waitForSelector("#unreadable");
  wanted((await page.locator("#unreadable").innerText()).includes("không phải kết quả thẩm định"), "what is no result is told");
  wanted((await (await inside(page)).locator("table.lines tbody tr").count()) === files.length, "the results are still there");
  await picture("4-khong-lay-duoc");
  await page.click("#go-files");
  await page.setInputFiles("#result-folder", results);
  await inside(page);
  await page.click("#go-files");
  wanted((await page.locator("#results > summary").innerText()).startsWith(String(files.length + 1)), "no result is there twice");

  // A proposal that was judged on the page goes into the register with the word of the appraiser.
  await page.check("input[name=view][value=appraiser]");
  await drop(page, workbook);
  await page.waitForFunction(() => !document.querySelector("#step-reading").hidden, null, { timeout: 180000 });
  await page.click("#go-findings");
  await page.click("#go-outputs");
  await page.click("#enter-result");
  await page.locator("#open-register", { hasText: String(files.length + 2) }).waitFor({ timeout: 120000 });
  await picture("5-dua-vao-so");
  await page.click("#open-register");
  await page.waitForFunction(() => !document.querySelector("#step-register").hidden && document.querySelector("#main").getAttribute("aria-busy") === "false", null, { timeout: 120000 });
  const more = await inside(page);
  const now = await more.locator("table.lines tbody tr").count();
  wanted(now === files.length + 1, `one line more than ${files.length}: ${now}`);
  wanted((await more.locator("table.lines").innerText()).includes(basename(workbook)), "the dossier bears the name of its file");
  await picture("6-them-ho-so");
  wanted(faults.length === 0, `no errors, but: ${faults.join("; ")}`);
  // Results that are dropped anywhere open the register.
  await page.reload();
  await page.waitForSelector("input[name=view]");
  await page.check("input[name=view][value=agency]");
  await drop(page, join(results, files[0]));
  await inside(page);
  wanted(await page.locator("input[name=view][value=office]").isChecked(), "the page has turned to the register");
  console.log(`register, ${kind}: ${files.length} results, ${readFileSync(join(pictures, "tong-hop.html")).length} bytes of a page`);
  await context.close();
}

let failed = 0;
for (const [kind, size, scheme] of [["man", { width: 1366, height: 900 }, "light"], ["dt", { width: 390, height: 844 }, "dark"]]) {
  try {
    await walk(size, scheme, kind);
  } catch (failure) {
    failed += 1;
    console.error(`register, ${kind}: ${failure.message}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
