/** Pictures that are made to break their reader, each a few bytes. */
import { crc32 } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../runtime/project-root.js';

/** One of the pictures of the sample sites. */
export function samplePicture(name: string): Buffer {
  return readFileSync(join(projectRoot(), 'test', 'sites', 'platform', 'images', name));
}

/** A PNG whose header says this size; there is nothing behind it. */
export function pngOfSize(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.from('789c030000000001', 'hex')),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A GIF of `frames` black frames, of which only the first is whole; they may be larger than the screen. */
export function gifOf(frames: number, screen: number, frame = screen): Buffer {
  const size = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt16LE(value, 0);
    bytes.writeUInt16LE(value, 2);
    return bytes;
  };
  const frameOf = (pixels: number): Buffer =>
    Buffer.concat([
      Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0]),
      Buffer.from([0x2c, 0, 0, 0, 0]),
      size(frame),
      Buffer.from([0, 2]),
      blocksOf(blackPixels(pixels)),
    ]);
  const broken = frameOf(2);
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    size(screen),
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    frameOf(screen * screen),
    ...Array.from({ length: frames - 1 }, () => broken),
    Buffer.from([0x3b]),
  ]);
}

/** LZW codes of three bits: clear, two pixels, clear, two pixels …, end. */
function blackPixels(count: number): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let length = 0;
  const put = (code: number): void => {
    bits |= code << length;
    length += 3;
    for (; length >= 8; length -= 8) {
      bytes.push(bits & 0xff);
      bits >>= 8;
    }
  };
  for (let pixel = 0; pixel < count; pixel += 2) for (const code of [4, 0, 0]) put(code);
  put(5);
  bytes.push(bits & 0xff);
  return Buffer.from(bytes);
}

function blocksOf(content: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < content.length; at += 255) {
    const block = content.subarray(at, at + 255);
    blocks.push(Buffer.from([block.length]), block);
  }
  return Buffer.concat([...blocks, Buffer.from([0])]);
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(content.length, 0);
  bytes.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([bytes.subarray(0, 4), typed, bytes.subarray(4)]);
}
