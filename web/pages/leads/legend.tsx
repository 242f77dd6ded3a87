import { Modal } from 'antd';
import { useTexts } from '../../i18n/language.js';
import type { Texts } from '../../i18n/zh.js';
import { KeyHint } from '../../layout/key-hint.js';

const KEYS: readonly (readonly [keys: readonly string[], text: keyof Texts['keys']])[] = [
  [['J', '↓'], 'next'],
  [['K', '↑'], 'previous'],
  [['Enter'], 'open'],
  [['Y'], 'confirm'],
  [['N'], 'dismiss'],
  [['1', '…', '0'], 'digit'],
  [['O'], 'reopen'],
  [['U'], 'undo'],
  [['/'], 'search'],
  [['?'], 'legend'],
  [['Esc'], 'escape'],
];

/** Which key does what. */
export function Legend({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  return (
    <Modal
      open={open}
      title={texts.keys.title}
      footer={texts.keys.hint}
      onCancel={onClose}
      destroyOnHidden
      // Within the page: over the body it would lock scrolling by a style element without nonce.
      getContainer={() => document.querySelector<HTMLElement>('.app') ?? document.body}
      width={460}
    >
      <table className="legend">
        <tbody>
          {KEYS.map(([keys, text]) => (
            <tr key={text}>
              <td>
                {keys.map((key) => (
                  <KeyHint key={key} keys={key} />
                ))}
              </td>
              <td>{texts.keys[text]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
