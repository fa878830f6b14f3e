import type { Box } from './box.ts';
import type { Budget } from './budget.ts';
import { budget, spend } from './budget.ts';
import type { Cut, Extent, Match } from './match.ts';
import { cutMatch, extent } from './match.ts';
import type { PacketSet, Unknown } from './set.ts';
import { setOf } from './set.ts';
import { splitBox } from './split.ts';

/** One line of an ordered list, where the first line that matches decides. */
export interface Line<T> {
  /** What is done with a packet that it matches; compared, not interpreted. */
  readonly action: string;
  /** It matches what any of these match. */
  readonly matches: readonly Match[];
  /** More than addresses and ports has to hold: the line may decide, and may not. */
  readonly conditional: boolean;
  /** What the line was made of. */
  readonly of: T;
}

/** Packets that meet the same fate. */
export interface Piece<T> {
  readonly box: Box;
  /** The first line that surely decides; undefined: the end of the list was reached. */
  readonly line: Line<T> | undefined;
  /** Lines before it that may decide, in order: at least the first one of each action, at most eight more. */
  readonly maybe: readonly Line<T>[];
}

/** What becomes of the packets of a box. */
export interface Decision<T> {
  /** Disjoint; together with `undecided` they make up the box. */
  readonly pieces: readonly Piece<T>[];
  /** What was given up because it would have taken too many boxes. */
  readonly undecided: readonly Box[];
}

interface Open<T> {
  readonly box: Box;
  readonly maybe: readonly Line<T>[];
}

const NONE: readonly never[] = [];
const LEAF = 12;
const MAYBE_LIMIT = 8;

/**
 * Which line decides about which packets of the box, exactly. A point needs one pass over the lines up to the one that decides;
 * a wide box is halved at the lines' own borders until few lines matter, so that twenty thousand lines that differ in one field
 * take n log n steps.
 */
export function decide<T>(lines: readonly Line<T>[], box: Box, within: Budget = budget()): Decision<T> {
  const pieces: Piece<T>[] = [];
  const undecided: Box[] = [];
  const stack: { readonly lines: readonly Line<T>[]; readonly box: Box }[] = [{ lines, box }];
  let steps = 10_000_000 + 64 * lines.length;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (steps <= 0 || !spend(within, 1)) {
      if (steps <= 0) within.exceeded++;
      undecided.push(node.box);
      continue;
    }
    const { box: at } = node;
    const relevant = relevantLines(node.lines, at);
    steps -= relevant.seen;
    const halves = relevant.lines.length > LEAF ? splitBox(relevant.lines, at) : NONE;
    if (halves.length === 0) decideLeaf(relevant.lines, at, within, pieces, undecided);
    else for (const half of halves) stack.push({ lines: relevant.lines, box: half });
  }
  return { pieces, undecided };
}

/** The lines that match some packet of the box, up to the first that surely takes all of them. */
function relevantLines<T>(lines: readonly Line<T>[], box: Box): { readonly lines: readonly Line<T>[]; readonly seen: number } {
  const out: Line<T>[] = [];
  let seen = 0;
  for (const line of lines) {
    seen++;
    const much = lineExtent(line, box);
    if (much === 'none') continue;
    out.push(line);
    if (much === 'all' && !line.conditional) break;
  }
  return { lines: out, seen };
}

function lineExtent<T>(line: Line<T>, box: Box): Extent {
  let found: Extent = 'none';
  for (const match of line.matches) {
    const much = extent(match, box);
    if (much === 'all') return much;
    if (much === 'part') found = much;
  }
  return found;
}

function decideLeaf<T>(lines: readonly Line<T>[], box: Box, within: Budget, pieces: Piece<T>[], undecided: Box[]): void {
  let open: readonly Open<T>[] = [{ box, maybe: NONE }];
  for (const line of lines) {
    const next: Open<T>[] = [];
    for (const entry of open) {
      if (line.conditional && !addsToMaybe(entry.maybe, line)) next.push(entry);
      else if (!divide(entry, line, within, next, pieces)) undecided.push(entry.box);
    }
    open = next;
    if (open.length === 0) return;
  }
  for (const { box: rest, maybe } of open) pieces.push({ box: rest, line: undefined, maybe });
}

function addsToMaybe<T>(maybe: readonly Line<T>[], line: Line<T>): boolean {
  return maybe.length < MAYBE_LIMIT || !maybe.some((other) => other.action === line.action);
}

/** Splits an entry at a line: what it decides becomes pieces, the rest goes on. False when that takes too many boxes. */
function divide<T>(entry: Open<T>, line: Line<T>, within: Budget, next: Open<T>[], pieces: Piece<T>[]): boolean {
  const cut = cutLine(line, entry.box, within);
  if (cut === undefined) return false;
  for (const box of cut.taken) {
    if (line.conditional) next.push({ box, maybe: [...entry.maybe, line] });
    else pieces.push({ box, line, maybe: entry.maybe });
  }
  for (const box of cut.rest) next.push(box === entry.box ? entry : { box, maybe: entry.maybe });
  return true;
}

/** What of the box the line matches and what not; undefined when that takes too many boxes. */
export function cutLine<T>(line: Line<T>, box: Box, within: Budget): Cut | undefined {
  const much = lineExtent(line, box);
  if (much === 'none') return { taken: NONE, rest: [box] };
  if (much === 'all') return { taken: [box], rest: NONE };
  const taken: Box[] = [];
  let rest: readonly Box[] = [box];
  for (const match of line.matches) {
    const left: Box[] = [];
    for (const piece of rest) {
      const cut = extent(match, piece) === 'none' ? { taken: NONE, rest: [piece] } : cutMatch(match, piece, within);
      if (cut === undefined) return undefined;
      for (const one of cut.taken) taken.push(one);
      for (const one of cut.rest) left.push(one);
    }
    rest = left;
  }
  return { taken, rest };
}

/** The actions that a packet of the piece may meet; `otherwise` stands for the end of the list. */
export function actionsOf<T>(piece: Piece<T>, otherwise: string): ReadonlySet<string> {
  return new Set([...piece.maybe.map((line) => line.action), piece.line?.action ?? otherwise]);
}

/** The packets of the box that surely meet the action; unknown when conditions or the budget stand in the way. */
export function packetsWith<T>(
  lines: readonly Line<T>[],
  action: string,
  box: Box,
  otherwise: string,
  within: Budget = budget(),
): PacketSet | Unknown {
  const { pieces, undecided } = decide(lines, box, within);
  if (undecided.length > 0) return 'unknown';
  const out: Box[] = [];
  for (const piece of pieces) {
    const actions = actionsOf(piece, otherwise);
    if (!actions.has(action)) continue;
    if (actions.size > 1) return 'unknown';
    out.push(piece.box);
  }
  return setOf(out);
}
