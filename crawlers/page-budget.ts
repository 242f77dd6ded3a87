/** A frontier that hands out no more URLs than the run has pages left, however many are fetched at once. */
import type { Claim, Frontier } from '../domain/frontier.js';

export interface PageBudget extends Frontier {
  readonly isSpent: () => boolean;
}

/** Dead links do not count as pages; a site of nothing else must end all the same. */
const VISITS_PER_PAGE = 2;
const VISITS_BESIDES = 100;
const LOOK_AGAIN = { status: 'wait', waitMs: 1_000 } as const;

/**
 * @param pages the source's limit
 * @param before pages that the run had when this crawl took it over
 */
export function createPageBudget(frontier: Frontier, pages: number, before: number): PageBudget {
  let done = before;
  let visits = before;
  /** Places set aside for claims that were asked for, and the claims that are out. */
  let asked = 0;
  const held = new Set<string>();
  const inFlight = (): number => asked + held.size;
  const mostVisits = pages * VISITS_PER_PAGE + VISITS_BESIDES;
  const left = (): number => Math.min(pages - done, mostVisits - visits) - inFlight();

  return {
    ...frontier,
    isSpent: () => done >= pages || visits >= mostVisits,
    async claim(fetchBy, most = 1) {
      const wanted = Math.min(most, left());
      if (wanted <= 0) {
        if (inFlight() === 0) return { status: 'finished' };
        // What is in flight may turn out to be no page.
        return { ...LOOK_AGAIN, reason: 'pace', until: null, browserWork: false };
      }
      // Set aside before the question is asked: both fetchers may ask at once.
      asked += wanted;
      try {
        const answer = await frontier.claim(fetchBy, wanted);
        if (answer.status === 'claimed') for (const claim of answer.claims) held.add(keyOf(claim));
        return answer;
      } finally {
        asked -= wanted;
      }
    },
    async giveBack(claims) {
      for (const claim of claims) held.delete(keyOf(claim));
      await frontier.giveBack(claims);
    },
    async save(claim, visit) {
      // A visit that cannot be saved comes back as a failed one: once out, once in.
      const answer = await frontier.save(claim, visit).finally(() => held.delete(keyOf(claim)));
      if (answer === 'stale') return answer;
      const isPage = visit.outcome === 'fetched' || visit.outcome === 'unchanged';
      if (isPage) done += 1;
      if (isPage || visit.outcome === 'dropped') visits += 1;
      return answer;
    },
  };
}

function keyOf({ urlId, fence }: Claim): string {
  return `${urlId} ${fence}`;
}
