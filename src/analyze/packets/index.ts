export { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '../../text/address.ts';
export { parseAddresses } from './address-text.ts';
export type { Addresses } from './addresses.ts';
export {
  ANY4,
  ANY6,
  complementAddresses,
  coversAddresses,
  holdsAddress,
  larger,
  meetAddresses,
  minusAddresses,
  prefix4,
  range4,
  range6,
  wildcard4,
} from './addresses.ts';
export type { Box } from './box.ts';
export { ALL4, ALL6, boxes, mayMeet } from './box.ts';
export type { Budget } from './budget.ts';
export { budget } from './budget.ts';
export type { Line, Piece } from './decide.ts';
export { actionsOf, cutLine, decide, packetsWith } from './decide.ts';
export type { Match, Service } from './match.ts';
export type { Packet } from './packet.ts';
export { describePacket, witness, witnessOf } from './packet.ts';
export type { Range } from './range.ts';
export { ANY_PORT, ANY_PROTOCOL, complementRanges } from './range.ts';
export type { PacketSet } from './set.ts';
export { intersect, isEmpty, isEqual, isSubset, setOf, subtract, union } from './set.ts';
