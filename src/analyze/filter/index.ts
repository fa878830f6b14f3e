export type { KnownAddresses } from './addresses.ts';
export { knownAddresses } from './addresses.ts';
export { compileLine } from './compile.ts';
export type { PacketContext } from './conditions.ts';
export { decideCrossing } from './decide.ts';
export type { Fate } from './fate.ts';
export { decideList } from './list.ts';
export type { Purpose, Shadowed } from './shadow.ts';
export { shadowedPermits } from './shadow.ts';
