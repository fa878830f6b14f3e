import packSchema from '../../schemas/policy-1.schema.json' with { type: 'json' };
import { type LoadedPack, loadPack } from '../policy/load.ts';

export type { LoadedPack } from '../policy/load.ts';
export type { PolicyPack } from '../policy/pack.ts';

/** A parsed pack as rules, or everything that is wrong with it. */
export function packOf(value: unknown): LoadedPack {
  return loadPack(value, packSchema);
}
