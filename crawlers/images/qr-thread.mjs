/**
 * The thread that decodes QR codes: WebAssembly blocks the thread it runs in, and what is slow on
 * purpose can only be ended with it. Gets `{id, bytes}`, answers `{id, codes}`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

// Given by hand: by itself the library would fetch it from a CDN.
const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(file)).buffer } });

const MOST_CODES = 8;

parentPort.on('message', async ({ id, bytes }) => {
  const found = await readBarcodes(bytes, {
    formats: ['QRCode', 'MicroQRCode'],
    tryHarder: true,
    maxNumberOfSymbols: MOST_CODES,
  }).catch(() => []);
  const codes = found.filter(({ isValid }) => isValid).map(({ text }) => text);
  parentPort.postMessage({ id, codes: [...new Set(codes)] });
});
