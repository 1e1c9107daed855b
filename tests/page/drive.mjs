// Drives the page in headless Chromium from drop to download, as a clerk would, and fails on the first thing that is not there.
//
//   node tests/page/drive.mjs URL PICTURES FILE…
//
// URL is the page (file:///… or http://127.0.0.1:…/); PICTURES a folder for screenshots; each FILE is a workbook.
// .ci/page-test runs it in both ways. It is no part of `cargo test`: a browser is not on every machine.

import { mkdirSync, statSync } from "node:fs";
import { basename } from "node:path";
import { drop, launch, wanted } from "./browser.mjs";

const [url, pictures, ...files] = process.argv.slice(2);
mkdirSync(pictures, { recursive: true });

const browser = await launch();

async function open(size, scheme) {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, acceptDownloads: true });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => {
    const own = request.url().startsWith(url) || request.url().startsWith("blob:") || request.url().startsWith("data:");
    if (!own) faults.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForSelector("#file-input", { state: "attached", timeout: 60000 });
  return { page, faults, context };
}

/** No sideways scrolling of the page itself. */
async function fits(page, what) {
  const [width, inside] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  wanted(width <= inside + 1, `${what} fits ${inside} px, it is ${width} wide`);
}

/** Drops a finding as the appraiser, saves her workbook, takes it back, and drops the workbook: her word is there again. */
async function speak(page, saved) {
  const ruled = page.locator("#list > .finding:has(input[value=drop])").first();
  if (!(await ruled.count())) return;
  await ruled.locator(".opinion > summary").click();
  await ruled.locator("input[value=drop]").check();
  wanted((await ruled.locator(".ruling").first().innerText()) === "Người thẩm định: bỏ", "the ruling is told in words");
  await page.locator("#opinions > summary").click();
  await page.locator("#opinions-numbers > summary").click();
  const [got] = await Promise.all([page.waitForEvent("download", { timeout: 120000 }), page.click("#save-opinions")]);
  await got.saveAs(saved);
  wanted(got.suggestedFilename().endsWith("-y-kien.xlsx"), "her workbook has its name");
  await page.waitForSelector("#main[aria-busy=false]");
  await ruled.locator("input[value=keep]").check();
  await drop(page, saved);
  await page.waitForFunction(() => !document.querySelector("#step-findings").hidden && document.querySelector(".settled"), null, { timeout: 180000 });
  wanted((await page.locator(".settled > .head > .ruling").first().innerText()) === "Người thẩm định: bỏ", "her word is back");
  for (const field of await page.locator("#step-findings :is(input, select, textarea):visible").all()) {
    const named = await field.evaluate((one) => one.labels?.length > 0 || one.hasAttribute("aria-label"));
    wanted(named, "every field has a label");
  }
}

/** The opened finding and what to do about it stand in the window. */
async function openedIsInView(page) {
  const opened = page.locator("#list .head[aria-expanded=true]").last();
  if (!(await opened.count())) await page.locator("#list .finding .head").first().click();
  const remedy = page.locator("#list .body dl dd").first();
  const boxes = await remedy.evaluate((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom, innerHeight]);
  wanted(boxes[0] >= 0 && boxes[1] <= boxes[2] + 1, `the remedy of the opened finding is in view: ${boxes.map(Math.round)}`);
}

/** The same file again: she stays where she is, and sees what changed; a reload loses nothing that was chosen. */
async function mend(page, path, many, picture) {
  await page.click("#go-findings");
  await drop(page, path);
  await page.waitForSelector("#changes", { timeout: 180000 });
  wanted(await page.locator("#step-findings").isVisible(), "after a new drop she stays on step 3");
  const told = await page.locator("#changes > strong").innerText();
  wanted(/đã sửa 0 · còn \d+ · mới 0/.test(told), `nothing changed is told: ${told}`);
  await picture("5-so-sanh");
  await page.evaluate(() => (state.unsaved = false));
  await page.reload();
  await page.waitForSelector("#kept");
  wanted((await page.locator("#kept").innerText()).includes(basename(path)), "after a reload the page knows which file to ask for");
}

/** What the program can mend by itself: every change is shown before the new file is taken. */
async function mendSpelling(page, saved, picture) {
  if (!(await page.locator("#mend-start").count())) return;
  await page.click("#mend-start");
  await page.waitForSelector("#mend table tbody tr", { timeout: 180000 });
  await picture("3-sua-giup");
  const take = page.locator("#mend [data-mended]").first();
  const [got] = await Promise.all([page.waitForEvent("download", { timeout: 120000 }), take.click()]);
  await got.saveAs(saved);
  wanted(got.suggestedFilename().endsWith("-da-sua.xlsx") && statSync(saved).size > 1000, "the mended workbook has its name and is there");
}

async function walk(path, size, scheme, name, view) {
  const { page, faults, context } = await open(size, scheme);
  const picture = (step) => page.screenshot({ path: `${pictures}/${name}-${step}.png` });
  await page.waitForSelector("input[name=view]");
  await page.check(`input[name=view][value=${view}]`);
  await fits(page, "step 1");
  await picture("1-tep");
  const started = Date.now();
  await drop(page, path);
  await page.waitForFunction(() => document.querySelector("#alert .alert") || !document.querySelector("#step-reading").hidden, null, { timeout: 180000 });
  const took = Date.now() - started;
  const refused = await page.locator("#alert .alert").count();
  if (refused) {
    console.log(`${name}: ${await page.locator("#alert .alert").innerText()} (${took} ms)`);
    await picture("2-tu-choi");
    await context.close();
    return;
  }
  await fits(page, "step 2");
  await picture("2-cach-doc");
  if (await page.locator(".sheet .head:visible").count()) {
    await page.locator(".sheet .head:visible").first().click();
    await picture("2-trang");
  }
  // Date and kind may be asked one after the other.
  for (let asked = 0; asked < 2 && (await page.locator("#question").count()); asked++) {
    await picture(`2-cau-hoi-${asked + 1}`);
    if (await page.locator("#ask-date").count()) await page.fill("#ask-date", "2021-06-30");
    else await page.selectOption("#question select", "cong-chuc");
    await page.click("#question button");
    await page.waitForSelector("#main[aria-busy=false]", { timeout: 180000 });
  }
  if (await page.locator("#go-findings").isDisabled()) {
    console.log(`${name}: read, not judged: ${await page.locator("#step-reading .alert").first().innerText()} (${took} ms)`);
    await context.close();
    return;
  }
  await page.click("#go-findings");
  await page.waitForSelector("#list li");
  wanted(view === "agency" || !(await page.locator("#mend").count()), "only one who makes the proposal is offered to have it mended");
  await mendSpelling(page, `${pictures}/${name}-da-sua.xlsx`, picture);
  const many = await page.locator("#list .finding").count();
  if (many) {
    const first = page.locator("#list .finding").first();
    await first.locator(".head").first().click();
    // What is not in the dossier at all has no cell.
    const told = Math.min(1, await first.locator(".cells > *").count());
    wanted((await page.locator("#grid .here").count()) === told, "the first cell of the finding is in sight");
    const marked = page.locator("#grid [data-mark]");
    if (await marked.count()) {
      await marked.last().click();
      // What only follows from another finding is open inside it.
      wanted((await page.locator("#list > .finding > [aria-expanded=true]").count()) === 1, "a marked cell opens its finding");
    }
    if (view === "appraiser") await speak(page, `${pictures}/${name}-y-kien.xlsx`);
    else wanted((await page.locator(".opinion").count()) === 0, "a clerk does not meet the appraiser's controls");
    await openedIsInView(page);
    await page.locator("[data-rule]:visible").first().click();
    await page.waitForSelector("dialog.rule[open]");
    wanted(!(await page.locator("dialog.rule").innerText()).includes("{{"), "a rule is told in words");
    const drawn = page.locator("dialog.rule svg.timeline");
    if (await drawn.count()) wanted((await drawn.locator("desc").textContent()).length > 20, "the time axis of a rule is told in words");
    await picture("3-quy-tac");
    await page.click("dialog.rule button");
  }
  await fits(page, "step 3");
  await picture("3-nhan-xet");
  await page.click("#against > summary");
  await page.fill("#against-day", "2025-07-01");
  await page.click("#go-against");
  await page.waitForSelector("#against-found .verdict");
  await fits(page, "step 3 with two laws");
  await picture("3-hai-quy-dinh");
  await page.click("#go-outputs");
  await fits(page, "step 4");
  await picture("4-tai-ve");
  const outputs = await page.locator("[data-output]").evaluateAll((all) => all.map((one) => one.dataset.output));
  for (const output of outputs) {
    const [got] = await Promise.all([page.waitForEvent("download", { timeout: 120000 }), page.click(`[data-output="${output}"]`)]);
    const at = `${pictures}/${name}-${got.suggestedFilename()}`;
    await got.saveAs(at);
    wanted(statSync(at).size > 500, `${got.suggestedFilename()} holds something`);
  }
  if (view === "agency") wanted(outputs.length === 3, "a clerk is offered three papers");
  await mend(page, path, many, picture);
  wanted(faults.length === 0, `no errors, but: ${faults.join("; ")}`);
  console.log(`${name}: ${many} findings, ${outputs.length} documents, read in ${took} ms`);
  await context.close();
}

let failed = 0;
for (const path of files) {
  const screens = [["man", { width: 1366, height: 768 }, "light", "appraiser"], ["don-vi", { width: 1366, height: 768 }, "light", "agency"], ["dt", { width: 390, height: 844 }, "dark", "agency"]];
  for (const [kind, size, scheme, view] of screens) {
    const name = `${kind}-${basename(path).replace(/\.[^.]*$/, "")}`;
    try {
      await walk(path, size, scheme, name, view);
    } catch (failure) {
      failed += 1;
      console.error(`${name}: ${failure.message}`);
    }
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
