export { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '../../text/address.ts';
export { formatAddress, parseAddresses } from './address-text.ts';
export type { Addresses, Addresses4, Addresses6 } from './addresses.ts';
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
  prefix6,
  range4,
  range6,
  wildcard4,
} from './addresses.ts';
export type { Box, BoxParts } from './box.ts';
export { ALL4, ALL6, boxes, coversBox, mayMeet, meetBox, minusBox, PORTED } from './box.ts';
export type { Budget } from './budget.ts';
export { budget } from './budget.ts';
export type { Decision, Line, Piece } from './decide.ts';
export { actionsOf, cutLine, decide, packetsWith } from './decide.ts';
export type { Cut, Match, Service } from './match.ts';
export type { Packet } from './packet.ts';
export { describeAddresses, describePacket, protocolName, witness, witnessOf } from './packet.ts';
export type { Range } from './range.ts';
export { ANY_PORT, ANY_PROTOCOL, complementRanges, normaliseRanges } from './range.ts';
export type { PacketSet, Unknown } from './set.ts';
export { EMPTY, intersect, isEmpty, isEqual, isSubset, setOf, subtract, union } from './set.ts';
