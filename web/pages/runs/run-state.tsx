import { Tag } from 'antd';
import type { RunRow } from '../../api/shapes.js';
import { useTexts } from '../../i18n/language.js';

const COLORS = {
  running: 'processing',
  done: 'success',
  failed: 'error',
  abandoned: 'warning',
} as const;

export function RunState({ state }: { readonly state: RunRow['state'] }) {
  const texts = useTexts();
  return (
    <Tag color={COLORS[state]} className="tag">
      {texts.sources.runState[state]}
    </Tag>
  );
}
