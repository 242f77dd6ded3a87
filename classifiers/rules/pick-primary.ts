/** Names a flagged posting by one code: the most telling finding, in the order of `rules/weights.yml`. */
import type { Finding } from '../../domain/finding.js';
import type { PrimaryOrder } from './rule-schema.js';

export type PrimaryPicker = (
  findings: readonly Finding[],
  kind: string | undefined,
) => string | null;

/** Prepares the order once; the picker gives the code, or null when there is no finding. */
export function compilePrimary(primary: PrimaryOrder): PrimaryPicker {
  const general = rankOf(primary.order);
  const byKind = new Map(
    Object.entries(primary.first).map(([kind, first]) => [
      kind,
      rankOf([...first, ...primary.order]),
    ]),
  );
  return (findings, kind) => {
    const rank = byKind.get(kind ?? '') ?? general;
    const place = ({ rule, code }: Finding): number =>
      rank.get(rule) ?? rank.get(code) ?? rank.size;
    let best: Finding | undefined;
    for (const finding of findings) {
      if (best === undefined) best = finding;
      else if (place(finding) < place(best)) best = finding;
      else if (place(finding) === place(best) && finding.score > best.score) best = finding;
    }
    return best?.code ?? null;
  };
}

/** The first mention counts. */
function rankOf(order: readonly string[]): ReadonlyMap<string, number> {
  const rank = new Map<string, number>();
  for (const name of order) if (!rank.has(name)) rank.set(name, rank.size);
  return rank;
}
