import { relativeTime } from '../format/time.js';
import { useTexts } from '../i18n/language.js';
import { Link } from '../navigation/link.js';
import { useLive } from '../session/live.js';

/** What the patrols do right now. */
export function RunStatus() {
  const texts = useTexts();
  const { live } = useLive();
  if (live === null) return <span className="run-status" />;
  const running = live.runs.length;
  return (
    <Link to="/runs" className="run-status">
      {running > 0 && <span className="pulse" aria-hidden="true" />}
      {running > 0 && texts.runs.running(running)}
      {running === 0 && live.lastEnded === null && texts.runs.none}
      {running === 0 &&
        live.lastEnded !== null &&
        texts.runs.last(relativeTime(live.lastEnded.endedAt, Date.now(), texts.time))}
    </Link>
  );
}
