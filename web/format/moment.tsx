import { useTexts } from '../i18n/language.js';
import { beijingTime, relativeTime } from './time.js';

/** An instant: Beijing time and how long ago. */
export function Moment({
  at,
  relative = true,
}: {
  readonly at: string;
  readonly relative?: boolean;
}) {
  const texts = useTexts();
  const time = beijingTime(at);
  return (
    <time dateTime={at} title={`${texts.time.zone} ${time}`} className="moment">
      {time}
      {relative && <span className="quiet"> {relativeTime(at, Date.now(), texts.time)}</span>}
    </time>
  );
}
