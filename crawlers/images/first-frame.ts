/**
 * The first picture of a GIF as a GIF of its own. Decoders unpack every frame before they give one,
 * so that a small file with ten thousand large frames would fill the memory; and a frame may be larger
 * than the file's header says.
 */

/** Undefined: the first frame is cut off, or larger than the screen that the header gives. */
export function firstFrame(gif: Uint8Array): Uint8Array | undefined {
  const view = new DataView(gif.buffer, gif.byteOffset, gif.byteLength);
  try {
    const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    let at = 13 + colourTableLength(view.getUint8(10));
    while (view.getUint8(at) === 0x21) at = endOfBlocks(view, at + 2);
    if (view.getUint8(at) !== 0x2c) return undefined;
    const right = view.getUint16(at + 1, true) + view.getUint16(at + 5, true);
    const bottom = view.getUint16(at + 3, true) + view.getUint16(at + 7, true);
    if (right > screen.width || bottom > screen.height) return undefined;
    // After the descriptor and its colours: one byte of code size, then the picture's blocks.
    const end = endOfBlocks(view, at + 10 + colourTableLength(view.getUint8(at + 9)) + 1);
    const frame = new Uint8Array(end + 1);
    frame.set(gif.subarray(0, end));
    frame[end] = 0x3b;
    return frame;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function colourTableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Past a chain of blocks, each with its length before it, up to one of length 0. */
function endOfBlocks(view: DataView, start: number): number {
  let at = start;
  for (let length = view.getUint8(at); length > 0; length = view.getUint8(at)) at += length + 1;
  return at + 1;
}
