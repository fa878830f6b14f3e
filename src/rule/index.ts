/** What a rule author needs, and nothing else. */
export * from '../analyze/outlook.ts';
export { coversAddresses, meetAddresses, parseAddresses } from '../analyze/packets/index.ts';
export type * from '../analyze/verdict.ts';
export { algorithmOf, strengthOf } from '../model/algorithms/index.ts';
export * from '../model/provenance.ts';
export type * from '../model/types.ts';
export type * from './ask.ts';
export * from './rule.ts';
