/**
 * Turns one written term into all the forms it stands for: alternatives, and the disguises that
 * folding cannot undo (pinyin, split characters). Variants are generated, not typed.
 */
import { PINYIN } from '../normalise/pinyin-table.js';

const MAX_FORMS = 400;

/**
 * Expands `(a|b)` and `[optional]`; no nesting. `小[学]数(学|xue)` gives four forms.
 * @throws {Error} when brackets do not match or the term stands for too many forms
 */
export function expandTerm(pattern: string): readonly string[] {
  const parts = pattern.split(/(\([^()[\]]*\)|\[[^()[\]]*\])/);
  let forms: readonly string[] = [''];
  for (const part of parts) {
    const choices = choicesOf(part);
    forms = forms.flatMap((form) => choices.map((choice) => form + choice));
    if (forms.length > MAX_FORMS) throw new Error(`stands for more than ${MAX_FORMS} forms`);
  }
  return forms;
}

function choicesOf(part: string): readonly string[] {
  if (part.startsWith('(')) return part.slice(1, -1).split('|');
  if (part.startsWith('[')) return ['', ...part.slice(1, -1).split('|')];
  if (/[()[\]|]/.test(part)) throw new Error('has a bracket without its partner');
  return [part];
}

/** Toneless syllable of each character of GB 2312. */
export function readSyllables(): ReadonlyMap<string, string> {
  const syllables = new Map<string, string>();
  for (const line of PINYIN.trim().split('\n')) {
    const [syllable = '', characters = ''] = line.split(':');
    for (const character of characters) syllables.set(character, syllable);
  }
  return syllables;
}

/**
 * The disguised forms of a term of two to five characters: any of its characters in pinyin
 * (`辅dao`, `fudao`), one or all of them split into their parts (`讠果`).
 */
export function disguiseTerm(
  term: string,
  syllables: ReadonlyMap<string, string>,
): readonly string[] {
  const characters = [...term];
  if (characters.length < 2 || characters.length > 5) return [];
  const forms = new Set<string>();

  for (let mask = 1; mask < 1 << characters.length; mask += 1) {
    const spelled = characters.map((character, place) =>
      mask & (1 << place) ? syllables.get(character) : character,
    );
    if (spelled.every((part) => part !== undefined)) forms.add(spelled.join(''));
  }
  let all = '';
  for (const [place, character] of characters.entries()) {
    const splits = SPLITS[character]?.split('|') ?? [];
    for (const split of splits) forms.add(term.slice(0, place) + split + term.slice(place + 1));
    all += splits[0] ?? character;
  }
  forms.add(all);
  forms.delete(term);
  return [...forms];
}

/** Characters that advertisers write as their parts. */
const SPLITS: Readonly<Record<string, string>> = {
  课: '讠果|言果',
  语: '讠吾|言吾',
  讲: '讠井',
  提: '扌是|才是',
  分: '八刀',
  教: '孝攵|孝文|耂子攵',
  补: '衤卜|礻卜',
  辅: '车甫',
  导: '巳寸',
  家: '宀豕',
  英: '艹央',
  数: '娄攵|米女攵',
  理: '王里',
  化: '亻匕|亻七',
  物: '牛勿',
  对: '又寸',
  初: '衤刀',
  程: '禾呈',
  招: '扌召',
  培: '土咅',
  训: '讠川',
  绩: '纟责',
  信: '亻言',
  加: '力口',
  群: '君羊',
  私: '禾厶',
  托: '扌乇',
  管: '竹官',
  保: '亻呆',
  晚: '日免',
  时: '日寸',
  期: '其月',
  名: '夕口',
  试: '讠式',
  校: '木交',
  住: '亻主',
  拼: '扌并',
  习: '乛冫',
  班: '王丿王',
  线: '纟戋',
  授: '扌受',
  验: '马佥',
  请: '讠青',
  诚: '讠成',
  聘: '耳甹',
  约: '纟勺',
  级: '纟及',
  科: '禾斗',
  题: '是页',
  预: '予页',
  冲: '冫中',
  刺: '朿刂',
  伴: '亻半',
  读: '讠卖',
  名师: '夕口师',
};
