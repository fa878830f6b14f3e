import type { Provenance } from '../provenance.ts';
import type { AddressMatch, Filter, FilterLine, PortMatch, SelectorPair, TrafficSelector } from '../types.ts';
import { dotted } from './values.ts';

/** Pairs that one access-list line may become; lines with more port ranges are unknown. */
const MAX_PAIRS = 64;

/** What a crypto access list protects. */
export interface Selectors {
  readonly localTs: readonly TrafficSelector[];
  readonly remoteTs: readonly TrafficSelector[];
  readonly pairs: readonly SelectorPair[];
}

/** Selectors of a crypto access list: source = own side, destination = the peer's. */
export function selectorsOf(filter: Filter): Selectors {
  const pairs = filter.lines.flatMap(pairsOf);
  const permitted = pairs.filter(({ action }) => action === 'permit');
  return { localTs: permitted.map(({ local }) => local), remoteTs: permitted.map(({ remote }) => remote), pairs };
}

function pairsOf(line: FilterLine): SelectorPair[] {
  const action = line.action.do === 'permit' ? 'permit' : 'deny';
  const protocols = line.serviceGroup === undefined ? (line.protocols ?? [0]) : undefined;
  const sources = line.sourcePorts ?? ANY_PORT;
  const destinations = line.destinationPorts ?? ANY_PORT;
  const { origin } = line;
  if (protocols === undefined || protocols.length * sources.length * destinations.length > MAX_PAIRS) {
    const unknown: TrafficSelector = { kind: 'unknown', network: '', protocol: 0, portFrom: 0, portTo: 65535, origin };
    return [{ action, local: unknown, remote: unknown, origin }];
  }
  const pairs: SelectorPair[] = [];
  for (const protocol of protocols) {
    for (const source of sources) {
      for (const destination of destinations) {
        const local = selectorOf(line.source, protocol, source, origin);
        const remote = selectorOf(line.destination, protocol, destination, origin);
        pairs.push({ action, local, remote, origin });
      }
    }
  }
  return pairs;
}

const ANY_PORT: PortMatch = [[0, 65535]];

function selectorOf(
  match: AddressMatch,
  protocol: number,
  [portFrom, portTo]: readonly [number, number],
  origin: Provenance,
): TrafficSelector {
  const rest = { protocol, portFrom, portTo, origin };
  if ('any' in match) return { kind: 'network', network: '0.0.0.0/0', ...rest };
  if ('v6' in match) return { kind: 'network', network: `${match.v6[0]}/${match.v6[1]}`, ...rest };
  if ('v4range' in match) return { kind: 'network', network: `${dotted(match.v4range[0])}-${dotted(match.v4range[1])}`, ...rest };
  if (!('v4' in match)) return { kind: 'unknown', network: '', ...rest };
  const [base, wildcard] = match.v4;
  const length = Math.clz32(wildcard);
  const isSuffix = (wildcard & (wildcard + 1)) >>> 0 === 0;
  const network = `${dotted(isSuffix ? base : (base & ~wildcardSuffix(length)) >>> 0)}/${length}`;
  return isSuffix ? { kind: 'network', network, ...rest } : { kind: 'network', network, wildcard: match, ...rest };
}

function wildcardSuffix(length: number): number {
  return length === 32 ? 0 : length === 0 ? 0xffffffff : (1 << (32 - length)) - 1;
}

/** A selector that holds everything. */
export function everything(origin: Provenance, family: 4 | 6 = 4): TrafficSelector {
  return { kind: 'network', network: family === 4 ? '0.0.0.0/0' : '::/0', protocol: 0, portFrom: 0, portTo: 65535, origin };
}

/** GRE to or from one address; the address of the end itself when none is given. */
export function greHost(address: string | undefined, origin: Provenance): TrafficSelector {
  const network = address === undefined ? '' : `${address}/${address.includes(':') ? 128 : 32}`;
  return { kind: address === undefined ? 'dynamic' : 'network', network, protocol: 47, portFrom: 0, portTo: 65535, origin };
}
