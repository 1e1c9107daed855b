// Goes as a clerk does from the empty form to a clean proposal, with the page alone, and counts her clicks.
//
//   node tests/page/proposal.mjs URL PICTURES FORM…
//
// URL is the page (file:///… or http://127.0.0.1:…/); FORM names a form of the page as in `data-template`
// (vien-chuc-2026-07-01). She takes the empty form, types what the worked example says (with the slips of FORM's
// kind in SLIPS), saves it in a spreadsheet program, drops it, has the page mend what it can, corrects the rest by
// what the page tells her, and drops it until nothing is left. LibreOffice is the spreadsheet program: it computes the
// formulas as Excel would. Needs playwright-core and exceljs; the browser is offline, whatever the URL.

import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { drop, launch, require, wanted } from "./browser.mjs";

const ExcelJS = require("exceljs");
const [url, pictures, ...forms] = process.argv.slice(2);
mkdirSync(pictures, { recursive: true });

/** A column of a sheet by its heading, and the first row whose cells are these. */
const columnOf = (sheet, heading) => {
  const found = sheet.getRow(1).values.findIndex((value) => String(value ?? "").startsWith(heading));
  wanted(found > 0, `${sheet.name} has a column “${heading}”`);
  return found;
};
const cellOf = (book, [name, key, value, heading]) => {
  const sheet = book.getWorksheet(name);
  const at = columnOf(sheet, key);
  const row = sheet.getColumn(at).values.findIndex((found) => found === value);
  wanted(row > 0, `${name} has a row “${value}”`);
  return sheet.getCell(row, columnOf(sheet, heading));
};

/** What a clerk gets wrong: [sheet, key column, key, column], and what she types there. `spelling` the page mends, a `row` it only points at. */
const SLIPS = {
  "cong-chuc": [
    { at: ["Danh mục VTVL", "Mã VTVL", "VP-01", "Số người đề xuất"], typed: "1 người", spelling: true },
    { at: ["Danh mục VTVL", "Mã VTVL", "VP-04", "Mã VTVL"], typed: " VP-04 ", spelling: true },
    { at: ["Cơ cấu tổ chức", "Mã đơn vị", "KT", "Số cấp phó"], typed: 3 },
    { at: ["Danh mục VTVL", "Mã VTVL", "VP-03", "Nhóm VTVL"], typed: null },
    { at: ["Căn cứ pháp lý", "Số, ký hiệu", "62/2020/NĐ-CP", "Số, ký hiệu"], typed: "36/2013/NĐ-CP" },
  ],
  "vien-chuc": [
    { at: ["Danh mục VTVL", "Mã VTVL", "CM-01", "Số người đề xuất"], typed: (value) => `${value} người`, spelling: true },
    { at: ["Cơ cấu tổ chức", "Mã đơn vị", "NN", "Tên đơn vị"], typed: (value) => `${value}  `, spelling: true },
    { at: ["Danh mục VTVL", "Mã VTVL", "HT-01", "Tên vị trí"], typed: (value) => `${value} tổng hợp` },
    { at: ["Danh mục VTVL", "Mã VTVL", "HT-03", "Nhóm VTVL"], typed: null },
    { at: ["Mô tả công việc", "Mã VTVL", "QL-01", "Mục tiêu vị trí"], typed: null, row: true },
  ],
};

async function opened(path) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return book;
}

/** Saves as a spreadsheet program does: every formula computed. */
async function saved(book, path) {
  book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => {
    if (cell.formula) cell.value = { formula: cell.formula };
  })));
  const typed = join(pictures, "go-tay", basename(path));
  mkdirSync(join(pictures, "go-tay"), { recursive: true });
  await book.xlsx.writeFile(typed);
  execFileSync("soffice", ["--headless", "--convert-to", "xlsx", "--outdir", pictures, typed], { stdio: "ignore" });
  return path;
}

/** Types into the empty form what the worked example has typed: over a formula too, where the example does. */
function type(form, example) {
  let typed = 0;
  example.eachSheet((sheet) => {
    const target = form.getWorksheet(sheet.name);
    sheet.eachRow((row) => row.eachCell((cell) => {
      const there = target.getCell(cell.address);
      const open = !cell.formula && cell.value !== null && String(there.value ?? "") !== String(cell.value);
      if (open) {
        there.value = cell.value;
        typed += 1;
      }
    }));
  });
  return typed;
}

/** Drops a mended file while she reads the findings: the page stays there and says what changed. */
async function again(page, path) {
  const before = await page.evaluate(() => Number(state.judgedAt));
  await drop(page, path);
  await page.waitForFunction((time) => state.judgedAt && Number(state.judgedAt) !== time && document.querySelector("#changes"), before, { timeout: 180000 });
  await page.waitForSelector("#main[aria-busy=false]");
  return page.locator("#changes > strong").innerText();
}

async function walk(browser, form) {
  const kind = form.slice(0, "cong-chuc".length);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, acceptDownloads: true, offline: url.startsWith("file:") });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => request.url().startsWith("http") && !request.url().startsWith(url) && faults.push(`asked for ${request.url()}`));
  await page.goto(url);
  await page.waitForSelector("#file-input", { state: "attached", timeout: 60000 });
  let clicks = 0;
  const click = async (target) => {
    clicks += 1;
    await page.locator(target).first().click();
  };
  const take = async (target, name) => {
    const [got] = await Promise.all([page.waitForEvent("download", { timeout: 180000 }), click(target)]);
    const path = join(pictures, name || got.suggestedFilename());
    await got.saveAs(path);
    await page.waitForSelector("#main[aria-busy=false]");
    return path;
  };
  const picture = (step) => page.screenshot({ path: join(pictures, `${form}-${step}.png`) });

  // The form that holds on the day she means to submit; an ended one is folded away.
  if (!(await page.locator(`[data-template="${form}"]`).isVisible())) await click("details:has([data-template]) > summary");
  const empty = await opened(await take(`[data-template="${form}"]`, `${form}-trong.xlsx`));
  const example = await opened(await take(`[data-example="${form}"]`, `${form}-vi-du.xlsx`));
  const typed = type(empty, example);
  wanted(typed > 500, `the form is typed in, ${typed} cells`);
  for (const slip of SLIPS[kind]) {
    const cell = cellOf(empty, slip.at);
    slip.cell = `${slip.at[0]}!${cell.address}`;
    slip.right = cell.value;
    cell.value = typeof slip.typed === "function" ? slip.typed(cell.value) : slip.typed;
  }
  const first = await saved(empty, join(pictures, `${form}-lan-1.xlsx`));

  // First look.
  await drop(page, first);
  await page.waitForFunction(() => !document.querySelector("#step-reading").hidden || document.querySelector("#alert .alert"), null, { timeout: 180000 });
  await picture("1-cach-doc");
  await click("#go-findings");
  await page.waitForSelector("#list li");
  await picture("2-nhan-xet");
  const told = await page.evaluate(() => state.appraisal.findings.map(({ outcome, sentence, cells }) => ({ outcome, sentence, cells })));
  const urgent = (list) => list.filter(({ outcome }) => ["violation", "explain", "missing", "doubtful"].includes(outcome));
  const pointed = told.flatMap(({ cells }) => cells).map((cell) => cell.replaceAll("'", ""));
  const rowOf = (cell) => cell.replace(/![A-Z]+/, "!");
  for (const slip of SLIPS[kind].filter(({ spelling }) => !spelling)) {
    const found = slip.row ? pointed.map(rowOf).includes(rowOf(slip.cell)) : pointed.includes(slip.cell);
    wanted(found, `the page points at ${slip.cell}`);
  }

  // What the page can mend, she lets it mend.
  await click("#mend-start");
  await page.waitForSelector("#mend table tbody tr", { timeout: 180000 });
  await picture("3-sua-giup");
  const mended = await take("#mend [data-mended]", `${form}-da-sua.xlsx`);
  const book = await opened(mended);

  // The rest she corrects where the page points.
  for (const slip of SLIPS[kind]) {
    const [sheet, cell] = slip.cell.split("!");
    const now = book.getWorksheet(sheet).getCell(cell);
    if (slip.spelling) wanted(String(now.value) === String(slip.right), `the page has mended ${slip.cell}: ${now.value}`);
    else now.value = slip.right;
  }
  const second = await saved(book, join(pictures, `${form}-lan-2.xlsx`));
  const changes = await again(page, second);
  await picture("4-lan-2");
  const left = urgent(await page.evaluate(() => state.appraisal.findings.map(({ outcome, sentence, cells }) => ({ outcome, sentence, cells }))));
  wanted(left.length === 0, `nothing is left to mend, but: ${left.map(({ sentence }) => sentence).join(" | ")}`);
  wanted(await page.locator("#step-findings > .verdict.approve").count() === 1, "the proposal is told as one that can be approved");

  // What she hands on.
  clicks += 1;
  await page.click("#go-outputs");
  for (const output of await page.locator("[data-output]").evaluateAll((all) => all.map((one) => one.dataset.output))) {
    wanted(statSync(await take(`[data-output="${output}"]`)).size > 500, `${output} holds something`);
  }
  wanted(faults.length === 0, `no errors, but: ${faults.join("; ")}`);
  console.log(`${form}: ${typed} cells typed, ${urgent(told).length} to mend at first, then “${changes}”; ${clicks} clicks`);
  await context.close();
}

const browser = await launch();
let failed = 0;
for (const form of forms) {
  try {
    await walk(browser, form);
  } catch (failure) {
    failed += 1;
    console.error(`${form}: ${failure.message}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
