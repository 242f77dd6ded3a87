import { useState } from 'react';
import type { RunRow } from '../../api/shapes.js';
import { durationText } from '../../format/duration.js';
import { Moment } from '../../format/moment.js';
import { useTexts } from '../../i18n/language.js';
import { SortableHead, type Order } from '../../layout/sortable-head.js';
import { Link } from '../../navigation/link.js';
import { RunState } from './run-state.js';

type Key = 'startedAt' | 'seconds' | 'pageCount' | 'postingCount' | 'issueCount';

/** Runs, one a line; sorted as one likes, at first by their start. */
export function RunTable({
  runs,
  names,
}: {
  readonly runs: readonly RunRow[];
  /** Of the sources. */
  readonly names: ReadonlyMap<string, string>;
}) {
  const { patrols: texts } = useTexts();
  const { columns } = texts;
  const [key, setKey] = useState<Key>('startedAt');
  const [isRising, setIsRising] = useState(false);
  const sorted = [...runs].sort(
    (a, b) => (valueOf(a, key) - valueOf(b, key) || a.id - b.id) * (isRising ? 1 : -1),
  );
  const head = (of: Key, width: number, title: string) => {
    const order: Order = key !== of ? 'none' : isRising ? 'ascending' : 'descending';
    const sort = () => {
      setIsRising(key === of && !isRising);
      setKey(of);
    };
    return (
      <SortableHead
        width={width}
        order={order}
        hint={texts.sortHint}
        isFigure={of.endsWith('Count')}
        onSort={sort}
      >
        {title}
      </SortableHead>
    );
  };
  return (
    <div className="grid-box">
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{columns.source}</th>
            <th scope="col" style={{ width: 96 }}>
              {columns.state}
            </th>
            {head('startedAt', 230, columns.started)}
            {head('seconds', 130, columns.duration)}
            {head('pageCount', 88, columns.pages)}
            {head('postingCount', 96, columns.postings)}
            {head('issueCount', 88, columns.issues)}
            <th scope="col" style={{ width: 92 }}>
              {columns.trigger}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((run) => (
            <tr key={run.id}>
              <td className="cut">
                <Link to={`/runs/${run.id}`} className="lead-link">
                  {names.get(run.sourceId) ?? run.sourceId}
                </Link>
              </td>
              <td>
                <RunState state={run.state} />
              </td>
              <td>
                <Moment at={run.startedAt} />
              </td>
              <td>{durationText(secondsOf(run), texts)}</td>
              <td className="figure">{run.pageCount}</td>
              <td className="figure">{run.postingCount}</td>
              <td className="figure">
                {run.issueCount > 0 ? <b className="bad">{run.issueCount}</b> : 0}
              </td>
              <td>{texts.trigger[run.trigger]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function valueOf(run: RunRow, key: Key): number {
  if (key === 'startedAt') return Date.parse(run.startedAt);
  return key === 'seconds' ? secondsOf(run) : run[key];
}

function secondsOf({ startedAt, endedAt }: RunRow): number {
  return ((endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(startedAt)) / 1_000;
}
