// What the page knows, and the two jobs that change it.

const LEVELS = {
  violation: "sai quy định",
  explain: "cần giải trình",
  doubtful: "chưa chắc đã đọc đúng",
  missing: "thiếu dữ liệu",
  note: "lưu ý",
  manual: "cần xem xét",
  waived: "đã miễn trừ",
};
const GRAVITY = Object.keys(LEVELS);

const state = {
  about: null,
  files: [],
  asOf: "",
  profile: "",
  encoding: "",
  /** Date and kind that were asked for: chosen for these files, and asked again for mended ones. */
  answered: new Set(),
  remembered: {},
  /** Name and text of the list of waivers. */
  waivers: null,
  /** Name and text of the configuration of the house that signs. */
  house: null,
  /** The mapping that was sent, and the one that is being changed; null: as the program finds by itself. */
  map: null,
  draft: null,
  changed: false,
  reading: null,
  severalFiles: false,
  mapFile: null,
  appraisal: null,
  refusal: null,
  /** For each finding the one that causes it, or itself; and for each cause what only follows from it. */
  roots: [],
  echoes: new Map(),
  /** Sentences on files that were not used. */
  aside: [],
  /** How many cells seem to want mending; what mending gave: a line and perhaps a new file for each file. */
  mendable: 0,
  mended: null,
  /** The appraiser's own word, as src/web/review.rs takes it; what follows from it; workbooks of hers to be read. */
  review: nothingSaid(),
  heard: null,
  opinions: [],
  /** The files before these, where these are the same mended; and what became of the findings. */
  former: null,
  comparison: null,
  /** The day whose law is held against that of the files, and what it says. */
  againstDay: "",
  laws: null,
  /** What was chosen and said before the page was loaded anew; files that were dropped before it was ready. */
  kept: null,
  waiting: null,
  /** Which of the two views. */
  view: "agency",
  /** When the files were judged. */
  judgedAt: null,
  /** Whether something was said that was not asked after, or not saved. */
  unheard: false,
  unsaved: false,
  /** Results of dossiers, each with its path; what was made of them; the day from which its days are counted. */
  results: [],
  gathered: null,
  registerOn: "",
  /** Marks by sheet, row and letters. */
  marks: new Map(),
  chosen: null,
};

const sheetKey = (file, name) => `${file || ""}\u0000${name}`;
const keyOf = (sheet) => sheetKey(sheet.file, sheet.name);
const titleOf = (sheet) => (sheet.file ? `${sheet.name} (tệp ${sheet.file})` : sheet.name);

/** What goes with the files in every job. */
function circumstances() {
  return { as_of: state.asOf || null, profile: state.profile || null, encoding: state.encoding || null, map: state.map, waivers: state.waivers, house: state.house, review: state.review };
}

/** Reads and judges the files anew. */
async function look() {
  const said = state.opinions.length ? nothingSaid() : state.review;
  const answer = await engine.run({ do: "look", ...circumstances(), review: said }, [...state.files, ...state.opinions]);
  state.reading = answer.json("reading.json");
  state.appraisal = answer.json("appraisal.json");
  state.refusal = answer.head.refusal || null;
  state.aside = answer.head.aside || [];
  state.mendable = answer.head.mendable || 0;
  state.mended = null;
  const asked = state.refusal && { date: "asOf", profile: "profile" }[state.refusal.ask];
  if (asked && state.remembered[asked]) {
    state[asked] = state.remembered[asked];
    delete state.remembered[asked];
    state.answered.add(asked);
    return look();
  }
  state.draft = answer.head.map || { sheet: [] };
  state.changed = false;
  state.mapFile = answer.files.get("ban-do.toml");
  state.severalFiles = state.reading.sheets.some((sheet) => sheet.file);
  state.chosen = null;
  state.marks = marks();
  state.heard = answer.json("review.json");
  state.unheard = false;
  state.judgedAt = new Date();
  state.laws = null;
  await compareWithFormer();
  if (state.heard) families();
  if (state.heard && state.opinions.length) takeOpinions();
}

/** What a workbook of hers says is said later than what stands here. */
function takeOpinions() {
  state.opinions = [];
  if (state.heard.faults.length) return;
  state.review = over(state.heard.said, state.review);
  state.unheard = true;
  unfolded.panel = true;
}

/** Which finding only follows from which. */
function families() {
  const { findings } = state.appraisal;
  const causes = new Map(findings.map((finding, nth) => [finding.outcome === "manual" ? null : finding.number, nth]));
  state.roots = findings.map((finding, nth) => (finding.cause === undefined || !causes.has(finding.cause) ? nth : causes.get(finding.cause)));
  state.echoes = new Map(findings.map((_, nth) => [nth, []]));
  state.roots.forEach((root, nth) => root !== nth && state.echoes.get(root).push(nth));
}

/** The cells that findings are about: each with its findings, the wrong ones with the gravest level there. */
function marks() {
  const sheets = new Map();
  const findings = state.appraisal ? state.appraisal.findings : [];
  findings.forEach((finding, nth) => {
    const wrong = new Set([finding.cells[0], ...(finding.instances || []).map((instance) => instance.cells[0])]);
    for (const cell of finding.cells) {
      const at = address(cell);
      if (!sheets.has(at.sheet)) sheets.set(at.sheet, new Map());
      const rows = sheets.get(at.sheet);
      if (!rows.has(at.row)) rows.set(at.row, {});
      const mark = (rows.get(at.row)[at.letters] ||= { level: null, findings: [] });
      mark.findings.push(nth);
      // The cell that is wrong has the colour; what it was held against is only marked as concerned.
      if (!wrong.has(cell)) continue;
      if (mark.level === null || GRAVITY.indexOf(finding.outcome) < GRAVITY.indexOf(mark.level)) mark.level = finding.outcome;
    }
  });
  return sheets;
}

/** Forgets the files and all that was found. */
function forget() {
  engine.cancel();
  Object.assign(state, { files: [], map: null, draft: null, changed: false, reading: null, appraisal: null, refusal: null, aside: [] });
  Object.assign(state, { asOf: "", profile: "", encoding: "", waivers: null, answered: new Set(), remembered: {}, chosen: null, marks: new Map(), mapFile: null });
  Object.assign(state, { former: null, comparison: null, judgedAt: null, mendable: 0, mended: null, againstDay: "", laws: null });
  Object.assign(state, { review: nothingSaid(), heard: null, opinions: [], unheard: false, unsaved: false });
}
