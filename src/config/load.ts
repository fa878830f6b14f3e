import { dirname, relative, resolve, sep } from 'node:path';
import { faultsOf } from './check.ts';
import type { DocumentNode, DocumentResult } from './document.ts';
import { parseJson } from './json.ts';
import { fromFile, type Layer, mergeLayers, wordsOf } from './merge.ts';
import { problemAt } from './place.ts';
import { type ConfigText, readConfigFile } from './read.ts';
import type { Config, ConfigFile, ConfigProblem, ConfigResult } from './types.ts';
import type { validate as Validate } from './validator.generated.js';

/** Names of a configuration file, in the order in which they are looked for in each directory. */
export const CONFIG_NAMES: readonly string[] = ['ipsec-lint.config.json', 'ipsec-lint.config.yaml'];

/** What a run without a configuration file goes by. */
export function emptyConfig(directory: string): Config {
  return mergeLayers([], directory);
}

/**
 * Loads the configuration: the file that is named, else the nearest one upward from the working directory, else none. Nothing in it
 * is executed, and nothing is read but the files that it extends.
 */
export async function loadConfig(options: {
  readonly file?: string;
  readonly cwd: string;
  readonly ruleIds: Iterable<string>;
}): Promise<ConfigResult> {
  const { cwd, file, ruleIds } = options;
  const absolute = file === undefined ? nearestConfig(cwd) : resolve(cwd, file);
  if (absolute === undefined) return { config: emptyConfig(cwd) };
  const path = relative(cwd, absolute).split(sep).join('/');
  const content = readConfigFile(absolute);
  if ('why' in content) return { problems: [unreadable(path, content)] };
  return await parseConfig({ path, directory: dirname(absolute), text: content.text, ruleIds });
}

/** Absolute path of the configuration file that is nearest to a directory, upward; undefined when there is none. */
export function nearestConfig(directory: string): string | undefined {
  for (let at = resolve(directory); ; at = dirname(at)) {
    for (const name of CONFIG_NAMES) {
      const content = readConfigFile(resolve(at, name));
      if ('text' in content || !content.missing) return resolve(at, name);
    }
    if (dirname(at) === at) return undefined;
  }
}

/** Checks the text of a configuration and what it extends, read from the disk or by `read`. YAML by the extension, else JSON. */
export async function parseConfig(input: {
  readonly read?: (absolute: string) => ConfigText;
  readonly path: string;
  readonly directory: string;
  readonly text: string;
  readonly ruleIds: Iterable<string>;
}): Promise<ConfigResult> {
  const { path, directory, text, ruleIds } = input;
  const { validate } = await import('./validator.generated.js');
  const chain = new Chain([...ruleIds], validate, input.read ?? readConfigFile);
  await chain.add({ path, text }, directory, [resolve(directory, path.slice(path.lastIndexOf('/') + 1))]);
  return chain.problems.length > 0 ? { problems: chain.problems } : { config: mergeLayers(chain.layers, directory) };
}

/** Checks a parsed configuration that stands alone: there is no file system that it could extend files of. */
export function checkDocument(
  root: DocumentNode,
  input: { readonly path: string; readonly directory: string; readonly text: string; readonly ruleIds: Iterable<string> },
  validate: typeof Validate,
): ConfigResult {
  const { path, directory, text, ruleIds } = input;
  const faults = faultsOf(root, [...ruleIds], validate);
  if (faults.length > 0) return { problems: faults.map(({ at, message }) => problemAt(path, text, at, message)) };
  const foreign = [...(wordsOf(root, 'extends') ?? []), ...(wordsOf(root, 'policies') ?? [])];
  if (foreign.length > 0)
    return { problems: foreign.map(({ word, start }) => problemAt(path, text, start, `no file is read here: "${word}"`)) };
  return { config: mergeLayers([{ file: { path, text }, root }], directory) };
}

function unreadable(path: string, { why }: Extract<ConfigText, { why: string }>): ConfigProblem {
  return { path, line: 1, column: 1, message: `the configuration cannot be read: ${why}` };
}

/** A configuration and everything that it extends, each file once, before what extends it. */
class Chain {
  readonly layers: Layer[] = [];
  readonly problems: ConfigProblem[] = [];
  readonly #known = new Set<string>();
  readonly #ruleIds: readonly string[];
  readonly #validate: typeof Validate;
  readonly #read: (absolute: string) => ConfigText;

  constructor(ruleIds: readonly string[], validate: typeof Validate, read: (absolute: string) => ConfigText) {
    this.#read = read;
    this.#ruleIds = ruleIds;
    this.#validate = validate;
  }

  /** @param via absolute paths from the first file to this one */
  async add(file: ConfigFile, directory: string, via: readonly string[]): Promise<void> {
    const { path, text } = file;
    const parsed: DocumentResult = /\.ya?ml$/i.test(path) ? (await import('./yaml.ts')).parseYaml(text) : parseJson(text);
    if ('error' in parsed) {
      this.problems.push(problemAt(path, text, parsed.at, parsed.error));
      return;
    }
    const { root } = parsed;
    const faults = faultsOf(root, this.#ruleIds, this.#validate);
    this.problems.push(...faults.map(({ at, message }) => problemAt(path, text, at, message)));
    for (const { word, start, end } of faults.length > 0 ? [] : (wordsOf(root, 'extends') ?? [])) {
      const why = await this.#extend(fromFile(file, word), resolve(directory, word), { file, start, end }, via);
      if (why !== undefined) this.problems.push(problemAt(path, text, start, why));
    }
    this.layers.push({ file, root });
  }

  /** Adds a file that another one extends, or says why that cannot be. */
  async #extend(
    path: string,
    absolute: string,
    extendedAt: NonNullable<ConfigFile['extendedAt']>,
    via: readonly string[],
  ): Promise<string | undefined> {
    if (via.includes(absolute)) return `"${path}" extends itself${via.at(-1) === absolute ? '' : ' by way of this file'}`;
    if (this.#known.has(absolute)) return undefined;
    this.#known.add(absolute);
    const content = this.#read(absolute);
    if ('why' in content) return `"${path}" cannot be read: ${content.why}`;
    await this.add({ path, text: content.text, extendedAt }, dirname(absolute), [...via, absolute]);
    return undefined;
  }
}
