import { randomUUID } from 'node:crypto';
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file that could not be written; the message says which and why, in a line. */
export class WriteError extends Error {}

/**
 * Writes a file in one piece: a reader, a crash or a signal finds the old content or the new one, never half of it. A symbolic link stays
 * and what it leads to is replaced; the mode of a file that exists stays; devices, pipes and what stands under `/dev` are written to as
 * they are. Throws a WriteError.
 */
export function replaceFile(file: string, text: string): void {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) replace(file, text);
    else if (stats.isFile() && !file.startsWith('/dev/')) replace(realpathSync(file), text, stats.mode);
    else writeFileSync(file, text);
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

function replace(path: string, text: string, mode?: number): void {
  const aside = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const release = holdSignals();
  try {
    writeFileSync(aside, text, { flag: 'wx' });
    if (mode !== undefined) chmodSync(aside, mode & 0o777);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  } finally {
    release();
  }
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
