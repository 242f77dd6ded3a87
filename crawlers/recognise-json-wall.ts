/** Answers of a JSON API that say why there is no content: `{"code":403,"msg":"请先登录"}`. */
import { isJsonObject, type JsonObject } from './extract/json-fields.js';
import type { Wall } from './recognise-wall.js';

const CODE_KEYS = [
  'code',
  'errcode',
  'err_code',
  'errno',
  'error_code',
  'status',
  'ret',
  'retcode',
];
const WORD_KEYS = ['msg', 'message', 'errmsg', 'err_msg', 'error', 'error_msg', 'info', 'tips'];
/** What APIs say when all is well. */
const FINE = /^(?:0+|1|2\d\d|10000|20000|ok|success|succeed|true)$/i;

const WORDS: readonly (readonly [Wall, RegExp])[] = [
  [
    'captcha',
    /频繁|人机|滑块|captcha|风控|(?:完成|进行|需要|请)[^，。]{0,8}(?:验证|校验)|访问异常|too many|rate limit/i,
  ],
  ['login', /登[录陆]|未授权|token|session|鉴权|认证|unauthori[sz]ed|not logged|log ?in|sign ?in/i],
  ['not-found', /不存在|已(?:被)?(?:删除|下架|过期|失效|关闭)|找不到|未找到|not (?:found|exist)/i],
  ['maintenance', /维护|升级|繁忙|稍后|系统(?:错误|异常)|unavailable|busy/i],
  ['app-only', /app|客户端|小程序/i],
  ['gate', /地区|区域|region|country/i],
  [
    'blocked',
    /禁止|拒绝|拦截|封|无权限|没有权限|权限不足|非法|签名|forbidden|denied|blocked|illegal|sign/i,
  ],
];
const CODES: Readonly<Record<string, Wall>> = {
  ...{ '401': 'login', '403': 'blocked', '404': 'not-found', '410': 'not-found' },
  ...{ '429': 'captcha', '503': 'maintenance' },
};

/** Which wall an answer is, or undefined when it is content or says nothing of the kind. */
export function recogniseJsonWall(json: unknown): Wall | undefined {
  if (!isJsonObject(json) || holdsContent(json)) return undefined;
  const inner = isJsonObject(json['error']) ? { ...json, ...json['error'] } : json;
  const code = firstOf(inner, CODE_KEYS);
  const failed = json['success'] === false || json['ok'] === false;
  if (!failed && (code === undefined || FINE.test(code))) return undefined;
  const words = firstOf(inner, WORD_KEYS) ?? '';
  const [wall] = WORDS.find(([, pattern]) => pattern.test(words)) ?? [];
  return wall ?? CODES[code ?? ''];
}

/** Whether anything in the answer could be a posting: a list, or an object with something in it. */
function holdsContent(json: JsonObject): boolean {
  return Object.entries(json).some(([key, value]) => {
    if (Array.isArray(value)) return value.some(isJsonObject);
    return isJsonObject(value) && key !== 'error' && Object.values(value).some(isFilled);
  });
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) || (typeof value === 'string' && value.length > 40);
}

function firstOf(json: JsonObject, keys: readonly string[]): string | undefined {
  const key = keys.find((name) => ['string', 'number'].includes(typeof json[name]));
  return key === undefined ? undefined : String(json[key]);
}
