import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import { type IosBuild, wordAt } from './context.ts';
import { type Draft, drop } from './draft.ts';
import { interfaceName } from './interface-names.ts';

/** `local-address` of a keyring or a profile: an address or an interface. */
export function localAddress<Fields extends { readonly localAddress?: string }>(
  build: IosBuild,
  tree: IosTree,
  child: IosStatement,
  entity: Draft<Fields & { localAddress?: string }>,
): void {
  const word = tree.find(child, '$interface');
  const address = tree.find(child, '$address');
  if (child.form !== 'set' || (word === -1 && address === -1)) {
    drop(entity, 'localAddress');
    return;
  }
  const value = word === -1 ? tree.text(address) : interfaceName(tree.text(word));
  entity.fields.localAddress = value;
  entity.at.localAddress = wordAt(tree, word === -1 ? address : word);
  if (word !== -1) build.refer('interface', value, tree.span(word), entity.id);
}
