import type { AddressMatch } from '../../src/rule/index.ts';
import { covers, overlap } from './addresses.ts';

/** Whether a match surely holds for every address of a network. */
export function matchCovers(match: AddressMatch, network: string): boolean {
  if ('any' in match) return true;
  if ('not' in match) return matchMeets(match.not, network) === false;
  if ('oneOf' in match) return match.oneOf.some((one) => matchCovers(one, network));
  const text = textOf(match);
  return text !== undefined && covers(text, network);
}

/** Whether a match holds for some address of a network; undefined when it cannot be told. */
export function matchMeets(match: AddressMatch, network: string): boolean | undefined {
  if ('any' in match) return true;
  if ('not' in match) return !matchCovers(match.not, network);
  if ('oneOf' in match) {
    const answers = match.oneOf.map((one) => matchMeets(one, network));
    return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
  }
  const text = textOf(match);
  return text === undefined ? undefined : overlap(text, network);
}

/** A match that is one network or range, as text. */
function textOf(match: AddressMatch): string | undefined {
  if ('v4' in match) {
    const [base, wildcard] = match.v4;
    if ((wildcard & (wildcard + 1)) !== 0) return undefined;
    return `${dotted(base)}/${Math.clz32(wildcard)}`;
  }
  if ('v4range' in match) return `${dotted(match.v4range[0])}-${dotted(match.v4range[1])}`;
  if ('v6' in match) return `${match.v6[0]}/${match.v6[1]}`;
  return 'v6range' in match ? `${match.v6range[0]}-${match.v6range[1]}` : undefined;
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
