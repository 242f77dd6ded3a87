/** Pages that are no posting, whatever their status says. */
import { HTML, page, type Behaviour } from './behaviour.js';

export const WALLS: readonly Behaviour[] = [
  { path: '/captcha', ends: 'wall', answer: page('<title>安全验证</title><p>请完成下方验证后继续访问</p>') },
  {
    path: '/captcha-403',
    ends: 'wall',
    answer: page('<title>安全验证</title><p>请拖动滑块完成验证</p>', { status: 403 }),
  },
  {
    path: '/login',
    ends: 'wall',
    answer: page('<title>用户登录</title><form><input name="u"><input type="password"></form><p>请先登录后查看</p>'),
  },
  { path: '/app-only', ends: 'wall', answer: page('<title>请在微信中打开</title><p>请在微信客户端打开链接</p>') },
  { path: '/blocked', ends: 'wall', answer: page('<title>访问被拦截</title><p>您的IP已被网站防火墙禁止访问</p>') },
  { path: '/parked', ends: 'wall', answer: page('<title>域名出售</title><p>此域名正在出售，请联系</p>') },
  {
    path: '/says-gone',
    ends: 'removed',
    answer: page('<title>提示信息</title><p>您访问的页面不存在或已被删除</p>'),
  },
  {
    path: '/error-in-200',
    ends: 'wall',
    answer: page('{"code":401,"msg":"请先登录","data":null}', { 'content-type': 'application/json' }),
  },
  {
    // Only who keeps its cookie over several visits gets in.
    path: '/cookie-wall',
    ends: 'too-large',
    answer: (_, response) =>
      response
        .writeHead(302, { location: `/cookie-wall?try=${Date.now()}`, 'set-cookie': `c=${Date.now()}` })
        .end(),
  },
  {
    path: '/challenge',
    ends: 'wall',
    answer: (_, response) =>
      response
        .writeHead(503, HTML)
        .end('<title>Just a moment...</title><script>window._cf_chl_opt={}</script><p>Checking your browser</p>'),
  },
];
