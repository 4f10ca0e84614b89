/** Why bytes are not read as text, in words that follow the name of the file, and what to do about it. */
export interface NoText {
  readonly reason: string;
  readonly help: string;
}

/** The first bytes tell the encoding; more are not looked at. */
const LOOKED_AT = 64;

/**
 * The text of a file, or why it is none. Windows shells write UTF-16, which YAML allows; a byte order mark at the
 * beginning is dropped.
 */
export function decode(bytes: Uint8Array): string | NoText {
  const encoding = encodingOf(bytes);
  const start = bytes.subarray(0, LOOKED_AT);
  if (encoding === 'utf-8' && isEveryOtherZero(start)) {
    return { reason: 'is UTF-16 without the byte order mark that would say so', help: 'save it as UTF-8' };
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const isPacked = start[0] === 0x1f && start[1] === 0x8b;
    return isPacked ? { reason: 'is packed by gzip', help: 'unpack it: `gzip -d FILE`' }
      : { reason: 'is no text', help: 'save it as UTF-8' };
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le';
  }
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Whether all bytes at even places are zero, or all at odd ones, as for Latin letters in UTF-16. */
function isEveryOtherZero(bytes: Uint8Array): boolean {
  return bytes.length > 1 && [0, 1].some(offset =>
    bytes.every((byte, index) => (index % 2 === offset) === (byte === 0)));
}
