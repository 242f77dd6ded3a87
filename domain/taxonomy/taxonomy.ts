/** The taxonomy: every code by id, and what it rests on at a given day. Pure tables, no I/O. */
import { ADV } from './adv.js';
import { COV } from './cov.js';
import { CTR } from './ctr.js';
import { EXT } from './ext.js';
import { INF } from './inf.js';
import { LAWS, type Entry } from './laws.js';
import { LIC } from './lic.js';
import { NEG } from './neg.js';
import { ONL } from './onl.js';
import { PRC } from './prc.js';
import { RSK } from './rsk.js';
import { TCH } from './tch.js';
import { TIM } from './tim.js';
import type { CodeFamily, CodeKind, LegalBasis, TaxonomyCode } from './taxonomy-code.js';

/** Goes with every stored finding and label; raise it when a code is added or put out of use. */
export const TAXONOMY_VERSION = '1';

/** 41 behaviours that may break a rule: LIC 5, COV 10, ONL 7, TIM 1, ADV 7, PRC 5, CTR 2, TCH 1, INF 3. */
export const behaviourCodes: readonly TaxonomyCode[] = [
  ...toCodes('behaviour', 'LIC', LIC),
  ...toCodes('behaviour', 'COV', COV),
  ...toCodes('behaviour', 'ONL', ONL),
  ...toCodes('behaviour', 'TIM', TIM),
  ...toCodes('behaviour', 'ADV', ADV),
  ...toCodes('behaviour', 'PRC', PRC),
  ...toCodes('behaviour', 'CTR', CTR),
  ...toCodes('behaviour', 'TCH', TCH),
  ...toCodes('behaviour', 'INF', INF),
];

/** 4 early signs of trouble; no violations. */
export const riskCodes: readonly TaxonomyCode[] = toCodes('risk', 'RSK', RSK);

/** 10 reasons why a posting is not a violation. */
export const exclusionCodes: readonly TaxonomyCode[] = toCodes('exclusion', 'NEG', NEG);

/** Codes that are off until a jurisdiction switches them on. */
export const extensionCodes: readonly TaxonomyCode[] = toCodes('extension', 'X', EXT);

const BY_ID: ReadonlyMap<string, TaxonomyCode> = new Map(
  [...behaviourCodes, ...riskCodes, ...exclusionCodes, ...extensionCodes].map((code) => [
    code.id,
    code,
  ]),
);

/** The code with this id (extensions included, see `enabled`), or undefined. */
export function findCode(id: string): TaxonomyCode | undefined {
  return BY_ID.get(id);
}

/**
 * What a code rests on at a day (`YYYY-MM-DD`, calendar day in China): the law in force when the act
 * was done decides. A basis whose first day is not known is kept, because leaving it out would say
 * that it did not apply; its `effectiveFrom` is null and its note says that it must be checked.
 * An unknown id has no bases.
 */
export function legalBasesAt(id: string, day: string): readonly LegalBasis[] {
  const bases = findCode(id)?.legalBases ?? [];
  return bases.filter(
    ({ effectiveFrom, effectiveTo }) =>
      (effectiveFrom === null || effectiveFrom <= day) &&
      (effectiveTo === null || day <= effectiveTo),
  );
}

function toCodes(
  kind: CodeKind,
  family: CodeFamily,
  entries: readonly Entry[],
): readonly TaxonomyCode[] {
  return entries.map(({ bases, clauses, ...entry }) => ({
    ...entry,
    kind,
    family,
    clauses: [...clauses],
    legalBases: bases.map((basis) => toLegalBasis(basis)),
    enabled: kind !== 'extension',
    deprecatedAt: null,
  }));
}

function toLegalBasis({ law, article, confidence, note }: Entry['bases'][number]): LegalBasis {
  const { name, effectiveFrom, effectiveTo, note: lawNote } = LAWS[law];
  return {
    law: name,
    article,
    effectiveFrom,
    effectiveTo,
    confidence,
    note: note === undefined ? lawNote : `${note}${lawNote}`,
  };
}
