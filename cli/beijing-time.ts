const FORMAT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** e.g. `2026/11/21 18:05`, always Beijing time: that is what offices read. */
export function beijingTime(date: Date): string {
  return FORMAT.format(date);
}
