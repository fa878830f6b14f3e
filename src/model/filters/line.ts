import type { AddressValue, Match, PortRange, Rule } from '../../parse/iptables/index.ts';
import type { Provenance } from '../provenance.ts';
import type { AddressMatch, Condition, FilterAction, FilterLine, PortMatch } from '../types.ts';

const ANY: AddressMatch = { any: true };
const EVERY_V4: AddressMatch = { v4: [0, 0xffffffff] };
const EVERY_V6: AddressMatch = { v6: ['::', 0] };

/** Lists of addresses that several rules share (sets of nft) stay shared in the model. */
const SHARED = new WeakMap<readonly AddressValue[], AddressMatch>();

/** The lines that a rule of iptables or nft is: two where `--ports` means source or destination, else one. */
export function linesOf(rule: Rule, action: FilterAction, origin: Provenance): readonly FilterLine[] {
  const either = rule.matches.find((match) => match.kind === 'port');
  if (either === undefined || either.kind !== 'port') return [lineOf(rule.matches, action, origin)];
  const rest = rule.matches.filter((match) => match !== either);
  const [source, destination] = (['source-port', 'destination-port'] as const).map((kind): Match => ({ ...either, kind }));
  if (source === undefined || destination === undefined) return [];
  if (either.negated) return [lineOf([...rest, source, destination], action, origin)];
  return [lineOf([...rest, source], action, origin), lineOf([...rest, destination], action, origin)];
}

function lineOf(matches: readonly Match[], action: FilterAction, origin: Provenance): FilterLine {
  const sourcePorts = portsOf(matches, 'source-port');
  const destinationPorts = portsOf(matches, 'destination-port');
  const conditions = matches.flatMap(conditionOf);
  const cut = sourcePortsCut(matches);
  return {
    action,
    ...protocolsOf(matches),
    source: addressesOf(matches, 'source'),
    destination: addressesOf(matches, 'destination'),
    ...(sourcePorts === undefined ? {} : { sourcePorts }),
    ...(destinationPorts === undefined ? {} : { destinationPorts }),
    ...(conditions.length === 0 ? {} : { conditions }),
    origin,
    ...(cut === undefined ? {} : { sourcePortsAt: cut }),
  };
}

/** The text of the only condition on the source port, where the protocol is still told without it. */
function sourcePortsCut(matches: readonly Match[]): FilterLine['sourcePortsAt'] {
  const [only, ...more] = matches.filter(({ kind }) => kind === 'source-port');
  if (only?.cut === undefined || only.negated || more.length > 0) return undefined;
  const { start } = only.span;
  return matches.some(({ kind, span }) => kind === 'protocol' && span.start !== start) ? only.cut : undefined;
}

/** All conditions on the protocol together. Protocols that exclude each other leave none: the line matches nothing. */
function protocolsOf(matches: readonly Match[]): Pick<FilterLine, 'protocols' | 'protocolsNegated'> {
  let allowed: readonly number[] | undefined;
  const excluded = new Set<number>();
  for (const match of matches) {
    if (match.kind !== 'protocol') continue;
    if (match.negated) for (const value of match.values) excluded.add(value);
    else allowed = allowed === undefined ? match.values : allowed.filter((value) => match.values.includes(value));
  }
  if (allowed !== undefined) return { protocols: [...new Set(allowed)].filter((value) => !excluded.has(value)) };
  return excluded.size === 0 ? {} : { protocols: [...excluded], protocolsNegated: true };
}

/** All conditions on a port together. */
function portsOf(matches: readonly Match[], kind: 'source-port' | 'destination-port'): PortMatch | undefined {
  let ports: PortMatch | undefined;
  for (const match of matches) {
    if (match.kind !== kind) continue;
    const these = match.negated ? complement(match.values) : merge(match.values);
    ports = ports === undefined ? these : common(ports, these);
  }
  return ports;
}

/** Ascending and merged. */
function merge(ranges: readonly PortRange[]): PortMatch {
  const out: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = out[out.length - 1];
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

function complement(ranges: readonly PortRange[]): PortMatch {
  const out: PortRange[] = [];
  let next = 0;
  for (const [from, to] of merge(ranges)) {
    if (from > next) out.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= 65535) out.push([next, 65535]);
  return out;
}

/** Ranges in both; two ascending lists are walked side by side. */
function common(a: PortMatch, b: PortMatch): PortMatch {
  const out: PortRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i], b[j]];
    if (x === undefined || y === undefined) break;
    const from = Math.max(x[0], y[0]);
    const to = Math.min(x[1], y[1]);
    if (from <= to) out.push([from, to]);
    if (x[1] < y[1]) i++;
    else j++;
  }
  return out;
}

/** All conditions on an address together, the family among them. */
function addressesOf(matches: readonly Match[], kind: 'source' | 'destination'): AddressMatch {
  const parts: AddressMatch[] = [];
  const families = new Set<'ipv4' | 'ipv6'>();
  for (const match of matches) {
    if (match.kind === kind) parts.push(match.negated ? { not: oneOf(match.values) } : oneOf(match.values));
    else if (match.kind === 'family') families.add(match.negated === (match.family === 'ipv4') ? 'ipv6' : 'ipv4');
  }
  const [positive] = parts;
  const impliesFamily = parts.length > 0 && positive !== undefined && !('not' in positive) && !('unknown' in positive);
  if (!impliesFamily || families.size > 1) for (const family of families) parts.push(family === 'ipv4' ? EVERY_V4 : EVERY_V6);
  return allOf(parts);
}

function oneOf(values: readonly AddressValue[]): AddressMatch {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  let shared = SHARED.get(values);
  if (shared === undefined) {
    shared = { oneOf: values };
    SHARED.set(values, shared);
  }
  return shared;
}

/** What all of them match: none of the addresses that one of them leaves out. */
function allOf(parts: readonly AddressMatch[]): AddressMatch {
  const [only] = parts;
  if (only === undefined) return ANY;
  if (parts.length === 1) return only;
  return { not: { oneOf: parts.map((part): AddressMatch => ('not' in part ? part.not : { not: part })) } };
}

function conditionOf(match: Match): readonly Condition[] {
  if (match.kind !== 'condition' && match.kind !== 'interface-in' && match.kind !== 'interface-out' && match.kind !== 'state')
    return [];
  const kind = match.kind === 'condition' ? match.condition : match.kind;
  const words = match.kind === 'condition' ? match.text : match.values.join(',');
  const text = match.negated ? `!${words}` : words;
  return [
    { kind, text, ...(match.negated ? { negated: true } : {}), ...(match.values.length === 0 ? {} : { values: match.values }) },
  ];
}
