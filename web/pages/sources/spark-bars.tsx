import type { RunHealth } from '../../api/shapes.js';
import { useTexts } from '../../i18n/language.js';

const BAR = 7;
const GAP = 2;
const HEIGHT = 26;

/** The last runs as small bars: as high as they saw postings, marked when they had issues. */
export function SparkBars({ runs }: { readonly runs: readonly RunHealth[] }) {
  const { source: texts } = useTexts().patrols;
  const last = runs.at(-1);
  if (last === undefined) return null;
  const most = Math.max(1, ...runs.map(({ postings }) => postings));
  const label = texts.sparkLabel(runs.length, last.postings);
  return (
    <svg
      className="spark"
      role="img"
      aria-label={label}
      width={runs.length * (BAR + GAP)}
      height={HEIGHT}
    >
      <title>{label}</title>
      {runs.map((run, index) => {
        // One without any still shows that it was there.
        const height = Math.max(2, Math.round((run.postings / most) * (HEIGHT - 2)));
        return (
          <rect
            key={run.runId}
            className={run.state === 'failed' ? 'bad' : run.issues > 0 ? 'warn' : 'good'}
            x={index * (BAR + GAP)}
            y={HEIGHT - height}
            width={BAR}
            height={height}
          />
        );
      })}
    </svg>
  );
}
