import { InvalidArgumentError, type Command } from 'commander';
import { findLead } from '../../db/leads/find-lead.js';
import { findLeads, type LeadSort } from '../../db/leads/find-leads.js';
import { NotFound } from '../../domain/errors.js';
import { LeadStateSchema, type LeadState } from '../../domain/lead.js';
import { withInstance } from '../instance.js';
import { leadTable } from '../lead-table.js';
import { describeLead } from '../describe-lead.js';
import { printJson, printLine, say } from '../print.js';
import { WHOLE_BUREAU } from '../../domain/rights.js';

interface ListOptions {
  readonly state?: readonly LeadState[];
  readonly code?: string;
  readonly source?: string;
  readonly search?: string;
  readonly needsExpert?: boolean;
  readonly sort: LeadSort;
  readonly limit: number;
  readonly json?: boolean;
}

export function addLeads(program: Command): void {
  const leads = program.command('leads').description('the queue on a terminal');

  leads
    .command('list')
    .description('leads, the most urgent first')
    .option('--state <states>', 'only these states, separated by commas', parseStates)
    .option('--code <code>', 'only leads that carry this code')
    .option('--source <id>', 'only leads from this source')
    .option('--search <words>', 'only leads with these words')
    .option('--needs-expert', 'only leads in which an expert should look at a posting')
    .option('--sort <order>', 'priority, newest, oldest or postings', parseSort, 'priority')
    .option('--limit <n>', 'at most so many', parseLimit, 50)
    .option('--json', 'print one JSON value')
    .action((options: ListOptions) =>
      withInstance(async ({ deps }) => {
        const page = await findLeads(deps.database, WHOLE_BUREAU, {
          states: options.state ?? null,
          code: options.code ?? null,
          sourceId: options.source ?? null,
          text: options.search ?? null,
          ...(options.needsExpert === true ? { needsExpert: true } : {}),
          sort: options.sort,
          cursor: null,
          limit: options.limit,
        });
        if (options.json === true) return printJson(page.leads);
        if (page.total === 0) return say('没有符合条件的线索。');
        await printLine(leadTable(page.leads));
        say(`共 ${page.total} 条，显示 ${page.leads.length} 条。`);
      }),
    );

  leads
    .command('show')
    .description('one lead with its postings, findings and decisions')
    .argument('<id>', 'the lead’s number', parseId)
    .option('--json', 'print one JSON value')
    .action((id: number, { json }: { readonly json?: boolean }) =>
      withInstance(async ({ deps }) => {
        const lead = await findLead(deps.database, WHOLE_BUREAU, id);
        if (lead === null) throw new NotFound(`no lead ${id}`, { userMessage: `没有线索 ${id}。` });
        return json === true ? printJson(lead) : printLine(describeLead(lead));
      }),
    );
}

function parseId(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1) throw new InvalidArgumentError('a number from 1');
  return id;
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
    throw new InvalidArgumentError('a number from 1 to 10000');
  }
  return limit;
}

export function parseStates(text: string): LeadState[] {
  return text.split(',').map((state) => {
    const parsed = LeadStateSchema.safeParse(state.trim());
    if (!parsed.success) {
      throw new InvalidArgumentError(`one of ${LeadStateSchema.options.join(', ')}`);
    }
    return parsed.data;
  });
}

function parseSort(text: string): LeadSort {
  switch (text) {
    case 'priority':
    case 'newest':
    case 'oldest':
    case 'postings':
      return text;
    default:
      throw new InvalidArgumentError('one of priority, newest, oldest, postings');
  }
}
