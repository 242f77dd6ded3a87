import type { Texts } from '../i18n/zh.js';

/** A length of time in the two coarsest units that say something. */
export function durationText(seconds: number, texts: Texts['patrols']): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return texts.seconds(whole);
  if (whole < 3_600) return texts.minutes(Math.floor(whole / 60), whole % 60);
  return texts.hours(Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60));
}
