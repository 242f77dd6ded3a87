import { InvalidArgumentError, type Command } from 'commander';
import { findSchoolBreaks } from '../../db/school-breaks/find-school-breaks.js';
import { classifyDay, type Day } from '../../domain/calendar/classify-day.js';
import { BREAK_NAMES, DAY_KIND_NAMES } from '../../domain/calendar/day-names.js';
import { addDays, dateIn, daysBetween, isDate, weekdayOf } from '../../domain/calendar/iso-date.js';
import { breaksAt, StageSchema, type Stage } from '../../domain/calendar/school-break.js';
import { withInstance } from '../instance.js';
import { newTable } from '../new-table.js';
import { printJson, printLine } from '../print.js';

interface Options {
  readonly province?: string;
  readonly city?: string;
  readonly stage?: Stage;
  readonly json?: boolean;
}

const MAX_DAYS = 400;

export function addCalendar(program: Command): void {
  program
    .command('calendar')
    .description('what kind of day a date is: holiday, day off, moved working day, school break')
    .argument(
      '[dates...]',
      'days like 2026-10-01, or 2026-10-01..2026-10-08; today without',
      parseDates,
    )
    .option('--province <name>', 'the school calendar of this province')
    .option('--city <name>', 'the school calendar of this city')
    .option('--stage <stage>', StageSchema.options.join(', '), parseStage)
    .option('--json', 'print one JSON value')
    .action((dates: readonly string[], { json, ...place }: Options) =>
      withInstance(async ({ deps, config }) => {
        const breaks = breaksAt(await findSchoolBreaks(deps.database), place);
        const asked = dates.length > 0 ? dates : [dateIn(config.timeZone, new Date())];
        const days = asked.map((date) => classifyDay(date, breaks));
        if (json === true) return printJson(days);
        const table = newTable(['日期', '星期', '类别', '节假日', '学校假期']);
        for (const day of days) {
          table.push([
            day.date,
            `星期${'日一二三四五六'[weekdayOf(day.date)] ?? ''}`,
            day.kind === null ? '无数据（当年安排未收录）' : DAY_KIND_NAMES[day.kind].zh,
            [day.holiday ?? '', day.isPreHoliday ? '节前七天' : '']
              .filter((part) => part !== '')
              .join('，'),
            schoolText(day),
          ]);
        }
        return printLine(table.toString());
      }),
    );
}

function schoolText({ breaks, unconfigured }: Day): string {
  return [
    ...breaks.map((season) => BREAK_NAMES[season].zh),
    ...unconfigured.map((season) => `${BREAK_NAMES[season].zh}未配置`),
  ].join('，');
}

function parseDates(text: string, earlier: readonly string[] | undefined): string[] {
  const [from = '', to = from, ...rest] = text.split('..');
  if (rest.length > 0 || !isDate(from) || !isDate(to) || to < from) {
    throw new InvalidArgumentError('a day like 2026-10-01, or two with .. between them');
  }
  const count = daysBetween(from, to) + 1;
  if (count > MAX_DAYS) throw new InvalidArgumentError(`at most ${MAX_DAYS} days`);
  return [...(earlier ?? []), ...Array.from({ length: count }, (_, place) => addDays(from, place))];
}

function parseStage(text: string): Stage {
  const stage = StageSchema.safeParse(text.toUpperCase());
  if (stage.success) return stage.data;
  throw new InvalidArgumentError(`one of ${StageSchema.options.join(', ')}`);
}
