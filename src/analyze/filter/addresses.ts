import type { AddressGroup, AddressMatch, Device } from '../../model/types.ts';
import type { Addresses } from '../packets/index.ts';
import { ANY4, ANY6, complementAddresses, parseAddresses, range4, wildcard4 } from '../packets/index.ts';

/** The addresses that a condition stands for, as far as they are known. */
export interface KnownAddresses {
  /** Surely matched; undefined: any address of any family. */
  readonly sets: readonly Addresses[] | undefined;
  /** Others may match, too: names, removed values, groups that are not defined. */
  readonly more: boolean;
}

const EVERYTHING: KnownAddresses = { sets: undefined, more: false };
const UNKNOWN: KnownAddresses = { sets: [], more: true };

/** Sets that the complement of one condition may take. */
const LIMIT = 20_000;

/** Groups nested deeper than this are unknown. */
const DEPTH = 16;

const GROUPS = new WeakMap<Device, Map<string, KnownAddresses>>();
const LISTS = new WeakMap<readonly AddressMatch[], KnownAddresses>();

/** What a condition on an address matches on this device. Lists that lines share are worked out once. */
export function knownAddresses(device: Device, match: AddressMatch, depth = 0): KnownAddresses {
  if ('any' in match) return EVERYTHING;
  if ('v4' in match) return exactly(wildcard4(match.v4[0], match.v4[1]));
  if ('v4range' in match) return exactly(range4(match.v4range[0], match.v4range[1]));
  if ('v6' in match) return exactly(parseAddresses(`${match.v6[0]}/${match.v6[1]}`));
  if ('v6range' in match) return exactly(parseAddresses(`${match.v6range[0]}-${match.v6range[1]}`));
  if (depth >= DEPTH) return UNKNOWN;
  if ('oneOf' in match) return listed(device, match.oneOf, depth);
  if ('not' in match) return allBut(knownAddresses(device, match.not, depth + 1));
  return 'group' in match ? groupOf(device, match.group, depth) : UNKNOWN;
}

function exactly(set: Addresses | undefined): KnownAddresses {
  return set === undefined ? UNKNOWN : { sets: [set], more: false };
}

function listed(device: Device, list: readonly AddressMatch[], depth: number): KnownAddresses {
  const known = LISTS.get(list);
  if (known !== undefined) return known;
  const united = unite(list.map((one) => knownAddresses(device, one, depth + 1)));
  LISTS.set(list, united);
  return united;
}

function unite(parts: readonly KnownAddresses[]): KnownAddresses {
  const sets: Addresses[] = [];
  let more = false;
  for (const part of parts) {
    if (part.sets === undefined) return EVERYTHING;
    for (const set of part.sets) sets.push(set);
    more ||= part.more;
  }
  return { sets, more };
}

/** What is surely none of them. With unknown ones among them, nothing is. */
function allBut({ sets, more }: KnownAddresses): KnownAddresses {
  if (sets === undefined) return { sets: [], more: false };
  if (more) return UNKNOWN;
  const out: Addresses[] = [];
  for (const all of [ANY4, ANY6]) {
    const rest = complementAddresses(
      sets.filter(({ family }) => family === all.family),
      all,
      LIMIT,
    );
    if (rest === undefined) return UNKNOWN;
    for (const set of rest) out.push(set);
  }
  return { sets: out, more: false };
}

/** A group and the groups in it; one that is not defined, or that contains itself, may hold anything. */
function groupOf(device: Device, name: string, depth: number): KnownAddresses {
  let groups = GROUPS.get(device);
  if (groups === undefined) {
    groups = new Map();
    GROUPS.set(device, groups);
  }
  const known = groups.get(name);
  if (known !== undefined) return known;
  groups.set(name, UNKNOWN);
  const group: AddressGroup | undefined = device.addressGroups.find((candidate) => candidate.name === name);
  const found = group === undefined ? UNKNOWN : unite(group.members.map(({ match }) => knownAddresses(device, match, depth + 1)));
  groups.set(name, found);
  return found;
}
