import type { Device, Filter, FilterLine } from '../../model/types.ts';
import type { Box, Line } from '../packets/index.ts';
import { ALL4, ALL6, boxes, budget, cutLine, decide } from '../packets/index.ts';
import { compileLine } from './compile.ts';
import type { PacketContext } from './conditions.ts';

/** A line that can never decide about the packets it was asked for. */
export interface Shadowed {
  readonly line: FilterLine;
  /** Lines before it that take all of its packets; the one that takes most first. */
  readonly by: readonly FilterLine[];
  /** None of these packets is permitted: an earlier line denies them all. */
  readonly denied: boolean;
}

/** Earlier lines that the permits of one list may be compared with. */
const STEPS = 30_000_000;

/** Protocols and ports of an exchange: UDP 500, UDP 4500, ESP, AH. */
export interface Purpose {
  readonly protocol: number;
  readonly port?: number;
}

/** Earlier lines may only be asked for with conditions that surely hold: what may or may not match hides nothing. */
const CONTEXT: PacketContext = { direction: 'in', established: false, outside: undefined, decrypted: false };

/**
 * The permit lines of a list that name a protocol or port of IPsec and can never match, exactly: every packet of the line for that
 * purpose is taken by an earlier line that surely decides. Lists with jumps have none.
 */
export function shadowedPermits(device: Device, filter: Filter, purpose: Purpose): readonly Shadowed[] {
  if (filter.lines.some(({ action }) => action.do === 'jump' || action.do === 'goto' || action.do === 'return')) return [];
  const asked = boxes({ protocol: purpose.protocol, destinationPort: purpose.port }).map((box) =>
    filter.family === 'ipv6' ? { ...box, source: ALL6.source, destination: ALL6.destination } : { ...box, source: ALL4.source },
  );
  return asked.flatMap((box) => shadowedIn(device, filter, purpose, box));
}

function shadowedIn(device: Device, filter: Filter, purpose: Purpose, box: Box): readonly Shadowed[] {
  const out: Shadowed[] = [];
  const before = new EarlierLines();
  const last = filter.lines.findLastIndex((line) => line.action.do === 'permit' && names(line, purpose));
  for (const line of filter.lines.slice(0, last + 1)) {
    if (line.action.do === 'continue') continue;
    const compiled = compileLine(device, line, box, CONTEXT);
    if (line.action.do === 'permit' && names(line, purpose)) {
      const found = hiddenBy(before, compiled, box);
      if (found !== undefined) out.push({ line, ...found });
    }
    for (const one of compiled) if (!one.conditional) before.add(one);
  }
  return out;
}

/** The one source address that a compiled line names, if it does. */
function hostOf({ matches }: Line<FilterLine>): number | undefined {
  const [match] = matches;
  const only = match?.sources?.length === 1 ? match.sources[0] : undefined;
  return only?.family === 4 && only.lo === only.hi ? only.lo : undefined;
}

interface Placed {
  readonly place: number;
  readonly line: Line<FilterLine>;
}

/** Lines of a list in order; those for one source host are found by it, so that long lists of hosts take linear time. */
class EarlierLines {
  readonly #wide: Placed[] = [];
  readonly #hosts = new Map<number, Placed[]>();
  readonly #all: Line<FilterLine>[] = [];
  #left = STEPS;

  add(line: Line<FilterLine>): void {
    const host = hostOf(line);
    const placed = { place: this.#all.length, line };
    this.#all.push(line);
    const group = host === undefined ? this.#wide : (this.#hosts.get(host) ?? []);
    group.push(placed);
    if (host !== undefined) this.#hosts.set(host, group);
  }

  /** Those that may have packets in common with a line, in order; undefined when too many were asked for. */
  relevant(line: Line<FilterLine>): readonly Line<FilterLine>[] | undefined {
    const host = hostOf(line);
    const placed = host === undefined ? undefined : [...this.#wide, ...(this.#hosts.get(host) ?? [])];
    const found = placed === undefined ? this.#all : placed.sort((a, b) => a.place - b.place).map((one) => one.line);
    this.#left -= found.length;
    return this.#left < 0 ? undefined : found;
  }
}

/** Whether the line speaks of this very protocol (and port), and not of everything. */
function names({ protocols, destinationPorts, serviceGroup }: FilterLine, { protocol, port }: Purpose): boolean {
  if (serviceGroup !== undefined || protocols === undefined || !protocols.includes(protocol)) return false;
  if (port === undefined) return true;
  return destinationPorts?.some(([from, to]) => from <= port && to >= port && to - from < 1024) === true;
}

function hiddenBy(
  earlier: EarlierLines,
  compiled: readonly Line<FilterLine>[],
  box: Box,
): Pick<Shadowed, 'by' | 'denied'> | undefined {
  const within = budget();
  const [own] = compiled;
  const before = own === undefined ? undefined : earlier.relevant(own);
  if (before === undefined) return undefined;
  const cut = own === undefined ? undefined : cutLine(own, box, within);
  if (cut === undefined || cut.taken.length === 0) return undefined;
  const takers = new Map<FilterLine, number>();
  for (const part of cut.taken) {
    const { pieces, undecided } = decide(before, part, within);
    if (undecided.length > 0) return undefined;
    for (const piece of pieces) {
      if (piece.line === undefined) return undefined;
      takers.set(piece.line.of, (takers.get(piece.line.of) ?? 0) + 1);
    }
  }
  const by = [...takers].sort((a, b) => b[1] - a[1]).map(([line]) => line);
  return { by, denied: by.every(({ action }) => action.do === 'deny' || action.do === 'reject') };
}
