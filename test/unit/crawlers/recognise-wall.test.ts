import { describe, expect, it } from 'vitest';
import { parsePageTree } from '../../../crawlers/extract/page-tree.js';
import { readPageSigns } from '../../../crawlers/extract/page-signs.js';
import { recogniseWall } from '../../../crawlers/recognise-wall.js';
import {
  ARTICLE_DETAIL,
  FORUM_LIST,
  JOB_DETAIL,
  RECRUITMENT_LIST,
  TIEBA_LIST,
  WECHAT_ARTICLE,
} from './pages.js';

const wallOf = (html: string, finalUrl = 'http://a.example/post/1') =>
  recogniseWall({ ...readPageSigns(parsePageTree(html, finalUrl)), finalUrl });

describe('walls', () => {
  it.each([
    ['captcha', '<title>百度安全验证</title><div>网络不给力，请稍后重试</div>'],
    ['captcha', '<title>请输入验证码</title><p>系统检测到您的访问异常，请完成验证</p>'],
    ['captcha', '<title>访问验证</title><p>拖动下方滑块完成拼图</p>'],
    ['captcha', '<title>提示</title><p>访问过于频繁，本次访问需要先进行人机验证</p>'],
    ['captcha', '<title>Just a moment...</title><p>Checking your browser before accessing</p>'],
    ['blocked', '<title>403</title><p>您的IP地址已被网站管理员禁止访问，网站防火墙</p>'],
    ['blocked', '<title>Access Denied</title><p>You do not have permission</p>'],
    [
      'login',
      '<title>用户登录</title><form><input name="u"><input type="password" name="p"><button>登录</button></form>',
    ],
    ['login', '<title>登录</title><p>请先登录后查看该内容</p>'],
    ['not-found', '<title>提示信息</title><p>抱歉，指定的主题不存在或已被删除或正在被审核</p>'],
    ['not-found', '<title>404 Not Found</title><center>nginx</center>'],
    ['not-found', '<title></title><p>该内容已被发布者删除</p>'],
    ['not-found', '<title>某某同城</title><p>很抱歉，您访问的信息已过期</p>'],
  ])('%s: %s', (wall, html) => {
    expect(wallOf(html)).toBe(wall);
  });

  it('a log-in page by its address', () => {
    expect(
      wallOf('<title>某某</title><input type="password">', 'https://passport.a.example/login?u=x'),
    ).toBe('login');
  });

  it.each([
    ['a list', RECRUITMENT_LIST],
    ['a forum', FORUM_LIST],
    ['a Tieba list', TIEBA_LIST],
    ['an article', ARTICLE_DETAIL],
    ['a job', JOB_DETAIL],
    ['a WeChat article', WECHAT_ARTICLE],
    ['a short ad', '<title>数学家教</title><p>小学数学一对一，上门辅导，微信同号 mc_test_001</p>'],
    [
      'a short ad with a log-in link',
      '<title>数学家教</title><a href="/login">登录</a><a>注册</a><p>小学数学一对一，上门辅导</p>',
    ],
    [
      'an article about captchas',
      `<title>什么是人机验证</title><p>${'人机验证是一种区分机器与人的技术。'.repeat(60)}</p>`,
    ],
    ['nothing at all', ''],
  ])('not %s', (_, html) => {
    expect(wallOf(html)).toBeUndefined();
  });
});
