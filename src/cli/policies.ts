import { readFileSync } from 'node:fs';
import { PACKS } from '../../rules/packs/index.ts';
import { LEAVES } from '../../rules/packs/leaves.generated.js';
import { type DocumentNode, nodeAt, plainValue } from '../config/document.ts';
import { parseJson } from '../config/json.ts';
import { positionOf } from '../config/place.ts';
import { builtInRules, builtInPacks as packsAmong } from '../engine/built-in-policies.ts';
import type { LoadedPack, PolicyPack } from '../engine/policies.ts';
import type { Rule } from '../rule/index.ts';
import { nearest, UsageError } from './usage.ts';

/** The rules of the packs that are named: built-in ones by id, others by file. A pack that is wrong is a usage error. */
export async function policyRules(names: readonly string[]): Promise<readonly Rule[]> {
  const rules: Rule[] = [];
  for (const name of names) {
    const known = PACKS.get(name);
    if (known !== undefined) {
      rules.push(...builtInRules(known, LEAVES));
      continue;
    }
    const loaded = await load(name);
    if ('problems' in loaded) throw new UsageError(`the policy pack ${name} is wrong\n${problemLines(loaded)}`);
    rules.push(...loaded.rules);
  }
  return rules;
}

/** Every built-in pack, in order of id. */
export function builtInPacks(): readonly PolicyPack[] {
  return packsAmong(PACKS.values());
}

/** Loads a pack by id or file and verifies it: everything that is wrong with it. */
export async function load(name: string): Promise<LoadedPack> {
  const { packOf } = await import('../engine/policies.ts');
  const known = PACKS.get(name);
  if (known !== undefined) return packOf(known);
  let text: string;
  try {
    text = readFileSync(name, 'utf8');
  } catch {
    throw new UsageError(
      `there is no policy pack or file "${name}"${nearest(name, [...PACKS.keys()]) || '; policy list shows the packs'}`,
    );
  }
  const parsed = /\.ya?ml$/i.test(name) ? (await import('../config/yaml.ts')).parseYaml(text) : parseJson(text);
  if ('error' in parsed) throw new UsageError(`${placed(name, text, parsed.at)}: ${parsed.error}`);
  const loaded = packOf(plainObjects(plainValue(parsed.root)));
  if (!('problems' in loaded)) return loaded;
  const problems = loaded.problems.map(({ pointer, message }) => ({
    pointer: placed(name, text, placeOf(parsed.root, pointer)),
    message,
  }));
  return { problems };
}

function placed(path: string, text: string, at: number): string {
  const { line, column } = positionOf(text, at);
  return `${path}:${line}:${column}`;
}

/** Where a pointer leads: to the key, where there is one. */
function placeOf(root: DocumentNode, pointer: string): number {
  const keys = pointer.split('/').slice(1);
  const { node, key } = nodeAt(
    root,
    keys.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')),
  );
  return key?.start ?? node.start;
}

/* The validator wants ordinary objects; names from the file never become prototypes of anything. */
function plainObjects(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** What is wrong with a pack, a line each. */
export function problemLines(loaded: LoadedPack): string {
  return 'problems' in loaded ? loaded.problems.map(({ pointer, message }) => `${pointer || '/'}: ${message}`).join('\n') : '';
}
