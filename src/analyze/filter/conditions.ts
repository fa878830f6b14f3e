import type { Condition } from '../../model/types.ts';
import type { Box } from '../packets/index.ts';

/** What is known about a packet beside its addresses and ports. */
export interface PacketContext {
  readonly direction: 'in' | 'out';
  /** It belongs to a flow that went the other way before. */
  readonly established: boolean;
  /** Name of the outside interface on Linux, when it was declared. */
  readonly outside: string | undefined;
  /** It came out of a tunnel of this device: an inner packet. */
  readonly decrypted: boolean;
}

/** Whether a condition holds for a packet. */
export type Holds = 'yes' | 'no' | 'maybe';

/**
 * Whether all conditions hold for the whole packets (not fragments) of the box that are meant for the device itself. What the text
 * cannot tell may hold.
 */
export function allHold(conditions: readonly Condition[] | undefined, box: Box, context: PacketContext): Holds {
  let result: Holds = 'yes';
  for (const condition of conditions ?? []) {
    const one = holds(condition, box, context);
    if (one === 'no') return 'no';
    if (one === 'maybe') result = 'maybe';
  }
  return result;
}

function holds(condition: Condition, box: Box, context: PacketContext): Holds {
  const plain = positive(condition, box, context);
  if (condition.negated !== true || plain === 'maybe') return plain;
  return plain === 'yes' ? 'no' : 'yes';
}

function positive(condition: Condition, box: Box, context: PacketContext): Holds {
  switch (condition.kind) {
    case 'established':
    case 'tcp-flags':
      return onlyIn(box, [6]);
    case 'icmp':
      return onlyIn(box, [1, 58]);
    case 'fragments':
      return fragmentsHold(condition);
    case 'state':
      return stateHolds(condition.values ?? [], context);
    case 'interface-in':
    case 'interface-out':
      return interfaceHolds(condition, context);
    case 'ipsec-policy':
      return policyHolds(condition, context);
    case 'reflexive':
      // Packets of the router itself open no reflexive entries (IOS command reference, `reflect`).
      return 'no';
    default:
      return addressTypeHolds(condition, context);
  }
}

/** The condition needs one of these protocols; for others it cannot hold. */
function onlyIn(box: Box, protocols: readonly number[]): Holds {
  return protocols.some((number) => number >= box.protocol.lo && number <= box.protocol.hi) ? 'maybe' : 'no';
}

/** `fragments` of IOS, `-f` and the `--frag...` options match what follows a first fragment. Expressions of nft may mean anything. */
function fragmentsHold({ text, values }: Condition): Holds {
  const word = text.startsWith('!') ? text.slice(1) : text;
  if (values === undefined || word === '-f' || word.startsWith('--frag')) return 'no';
  return 'maybe';
}

function stateHolds(values: readonly string[], { established }: PacketContext): Holds {
  if (values.includes(established ? 'ESTABLISHED' : 'NEW')) return 'yes';
  return values.some((value) => value === 'SNAT' || value === 'DNAT') ? 'maybe' : 'no';
}

/**
 * Where nothing tells which interface has which address, a name other than `lo` means the outside (contract, "Devices");
 * `topology.devices.X.outside` says otherwise.
 */
function interfaceHolds({ kind, values = [] }: Condition, { direction, outside }: PacketContext): Holds {
  if ((kind === 'interface-in') !== (direction === 'in')) return 'no';
  return values.some((name) => (outside === undefined ? name !== 'lo' : fits(name, outside))) ? 'yes' : 'no';
}

/** `eth+` (iptables) and `eth*` (nft) stand for every name that begins so. */
function fits(pattern: string, name: string): boolean {
  const isPrefix = pattern.endsWith('+') || pattern.endsWith('*');
  return isPrefix ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** `-m policy --pol ipsec` and `meta ipsec exists` match what came out of a tunnel or will go into one. */
function policyHolds({ values = [] }: Condition, { direction, decrypted }: PacketContext): Holds {
  const [option, value] = values;
  const inTunnel: Holds = decrypted ? 'yes' : 'no';
  const inClear: Holds = decrypted ? 'no' : 'yes';
  if (option === '--pol') return value === 'ipsec' ? inTunnel : value === 'none' ? inClear : 'maybe';
  if (option === '--dir') return value === direction ? 'yes' : 'no';
  const last = values[values.length - 1];
  if (option === 'meta')
    return last === 'exists' || last === '1' ? inTunnel : last === 'missing' || last === '0' ? inClear : 'maybe';
  return option === 'ipsec' && !decrypted ? 'no' : 'maybe';
}

/** What comes in for the device has a local destination and no local source. */
function addressTypeHolds({ values = [] }: Condition, { direction }: PacketContext): Holds {
  if (direction !== 'in') return 'maybe';
  const [kind] = values;
  if (kind === 'addrtype-dst') return values.includes('LOCAL') ? 'yes' : 'no';
  if (kind === 'addrtype-src')
    return values.includes('UNICAST') ? 'yes' : values.length === 2 && values[1] === 'LOCAL' ? 'no' : 'maybe';
  const isFib = kind === 'fib' && values[1] === 'daddr' && values[values.length - 2] === 'type';
  return isFib && values[values.length - 1] === 'local' ? 'yes' : 'maybe';
}
