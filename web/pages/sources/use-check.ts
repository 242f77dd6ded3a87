import { useEffect, useState } from 'react';
import { request } from '../../api/request.js';
import type { SourceChecked } from '../../api/shapes.js';
import { useLanguage } from '../../i18n/language.js';

/** While one types, nothing is asked. */
const PAUSE_MS = 400;

export interface Checked {
  /** Null while it is not known of this very text. */
  readonly problems: SourceChecked['problems'] | null;
  readonly error: unknown;
}

/** What is wrong with a definition, as the server sees it. */
export function useCheck(yaml: string): Checked {
  const { language } = useLanguage();
  const [checked, setChecked] = useState<Checked & { readonly yaml: string }>({
    ...{ yaml: '', problems: null, error: null },
  });
  useEffect(() => {
    if (yaml === '') return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      request<SourceChecked>('/api/sources/check', {
        ...{ method: 'POST', body: { yaml, language }, signal: controller.signal },
      }).then(
        ({ problems }) => setChecked({ yaml, problems, error: null }),
        (error: unknown) => {
          if (!controller.signal.aborted) setChecked({ yaml, problems: null, error });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [yaml, language]);
  const isOf = checked.yaml === yaml;
  return { problems: isOf ? checked.problems : null, error: isOf ? checked.error : null };
}
