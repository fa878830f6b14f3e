import { dirname, join, resolve, sep } from 'node:path';
import { isBelow } from './below.ts';
import { DISK, type FileSystem } from './file-system.ts';
import { isGlob, matchSegment } from './glob.ts';
import { byCodeUnit } from './order.ts';
import { reasonOf } from './read.ts';

/** Files that an include names, absolute and in order, or why it may not or cannot be followed, as a clause. */
export type IncludeTarget = { readonly files: readonly string[] } | { readonly problem: string };

/** No include may bring more files than this. */
const MAX_FILES = 1000;

/**
 * Resolves an include: relative to the including file, an absolute one below the root of the device as if that were `/`. Nothing
 * outside the root is looked at, links included. A glob that matches nothing names no file; a plain name has to exist.
 */
export function resolveInclude(from: string, pattern: string, root: string, fileSystem: FileSystem = DISK): IncludeTarget {
  if (pattern.startsWith('/var/lib/strongswan/')) return { files: [] };
  const wanted = pattern.startsWith('/') ? absolutePattern(pattern, root) : resolve(dirname(from), pattern);
  if (!isInside(literalPart(wanted), root))
    return { problem: `it leads out of ${root === '/' ? 'its directory' : 'the root of its device'}` };
  if (!isGlob(wanted)) return plainFile(wanted, root, fileSystem);
  const files = expand(wanted, fileSystem).filter(
    (file) => isRegular(file, fileSystem) && isInsideReally(file, root, fileSystem),
  );
  if (files.length > MAX_FILES) return { problem: `it matches more than ${MAX_FILES} files` };
  return { files };
}

/** Where the root is the file system's own, only directories of strongSwan and of packet filters count as inside. */
const LIVE = /^\/(?:usr\/local\/)?etc\/(?:swanctl|strongswan|ipsec|iptables|nftables)/;

function isInside(path: string, root: string): boolean {
  if (root === '/') return LIVE.test(path);
  return isBelow(path, root);
}

function isInsideReally(path: string, root: string, fileSystem: FileSystem): boolean {
  try {
    return root === '/' ? LIVE.test(fileSystem.real(path)) : isInside(fileSystem.real(path), fileSystem.real(root));
  } catch {
    return false;
  }
}

function absolutePattern(pattern: string, root: string): string {
  return isInside(literalPart(resolve(pattern)), root) ? resolve(pattern) : join(root, pattern);
}

function literalPart(path: string): string {
  const special = path.search(/[*?[{]/);
  return special === -1 ? path : path.slice(0, path.lastIndexOf(sep, special));
}

function plainFile(path: string, root: string, fileSystem: FileSystem): IncludeTarget {
  try {
    if (fileSystem.status(path).isDirectory()) return { problem: 'it is a directory' };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
  return isInsideReally(path, root, fileSystem) ? { files: [path] } : { problem: 'it leads out of the root of its device' };
}

/** Paths that a glob matches, segment by segment, in code unit order; dot files only where the pattern has the dot. */
function expand(pattern: string, fileSystem: FileSystem): string[] {
  const segments = pattern.split(sep);
  let paths = [''];
  for (const [index, segment] of segments.entries()) {
    if (index === 0) continue;
    if (!isGlob(segment)) paths = paths.map((path) => `${path}${sep}${segment}`);
    else
      paths = paths.flatMap((path) =>
        namesIn(path === '' ? sep : path, segment, fileSystem).map((name) => `${path}${sep}${name}`),
      );
    if (paths.length > MAX_FILES * 10) return paths;
  }
  return paths.sort(byCodeUnit);
}

function namesIn(directory: string, pattern: string, fileSystem: FileSystem): string[] {
  try {
    return fileSystem
      .entries(directory)
      .map(({ name }) => name)
      .filter((name) => (!name.startsWith('.') || pattern.startsWith('.')) && matchSegment(pattern, name));
  } catch {
    return [];
  }
}

function isRegular(path: string, fileSystem: FileSystem): boolean {
  try {
    return fileSystem.status(path).isFile();
  } catch {
    return false;
  }
}
