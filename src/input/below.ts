import { sep } from 'node:path';

/** Whether a path is a directory or lies below it. Both are absolute and resolved; links are not looked at. */
export function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === sep ? sep : `${directory}${sep}`);
}
