import { useCallback, useEffect, useRef, useState } from 'react';
import { request } from '../../api/request.js';
import type { LeadDetail } from '../../api/shapes.js';

/** A lead fetched ahead is shown at once if it is not older than this; a decision checks the version anyway. */
const FRESH_MS = 60_000;
const MOST_KEPT = 30;

interface Kept {
  readonly at: number;
  readonly lead: Promise<LeadDetail>;
  /** Set once it has arrived, so that it can be drawn without waiting a turn. */
  arrived?: LeadDetail;
}

export interface LeadStore {
  /** Starts fetching, unless it is there already. */
  readonly prefetch: (leadId: number) => void;
  readonly arrived: (leadId: number) => LeadDetail | null;
  readonly load: (leadId: number) => Promise<LeadDetail>;
  readonly forget: (leadId: number) => void;
}

/** Leads that were opened or will be soon. */
export function useLeadStore(): LeadStore {
  const [store] = useState(openStore);
  return store;
}

function openStore(): LeadStore {
  const kept = new Map<number, Kept>();
  const load = (leadId: number): Promise<LeadDetail> => {
    const known = kept.get(leadId);
    if (known !== undefined && Date.now() - known.at < FRESH_MS) return known.lead;
    const entry: Kept = { at: Date.now(), lead: request<LeadDetail>(`/api/leads/${leadId}`) };
    kept.set(leadId, entry);
    entry.lead.then(
      (lead) => (entry.arrived = lead),
      () => kept.delete(leadId),
    );
    for (const id of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(id);
    }
    return entry.lead;
  };
  return {
    load,
    prefetch: (leadId) => void load(leadId).catch(() => undefined),
    arrived: (leadId) => {
      const known = kept.get(leadId);
      if (known === undefined || Date.now() - known.at >= FRESH_MS) return null;
      return known.arrived ?? null;
    },
    forget: (leadId) => void kept.delete(leadId),
  };
}

export interface OpenLead {
  readonly lead: LeadDetail | null;
  readonly error: unknown;
  /** Asks again, and shows the old one until the answer is there. */
  readonly reload: () => Promise<LeadDetail | null>;
}

export function useLead(store: LeadStore, leadId: number): OpenLead {
  const [shown, setShown] = useState<{ id: number; lead: LeadDetail | null; error: unknown }>({
    id: leadId,
    lead: null,
    error: null,
  });
  const current = useRef(leadId);
  useEffect(() => {
    current.current = leadId;
  }, [leadId]);

  const show = useCallback(
    async (id: number): Promise<LeadDetail | null> => {
      try {
        const lead = await store.load(id);
        if (current.current === id) setShown({ id, lead, error: null });
        return lead;
      } catch (error) {
        if (current.current === id) setShown({ id, lead: null, error });
        return null;
      }
    },
    [store],
  );

  useEffect(() => {
    void show(leadId);
  }, [show, leadId]);

  const isShown = shown.id === leadId;
  return {
    lead: isShown && shown.lead !== null ? shown.lead : store.arrived(leadId),
    error: isShown ? shown.error : null,
    reload: () => {
      store.forget(leadId);
      return show(leadId);
    },
  };
}
