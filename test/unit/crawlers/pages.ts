/** Pages as Chinese sites write them, with made-up content. */

export const NOW = new Date('2023-05-10T07:30:00Z');

const NAV = `<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zhaopin">招聘</a></li>
  <li><a href="/jiaoyu">教育培训</a></li><li><a href="/ershou">二手</a></li><li><a href="/fang">租房</a></li></ul></div>`;
const HOT = `<div class="sidebar"><h3>热门推荐</h3><ul>${[1, 2, 3, 4, 5, 6, 7, 8]
  .map((id) => `<li><a href="/hot/${id}">本周热门职位推荐之仓库管理员第${id}名</a></li>`)
  .join('')}</ul></div>`;
const FOOTER = `<div class="footer"><a href="/about">关于我们</a><a href="/law">法律声明</a><a href="/help">帮助中心</a>
  <p>版权所有 某某信息网 增值电信业务经营许可证 客服电话 400-000-0000</p></div>`;

export const range = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => at + 1);
const frame = (title: string, main: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body>${NAV}<div class="main">${main}${HOT}</div>${FOOTER}</body></html>`;

export const RECRUITMENT_LIST = frame(
  '【某市教师招聘信息】-某某同城',
  `<div class="filter"><dl><dt>区域</dt><dd><a href="/a1">东城</a><a href="/a2">西城</a><a href="/a3">南城</a></dd></dl></div>
  <ul id="list_con">${range(10)
    .map(
      (id) => `<li class="job_item clearfix${id === 1 ? ' top' : ''}"><div class="item_con">
      <div class="job_title clearfix"><div class="job_name"><a href="/job/${id}.shtml?from=list" target="_blank">
      <span class="address">东城</span> | <span class="name">小学全科住家教师${id}名</span></a></div>
      <p class="job_salary">${8000 + id * 100}-12000<i>元/月</i></p></div></div>
      <div class="job_comp"><div class="comp_name"><a class="fl" href="/company/${id}" title="某某家政服务第${id}店">某某家政服务第${id}店</a></div>
      <p class="job_require"><span>教师</span><span>学历不限</span><span>1年经验</span></p></div>
      <span class="sign">${id}小时前</span><a class="apply" href="/apply/${id}">申请</a></li>`,
    )
    .join('')}</ul>
  <div class="pagesout"><span class="disabled">上一页</span><strong>1</strong><a href="/list/pn2/">2</a><a href="/list/pn3/">3</a>
  <a class="next" href="/list/pn2/">下一页</a></div>`,
);

export const FORUM_LIST = frame(
  '家长交流区 - 某某论坛 - Powered by Discuz!',
  `<table id="threadlisttableid">${range(12)
    .map(
      (
        id,
      ) => `<tbody id="normalthread_${id}"><tr><td class="icn"><a href="thread-${id}-1-1.html" title="有新回复 - 新窗口打开"><img src="new.gif"></a></td>
      <th class="new"><em>[<a href="forum-2-1.html">求助</a>]</em> <a href="thread-${id}-1-1.html" class="s xst">暑假想找初二数学一对一老师第${id}贴</a>
      <span class="tps">...<a href="thread-${id}-2-1.html">2</a><a href="thread-${id}-3-1.html">3</a></span></th>
      <td class="by"><cite><a href="space-uid-${id}.html">家长${id}号</a></cite><em><span>2023-4-${id}</span></em></td>
      <td class="num"><a href="thread-${id}-1-1.html" class="xi2">${id * 3}</a><em>${id * 100}</em></td>
      <td class="by"><cite><a href="space-uid-99.html">版主</a></cite><em><a href="forum.php?goto=lastpost">昨天 21:5${id % 10}</a></em></td></tr></tbody>`,
    )
    .join('')}</table>
  <div class="pg"><strong>1</strong><a href="forum-9-2.html">2</a><a href="forum-9-3.html">3</a><a href="forum-9-2.html" class="nxt">下一页</a></div>`,
);

/** Tieba hides its list in a comment and unpacks it by script. */
export const TIEBA_LIST = `<html><head><title>某县吧-百度贴吧</title></head><body>${NAV}
<code class="pagelet_html" id="pagelet_html_thread_list" style="display:none;"><!--
<ul id="thread_list" class="threadlist_bright"><li class="thread_top_list_folder"><ul>
${range(2)
  .map((id) => tiebaThread(id, `【公告】吧规第${id}条请先阅读`, ''))
  .join('')}</ul></li>
${range(9)
  .map((id) =>
    tiebaThread(
      100 + id,
      `县城有没有靠谱的英语补习老师${id}`,
      `孩子上初一，英语跟不上，想找老师周末上门，${id}人小班也可以。`,
    ),
  )
  .join('')}</ul>
<div class="pagination"><span class="pagination-current">1</span><a href="//tieba.example.com/f?kw=x&amp;pn=50">2</a>
<a href="//tieba.example.com/f?kw=x&amp;pn=50" class="next">下一页&gt;</a></div>--></code></body></html>`;

function tiebaThread(id: number, title: string, text: string): string {
  return `<li class=" j_thread_list clearfix" data-tid="${id}"><div class="t_con"><div class="col2_left"><span class="threadlist_rep_num" title="回复">${id}</span></div>
  <div class="col2_right"><div class="threadlist_lz"><div class="threadlist_title"><a href="/p/${id}" title="${title}" class="j_th_tit ">${title}</a></div>
  <div class="threadlist_author"><span class="tb_icon_author" title="主题作者: 吧友${id}"><a class="frs-author-name" href="/home/${id}">吧友${id}</a></span>
  <span class="is_show_create_time" title="创建时间">4-12</span></div></div>
  <div class="threadlist_detail"><div class="threadlist_abs">${text}</div>
  <div class="threadlist_author"><span class="tb_icon_author_rely" title="最后回复人: 吧主"><a class="frs-author-name" href="/home/0">吧主</a></span>
  <span class="threadlist_reply_date" title="最后回复时间">16:09</span></div></div></div></div></li>`;
}

const PARAGRAPH =
  '每周六上午两个小时，老师上门一对一辅导小学数学，先试听后付费，不满意可以更换老师。';

export const WECHAT_ARTICLE = `<html><head><title></title><meta property="og:title" content="暑期数学提升班开始报名"/></head><body>
<div id="js_article"><div id="img-content"><h2 class="rich_media_title" id="activity-name">暑期数学提升班开始报名</h2>
<div id="meta_content"><span id="profileBt"><a id="js_name">某某学堂</a></span><em id="publish_time">2023-05-08 18:00</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0; display: none">
${range(6)
  .map((id) => `<section><p><span>第${id}点，${PARAGRAPH}</span></p></section>`)
  .join(
    '',
  )}<section style="display:none">小编工具</section><p><img data-src="https://mmbiz.example.com/a.jpg?wx_fmt=jpeg" src="data:image/gif;base64,R0"></p></div></div>
<div class="qr_code_pc"><p>微信扫一扫关注该公众号</p></div></div></body></html>`;

export const JOB_DETAIL = frame(
  '住家家教老师招聘-某某家政-某某同城',
  `<h1>住家家教老师招聘</h1><p>更新: 今天</p><script type="application/ld+json">
  {"@context":"https://schema.org","@graph":[{"@type":"Organization","name":"某某同城"},{"@type":"LocalBusiness","name":"某某同城客服部"},
  {"@type":"JobPosting","title":"住家家教老师","datePosted":"2023-05-01","hiringOrganization":{"@type":"Organization","name":"某某家政"},
  "description":"<p>照顾两个孩子的作业，<b>包吃住</b>。</p><ul><li>小学数学&nbsp;一对一</li><li>英语口语</li></ul><p>${PARAGRAPH}</p>",
  "baseSalary":{"@type":"MonetaryAmount","currency":"CNY","value":{"@type":"QuantitativeValue","minValue":15000,"maxValue":20000,"unitText":"MONTH"}},
  "jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressRegion":"某省","addressLocality":"某市","streetAddress":"东城区一号路"}},}]}
  </script><div class="desc"><p>照顾两个孩子的作业，包吃住。</p></div>`,
);

export const ARTICLE_DETAIL = frame(
  '我市开展校外培训专项检查_要闻_某某新闻网',
  `<div class="crumbs"><a href="/">首页</a> &gt; <a href="/news">要闻</a></div><h1>我市开展校外培训专项检查</h1>
  <div class="info"><span>2023年5月6日 09:12</span> <span>来源：某某日报</span> <span>点击：1024</span></div>
  <div class="article-content">${range(6)
    .map(
      (id) =>
        `<p>第${id}段，市教育局联合多部门对全市学科类校外培训机构开展了专项检查，现场责令整改并做好记录。</p>`,
    )
    .join('')}<p><img src="/upload/2023/check.jpg" alt="检查现场"></p></div>
  <div class="share">分享到：微信 微博</div>`,
);

export const THREAD_DETAIL = `<html><head><title>求推荐物理老师_某县吧_贴吧</title></head><body>${NAV}<h1 class="core_title_txt">求推荐物理老师</h1>
<div id="j_p_postlist">${range(4)
  .map(
    (
      id,
    ) => `<div class="l_post j_l_post"><div class="d_author"><a class="p_author_name" href="/u/${id}">吧友${id}</a></div>
    <div class="d_post_content">${id === 1 ? `孩子初三，物理一直不及格，${PARAGRAPH.repeat(2)}` : `第${id}楼回复，我家孩子跟的老师不错，可以私聊。`}</div>
    <div class="tail-info">2023-05-0${id} 10:00</div></div>`,
  )
  .join('')}</div></body></html>`;
