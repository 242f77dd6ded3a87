/**
 * How WeChat is called in a folded text, as the source of a regular expression: 微信 and what sounds or looks like it,
 * its letters, and what its sign shows. A single v or 微 is none: it says too little by itself.
 */
export const WECHAT_NAME = [
  '[微薇徽威维葳溦㣲嶶唯围伟魏卫v][ ·".-]{0,2}[信心芯x星伈訫]',
  '[微薇徽威葳溦卫v] ?·{1,2}',
  '[微薇威]亻言',
  'wei ?信',
  '[微薇威v] ?xin',
  'wei ?xin',
  'we ?chat',
  '(?<![a-z])[wv] ?[.·-]? ?x',
  '绿泡泡',
  '绿泡',
  '绿色(?:软件|聊天|图标|小软件|app)',
  '绿信',
].join('|');
