import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { tooLarge, tooLargeHelp } from './size-limit';
import { Unreadable } from './terminal';

/**
 * The bytes of whatever is at the path. What is no regular file has no size that could be asked for, and may never end.
 *
 * @throws Unreadable when there are more than so many
 */
export function readWithin(file: string, limit: number): Uint8Array {
  const status = statSync(file);
  const chunks = new Chunks(limit);
  if (status.isFile() && status.size > 0) {
    chunks.expect(status.size);
    return readFileSync(file);
  }
  const descriptor = openSync(file, 'r');
  try {
    for (let chunk = readChunk(descriptor); chunk.length > 0; chunk = readChunk(descriptor)) {
      chunks.add(chunk);
    }
  } finally {
    closeSync(descriptor);
  }
  return chunks.all;
}

const CHUNK_SIZE = 2 ** 16;

/** Whoever made a pipe may have said that reading does not wait for more. */
const MILLISECONDS_BETWEEN = 10;

function readChunk(descriptor: number): Buffer {
  const buffer = Buffer.allocUnsafe(CHUNK_SIZE);
  for (;;) {
    try {
      return buffer.subarray(0, readSync(descriptor, buffer));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MILLISECONDS_BETWEEN);
    }
  }
}

/** Bytes that came one part after the other. */
export class Chunks {
  private readonly parts: Buffer[] = [];
  private size = 0;

  public constructor(private readonly limit: number) {}

  public get all(): Uint8Array {
    return Buffer.concat(this.parts);
  }

  /** @throws Unreadable when that is too much */
  public add(chunk: Buffer): void {
    this.size += chunk.length;
    this.expect(this.size);
    this.parts.push(chunk);
  }

  public expect(size: number): void {
    if (size > this.limit) {
      throw new Unreadable(tooLarge(this.limit), tooLargeHelp(this.limit));
    }
  }
}
