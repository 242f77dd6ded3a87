import { Fragment } from 'react';
import { nameOf, splitInvisible } from '../highlight/invisible.js';
import { useTexts } from '../i18n/language.js';

/**
 * Text from outside, as text: React escapes it, and characters that cannot be seen are shown as a
 * small sign and kept from turning the text around them.
 */
export function PlainText({ text }: { readonly text: string }) {
  const texts = useTexts();
  return splitInvisible(text).map((piece, index) =>
    piece.isInvisible ? (
      <span
        key={index}
        className="invisible-character"
        title={`${texts.lead.hiddenCharacter} ${nameOf(piece.text)}`}
        data-name={nameOf(piece.text)}
      >
        {piece.text}
      </span>
    ) : (
      <Fragment key={index}>{piece.text}</Fragment>
    ),
  );
}
