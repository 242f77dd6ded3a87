/* The listing's page script: reads the JSON answers and draws cards or one listing. */
(function () {
  'use strict';
  var app = document.getElementById('app');

  function el(tag, className, text) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function link(href, className, text) {
    var node = el('a', className, text);
    node.href = href;
    return node;
  }

  function frame() {
    app.textContent = '';
    var header = el('header', 'bar');
    header.appendChild(link('/', 'brand', '邻里师选'));
    var nav = el('nav');
    [['/', '找老师'], ['/', '家教需求'], ['/my/publish', '免费发布'], ['/my/login', '登录']].forEach(
      function (item) {
        nav.appendChild(link(item[0], '', item[1]));
      },
    );
    header.appendChild(nav);
    app.appendChild(header);
    var main = el('main');
    app.appendChild(main);
    var footer = el('footer', '', '© 2026 邻里师选 青ICP备00000002号 平台仅提供信息展示，请自行核实');
    app.appendChild(footer);
    return main;
  }

  function card(item) {
    var box = el('article', 'card');
    var head = el('h3');
    head.appendChild(item.link ? link(item.link, '', item.title) : document.createTextNode(item.title));
    box.appendChild(head);
    var tags = el('div', 'tags');
    tags.appendChild(el('span', 'price', item.price));
    tags.appendChild(el('span', 'area', item.area));
    box.appendChild(tags);
    box.appendChild(text('summary', item.summary));
    var foot = el('div', 'foot');
    foot.appendChild(el('span', 'author', item.author));
    foot.appendChild(el('time', '', item.time));
    box.appendChild(foot);
    return box;
  }

  function text(className, content) {
    var box = el('div', className);
    content.split('\n').forEach(function (line) {
      if (line.trim()) box.appendChild(el('p', '', line));
    });
    return box;
  }

  function drawList(page) {
    fetch('/api/listings?page=' + page)
      .then(function (answer) {
        return answer.json();
      })
      .then(function (answer) {
        var main = frame();
        main.appendChild(el('h2', 'sub', '最新发布（共 ' + answer.data.total + ' 条）'));
        var grid = el('section', 'grid');
        answer.data.list.forEach(function (item) {
          grid.appendChild(card(item));
        });
        main.appendChild(grid);
        var pager = el('div', 'pager');
        if (page > 1) pager.appendChild(link(page === 2 ? '/' : '/?page=' + (page - 1), '', '上一页'));
        pager.appendChild(el('span', '', page + ' / ' + answer.data.pages));
        if (page < answer.data.pages) {
          pager.appendChild(link('/?page=' + (page + 1), 'next', '下一页'));
          main.appendChild(link('/?page=' + (page + 1), 'more', '加载更多'));
        }
        main.appendChild(pager);
      });
  }

  function drawOne(id) {
    fetch('/api/listing/' + id)
      .then(function (answer) {
        return answer.json();
      })
      .then(function (answer) {
        var main = frame();
        if (answer.code !== 0) {
          main.appendChild(el('p', 'gone', '信息不存在或已下架'));
          return;
        }
        var item = answer.data;
        document.title = item.title + ' - 邻里师选';
        var box = el('article', 'one');
        box.appendChild(el('h1', '', item.title));
        var meta = el('p', 'meta');
        meta.appendChild(el('span', 'author', item.author));
        meta.appendChild(el('time', '', item.time));
        meta.appendChild(el('span', 'area', item.area));
        box.appendChild(meta);
        box.appendChild(el('p', 'price', item.price));
        box.appendChild(text('content', item.content));
        main.appendChild(box);
        main.appendChild(link('/', 'back', '返回列表'));
      });
  }

  var one = /^\/t\/(\d+)$/.exec(location.pathname);
  if (one) drawOne(one[1]);
  else drawList(Number(new URLSearchParams(location.search).get('page') || 1));
})();
