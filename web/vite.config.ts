import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './precompress.js';

/** Where `mingcha server` listens while the UI is being worked on. */
const API = 'http://127.0.0.1:4600';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress()],
  // The server puts each answer's own nonce in its place (server/web-files.ts).
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The browsers of government offices are often some years old.
    target: 'chrome88',
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    // Preloading links a style by script; the policy wants plain links.
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: { '/api': API, '/healthz': API, '/readyz': API },
  },
});
