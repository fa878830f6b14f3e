import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import { argumentAt, type IosBuild, numberOf } from './context.ts';
import { type Draft, drop } from './draft.ts';

/** `virtual-template N` of a profile: the interface that is cloned for each peer. Its number, unless it is taken away. */
export function virtualTemplate<Fields extends { readonly virtualTemplate?: number }>(
  build: IosBuild,
  tree: IosTree,
  child: IosStatement,
  entity: Draft<Fields & { virtualTemplate?: number }>,
): number | undefined {
  const number = child.form === 'set' ? numberOf(tree, child, '$number') : undefined;
  if (number === undefined) {
    drop(entity, 'virtualTemplate');
    return undefined;
  }
  entity.fields.virtualTemplate = number;
  entity.at.virtualTemplate = argumentAt(tree, child, '$number');
  build.refer('interface', `Virtual-Template${number}`, tree.span(tree.find(child, '$number')), entity.id);
  return number;
}
