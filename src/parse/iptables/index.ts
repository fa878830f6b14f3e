export { parseNft } from './nft.ts';
export { parseSave } from './save.ts';
export type {
  AddressValue,
  Chain,
  Match,
  PacketFilterFile,
  PortRange,
  Rule,
  Table,
  Verdict,
} from './tree.ts';
