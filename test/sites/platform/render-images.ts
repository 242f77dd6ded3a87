/**
 * Draws the pictures that the platform's postings show, from `imageText` in postings.yml, with a real browser.
 * Only needed after a change of those texts; the pictures are kept in the repository.
 *
 *     npx esbuild test/sites/platform/render-images.ts --bundle --platform=node --format=esm \
 *       --packages=external --outfile=dist/render-images.mjs
 *     node dist/render-images.mjs PATH_OF_CHROMIUM
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { escapeHtml } from '../http/html.js';
import { loadSamplePostings, type SamplePosting } from '../sample-posting.js';

const WIDTH = 480;
const JPEG_QUALITY = 40;

/** @param folder the folder `test/sites`; the pictures go to `platform/images` below it */
export async function renderImages(folder: string, chromiumPath: string): Promise<void> {
  const images = path.join(folder, 'platform', 'images');
  mkdirSync(images, { recursive: true });
  prepareZXingModule({ overrides: { wasmBinary: wasmBinary() } });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 300 } });
    for (const posting of loadSamplePostings('platform', folder)) {
      if (posting.image === undefined) continue;
      await page.setContent(await pictureHtml(posting));
      await page.locator('#picture').screenshot({
        path: path.join(images, posting.image),
        // As a phone sends them on: gradients and slanted text with the noise of strong compression.
        ...(posting.image.endsWith('.jpg') ? { type: 'jpeg' as const, quality: JPEG_QUALITY } : {}),
      });
    }
  } finally {
    await browser.close();
  }
}

function wasmBinary(): ArrayBuffer {
  const file = fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'));
  return Uint8Array.from(readFileSync(file)).buffer;
}

async function pictureHtml(posting: SamplePosting): Promise<string> {
  const style = posting.imageStyle ?? 'poster';
  const lines = (posting.imageText ?? [])
    .map((line, index) => `<div class="line l${String(index)}">${escapeHtml(line)}</div>`)
    .join('');
  const code = posting.imageQr === undefined ? '' : await qrHtml(posting.imageQr);
  return `<html lang="zh-CN"><style>${STYLE}</style><div id="picture" class="${style}"><div class="sheet">${lines}${code}</div></div></html>`;
}

async function qrHtml(payload: string): Promise<string> {
  const { svg, error } = await writeBarcode(payload, { format: 'QRCode', scale: 3 });
  if (error !== '') throw new Error(error);
  return `<div class="qr">${svg.slice(svg.indexOf('<svg'))}</div>`;
}

// Flat colours: gradients and photographs would not stay under 40 kB as PNG.
const STYLE = `body{margin:0}#picture{width:${String(WIDTH)}px;box-sizing:border-box;font-family:"Noto Sans CJK SC",sans-serif}
.poster{background:#c8201d;color:#fff;padding:34px 26px 30px;text-align:center}.poster .line{font-size:25px;line-height:1.9}.poster .l0{font-size:46px;font-weight:900;line-height:1.4;color:#ffe14d;margin-bottom:12px}.poster .l1{background:#fff;color:#c8201d;font-weight:700;border-radius:8px;margin:6px 0}
.poster .line:last-child{background:#ffe14d;color:#8a0d0b;font-weight:900;font-size:28px;margin-top:14px;border-radius:30px}
.note{background:#fdf8e2;color:#22355e;padding:36px 34px;font-family:"Noto Serif CJK SC",serif}.note .line{font-size:27px;line-height:58px;border-bottom:1px solid #d8cfa8;transform:rotate(-1.2deg)}.note .l0{font-weight:700;font-size:34px}.note .line:nth-child(even){padding-left:14px}
.chat{background:#ededed;padding:18px 16px}.chat .line{display:table;background:#fff;border-radius:7px;padding:9px 14px;margin:12px auto 12px 0;font-size:21px;color:#111}.chat .line:nth-child(even){background:#95ec69;margin:12px 0 12px auto}
.blackboard{background:#1f4a38;color:#f3f3e6;padding:34px 30px;border:12px solid #8a5a2b;text-align:center}.blackboard .line{font-size:26px;line-height:54px}.blackboard .l0{font-size:40px;font-weight:700;border-bottom:3px dashed #f3f3e6;margin-bottom:14px;line-height:70px}
.qr{display:inline-block;background:#fff;padding:10px;margin-top:14px}.qr svg{display:block}
.gradient{background:linear-gradient(160deg,#0f3d8c,#31b0c8 55%,#f3d38a);color:#fff;padding:30px 26px;text-align:center}.gradient .line{font-size:25px;line-height:1.8}.gradient .l0{font-size:44px;font-weight:900;text-shadow:2px 2px 0 #0b2a5c}.gradient .line:nth-child(even){color:#fff7d6}
.tilted{background:radial-gradient(#b9a788,#77664d);padding:46px 30px}.tilted .sheet{background:#fbfbf6;color:#23262b;padding:26px 24px;transform:rotate(-5deg);box-shadow:4px 6px 12px #0008;filter:blur(.4px)}.tilted .line{font-size:25px;line-height:48px}.tilted .l0{font-size:34px;font-weight:700}`;

if (process.argv[1]?.endsWith('render-images.mjs') === true) {
  await renderImages(path.join('test', 'sites'), process.argv[2] ?? 'chromium');
}
