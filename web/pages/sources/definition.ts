/** The definition as text, read and changed key by key; comments and order stay as they are. Pure. */
import { isScalar, parseDocument } from 'yaml';

export interface DefinitionFields {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Empty: only on demand. */
  readonly schedule: string;
  /** Null: as the default is. */
  readonly delayMs: number | null;
}

/** What the form shows; null while the text is no YAML mapping. */
export function readDefinition(text: string): DefinitionFields | null {
  const document = parseDocument(text);
  const value: unknown = document.errors.length > 0 ? null : document.toJS();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const textOf = (key: string) => {
    const node: unknown = document.get(key, true);
    const scalar: unknown = isScalar(node) ? node.value : '';
    if (typeof scalar === 'number' || typeof scalar === 'boolean') return String(scalar);
    return typeof scalar === 'string' ? scalar : '';
  };
  const delay: unknown = document.getIn(['pace', 'delayMs']);
  return {
    ...{ id: textOf('id'), name: textOf('name'), kind: textOf('kind') },
    schedule: textOf('schedule'),
    delayMs: typeof delay === 'number' ? delay : null,
  };
}

/** The text with a key set, or taken out when the value is empty; unchanged while it is no YAML mapping. */
export function setDefinition(
  text: string,
  place: readonly string[],
  value: string | number,
): string {
  if (readDefinition(text) === null) return text;
  const document = parseDocument(text);
  if (value === '') document.deleteIn(place);
  else document.setIn(place, value);
  return document.toString({ lineWidth: 0 });
}
