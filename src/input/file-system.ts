import { type Dirent, existsSync, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { readBytes } from './read.ts';

/** What a name in a directory is, without following links. */
export type Entry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

/** What a path is. */
export type Status = Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

/**
 * Where files come from: the disk, or a commit. Paths are absolute. What cannot be had is thrown with the codes of `node:fs`
 * (`ENOENT`, `ELOOP` ...), but for {@link FileSystem.bytes}, which says why as a clause.
 */
export interface FileSystem {
  exists(path: string): boolean;
  /** Follows links. */
  status(path: string): Status;
  linkStatus(path: string): Status;
  /** In no order. */
  entries(directory: string): readonly Entry[];
  /** The path without links. */
  real(path: string): string;
  bytes(path: string, maxSize: number): Buffer | string;
  /** Options that make fast-glob look here. */
  readonly forGlobs: { readonly fs?: object };
}

/** The files of this machine. */
export const DISK: FileSystem = {
  exists: existsSync,
  status: (path) => statSync(path),
  linkStatus: (path) => lstatSync(path),
  entries: (directory) => readdirSync(directory, { withFileTypes: true }),
  real: (path) => realpathSync(path),
  bytes: readBytes,
  forGlobs: {},
};
