import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { Ajv } from 'ajv';
import schema from '../../schemas/waivers-1.schema.json' with { type: 'json' };
import type { Location } from '../text/source.ts';
import { SourceTable } from '../text/source.ts';
import { type DocumentNode, nodeAt, plainValue } from './document.ts';
import { parseJson } from './json.ts';
import type { ConfigProblem } from './types.ts';

/** Names of a waiver file, looked for beside the configuration. */
const WAIVER_NAMES: readonly string[] = ['ipsec-lint.waivers.json', 'ipsec-lint.waivers.yaml'];

/** One waiver as it is written, with its place. */
export interface WrittenWaiver {
  readonly rule: string;
  readonly target: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly expires?: string;
  readonly ticket?: string;
  readonly at: Location;
}

/** The waivers of a file, or everything that is wrong with it. No file: no waivers. */
export type WaiversResult = { readonly waivers: readonly WrittenWaiver[] } | { readonly problems: readonly ConfigProblem[] };

/** Loads the waivers beside the configuration, or from the file that is named. */
export async function loadWaivers(directory: string, cwd: string, file?: string): Promise<WaiversResult> {
  const names = file === undefined ? WAIVER_NAMES.map((name) => resolve(directory, name)) : [resolve(cwd, file)];
  for (const absolute of names) {
    const text = read(absolute);
    const path = relative(cwd, absolute).split(sep).join('/');
    if (text !== undefined) return await parseWaivers(path, text);
    if (file !== undefined) return { problems: [{ path, line: 1, column: 1, message: 'the waivers cannot be read' }] };
  }
  return { waivers: [] };
}

function read(absolute: string): string | undefined {
  try {
    return readFileSync(absolute, 'utf8');
  } catch {
    return undefined;
  }
}

async function parseWaivers(path: string, text: string): Promise<WaiversResult> {
  const source = new SourceTable().add(path, text);
  const problem = (at: number, message: string): ConfigProblem => ({
    path,
    line: source.locate(at, at).line,
    column: source.locate(at, at).column,
    message,
  });
  const parsed = /\.ya?ml$/i.test(path) ? (await import('./yaml.ts')).parseYaml(text) : parseJson(text);
  if ('error' in parsed) return { problems: [problem(parsed.at, parsed.error)] };
  const value: unknown = JSON.parse(JSON.stringify(plainValue(parsed.root)));
  const validate = new Ajv({ allErrors: true }).compile<{ waivers: Omit<WrittenWaiver, 'at'>[] }>(schema);
  if (!validate(value)) {
    const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const { node } = nodeAt(parsed.root, instancePath.split('/').slice(1));
      const extra: unknown = params.additionalProperty;
      return problem(
        node.start,
        typeof extra === 'string' ? `${JSON.stringify(extra)} is not known in a waiver` : (message ?? 'is wrong'),
      );
    });
    return { problems };
  }
  const places = nodesOf(parsed.root);
  return {
    waivers: value.waivers.map((waiver, index) => ({
      ...waiver,
      at: source.locate(places[index]?.start ?? 0, places[index]?.end ?? 0),
    })),
  };
}

function nodesOf(root: DocumentNode): readonly DocumentNode[] {
  const { node } = nodeAt(root, ['waivers']);
  return Array.isArray(node.value) ? node.value : [];
}
