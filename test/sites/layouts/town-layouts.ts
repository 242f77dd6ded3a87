/** Held out a third time: town portals and forums, written without looking at how lists are found. */
import { each, type Layout } from './layout.js';
import { townAds } from './town-ads.js';

const ids = {
  town: 'town',
  market: 'market',
  jobs: 'job-table',
  pocket: 'pocket',
  bar: 'bar',
  wind: 'wind',
  guests: 'guests',
  ask: 'ask',
  breaks: 'breaks',
} as const;

const AREAS = ['松涛区', '海棠湾', '云溪镇', '鹭岛新城', '大学城'];
const SUBJECTS = ['语文', '数学', '英语', '物理', '化学', '美术', '钢琴', '书法'];

const filters = (id: string) =>
  `<div class="filter"><dl class="secitem"><dt>区域：</dt><dd><a class="select" href="/${id}/">全鹭岛</a>${AREAS.map((name, at) => `<a href="/${id}/q${at}/">${name}</a>`).join('')}</dd></dl><dl class="secitem"><dt>科目：</dt><dd><a class="select" href="/${id}/">不限</a>${SUBJECTS.map((name, at) => `<a href="/${id}/k${at}/">${name}</a>`).join('')}</dd></dl></div>`;

const foot = `<div id="footer"><p><a href="/about/">关于我们</a>|<a href="/fraud/">防骗手册</a>|<a href="/mobile/">手机版</a></p><p>鹭岛信息网 版权所有 请勿轻信先付款的信息</p></div>`;

const top = `<div id="topbar"><a href="/login">登录</a><a href="/reg">注册</a><a href="/fabu" class="postbtn">免费发布信息</a></div><div class="crumbs"><a href="/">鹭岛信息网</a> &gt; <a href="/edu/">教育培训</a> &gt; 家教</div>`;

function doc(title: string, main: string): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title><script>window.__t=Date.now();</script></head><body>${top}${main}${foot}</body></html>`;
}

export const TOWN_LAYOUTS: readonly Layout[] = [
  {
    // The manner of a big classifieds portal: paid rows first with marks of their own, a frame of an ad network
    // between, "猜你喜欢" in the same list element's style below.
    id: ids.town,
    ads: townAds(14),
    href: (ad) => `/${ids.town}/jiajiao/${ad.id}x.shtml`,
    shows: ['body', 'price', 'location'],
    next: `/${ids.town}/jiajiao/pn2/`,
    html: doc(
      '【鹭岛家教_一对一家教】- 鹭岛信息网',
      `${filters(ids.town)}<div class="list-main"><div class="tabs"><a class="on" href="/${ids.town}/jiajiao/0/">个人</a><a href="/${ids.town}/jiajiao/1/">机构</a></div><ul class="list-ul">${each(townAds(14), (ad, at) => `<li${at < 3 ? ` logr="p_2_${ad.id}_adv" class="ac_item"` : ` logr="g_1_${ad.id}" class="item"`}><div class="img"><a href="/${ids.town}/jiajiao/${ad.id}x.shtml" target="_blank"><img lazy_src="//img.example.org/${ad.id}.jpg" src="/n.gif">${at % 3 === 0 ? '<span class="picNum">6图</span>' : ''}</a></div><div class="des"><h2 class="title"><a href="/${ids.town}/jiajiao/${ad.id}x.shtml" target="_blank" class="t">${ad.title}</a>${at < 3 ? '<span class="ico ding">顶</span>' : ''}${at % 4 === 1 ? '<i class="ico jing">精</i>' : ''}</h2><p class="seller">${ad.body}</p><p class="add"><a href="/${ids.town}/q${at % 5}/">${ad.place}</a><span class="dot">&nbsp;</span>${['语文', '数学'][at % 2]}</p></div><div class="side"><b class="pri">${ad.price}</b><span class="tm">${at < 3 ? '今天' : `${at * 3}分钟前`}</span></div></li>${at === 6 ? '<li class="apply" id="union_2"><script>union_show("2-1");</script><iframe width="900" height="90" src="//union.example.net/s?k=2"></iframe></li>' : ''}`)}</ul><div class="pager"><strong><span>1</span></strong><a href="/${ids.town}/jiajiao/pn2/"><span>2</span></a><a href="/${ids.town}/jiajiao/pn3/"><span>3</span></a><a class="next" href="/${ids.town}/jiajiao/pn2/"><span>下一页</span></a></div></div><div class="like"><h4>猜你喜欢</h4><ul>${SUBJECTS.map((name, at) => `<li><a href="/zt/${at}/">鹭岛${name}家教哪里找</a></li>`).join('')}</ul></div>`,
    ),
  },
  {
    // dl per ad, an empty dl with an id between every five, the contact button in the last dd.
    id: ids.market,
    ads: townAds(12),
    href: (ad) => `/${ids.market}/fuwu_dian/${ad.id}z/`,
    shows: ['body', 'location'],
    next: `/${ids.market}/jiajiao/o2/`,
    html: doc(
      '鹭岛家教网',
      `${filters(ids.market)}<div class="leftBox"><div class="layoutlist">${each(townAds(12), (ad, at) => `<dl class="list-noimg job-list clearfix new-dl" pid="${ad.id}"><dt><a class="list_title gj_tongji" gjalog="100000${at}" href="/${ids.market}/fuwu_dian/${ad.id}z/" target="_blank">${ad.title}</a>${at % 2 === 0 ? '<span class="ico-bang" title="帮帮认证">3年</span>' : ''}</dt><dd class="txt">${ad.body}</dd><dd class="pay"><a href="/${ids.market}/a${at % 5}/">${ad.place}</a> - <span>${ad.who}</span></dd><dd class="btns"><a href="javascript:void(0)" class="btn-tel">查看电话</a><a class="btn-im" href="javascript:;">在线咨询</a></dd></dl>${at % 5 === 4 ? `<dl id="gdt_${at}" class="gdt"></dl>` : ''}`)}</div><div class="pageBox"><ul class="pageLink clearfix"><li><a class="c linkOn"><span>1</span></a></li><li><a href="/${ids.market}/jiajiao/o2/"><span>2</span></a></li><li><a href="/${ids.market}/jiajiao/o3/"><span>3</span></a></li><li><a class="next" href="/${ids.market}/jiajiao/o2/"><span>下一页 &gt;</span></a></li></ul></div></div>`,
    ),
  },
  {
    // Job table: a box to tick, job, company, salary, place, date; a hidden row of details below each.
    id: ids.jobs,
    ads: townAds(11),
    href: (ad) => `/${ids.jobs}/jobs/jobs-show-${ad.id}.htm`,
    shows: ['price', 'location', 'publishedAt', 'publisher', 'body'],
    next: `/${ids.jobs}/list.html?page=2`,
    html: doc(
      '教育培训招聘 - 鹭岛人才网',
      `<form name="search" action="/${ids.jobs}/jobs/jobs-list.htm" method="get"><input name="key" value=""><input type="submit" value="搜索"></form><form id="infolists"><table class="jobs_list" cellspacing="0"><tr class="tit"><td width="30"><input type="checkbox" name="chkAll"></td><td>职位名称</td><td>公司名称</td><td>月薪</td><td>工作地点</td><td>更新日期</td></tr>${each(townAds(11), (ad) => `<tr class="row"><td><input name="y_id" type="checkbox" value="${ad.id}"></td><td class="jn"><a href="/${ids.jobs}/jobs/jobs-show-${ad.id}.htm" target="_blank">${ad.title}</a></td><td><a href="/${ids.jobs}/company/company-show-${ad.id + 3}.htm" target="_blank">${ad.who}</a></td><td class="w">${ad.price}</td><td>${ad.place}</td><td>${ad.date}</td></tr><tr class="detail"><td></td><td colspan="4">要求：${ad.body}</td><td><a href="javascript:apply(${ad.id})">申请职位</a></td></tr>`)}</table></form><table class="page"><tr><td>首页 上一页 <b>1</b> <a href="?page=2">2</a> <a href="?page=3">3</a> <a href="?page=2">下一页</a> <a href="?page=8">尾页</a></td></tr></table>`,
    ),
  },
  {
    // A phone's list: each item one big link with headings, tags and a count in it.
    id: ids.pocket,
    ads: townAds(13),
    href: (ad) => `/${ids.pocket}/detail?infoId=${ad.id}&cate=jj`,
    shows: ['body', 'price', 'location'],
    next: null,
    html: `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>家教</title></head><body><header class="hd"><a href="javascript:history.back()">返回</a><h1>鹭岛家教</h1><a href="/m/fabu">发布</a></header><div class="flt"><span>区域</span><span>科目</span><span>价格</span></div><div class="ls">${each(townAds(13), (ad, at) => `<a class="it${at === 0 ? ' top' : ''}" href="/${ids.pocket}/detail?infoId=${ad.id}&amp;cate=jj"><dl><dt>${at % 2 === 0 ? `<img src="/p/${ad.id}.jpg">` : ''}</dt><dd><strong>${ad.title}</strong><p>${ad.body}</p><p><em>${ad.price}</em> <span>${ad.place}</span> <span>${at + 2}小时前</span></p></dd></dl></a>${at === 5 ? '<div class="dl-app"><a href="https://app.example.net/dl">打开客户端，附近的信息一目了然</a></div>' : ''}`)}</div><div class="btm"><a href="/m/">首页</a><a href="/m/my">我的</a></div></body></html>`,
  },
  {
    // A post bar: pinned threads in a list of their own, abstracts, numbers, the last who answered.
    id: ids.bar,
    ads: townAds(13),
    href: (ad) => `/${ids.bar}/p/${ad.id}88`,
    shows: ['publisher'],
    next: `/${ids.bar}/f?kw=%E9%B9%AD%E5%B2%9B&ie=utf-8&pn=50`,
    html: doc(
      '鹭岛家长吧',
      `<div class="card_top"><a href="/${ids.bar}/f?kw=1">鹭岛家长</a><span>关注：12,031 帖子：88,210</span></div><ul id="thread_list" class="threadlist_bright">${each(townAds(13), (ad, at) => `${at === 0 ? '<li class="thread_top_list_folder"><ul id="thread_top_list" class="thread_top_list">' : ''}<li class="${at < 2 ? ' j_thread_list thread_top j_thread_list' : ' j_thread_list clearfix'}" data-field='{"id":${ad.id},"author_name":"x","reply_num":${at * 3}}'><div class="t_con cleafix"><div class="col2_left j_threadlist_li_left"><span class="threadlist_rep_num center_text" title="回复">${at * 31}</span></div><div class="col2_right j_threadlist_li_right"><div class="threadlist_lz clearfix"><div class="threadlist_title pull_left j_th_tit">${at < 2 ? '<i class="icon-top" title="置顶"></i>' : ''}<a rel="noreferrer" href="/${ids.bar}/p/${ad.id}88" title="${ad.title}" target="_blank" class="j_th_tit">${ad.title}</a></div><div class="threadlist_author pull_right"><span class="tb_icon_author" title="主题作者: ${ad.who}"><i class="icon_author"></i><span class="frs-author-name-wrap"><a class="frs-author-name j_user_card" href="/${ids.bar}/home/main?id=tb.${ad.id}" target="_blank">${ad.who}</a></span></span><span class="pull-right is_show_create_time" title="创建时间">5-${9 - (at % 8)}</span></div></div>${at < 2 ? '' : `<div class="threadlist_detail clearfix"><div class="threadlist_text pull_left"><div class="threadlist_abs threadlist_abs_onlyline">${ad.body}</div></div><div class="threadlist_author pull_right"><span class="tb_icon_author_rely" title="最后回复人: 小雨"><a class="frs-author-name" href="/${ids.bar}/home/main?id=9">小雨</a></span><span class="threadlist_reply_date" title="最后回复时间">${10 + (at % 9)}:2${at % 10}</span></div></div>`}</div></div></li>${at === 1 ? '</ul></li>' : ''}${at === 7 ? '<li class="fengchao-wrap"><div class="t_con"><span class="label_text">广告</span><a href="https://ad.example.net/t?u=9">护眼台灯限时半价，点这里看看同学家长都买的哪一款</a></div></li>' : ''}`)}</ul><div class="pagination-default"><span class="pagination-current">1</span><a href="/${ids.bar}/f?kw=%E9%B9%AD%E5%B2%9B&amp;ie=utf-8&amp;pn=50">2</a><a href="/${ids.bar}/f?kw=%E9%B9%AD%E5%B2%9B&amp;ie=utf-8&amp;pn=100">3</a><a class="next" href="/${ids.bar}/f?kw=%E9%B9%AD%E5%B2%9B&amp;ie=utf-8&amp;pn=50">下一页&gt;</a></div>`,
    ),
  },
  {
    // An older forum: one table, a body for pinned and a body for plain threads, pages of a thread as links.
    id: ids.wind,
    ads: townAds(15),
    href: (ad) => `/${ids.wind}/read.php?tid=${ad.id}`,
    shows: ['publisher'],
    next: `/${ids.wind}/thread.php?fid=16&page=2`,
    html: doc(
      '家有学童 - 鹭岛社区 - Powered by PHPWind',
      `<div id="ajaxtable"><table class="z" width="100%"><tbody><tr class="hthead"><td colspan="2">文章</td><td>作者</td><td>回复</td><td>人气</td><td>最后发表</td></tr></tbody>${[0, 1]
        .map(
          (body) =>
            `<tbody id="${body === 0 ? 'headtopic' : 'threadlist'}">${body === 1 ? '<tr class="tr4"><td colspan="6">普通主题</td></tr>' : ''}${each(
              townAds(15).filter((_, at) => at < 3 === (body === 0)),
              (ad, at) =>
                `<tr class="tr3"><td class="icon tar"><a href="read.php?tid=${ad.id}" target="_blank"><img src="/images/${body === 0 ? 'headtopic' : 'topicnew'}.gif"></a></td><td class="subject" id="td_${ad.id}">${at % 3 === 1 ? `<a href="thread.php?fid=16&amp;type=${at}" class="s8">[求助]</a>` : ''}<a href="read.php?tid=${ad.id}" id="a_ajax_${ad.id}" class="subject_t">${ad.title}</a>${at % 4 === 0 ? `&nbsp;<span class="tpage"><img src="/images/multipage.gif"><a href="read.php?tid=${ad.id}&amp;page=2">2</a><a href="read.php?tid=${ad.id}&amp;page=3">3</a></span>` : ''}</td><td class="author"><a href="u.php?uid=${ad.id + 5}" class="bl">${ad.who}</a><p class="gray2">${ad.date}</p></td><td class="num"><em>${at + 1}</em></td><td class="num">${ad.id % 700}</td><td class="author"><a href="u.php?uid=8">浪里</a><p><a href="read.php?tid=${ad.id}&amp;page=e#a" class="gray2">05-09 1${at % 10}:30</a></p></td></tr>`,
            )}</tbody>`,
        )
        .join('')}</table></div><div class="pages"><b>1</b><a href="thread.php?fid=16&amp;page=2">2</a><a href="thread.php?fid=16&amp;page=3">3</a><a class="pages_next" href="thread.php?fid=16&amp;page=2">下一页</a></div>`,
    ).replaceAll('href="read.php', `href="/${ids.wind}/read.php`).replaceAll('href="thread.php', `href="/${ids.wind}/thread.php`),
  },
  {
    // A board of guests: comments without a page of their own, an answer inside some of them.
    id: ids.guests,
    ads: townAds(9),
    href: () => null,
    shows: ['publisher', 'publishedAt'],
    next: null,
    html: doc(
      '留言互动 - 鹭岛妈妈',
      `<div class="cm"><h3>全部评论(9)</h3><ol class="commentlist">${each(townAds(9), (ad, at) => `<li class="comment ${at % 2 === 0 ? 'even' : 'odd'} depth-1" id="comment-${ad.id}"><div class="comment-author vcard"><img class="avatar" src="/g/${ad.id}.png"><cite class="fn">${ad.who}</cite></div><div class="comment-meta"><a href="#comment-${ad.id}">${ad.date} 2${at % 4}:10</a></div><div class="comment-text"><p>${ad.title}</p><p>${ad.body}</p></div><a class="comment-reply-link" href="javascript:;">回复</a>${at % 4 === 2 ? `<ul class="children"><li class="comment byauthor depth-2"><cite class="fn">管理员</cite><p>已收到，谢谢。</p></li></ul>` : ''}</li>`)}</ol><div id="respond"><h3>发表评论</h3><form method="post" action="/c/post"><textarea name="comment"></textarea><input type="submit" value="提交"></form></div></div>`,
    ),
  },
  {
    // Questions with counts of answers, tags and who asked.
    id: ids.ask,
    ads: townAds(10),
    href: (ad) => `/${ids.ask}/question/${ad.id}`,
    shows: ['publisher'],
    next: `/${ids.ask}/questions?sort=newest&page=2`,
    html: doc(
      '最新问题',
      `<div class="stream-list question-stream">${each(townAds(10), (ad, at) => `<section class="stream-list__item"><div class="qa-rank"><div class="votes">${at}<small>投票</small></div><div class="answers ${at % 3 === 0 ? 'solved' : ''}">${at % 5}<small>${at % 3 === 0 ? '解决' : '回答'}</small></div><div class="views">${at * 13}<small>浏览</small></div></div><div class="summary"><ul class="author list-inline"><li><a href="/${ids.ask}/u/${ad.id}">${ad.who}</a><span class="split"></span><a href="/${ids.ask}/question/${ad.id}" class="askDate" data-created="16835${ad.id}">${at + 1}小时前提问</a></li></ul><h2 class="title"><a href="/${ids.ask}/question/${ad.id}">${ad.title}</a></h2><ul class="taglist--inline"><li class="tagPopup"><a class="tag" href="/${ids.ask}/t/${at % 4}">${SUBJECTS[at % 4]}</a></li><li class="tagPopup"><a class="tag" href="/${ids.ask}/t/jz">家长</a></li></ul></div></section>`)}</div><ul class="pagination"><li class="active"><a href="javascript:void(0);">1</a></li><li><a href="/${ids.ask}/questions?sort=newest&amp;page=2">2</a></li><li class="next"><a rel="next" href="/${ids.ask}/questions?sort=newest&amp;page=2">下一页</a></li></ul>`,
    ),
  },
  {
    // Lines and breaks in one cell of a table of the 1990s, the date in brackets behind.
    id: ids.breaks,
    ads: townAds(12),
    href: (ad) => `/${ids.breaks}/show.asp?ArticleID=${ad.id}`,
    shows: ['publishedAt'],
    next: `/${ids.breaks}/more.asp?page=2`,
    html: `<html><head><meta charset="utf-8"><title>信息列表</title></head><body><center><table width=760><tr><td><a href="/">首页</a> <a href="/news.asp">新闻</a> <a href="/gq.asp">供求</a> <a href="/bbs">论坛</a></td></tr></table><table width=760 border=0><tr><td valign=top width=180>会员登录<form method=post action=login.asp>用户<input name=u size=8><br>密码<input type=password name=p size=8></form></td><td valign=top><font color=red>家教供求</font><hr>${townAds(12)
      .map(
        (ad) =>
          `·<a href="show.asp?ArticleID=${ad.id}" target=_blank>${ad.title}</a> <font color=#999999>(${ad.date})</font><br>`,
      )
      .join('\n')}<hr><p align=right>共 40 条 分 4 页 <a href="more.asp?page=2">下一页</a> <a href="more.asp?page=4">最后页</a></td></tr></table><hr width=760>鹭岛教育服务站</center></body></html>`,
  },
];
