/** What only a browser suffers from. Each page is a posting as well, unless its script sees to it that it is not. */
import { page, postingPage, redirectTo, type Behaviour, type Fault } from './behaviour.js';

const does = (script: string, title = '初中化学一对一辅导'): Fault =>
  page(`${postingPage(title)}<script>${script}</script>`);

export const SCRIPTS: readonly Behaviour[] = [
  { path: '/js/spins', ends: 'fetch-failed', answer: does('for (;;);') },
  {
    path: '/js/asks',
    ends: 'done',
    answer: does(`addEventListener('beforeunload', (event) => { event.preventDefault(); return 'stay'; });
      for (let i = 0; i < 200; i += 1) window.open('/popup');
      alert(1); confirm(2); prompt(3); print();
      Notification.requestPermission(); navigator.geolocation.getCurrentPosition(() => 0);
      navigator.mediaDevices?.getUserMedia({ video: true }).catch(() => 0);
      document.documentElement.requestFullscreen().catch(() => 0); document.body.requestPointerLock();`),
  },
  {
    path: '/js/downloads',
    ends: 'done',
    answer: does(`for (let i = 0; i < 50; i += 1) {
      const a = document.createElement('a'); a.download = 'x'; a.href = URL.createObjectURL(new Blob(['x'.repeat(1e6)])); a.click(); }`),
  },
  { path: '/js/history', ends: 'done', answer: does(`let n = 0; setInterval(() => { for (let i = 0; i < 5; i += 1) history.pushState({}, '', '?' + n++); }, 20);`) },
  { path: '/js/workers', ends: 'done', answer: does(`for (let i = 0; i < 4; i += 1) new Worker(URL.createObjectURL(new Blob(['setInterval(() => { const end = Date.now() + 5; while (Date.now() < end); }, 50)'])));`) },
  { path: '/js/requests', ends: 'done', answer: does(`for (let i = 0; i < 700; i += 1) fetch('/404?' + i).catch(() => 0);`) },
  { path: '/js/sockets', ends: 'done', answer: does(`for (let i = 0; i < 200; i += 1) new WebSocket('ws://' + location.host + '/' + i);`) },
  { path: '/js/service-worker', ends: 'done', answer: does(`navigator.serviceWorker.register('/well').catch(() => 0); caches.open('x').then((c) => c.put('/x', new Response('x'.repeat(1e7)))); const fill = indexedDB.open('x');`) },
  { path: '/js/frames', ends: 'done', answer: does(`for (let i = 0; i < 60; i += 1) { const f = document.createElement('iframe'); f.src = '/well?' + i; document.body.append(f); }`) },
  { path: '/js/tall', ends: 'done', answer: does(`document.body.style.height = '30000000px'; document.body.style.width = '9000000px';`) },
  { path: '/js/restless', ends: 'done', answer: does(`let n = 0; setInterval(() => { const p = document.createElement('i'); p.textContent = 'x' + n++; document.body.append(p); if (n > 500) document.body.lastChild.remove(); }, 5);`) },
  { path: '/js/blob', ends: 'refused', answer: does(`location.href = URL.createObjectURL(new Blob(['<h1>elsewhere</h1>'], { type: 'text/html' }));`) },
  { path: '/js/to-data', ends: 'done', answer: does(`location.href = 'data:text/html,<h1>x</h1>';`) },
  { path: '/js/to-file', ends: 'done', answer: does(`location.href = 'file:///etc/passwd';`) },
  { path: '/js/to-metadata', ends: 'address-refused', answer: does(`location.href = 'http://169.254.169.254/';`) },
  { path: '/js/to-localhost', ends: 'address-refused', answer: redirectTo('http://localhost:8099/') },
  { path: '/js/throws', ends: 'done', answer: does(`onerror = null; setInterval(() => { throw new Error('x'); }, 1); Promise.reject(1);`) },
  {
    // Lies about itself to whoever asks in the page.
    path: '/js/lies',
    ends: 'too-large',
    answer: does(`Object.defineProperty(Element.prototype, 'outerHTML', { get: () => ({ length: 1, toString: () => 'x'.repeat(1e8) }) });`),
  },
  {
    path: '/js/breaks',
    ends: 'fetch-failed',
    answer: does(`document.getElementsByTagName = () => { throw new Error('no'); };`),
  },
  { path: '/js/closes', ends: 'done', answer: does(`window.close(); self.close(); window.stop();`) },
  { path: '/js/never-loads', ends: 'done', answer: page(`${postingPage('高中地理一对一辅导')}<script src="/hang"></script><p>x</p>`) },
  { path: '/js/shadow', ends: 'done', answer: does(`const root = document.body.attachShadow({ mode: 'closed' }); root.innerHTML = '<p>x</p>'.repeat(20000);`) },
  { path: '/js/writes', ends: 'done', answer: does(`setInterval(() => document.write('<p>' + 'x'.repeat(100) + '</p>'), 20);`) },
];
