import { dirname, posix } from 'node:path';
import { type DocumentNode, itemsAt, membersAt, nodeAt } from './document.ts';
import type {
  Config,
  ConfigFile,
  ConfigGlob,
  ConfigPlace,
  ConfigPolicy,
  Override,
  RuleSetting,
  TextRange,
  TopologyDevice,
} from './types.ts';

/** A configuration file that was read and checked. */
export interface Layer {
  readonly file: ConfigFile;
  readonly root: DocumentNode;
}

/**
 * One configuration of the layers. Rules, and the fields of a device, are taken key by key from the last layer that has them;
 * overrides, policies and ignore are all kept, in the order of the layers.
 */
export function mergeLayers(layers: readonly Layer[], directory: string): Config {
  return {
    ...(layers.length === 0 ? {} : { path: layers.at(-1)?.file.path ?? '' }),
    directory,
    files: layers.map(({ file }) => file),
    rules: new Map(layers.flatMap((layer) => [...settingsOf(layer, layer.root)].map(([id, { setting }]) => [id, setting]))),
    overrides: layers.flatMap(overridesOf),
    policies: layers.flatMap(policiesOf),
    ignore: layers.flatMap((layer) => globsOf(layer, layer.root, 'ignore') ?? []),
    devices: devicesOf(layers),
    locate: (keys) => locate(layers, keys),
  };
}

function locate(layers: readonly Layer[], keys: readonly string[]): ConfigPlace | undefined {
  for (const { file, root } of [...layers].reverse()) {
    const { node, found } = nodeAt(root, keys);
    if (found) return placeOf(file, node);
  }
  return undefined;
}

function placeOf(file: ConfigFile, { start, end }: TextRange): ConfigPlace {
  return { file, start, end };
}

/** A path or glob of a file, relative to the working directory. */
export function fromFile(file: ConfigFile, word: string): string {
  return word.startsWith('/') ? word : posix.join(dirname(file.path), word);
}

function overridesOf(layer: Layer): readonly Override[] {
  return itemsAt(layer.root, ['overrides']).map((node) => {
    const files = globsOf(layer, node, 'files');
    const devices = wordsOf(node, 'devices')?.map((item) => ({ written: item.word, at: placeOf(layer.file, item) }));
    return {
      ...(files === undefined ? {} : { files }),
      ...(devices === undefined ? {} : { devices }),
      rules: settingsOf(layer, node),
    };
  });
}

const SETTINGS: ReadonlySet<string> = new Set(['off', 'info', 'warning', 'error'] satisfies RuleSetting[]);

function isSetting(value: unknown): value is RuleSetting {
  return typeof value === 'string' && SETTINGS.has(value);
}

function settingsOf({ file }: Layer, node: DocumentNode): Override['rules'] {
  const rules = new Map<string, { setting: RuleSetting; at: ConfigPlace }>();
  for (const [id, entry] of membersAt(node, ['rules']))
    if (isSetting(entry.node.value)) rules.set(id, { setting: entry.node.value, at: placeOf(file, entry.key) });
  return rules;
}

function policiesOf({ file, root }: Layer): readonly ConfigPolicy[] {
  return (wordsOf(root, 'policies') ?? []).map((item) => ({
    name: /\/|\.(?:json|ya?ml)$/i.test(item.word) ? fromFile(file, item.word) : item.word,
    at: placeOf(file, item),
  }));
}

function globsOf({ file }: Layer, node: DocumentNode, key: string): readonly ConfigGlob[] | undefined {
  return wordsOf(node, key)?.map((item) => ({
    written: item.word,
    glob: fromFile(file, item.word),
    at: placeOf(file, item),
  }));
}

function devicesOf(layers: readonly Layer[]): readonly TopologyDevice[] {
  const devices = new Map<string, Partial<TopologyDevice>>();
  for (const layer of [...layers].reverse())
    for (const [name, { node }] of membersAt(layer.root, ['topology', 'devices']))
      devices.set(name, { ...deviceOf(layer, node), ...devices.get(name) });
  return [...devices].map(([name, device]) => ({ name, files: [], ...device }));
}

function deviceOf({ file }: Layer, node: DocumentNode): Partial<TopologyDevice> {
  const files = texts(node, 'files')?.map((glob) => fromFile(file, glob));
  const addresses = texts(node, 'addresses');
  const names = texts(node, 'names');
  const version = text(node, 'version');
  const outside = text(node, 'outside');
  const nat = natOf(node);
  return {
    ...(files === undefined ? {} : { files }),
    ...(addresses === undefined ? {} : { addresses }),
    ...(names === undefined ? {} : { names }),
    ...(version === undefined ? {} : { version }),
    ...(outside === undefined ? {} : { outside }),
    ...(nat === undefined ? {} : { nat }),
  };
}

const NAT_KINDS = ['none', 'static', 'napt', 'forward'] as const;

function natOf(device: DocumentNode): TopologyDevice['nat'] {
  const { node, found } = nodeAt(device, ['nat']);
  const kind = NAT_KINDS.find((name) => name === text(node, 'kind'));
  if (!found || kind === undefined) return undefined;
  const address = text(node, 'public');
  const ports = texts(node, 'ports');
  return { kind, ...(address === undefined ? {} : { public: address }), ...(ports === undefined ? {} : { ports }) };
}

function text(node: DocumentNode, key: string): string | undefined {
  const at = nodeAt(node, [key]);
  return at.found && typeof at.node.value === 'string' ? at.node.value : undefined;
}

function texts(node: DocumentNode, key: string): readonly string[] | undefined {
  return wordsOf(node, key)?.map(({ word }) => word);
}

/** The strings of a list with their places; undefined when the key is not there. */
export function wordsOf(node: DocumentNode, key: string): readonly (TextRange & { readonly word: string })[] | undefined {
  if (!nodeAt(node, [key]).found) return undefined;
  return itemsAt(node, [key]).map(({ value, start, end }) => ({ word: String(value), start, end }));
}
