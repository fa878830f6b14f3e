import { readFileSync, statSync } from 'node:fs';

/** No configuration file may be larger: 8 MiB. */
const MAX_SIZE = 8 * 1024 * 1024;

/** The text of a configuration file, or why there is none. Only a regular file is opened. */
export type ConfigText = { readonly text: string } | { readonly why: string; readonly missing: boolean };

/** Reads a configuration file. */
export function readConfigFile(absolute: string): ConfigText {
  try {
    const status = statSync(absolute);
    if (!status.isFile()) return { why: status.isDirectory() ? 'EISDIR' : 'it is no regular file', missing: false };
    if (status.size > MAX_SIZE) return { why: `it is larger than ${MAX_SIZE} bytes`, missing: false };
    return { text: readFileSync(absolute, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { why: code, missing: code === 'ENOENT' || code === 'ENOTDIR' };
  }
}
