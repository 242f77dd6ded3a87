import { describe, expect, it } from 'vitest';
import { parsePageTree } from '../../../crawlers/extract/page-tree.js';
import { recogniseJsonWall } from '../../../crawlers/recognise-json-wall.js';
import { recogniseWall } from '../../../crawlers/recognise-wall.js';
import { readWallSigns } from '../../../crawlers/wall-signs.js';
import {
  ARTICLE_DETAIL,
  FORUM_LIST,
  JOB_DETAIL,
  RECRUITMENT_LIST,
  TIEBA_LIST,
  WECHAT_ARTICLE,
} from './pages.js';

const wallOf = (html: string, finalUrl = 'http://a.example/post/1') =>
  recogniseWall(readWallSigns(parsePageTree(html, finalUrl), finalUrl, html));

const MENU = `<div class="nav"><a href="/">首页</a><a href="/jiajiao">家教</a><a href="/zhaopin">招聘</a><a href="/ershou">二手</a></div>`;
const FOOT = `<div class="footer"><a href="/about">关于我们</a><p>Copyright © 某某信息网 版权所有 某ICP备00000000号</p></div>`;
const framed = (title: string, main: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body>${MENU}<div id="main">${main}</div>${FOOT}</body></html>`;
const RECOMMENDED = `<h3>您可能感兴趣的</h3><ul>${Array.from(
  { length: 20 },
  (_, id) =>
    `<li><a href="/post/${id}">初中数学一对一家教上门辅导第${id}号</a><span>${id}小时前</span></li>`,
).join('')}</ul>`;

describe('walls', () => {
  it.each([
    // Captchas of block-page vendors, in their shapes.
    ['captcha', '<title>百度安全验证</title><div>网络不给力，请稍后重试</div>'],
    ['captcha', '<title>请输入验证码</title><p>系统检测到您的访问异常，请完成验证</p>'],
    ['captcha', '<title>访问验证</title><p>拖动下方滑块完成拼图</p>'],
    ['captcha', '<title>提示</title><p>访问过于频繁，本次访问需要先进行人机验证</p>'],
    [
      'captcha',
      '<title>Just a moment...</title><script>window._cf_chl_opt={cvId:"3"}</script><noscript>Enable JavaScript and cookies to continue</noscript>',
    ],
    [
      'captcha',
      '<html><head></head><body><div id="nocaptcha"></div><div>别离开，为了更好的访问体验，请进行验证，通过后即可继续访问网页</div><div id="tips">拖动滑块完成验证</div></body></html>',
    ],
    [
      'captcha',
      "<html><script>var arg1='3F2A9C71D04B8E65AA17C0934DE2B85F60719C3D';var _0x4818=['csKHwqMI','ZsKJwr8VeAsy'];</script></html>",
    ],
    [
      'captcha',
      "<script>document.cookie=('__jsl_clearance_s=1700000000.1|-1|abc;Max-age=3600;path=/');location.href=location.pathname</script>",
    ],
    [
      'captcha',
      framed(
        '安全验证',
        '<h2>安全验证</h2><p>为保证您的正常访问，请完成下方验证</p><form><label>验证码：</label><input><button>提交</button></form>',
      ),
    ],
    [
      'captcha',
      '<title>Security Check</title><p>Our systems have detected unusual traffic from your network.</p>',
    ],
    [
      'captcha',
      framed(
        '某某同城',
        '<div class="code"><p>您的操作过于频繁，请输入图中的验证码继续访问</p><img src="/vcode"><a>换一张</a></div>',
      ),
    ],
    // Block pages.
    ['blocked', '<title>403</title><p>您的IP地址已被网站管理员禁止访问，网站防火墙</p>'],
    ['blocked', '<title>Access Denied</title><p>You do not have permission</p>'],
    [
      'blocked',
      '<title>405</title><div class="block_message">很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</div><div>您的请求ID是: 0a1b2c3d</div>',
    ],
    [
      'blocked',
      '<title>网站防火墙</title><h1>网站防火墙</h1><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>可能原因：您提交的内容包含危险的攻击请求</p><p>如何解决：</p><p>1）检查提交内容；</p><p>2）如网站托管，请联系空间提供商；</p>',
    ],
    [
      'blocked',
      '<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1><h2>You are unable to access example.com</h2><p>Cloudflare Ray ID: 7abc</p>',
    ],
    [
      'blocked',
      '<title>创宇盾</title><p>当前访问疑似黑客攻击，已被创宇盾拦截。</p><p>事件ID：00-11</p>',
    ],
    // Log-in walls.
    [
      'login',
      '<title>用户登录</title><form><input name="u"><input type="password" name="p"><button>登录</button></form>',
    ],
    ['login', '<title>登录</title><p>请先登录后查看该内容</p>'],
    [
      'login',
      framed(
        '提示信息 - 某某论坛',
        '<div id="messagetext"><p>抱歉，您尚未登录，没有权限访问该版块</p></div>',
      ),
    ],
    ['login', framed('某某家长网', '<div class="tip">您需要登录后才可以继续浏览</div>')],
    [
      'login',
      framed(
        '统一身份认证',
        '<form><label>用户名</label><input><label>密码</label><input type=password></form>',
      ),
    ],
    // App only, maintenance, gates, parked and hijacked.
    ['app-only', '<title></title><p>请在微信客户端打开链接</p>'],
    ['app-only', framed('家教详情', '<p>该内容仅支持在某某APP内查看</p><p>下载APP查看更多</p>')],
    [
      'maintenance',
      '<title>系统维护中</title><p>系统正在升级维护，预计今晚恢复，给您带来不便敬请谅解。</p>',
    ],
    ['maintenance', framed('某某网', '<p>服务器繁忙，请稍后重试</p>')],
    ['gate', '<title>年龄确认</title><p>您必须年满18周岁才能进入本站</p><a href="?yes">进入</a>'],
    ['gate', '<title>某某</title><p>很抱歉，您所在的地区暂时无法访问本网站</p>'],
    ['parked', '<title>此域名出售中</title><p>该域名正在出售，如需购买请联系。</p>'],
    [
      'parked',
      '<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed.</p>',
    ],
    ['parked', '<title>网站暂时无法访问</title><p>该网站未进行备案，暂时无法访问。</p>'],
    [
      'parked',
      '<title>没有找到站点</title><h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p>',
    ],
    [
      'parked',
      '<title>提醒</title><p>该网站涉嫌诈骗，已被停止访问</p><p>国家反诈中心、工信部反诈中心、中国电信联合提示</p>',
    ],
    // Removed.
    ['not-found', '<title>提示信息</title><p>抱歉，指定的主题不存在或已被删除或正在被审核</p>'],
    ['not-found', '<title>404 Not Found</title><center>nginx</center>'],
    ['not-found', '<title></title><p>该内容已被发布者删除</p>'],
    ['not-found', '<title>某某同城</title><p>很抱歉，您访问的信息已过期</p>'],
    [
      'not-found',
      framed(
        '该信息已下架 - 某某同城',
        `<h1>该信息已下架</h1><p>您访问的信息已被发布者下架</p>${RECOMMENDED}`,
      ),
    ],
    ['not-found', framed('职位已关闭', `<h2>该职位已停止招聘或已关闭</h2>${RECOMMENDED}`)],
  ])('%s: %s', (wall, html) => {
    expect(wallOf(html)).toBe(wall);
  });

  it('a log-in page by its address', () => {
    expect(
      wallOf('<title>某某</title><input type="password">', 'https://passport.a.example/login?u=x'),
    ).toBe('login');
  });
});

describe('pages that are content', () => {
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
    [
      'an ad whose phone number wants a log-in',
      framed(
        '初三物理家教',
        '<h1>初三物理家教上门一对一</h1><p>名校学生，周末有空，150元一小时。</p><p>登录后查看联系电话</p>',
      ),
    ],
    [
      'an ad with a form for comments and a captcha in it',
      framed(
        '英语口语陪练',
        '<h1>英语口语陪练周末班</h1><p>外教小班，每班六人，可试听。</p><form><label>验证码：</label><input><span>请输入验证码</span><button>发表</button></form>',
      ),
    ],
    [
      'an ad with a log-in box at its side',
      framed(
        '暑期作文班',
        '<h1>暑期作文提高班招生</h1><p>七月十日开课，共十五次，每次两小时，地点东湖新村。</p><form><input name=u><input type=password><button>登录</button></form>',
      ),
    ],
    [
      'a thread of somebody who cannot log in',
      framed(
        '登录不了怎么办_某某吧',
        '<h1>登录不了怎么办</h1><p>请先登录才能查看，我登录了还是提示没有权限，求助</p>',
      ),
    ],
    [
      'a notice about code fraud',
      framed(
        '关于警惕验证码诈骗的提醒',
        '<h1>关于警惕验证码诈骗的提醒</h1><p>近期有不法分子冒充培训机构索要短信验证码，请家长不要将验证码告诉他人，谨防账号被盗。</p>',
      ),
    ],
    [
      'a job to look after a log-in system',
      framed(
        '招聘登录系统开发工程师',
        '<h1>招聘登录系统开发工程师</h1><p>负责统一登录与人机验证系统的开发，熟悉防火墙与风控策略，月薪面议。</p>',
      ),
    ],
    [
      'a school that tells how to sign up',
      framed(
        '报名通知',
        '<h1>暑期托管班报名通知</h1><p>家长请登录报名系统后填写信息，完成手机验证后提交，六月三十日截止。</p>',
      ),
    ],
    [
      'an ad of a shop that moved',
      framed(
        '某某画室',
        '<h1>某某画室搬迁通知</h1><p>原地址已关闭，新校区在学府花园三号楼，素描色彩小班继续招生，电话在首页。</p>',
      ),
    ],
    [
      'news of a site that was taken down',
      framed(
        '某平台下架违规课程',
        '<h1>某平台下架一批违规学科类课程</h1><p>记者获悉，多个页面已被删除，相关账号已被禁止访问，主管部门要求平台加强审核。</p>',
      ),
    ],
    [
      'an ad for a driving school with an age',
      framed(
        '驾校招生',
        '<h1>驾校暑期招生优惠中</h1><p>年满18周岁即可报名，学生凭学生证优惠三百元，练车场地就近安排。</p>',
      ),
    ],
    [
      'an ad for an app course',
      framed(
        '编程课',
        '<h1>少儿编程App开发课</h1><p>教孩子用积木式编程做自己的App，作品可以在微信中打开分享，每周六下午上课。</p>',
      ),
    ],
    [
      'a listing of domains',
      framed(
        '域名知识',
        '<h1>域名转让流程介绍</h1><p>域名转让需要双方提交材料，注册商审核通过后完成过户，一般需要五个工作日，费用由双方协商。</p>',
      ),
    ],
    [
      'an ad for repairs',
      framed(
        '家电维修',
        '<h1>空调系统维护升级</h1><p>空调清洗、加氟、移机，系统维护一次八十元，当天上门，本地师傅。</p>',
      ),
    ],
    [
      'a short ad that says where to ask',
      framed(
        '家教',
        '<p>初二数学一对一，有意者请在微信中打开名片联系，周末均可，可试听两次再定。老师本人带课，不经过机构，按次结算。</p>',
      ),
    ],
    [
      'an ad with removed replies below it',
      framed(
        '找英语老师',
        '<h1>找初一英语老师上门</h1><p>孩子英语基础弱，希望每周两次，时间可商量，价格面议。</p><div>该回复已被删除</div>',
      ),
    ],
  ])('%s', (_, html) => {
    expect(wallOf(html)).toBeUndefined();
  });
});

describe('answers of an API', () => {
  it.each([
    ['login', { code: 403, msg: '请先登录' }],
    ['login', { code: 401, message: 'Unauthorized', data: null }],
    ['login', { success: false, errmsg: 'token已失效' }],
    ['login', { errno: -101, errmsg: '账号未登录', data: {} }],
    ['captcha', { code: 1001, msg: '访问过于频繁，请完成验证后重试', data: null }],
    [
      'captcha',
      {
        ret: 'RGV587',
        msg: '哎哟喂,被挤爆啦,请进行人机验证',
        data: { url: 'http://a.test/punish' },
      },
    ],
    ['captcha', { code: 429, msg: '' }],
    ['blocked', { code: 403, msg: '非法请求' }],
    ['blocked', { status: 'error', error: { code: 403, message: 'Forbidden' } }],
    ['not-found', { code: 404, msg: '该信息已下架' }],
    ['not-found', { success: false, message: '职位不存在' }],
    ['maintenance', { code: 500, msg: '系统繁忙，请稍后再试' }],
  ])('%s: %j', (wall, json) => {
    expect(recogniseJsonWall(json)).toBe(wall);
  });

  it.each([
    [{ code: 0, msg: 'ok', data: { rows: [] } }],
    [{ code: 200, msg: '请先登录后查看电话', data: [{ id: 1, title: '数学家教' }] }],
    [{ code: 500, msg: '部分失败，请先登录', data: { rows: [{ id: 1, title: '数学家教' }] } }],
    [{ list: [] }],
    [[{ id: 1 }]],
    [{ code: 3, msg: '没有更多了' }],
    [{ id: 7, title: '登录系统培训', status: 1 }],
    ['请先登录'],
    [null],
  ])('content: %j', (json) => {
    expect(recogniseJsonWall(json)).toBeUndefined();
  });
});
