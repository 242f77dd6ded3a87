import { useEffect, useState } from 'react';
import { request } from '../api/request.js';
import type { RunsAnswer } from '../api/shapes.js';
import { relativeTime } from '../format/time.js';
import { useTexts } from '../i18n/language.js';
import { Link } from '../navigation/link.js';

const EVERY_MS = 5_000;

/** What the patrols do right now. Asked every few seconds, but not while nobody looks. */
export function RunStatus() {
  const texts = useTexts();
  const [runs, setRuns] = useState<RunsAnswer['runs'] | null>(null);
  useEffect(() => {
    let isGone = false;
    const ask = () => {
      if (document.hidden) return;
      request<RunsAnswer>('/api/runs?limit=20').then(
        (answer) => {
          if (!isGone) setRuns(answer.runs);
        },
        // The page's own requests say what is wrong; the next round tries again.
        () => undefined,
      );
    };
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, []);

  if (runs === null) return <span className="run-status" />;
  const running = runs.filter(({ state }) => state === 'running').length;
  const [latest] = runs;
  return (
    <Link to="/sources" className="run-status">
      {running > 0 && <span className="pulse" aria-hidden="true" />}
      {running > 0 && texts.runs.running(running)}
      {running === 0 && latest === undefined && texts.runs.none}
      {running === 0 &&
        latest !== undefined &&
        texts.runs.last(relativeTime(latest.endedAt ?? latest.startedAt, Date.now(), texts.time))}
    </Link>
  );
}
