/** What the first bytes of a picture say of it: its size is known before anything decodes it. */

export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'gif' | 'webp';
  /** In pixels, before any rotation that its metadata asks for. */
  readonly width: number;
  readonly height: number;
}

/** Undefined: none of the four formats, or cut off before its size. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(view, 0, '\x89PNG\r\n\x1a\n')) return readPng(view);
    if (startsWith(view, 0, '\xff\xd8\xff')) return readJpeg(view);
    if (startsWith(view, 0, 'GIF87a') || startsWith(view, 0, 'GIF89a')) return readGif(view);
    if (startsWith(view, 0, 'RIFF') && startsWith(view, 8, 'WEBP')) return readWebp(view);
  } catch (error) {
    // Reading past the end: the header is cut off.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

function readPng(view: DataView): ImageHeader | undefined {
  if (!startsWith(view, 12, 'IHDR')) return undefined;
  return { format: 'png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** Follows the segments to the frame header, whichever coding it has. */
function readJpeg(view: DataView): ImageHeader | undefined {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame =
      marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      return { format: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    // Picture data before any frame header.
    if (marker === 0xda || marker === 0xd9) return undefined;
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += isAlone ? 2 : 2 + view.getUint16(at + 2);
  }
}

function readGif(view: DataView): ImageHeader {
  return { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function readWebp(view: DataView): ImageHeader | undefined {
  if (startsWith(view, 12, 'VP8X')) {
    return { format: 'webp', width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  }
  if (startsWith(view, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!startsWith(view, 12, 'VP8 ')) return undefined;
  return {
    format: 'webp',
    width: view.getUint16(26, true) & 0x3fff,
    height: view.getUint16(28, true) & 0x3fff,
  };
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
}

function startsWith(view: DataView, at: number, text: string): boolean {
  for (let place = 0; place < text.length; place += 1) {
    if (view.getUint8(at + place) !== text.charCodeAt(place)) return false;
  }
  return true;
}
