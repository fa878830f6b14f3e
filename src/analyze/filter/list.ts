import type { Device, Filter, FilterLine } from '../../model/types.ts';
import type { Box, Line, Piece } from '../packets/index.ts';
import { decide } from '../packets/index.ts';
import { compileLine } from './compile.ts';
import type { PacketContext } from './conditions.ts';
import type { Fate } from './fate.ts';

/** The lines of a filter that can matter for a box, in order. */
function relevantLines(device: Device, filter: Filter, box: Box, context: PacketContext): readonly Line<FilterLine>[] {
  const lines: Line<FilterLine>[] = [];
  for (const line of filter.lines) {
    if (line.action.do === 'continue') continue;
    for (const compiled of compileLine(device, line, box, context)) lines.push(compiled);
  }
  return lines;
}

/** What a list without jumps does with the packets of a box. */
export function decideList(device: Device, filter: Filter, box: Box, context: PacketContext): readonly Fate[] {
  const { pieces, undecided } = decide(relevantLines(device, filter, box, context), box);
  const fates = pieces.map((piece) => fateOf(filter, piece));
  for (const rest of undecided) fates.push(tooMany(filter, rest));
  return fates;
}

/** A question that the budget did not allow to answer. */
export function tooMany(filter: Filter, box: Box): Fate {
  const question = `which packets ${nameOf(filter)} permits: its lines overlap in too many ways`;
  return {
    box,
    outcome: 'unknown',
    filter: filter.name,
    at: atHeader(filter),
    because: `${nameOf(filter)} is too intricate`,
    question,
  };
}

function fateOf(filter: Filter, piece: Piece<FilterLine>): Fate {
  const own = piece.line === undefined ? endOf(filter, piece.box) : lineFate(filter, piece.line.of, piece.box);
  const other = piece.maybe.find((line) => lineFate(filter, line.of, piece.box).outcome !== own.outcome);
  if (other === undefined) return own;
  return maybeFate(filter, other.of, piece.box);
}

/** What a line does that surely matches. */
export function lineFate(filter: Filter, line: FilterLine, box: Box): Fate {
  const fate = (outcome: Fate['outcome'], because: string): Fate => ({
    box,
    at: line.origin,
    filter: filter.name,
    outcome,
    because,
  });
  switch (line.action.do) {
    case 'permit':
      return fate('pass', `permitted by ${nameOf(filter)}`);
    case 'deny':
      return fate('drop', `denied by ${nameOf(filter)}`);
    case 'reject':
      return fate('drop', `rejected by ${nameOf(filter)}`);
    case 'unknown':
      return {
        ...fate('unknown', `a line of ${nameOf(filter)} has an effect that its text does not tell`),
        question: `what ${line.action.text} does with the packet`,
      };
    default:
      return fate('pass', `left alone by ${nameOf(filter)}`);
  }
}

/** What a line decides only if its conditions hold. */
export function maybeFate(filter: Filter, line: FilterLine, box: Box): Fate {
  const conditions = (line.conditions ?? []).map(({ text }) => text).join(', ');
  const question =
    conditions === '' ? 'whether the addresses of the line are those of the packet' : `whether this holds: ${conditions}`;
  return {
    box,
    outcome: 'unknown',
    at: line.origin,
    filter: filter.name,
    because: `a line of ${nameOf(filter)} decides only if its condition holds`,
    question,
  };
}

/** What happens at the end of a list or a base chain. */
export function endOf(filter: Filter, box: Box): Fate {
  const drops = filter.otherwise === 'deny';
  const isChain = filter.hook !== undefined;
  const because = isChain
    ? `${drops ? 'dropped' : 'accepted'} by the policy of ${nameOf(filter)}`
    : `${drops ? 'implicit deny' : 'end'} at the end of ${nameOf(filter)}`;
  return {
    box,
    outcome: drops ? 'drop' : 'pass',
    filter: filter.name,
    at: atHeader(filter),
    ...(isChain ? { byPolicy: true } : {}),
    because,
  };
}

function atHeader(filter: Filter) {
  const { source, start, end } = filter.header;
  return { kind: 'written', source, start, end } as const;
}

/** `acl OUTSIDE-IN`, `chain INPUT`. */
function nameOf(filter: Filter): string {
  return filter.kind === 'iptables' || filter.kind === 'nft' ? `chain ${filter.name}` : `acl ${filter.name}`;
}
