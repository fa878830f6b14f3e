import { Script } from 'node:vm';

/**
 * Runs a piece of work on each item. Where one does not end within the limit it is stopped, whatever it is doing, and the run goes on with
 * the next one. `stopped` is told of it.
 *
 * V8 stops running code only from another thread, and a thread for each item would cost more than most items do. So many items share one:
 * a slice of them is begun for a second, and whatever still runs the limit after that is the item that does not end.
 *
 * @param limit milliseconds
 */
export function runEach<Item>(
  items: Iterable<Item>,
  limit: number,
  work: (item: Item) => void,
  stopped: (item: Item) => void,
): void {
  const iterator = items[Symbol.iterator]();
  let next = iterator.next();
  const slice = (): void => {
    const end = performance.now() + SLICE;
    while (next.done !== true && performance.now() < end) {
      work(next.value);
      next = iterator.next();
    }
  };
  while (next.done !== true) {
    if (endsWithin(SLICE + limit, slice)) continue;
    stopped(next.value);
    next = iterator.next();
  }
}

/** Milliseconds in which items are begun under one timer. */
const SLICE = 1000;

/* A script sees no variables but the global ones. */
const WORK = Symbol.for('ipsec-lint.work');
const script = new Script("globalThis[Symbol.for('ipsec-lint.work')]()");

/** Runs the work; false if it was stopped since it did not end in time. What it throws is thrown on. */
function endsWithin(milliseconds: number, work: () => void): boolean {
  Object.defineProperty(globalThis, WORK, { value: work, configurable: true });
  try {
    script.runInThisContext({ timeout: milliseconds });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  } finally {
    Reflect.deleteProperty(globalThis, WORK);
  }
}
