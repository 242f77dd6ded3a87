/** How the runs of a source went, drawn; the table below it has the same figures. */
import { BarChart, LineChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { RunHealth, SourceDetail } from '../../api/shapes.js';
import { beijingTime } from '../../format/time.js';
import { useTexts } from '../../i18n/language.js';
import { useTheme } from '../../session/theme.js';
import { shareSeen } from './share-seen.js';

// On a canvas, and its hints too: HTML of theirs carries styles that the security policy refuses.
use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export function HealthChart({
  source,
  runs,
}: {
  readonly source: Pick<SourceDetail, 'name' | 'expects'>;
  readonly runs: readonly RunHealth[];
}) {
  const { patrols: texts } = useTexts();
  const { isDark } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const least = source.expects.postings;

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = init(element, null, { renderer: 'canvas' });
    const color = colorsOf(element);
    const axis = {
      axisLine: { lineStyle: { color: color.line } },
      axisLabel: { color: color.quiet },
    };
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(element).fontFamily },
      grid: { left: 52, right: 56, top: 40, bottom: 30 },
      legend: { top: 4, textStyle: { color: color.ink }, itemWidth: 16, itemHeight: 10 },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        backgroundColor: color.surface,
        borderColor: color.line,
        textStyle: { color: color.ink },
      },
      xAxis: {
        type: 'category',
        data: runs.map(({ startedAt }) => beijingTime(startedAt).slice(5)),
        ...axis,
      },
      yAxis: [
        { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: color.line } }, ...axis },
        {
          ...{ type: 'value', min: 0, max: 100, splitLine: { show: false } },
          ...axis,
          axisLabel: { color: color.quiet, formatter: '{value}%' },
        },
      ],
      series: [
        {
          ...{ name: texts.columns.postings, type: 'bar', barMaxWidth: 22 },
          data: runs.map(({ postings }) => postings),
          itemStyle: { color: color.postings },
          ...(least > 0
            ? {
                markLine: {
                  ...{ symbol: 'none', silent: true, z: 10, data: [{ yAxis: least }] },
                  lineStyle: { color: color.warn, type: 'dashed' },
                  label: {
                    ...{ formatter: `${texts.source.expected} ${least}`, color: color.warn },
                    ...{ position: 'insideStartTop', backgroundColor: color.surface, padding: 2 },
                  },
                },
              }
            : {}),
        },
        {
          ...{ name: texts.columns.pages, type: 'line', symbolSize: 5 },
          data: runs.map(({ pages }) => pages),
          itemStyle: { color: color.pages },
        },
        {
          ...{ name: texts.columns.issues, type: 'bar', barMaxWidth: 10 },
          data: runs.map(({ issues }) => issues),
          itemStyle: { color: color.issues },
        },
        {
          ...{ name: texts.source.coverage, type: 'line', yAxisIndex: 1, symbol: 'none' },
          data: runs.map((run) => {
            const share = shareSeen(run);
            return share === null ? null : Math.round(share * 100);
          }),
          lineStyle: { type: 'dotted' },
          itemStyle: { color: color.coverage },
        },
      ],
    });
    const resize = () => chart.resize();
    addEventListener('resize', resize);
    return () => {
      removeEventListener('resize', resize);
      chart.dispose();
    };
  }, [runs, least, texts, isDark]);

  const label = texts.source.chartLabel(source.name, runs.length);
  return <div ref={place} className="health-chart" role="img" aria-label={label} />;
}

/** The page's own colours, light or dark. */
function colorsOf(element: HTMLElement) {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ...{ ink: of('--ink'), quiet: of('--quiet'), line: of('--line'), surface: of('--surface') },
    ...{ warn: of('--warn'), postings: of('--hue-1-line'), pages: of('--hue-3-line') },
    ...{ issues: of('--hue-2-line'), coverage: of('--hue-4-line') },
  };
}
