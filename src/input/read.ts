import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { decode } from './decode.ts';
import type { FileContent } from './types.ts';

/** Default of `--max-file-size`: 8 MiB. */
export const DEFAULT_MAX_FILE_SIZE = 8 * 1024 * 1024;

/* Opening a FIFO must not wait for its writer. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Bytes of a file, or why it cannot be read, as a clause. Only regular files up to the limit (bytes) are read. */
export function readBytes(absolute: string, maxSize: number): Buffer | string {
  let descriptor: number;
  try {
    descriptor = openSync(absolute, OPEN_FLAGS);
  } catch (error) {
    return reasonOf(error);
  }
  try {
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return 'it is a directory';
    if (status.isFIFO()) return 'it is a FIFO, not a regular file';
    if (!status.isFile()) return 'it is a device or socket, not a regular file';
    if (status.size > maxSize)
      return `it is too large: ${status.size} bytes, the limit is ${maxSize} (--max-file-size raises it)`;
    return readWhole(descriptor, status.size);
  } catch (error) {
    return reasonOf(error);
  } finally {
    closeSync(descriptor);
  }
}

/** Text of a file, or why there is none. */
export function readText(absolute: string, maxSize: number): FileContent {
  const bytes = readBytes(absolute, maxSize);
  if (typeof bytes === 'string') return { kind: 'problem', message: bytes };
  return contentOf(bytes);
}

/** Decodes bytes that are at hand. */
export function contentOf(bytes: Buffer): FileContent {
  const decoded = decode(bytes);
  return decoded === undefined ? { kind: 'binary', bytes } : { kind: 'text', ...decoded };
}

function readWhole(descriptor: number, size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const count = readSync(descriptor, buffer, filled, size - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'there is no such file'],
  ['EACCES', 'permission is denied'],
  ['EPERM', 'permission is denied'],
  ['ELOOP', 'its symbolic links form a loop'],
  ['ENXIO', 'it is a device or socket, not a regular file'],
  ['ENAMETOOLONG', 'its name is too long'],
]);

/** Why a file system call failed, as a clause without the path. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return REASONS.get(code) ?? `it cannot be read (${code})`;
}
