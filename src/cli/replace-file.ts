import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file that could not be written; the message says which and why, in a line. */
export class WriteError extends Error {}

/**
 * Writes a file in one piece: a reader, a crash or a signal finds the old content or the new one, never half of it. A symbolic link stays
 * and what it leads to is replaced; mode and owner of a file that exists stay; devices, pipes and what stands under `/dev` are written to as
 * they are. Throws a WriteError.
 */
export function replaceFile(file: string, content: string | Uint8Array): void {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) replace(file, content);
    else if (stats.isFile() && !file.startsWith('/dev/')) replace(realpathSync(file), content, stats);
    else writeFileSync(file, content);
  } catch (error) {
    throw new WriteError(`${file} cannot be written: ${codeOf(error)}`);
  }
}

/** Why a file could not be written, known before there is anything to write: a directory, or none to put it into. */
export function unwritable(file: string): string | undefined {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) return 'EISDIR';
    if (stats === undefined && !statSync(dirname(file)).isDirectory()) return 'ENOTDIR';
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

function replace(path: string, content: string | Uint8Array, as?: Stats): void {
  const aside = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const release = holdSignals();
  try {
    writeFileSync(aside, content, { flag: 'wx' });
    if (as !== undefined) takeOver(aside, as);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  } finally {
    release();
  }
}

/** Owner and mode of the old file; the owner first, for a change of owner may take bits of the mode away. */
function takeOver(path: string, { uid, gid, mode }: Stats): void {
  const now = statSync(path);
  if (now.uid !== uid || now.gid !== gid) chownSync(path, uid, gid);
  chmodSync(path, mode & 0o777);
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Keeps a signal from ending the process before the file is in place. Node delivers it when the present work is done; then it ends the
 * process as it would have, so that the shell sees 130 or 143.
 */
function holdSignals(): () => void {
  const letGo = (): void => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals): void => {
    letGo();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  // What came in meanwhile is delivered in the next turn of the event loop.
  return () => setImmediate(() => setImmediate(letGo));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
