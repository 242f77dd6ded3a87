/** The four founding documents that the codes are taken from. `S4:L51` means line 51 of the text of S4. */

export interface SeedDocument {
  readonly id: 'S1' | 'S2' | 'S3' | 'S4';
  readonly title: string;
  /** Document number; null when the text carries none. */
  readonly number: string | null;
}

export const SEED_DOCUMENTS: readonly SeedDocument[] = [
  {
    id: 'S1',
    title: '岳阳市治理利用网络平台违规开展校外教育培训工作方案',
    number: '岳教体通〔2023〕60号',
  },
  {
    id: 'S2',
    title: '江阴市关于进一步加强学科类隐形变异培训防范治理工作的实施方案',
    number: null,
  },
  {
    id: 'S3',
    title: '“双减”改革每日快报',
    number: '2023年第8期（总第346期）',
  },
  {
    id: 'S4',
    title: '舞钢市校外培训整治攻坚年实施方案',
    number: '舞教组秘〔2022〕3号',
  },
];
