/**
 * Whether a site's layout has changed: a run compared with the source's own recent good runs. Pure.
 * Each cause is one issue; without enough good runs to compare with there is none.
 */
import { createHash } from 'node:crypto';
import type { RunHealth, RunMeasures } from './health.js';
import type { NewIssue } from './run.js';
import { PostingFieldSchema, type Source } from './source.js';

/** So many good runs make a baseline; more than the last `BASELINE_RUNS` are not looked at. */
const LEAST_RUNS = 3;
const BASELINE_RUNS = 7;
/** So many runs in a row that all differ from what was before are how the site is now. */
const NEW_NORMAL_RUNS = 5;
/** Numbers of fewer postings than this say nothing about their site. */
const LEAST_POSTINGS = 5;
/** A list with fewer postings than this goes up and down by itself. */
const LEAST_FOUND = 3;
/** Less than this share of the usual number on a list page is a collapse. */
const FOUND_SHARE = 0.4;
const LENGTH_SHARE = 0.35;
const LEAST_LENGTH = 40;
/** A field that at least this share of the postings had … */
const USUAL_FIELD_SHARE = 0.5;
/** … has vanished when less than this share of that is left. */
const FIELD_SHARE = 0.25;
const USUAL_LIST_SHARE = 0.8;
const LIST_SHARE = 0.5;
const USUAL_SELECTOR_SHARE = 0.5;
/** Detail pages that a selector has to miss; a single list page is enough. */
const LEAST_TRIED = 3;

/** The part of a definition that decides what a run sees: runs under different ones are not compared. */
export function definitionHash(source: Source): string {
  const { start, hosts, fetch, follow, charset, limits, list, detail, expects } = source;
  const deciding = [start, hosts, fetch, follow, charset ?? null, limits, list, detail, expects];
  return createHash('sha256').update(JSON.stringify(deciding)).digest('hex').slice(0, 16);
}

/**
 * @param earlier the source's ended runs, newest first, in any state
 * @returns `layout-changed`, one for each cause
 */
export function findDrift(
  source: Source,
  current: RunMeasures,
  earlier: readonly RunHealth[],
): NewIssue[] {
  const hash = definitionHash(source);
  const baseline = baselineOf(earlier.filter((run) => run.definitionHash === hash));
  if (baseline.length < LEAST_RUNS || current.pages === 0) return [];
  return [
    ...fewerFound(current, baseline),
    ...listsLost(current, baseline),
    ...shorterTexts(current, baseline),
    ...fieldsLost(current, baseline),
    ...selectorsLost(current, baseline),
  ].map((message) => ({ kind: 'layout-changed', message, url: source.start[0] ?? null }));
}

/** The runs that show how the site usually is. */
function baselineOf(earlier: readonly RunHealth[]): readonly RunHealth[] {
  const whole = earlier.filter(isComparable);
  const recent = whole.slice(0, NEW_NORMAL_RUNS);
  if (recent.length === NEW_NORMAL_RUNS && recent.every(hasDrifted)) return recent;
  return whole.filter((run) => !hasDrifted(run)).slice(0, BASELINE_RUNS);
}

function isComparable(run: RunHealth): boolean {
  return (
    run.state === 'done' &&
    run.trigger !== 'recheck' &&
    run.pages > 0 &&
    run.urlsBlocked + run.urlsFailed < run.urlsDue * 0.5
  );
}

function hasDrifted(run: RunHealth): boolean {
  return (run.issues['layout-changed'] ?? 0) > 0;
}

function fewerFound(current: RunMeasures, baseline: readonly RunHealth[]): string[] {
  const usual = medianOf(baseline.map((run) => run.foundPerList));
  const now = current.foundPerList;
  if (usual === null || now === null || usual < LEAST_FOUND) return [];
  if (now >= usual * FOUND_SHARE) return [];
  return [
    `${round(now)} postings on the average list page, usually ${round(usual)} (${based(baseline)}): compare the list page with what mingcha sources suggest would take from it`,
  ];
}

function listsLost(current: RunMeasures, baseline: readonly RunHealth[]): string[] {
  const usual = medianOf(
    baseline.map((run) => (run.lists === 0 ? null : run.listsReadAsList / run.lists)),
  );
  if (usual === null || usual < USUAL_LIST_SHARE || current.lists === 0) return [];
  if (current.listsReadAsList >= current.lists * LIST_SHARE) return [];
  return [
    `only ${current.listsReadAsList} of ${current.lists} list pages are read as lists, usually ${percent(usual)} (${based(baseline)}): open the list page; a selector list.item may be needed`,
  ];
}

function shorterTexts(current: RunMeasures, baseline: readonly RunHealth[]): string[] {
  const usual = medianOf(
    baseline.map((run) => (run.postingsRead < LEAST_POSTINGS ? null : run.medianLength)),
  );
  const now = current.medianLength;
  if (usual === null || now === null || usual < LEAST_LENGTH) return [];
  if (current.postingsRead < LEAST_POSTINGS || now >= usual * LENGTH_SHARE) return [];
  return [
    `the usual body has ${now} characters, before ${round(usual)} (${based(baseline)}): look at what mingcha extract takes from a posting's page`,
  ];
}

function fieldsLost(current: RunMeasures, baseline: readonly RunHealth[]): string[] {
  if (current.postingsRead < LEAST_POSTINGS) return [];
  return PostingFieldSchema.options.flatMap((field) => {
    const usual = medianOf(
      baseline.map((run) =>
        run.postingsRead < LEAST_POSTINGS ? null : run.filled[field] / run.postingsRead,
      ),
    );
    const now = current.filled[field] / current.postingsRead;
    if (usual === null || usual < USUAL_FIELD_SHARE || now >= usual * FIELD_SHARE) return [];
    return [
      `${current.filled[field]} of ${current.postingsRead} postings have the field ${field}, usually ${percent(usual)} (${based(baseline)}): look for its new place, or give a selector for it`,
    ];
  });
}

function selectorsLost(current: RunMeasures, baseline: readonly RunHealth[]): string[] {
  return Object.entries(current.selectors).flatMap(([name, { tried, matched }]) => {
    if (matched > 0 || tried < (name.startsWith('list') ? 1 : LEAST_TRIED)) return [];
    const usual = medianOf(
      baseline.map((run) => {
        const use = run.selectors[name];
        return use === undefined || use.tried === 0 ? null : use.matched / use.tried;
      }),
    );
    if (usual === null || usual < USUAL_SELECTOR_SHARE) return [];
    return [
      `the selector ${name} matches nothing on ${tried} pages, usually on ${percent(usual)} (${based(baseline)}): correct it in the source's definition`,
    ];
  });
}

/** The middle one of the numbers that are known; null when that is less than a baseline. */
function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known.length < LEAST_RUNS ? null : (known[known.length >> 1] ?? null);
}

const round = (value: number) => String(Math.round(value * 10) / 10);
const percent = (share: number) => `${Math.round(share * 100)} %`;
const based = (baseline: readonly RunHealth[]) => `middle of ${baseline.length} runs`;
