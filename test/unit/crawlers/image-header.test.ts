import { describe, expect, it } from 'vitest';
import { firstFrame } from '../../../crawlers/images/first-frame.js';
import { readImageHeader } from '../../../crawlers/images/image-header.js';
import { gifOf, pngOfSize, samplePicture } from '../../sites/hostile/pictures.js';

const webp = (kind: string, body: readonly number[]): Buffer =>
  Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'),
    Buffer.from(`${kind}\0\0\0\0`, 'latin1'),
    Buffer.from(body),
  ]);

describe('the header of a picture', () => {
  it.each([
    ['a PNG', samplePicture('canteen.png'), { format: 'png', width: 480, height: 341 }],
    ['a JPEG', samplePicture('scan-math.jpg'), { format: 'jpeg', width: 480, height: 510 }],
    ['a bomb', pngOfSize(50_000, 50_000), { format: 'png', width: 50_000, height: 50_000 }],
    ['a GIF', gifOf(2, 300), { format: 'gif', width: 300, height: 300 }],
    [
      'an extended WebP',
      webp('VP8X', [0, 0, 0, 0, 0x8f, 0x01, 0, 0x2b, 0x01, 0]),
      { format: 'webp', width: 400, height: 300 },
    ],
    [
      'a lossless WebP',
      webp('VP8L', [0x2f, 0x8f, 0xc1, 0x4a, 0x00, 0]),
      { format: 'webp', width: 400, height: 300 },
    ],
    [
      'a lossy WebP',
      webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x90, 0x01, 0x2c, 0x01]),
      { format: 'webp', width: 400, height: 300 },
    ],
  ])('gives the size of %s', (_, bytes, header) => {
    expect(readImageHeader(bytes)).toEqual(header);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a cut PNG', samplePicture('canteen.png').subarray(0, 20)],
    ['a cut JPEG', samplePicture('scan-math.jpg').subarray(0, 30)],
    ['a JPEG of segments without end', Buffer.from('ffd8ffe00002ffe00002ffe00002', 'hex')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a list of file names, which tesseract would open', Buffer.from('/etc/passwd\n')],
  ])('is none of %s', (_, bytes) => {
    expect(readImageHeader(bytes)).toBeUndefined();
  });
});

describe('the first frame of a GIF', () => {
  it('is a GIF of its own, without the frames that follow', () => {
    const [one, many] = [gifOf(1, 120), gifOf(3_000, 120)];
    expect(firstFrame(many)).toEqual(new Uint8Array(one));
    expect(many.length).toBeGreaterThan(one.length + 50_000);
  });

  it('is refused when it is larger than the screen, or cut off', () => {
    expect(firstFrame(gifOf(1, 100, 60_000))).toBeUndefined();
    expect(firstFrame(gifOf(1, 100).subarray(0, 400))).toBeUndefined();
  });
});
