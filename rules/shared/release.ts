import type { Release } from '../../src/rule/index.ts';

/** Whether a release is at least the given one; numbers are compared part by part. */
export function isAtLeast({ version }: Release, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return first > major || (first === major && second >= minor);
}
