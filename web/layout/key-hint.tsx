/** The key that does the same, shown beside a button. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <kbd className="key" aria-hidden="true">
      {keys}
    </kbd>
  );
}
