/** The patrol of the sample sites, scored against the answers that are kept beside them. */
import { join } from 'node:path';
import type { Database } from '../db/connect.js';
import { findJudgedPostings } from '../db/postings/find-judged-postings.js';
import { codeRoot } from '../runtime/project-root.js';
import { loadExpected } from '../test/sites/expected.js';
import { scoreRun, type Figures, type RunScore } from '../test/sites/score-run.js';
import { DEMO_PREFIX } from './demo.js';
import { printLine } from './print.js';
import { newTable } from './new-table.js';

export async function scoreDemo(database: Database): Promise<RunScore> {
  const judged = await findJudgedPostings(database, DEMO_PREFIX);
  const expected = loadExpected(join(codeRoot(), 'test', 'sites'));
  return scoreRun(
    expected,
    judged.map(({ title, body, ...posting }) => ({ ...posting, text: `${title}\n${body}` })),
  );
}

export async function printScore(score: RunScore): Promise<void> {
  const table = newTable(['范围', '内容数', '精确率', '召回率', 'F1', '主码正确', '误报', '漏报']);
  table.push(row('全部（图片广告除外）', score.overall));
  for (const [site, figures] of Object.entries(score.bySite))
    table.push(row(`站点 ${site}`, figures));
  for (const [difficulty, figures] of Object.entries(score.byDifficulty)) {
    table.push(row(`难度 ${difficulty}`, figures));
  }
  table.push(row('图片广告（答案在图片里）', score.ocr));
  await printLine('与样例站点的标准答案比较：');
  await printLine(table.toString());
  const { grouping } = score;
  await printLine(
    `归并：纯度 ${percent(grouping.purity)}，完整度 ${percent(grouping.completeness)}；未采到 ${score.notFound.length} 条；越过 robots.txt ${score.forbiddenFetched.length} 条`,
  );
}

function row(name: string, figures: Figures): (string | number)[] {
  return [
    name,
    figures.postings,
    percent(figures.precision),
    percent(figures.recall),
    percent(figures.f1),
    percent(figures.primaryAccuracy),
    figures.falsePositives,
    figures.falseNegatives,
  ];
}

function percent(ratio: number | null): string {
  return ratio === null ? '–' : `${(ratio * 100).toFixed(1)}%`;
}
