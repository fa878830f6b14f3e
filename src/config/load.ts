import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { didYouMean } from '../text/suggest.ts';
import { type DocumentNode, type DocumentResult, nodeAt, plainValue } from './document.ts';
import { explain } from './explain.ts';
import { parseJson } from './json.ts';
import type { Config, ConfigProblem, ConfigResult, RuleSetting, TopologyDevice } from './types.ts';
import type { validate as Validate } from './validator.generated.js';

/** Names of a configuration file, in the order in which they are looked for in each directory. */
const CONFIG_NAMES: readonly string[] = ['ipsec-lint.config.json', 'ipsec-lint.config.yaml'];

/** What a run without a configuration file goes by. */
export function emptyConfig(directory: string): Config {
  return { directory, text: '', rules: new Map(), devices: [], locate: () => undefined };
}

/**
 * Loads the configuration: the file that is named, else the nearest one upward from the working directory, else none. Nothing in it
 * is executed, and nothing else is read.
 */
export async function loadConfig(options: {
  readonly file?: string;
  readonly cwd: string;
  readonly ruleIds: Iterable<string>;
}): Promise<ConfigResult> {
  const found = options.file === undefined ? nearest(options.cwd) : read(resolve(options.cwd, options.file));
  if (found === undefined) return { config: emptyConfig(options.cwd) };
  const path = displayPath(found.absolute, options.cwd);
  if ('problem' in found) return { problems: [{ path, line: 1, column: 1, message: found.problem }] };
  return await parseConfig({ path, directory: dirname(found.absolute), text: found.text, ruleIds: options.ruleIds });
}

/** Checks the text of a configuration. YAML by the extension of the path, else JSON. */
export async function parseConfig(input: {
  readonly path: string;
  readonly directory: string;
  readonly text: string;
  readonly ruleIds: Iterable<string>;
}): Promise<ConfigResult> {
  const { path, text } = input;
  const parsed: DocumentResult = /\.ya?ml$/i.test(path) ? (await import('./yaml.ts')).parseYaml(text) : parseJson(text);
  if ('error' in parsed) return { problems: [place(path, text, parsed.at, parsed.error)] };
  return checkDocument(parsed.root, input, (await import('./validator.generated.js')).validate);
}

/** Checks a parsed configuration. */
export function checkDocument(
  root: DocumentNode,
  input: { readonly path: string; readonly directory: string; readonly text: string; readonly ruleIds: Iterable<string> },
  validate: typeof Validate,
): ConfigResult {
  const { path, directory, text } = input;
  const wrong = validate(plainValue(root))
    ? unknownRules(root, [...input.ruleIds])
    : (validate.errors ?? []).map((error) => explain(error, root)).sort((a, b) => a.at - b.at);
  if (wrong.length > 0) return { problems: wrong.map(({ at, message }) => place(path, text, at, message)) };
  return {
    config: {
      path,
      directory,
      text,
      rules: rulesOf(root),
      devices: devicesOf(root),
      locate: (keys) => {
        const { node, found } = nodeAt(root, keys);
        return found ? { start: node.start, end: node.end } : undefined;
      },
    },
  };
}

type Found = { readonly absolute: string; readonly text: string } | { readonly absolute: string; readonly problem: string };

function read(absolute: string): Found {
  try {
    return { absolute, text: readFileSync(absolute, 'utf8') };
  } catch (error) {
    return { absolute, problem: `the configuration cannot be read: ${errorCode(error)}` };
  }
}

function nearest(cwd: string): Found | undefined {
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    for (const name of CONFIG_NAMES) {
      const found = read(resolve(directory, name));
      if (!('problem' in found) || !/ENOENT|ENOTDIR/.test(found.problem)) return found;
    }
    if (dirname(directory) === directory) return undefined;
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

function displayPath(absolute: string, cwd: string): string {
  return relative(cwd, absolute).split(sep).join('/');
}

function place(path: string, text: string, at: number, message: string): ConfigProblem {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { path, line, column: at - (before.lastIndexOf('\n') + 1) + 1, message };
}

function entriesOf(root: DocumentNode, keys: readonly string[]): Iterable<[string, DocumentNode]> {
  const { node, found } = nodeAt(root, keys);
  if (!found || !(node.value instanceof Map)) return [];
  return [...node.value].map(([name, entry]) => [name, entry.node]);
}

function unknownRules(root: DocumentNode, known: readonly string[]): { readonly at: number; readonly message: string }[] {
  const ids = new Set(known);
  const wrong: { at: number; message: string }[] = [];
  for (const [id] of entriesOf(root, ['rules'])) {
    if (ids.has(id)) continue;
    const near = didYouMean(id, ids);
    const at = nodeAt(root, ['rules', id]).key?.start ?? 0;
    wrong.push({ at, message: `there is no rule "${id}"${near === undefined ? '' : `; did you mean "${near}"?`}` });
  }
  return wrong;
}

const SETTINGS: ReadonlySet<string> = new Set(['off', 'info', 'warning', 'error'] satisfies RuleSetting[]);

function isSetting(value: unknown): value is RuleSetting {
  return typeof value === 'string' && SETTINGS.has(value);
}

function rulesOf(root: DocumentNode): ReadonlyMap<string, RuleSetting> {
  const rules = new Map<string, RuleSetting>();
  for (const [id, node] of entriesOf(root, ['rules'])) if (isSetting(node.value)) rules.set(id, node.value);
  return rules;
}

function devicesOf(root: DocumentNode): readonly TopologyDevice[] {
  return [...entriesOf(root, ['topology', 'devices'])].map(([name, node]) => deviceOf(name, node));
}

function deviceOf(name: string, node: DocumentNode): TopologyDevice {
  const addresses = strings(node, 'addresses');
  const names = strings(node, 'names');
  const version = string(node, 'version');
  const outside = string(node, 'outside');
  const nat = natOf(node);
  return {
    name,
    files: strings(node, 'files') ?? [],
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
  const kind = NAT_KINDS.find((name) => name === string(node, 'kind'));
  if (!found || kind === undefined) return undefined;
  const address = string(node, 'public');
  const ports = strings(node, 'ports');
  return { kind, ...(address === undefined ? {} : { public: address }), ...(ports === undefined ? {} : { ports }) };
}

function string(node: DocumentNode, key: string): string | undefined {
  const at = nodeAt(node, [key]);
  return at.found && typeof at.node.value === 'string' ? at.node.value : undefined;
}

function strings(node: DocumentNode, key: string): readonly string[] | undefined {
  const at = nodeAt(node, [key]);
  if (!at.found || !Array.isArray(at.node.value)) return undefined;
  return at.node.value.map((item: DocumentNode) => String(item.value));
}
