import type { Device, Filter, FilterDecision, FilterLine, Finding, NeededPacket } from '../../src/rule/index.ts';
import { wildcardText } from './addresses.ts';
import { placeKey } from './grouping.ts';

/** A packet that a tunnel needs, and what drops it. */
export interface Dropped {
  readonly packet: NeededPacket;
  readonly decision: FilterDecision;
}

/** The change that a finding carries. */
export type Change = Pick<Finding, 'fix' | 'suggestion'>;

interface Place {
  readonly filter: Filter;
  /** Index of the line that drops; the number of lines where the end of the list does. */
  readonly at: number;
}

/**
 * Permits for packets that one place drops, each for its packet alone, right before the line that drops it. They are a suggestion
 * where no packet is more than possible, where the permit would say more than the packet needs, or where the line that drops names what it
 * drops: that was somebody's decision. Nothing where the text does not tell the place.
 */
export function permitting(device: Device, dropped: readonly Dropped[], likelihood?: Finding['likelihood']): Change {
  const place = placeOf(device, dropped[0]?.decision);
  if (place === undefined || !isForPacketsIn(device, place.filter)) return {};
  const { filter, at } = place;
  const sure = dropped.filter(({ packet }) => (likelihood ?? packet.likelihood) !== 'possible' && isExact(filter, packet));
  const packets = (sure.length > 0 ? sure : dropped).map(({ packet }) => packet);
  const lines = numbered(place, [...new Set(packets.map((packet) => permitOf(filter, packet)))]);
  const neighbour = filter.lines[at] ?? filter.lines[at - 1];
  if (lines === undefined || neighbour?.origin.kind !== 'written') return {};
  const { source, start, end } = neighbour.origin;
  const title = `permit ${[...new Set(packets.map(nameOf))].join(', ')} in ${filter.name}`;
  const edit = { place: at < filter.lines.length ? 'before' : 'after', of: { source, start, end }, lines } as const;
  return { [sure.length > 0 && isCatchAll(filter.lines[at]) ? 'fix' : 'suggestion']: { title, edits: [edit] } };
}

/** Takes the source port out of a permit for UDP 500 or 4500; nothing where that would open more than these. */
export function unpinned(line: FilterLine | undefined, likelihood: Finding['likelihood']): Change {
  const { sourcePortsAt, protocols, destinationPorts } = line ?? {};
  const isForIke = destinationPorts?.every(([from, to]) => from === to && (from === 500 || from === 4500)) === true;
  if (sourcePortsAt === undefined || protocols?.length !== 1 || protocols[0] !== 17 || !isForIke) return {};
  const change = { title: 'match any source port', edits: [{ ...sourcePortsAt, text: '' }] };
  return { [likelihood === 'possible' ? 'suggestion' : 'fix']: change };
}

function placeOf({ filters }: Device, decision: FilterDecision | undefined): Place | undefined {
  if (decision?.at === undefined) return undefined;
  const key = placeKey(decision.at);
  for (const filter of filters) {
    // A list of `access-list` lines begins with one of them: what is said of its begin is said of its end, if that line permits.
    const at = filter.lines.findIndex(({ origin, action }) => action.do !== 'permit' && placeKey(origin) === key);
    if (at >= 0) return { filter, at };
    if (placeKey({ kind: 'written', ...filter.header }) === key) return { filter, at: filter.lines.length };
  }
  return undefined;
}

/** Whether a list decides about packets that come in and about nothing else: no crypto map, NAT or class takes it for something. */
function isForPacketsIn({ references }: Device, { kind, table, hook, name, form }: Filter): boolean {
  if (kind === 'iptables') return table === 'filter';
  if (kind === 'nft') return hook === undefined || hook === 'input';
  if (kind === 'standard' || form === undefined || form === 'mixed') return false;
  return references.every((one) => one.kind !== 'access-list' || one.name !== name || one.by.startsWith('interface '));
}

function isCatchAll(line: FilterLine | undefined): boolean {
  if (line === undefined) return true;
  const { protocols, serviceGroup, source, destination, conditions = [] } = line;
  const isWhole = protocols === undefined && serviceGroup === undefined && 'any' in source && 'any' in destination;
  return isWhole && conditions.every(({ kind }) => kind === 'interface-in');
}

/** Whether the permit names the receiver; the input chain of a host has only one. */
function isExact({ hook }: Filter, { destination }: NeededPacket): boolean {
  return destination !== undefined || hook === 'input';
}

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [17, 'udp'],
  [50, 'esp'],
  [51, 'ah'],
]);

function nameOf({ protocol, destinationPort, source }: NeededPacket): string {
  const what = `${(PROTOCOLS.get(protocol) ?? '').toUpperCase()}${destinationPort === undefined ? '' : ` ${destinationPort}`}`;
  return source === undefined ? what : `${what} from ${source}`;
}

function permitOf(filter: Filter, packet: NeededPacket): string {
  if (filter.kind === 'iptables') return savedRule(filter, packet);
  return filter.kind === 'nft' ? nftRule(packet) : accessListLine(filter, packet);
}

function accessListLine({ kind, form, name }: Filter, { protocol, source, destination, destinationPort }: NeededPacket): string {
  const isV6 = kind === 'ipv6';
  const words = [
    ...(form === 'lines' ? ['access-list', name] : []),
    'permit',
    protocol === 51 ? 'ahp' : (PROTOCOLS.get(protocol) ?? 'ip'),
    source === undefined ? 'any' : hostText(source, isV6),
    destination === undefined ? 'any' : hostText(destination, isV6),
    ...(destinationPort === undefined
      ? []
      : ['eq', isV6 ? `${destinationPort}` : (PORTS.get(destinationPort) ?? `${destinationPort}`)]),
  ];
  return words.join(' ');
}

const PORTS: ReadonlyMap<number, string> = new Map([
  [500, 'isakmp'],
  [4500, 'non500-isakmp'],
]);

function hostText(text: string, isV6: boolean): string {
  if (!isV6) return wildcardText(text);
  return text.includes('/') ? text : `host ${text}`;
}

function savedRule({ name }: Filter, { protocol, source, destination, destinationPort }: NeededPacket): string {
  const words = [
    `-A ${name}`,
    ...(source === undefined ? [] : [`-s ${prefix(source)}`]),
    ...(destination === undefined ? [] : [`-d ${prefix(destination)}`]),
    `-p ${PROTOCOLS.get(protocol)}`,
    ...(destinationPort === undefined ? [] : [`-m udp --dport ${destinationPort}`]),
    '-j ACCEPT',
  ];
  return words.join(' ');
}

function prefix(text: string): string {
  return text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
}

function nftRule({ protocol, source, destination, destinationPort }: NeededPacket): string {
  const family = (text: string): string => (text.includes(':') ? 'ip6' : 'ip');
  const words = [
    ...(source === undefined ? [] : [`${family(source)} saddr ${source}`]),
    ...(destination === undefined ? [] : [`${family(destination)} daddr ${destination}`]),
    destinationPort === undefined ? `meta l4proto ${PROTOCOLS.get(protocol)}` : `udp dport ${destinationPort}`,
    'accept',
  ];
  return words.join(' ');
}

/** The lines with numbers that put them into the place; undefined where no number is free there. */
function numbered({ filter, at }: Place, lines: readonly string[]): readonly string[] | undefined {
  if (filter.form !== 'numbered-block') return lines;
  const before = filter.lines[at - 1]?.sequence ?? 0;
  const after = filter.lines[at]?.sequence ?? before + 10 * (lines.length + 1);
  const step = Math.floor((after - before) / (lines.length + 1));
  return step < 1 ? undefined : lines.map((line, index) => `${before + step * (index + 1)} ${line}`);
}
