import { writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { visible } from '../text/display.ts';
import { builtInPacks, load, problemLines } from './policies.ts';
import { STATUS, type Status } from './status.ts';
import { nearest, UsageError } from './usage.ts';

const ACTIONS = ['list', 'new', 'test'];

/** `policy list`: the built-in packs; `policy new FILE`: begins a pack; `policy test PACK...`: runs the examples of packs. */
export async function policy(words: readonly string[]): Promise<Status> {
  const [action, ...names] = words;
  if (action === 'list' && names.length === 0) return list();
  if (action === 'new') return await begin(names);
  if (action === 'test' && names.length > 0) return await test(names);
  if (action === undefined || ACTIONS.includes(action))
    throw new UsageError('policy takes `list`, `new` and a file, or `test` and the packs to test');
  throw new UsageError(`there is no action "${action}"${nearest(action, ACTIONS)}`);
}

function list(): Status {
  for (const { id, title, policies, coverage } of builtInPacks()) {
    process.stdout.write(
      `${id}\n  ${title}, ${policyCount(policies.length)}\n${coverage === undefined ? '' : `  ${coverage}\n`}`,
    );
  }
  return STATUS.clean;
}

/** Writes a first pack that passes its own test; a file that exists stays as it is. */
async function begin(names: readonly string[]): Promise<Status> {
  const [name, ...more] = names;
  if (name === undefined || name === '' || more.length > 0)
    throw new UsageError('policy new takes one file: policy new company.yaml');
  const file = extname(name) === '' ? `${name}.yaml` : name;
  const { firstPolicyJson, firstPolicyYaml } = await import('./first-policy.ts');
  const content = contentFor(file);
  if (content === undefined) throw new UsageError(`${file}: the name of a pack ends in .yaml, .yml or .json`);
  const id = idFor(file);
  const text = content === 'json' ? firstPolicyJson(id) : firstPolicyYaml(id);
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UsageError(code === 'EEXIST' ? `${file} exists and stays as it is` : `${file} cannot be written: ${code}`);
  }
  process.stdout.write(`${visible(file)}: 1 policy; go on with ipsec-lint policy test ${visible(file)}\n`);
  return STATUS.clean;
}

function contentFor(file: string): 'yaml' | 'json' | undefined {
  if (/\.ya?ml$/i.test(file)) return 'yaml';
  return /\.json$/i.test(file) ? 'json' : undefined;
}

/** Id of a pack from its file name: what stands in ids of rules and globs without quotes. */
function idFor(file: string): string {
  const id = basename(file, extname(file))
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
  if (id === '') throw new UsageError(`${file}: no id can be made of this name; take letters and digits, such as company.yaml`);
  if (builtInPacks().some((pack) => pack.id === id))
    throw new UsageError(`${file}: "${id}" is the id of a built-in pack; take another name`);
  return id;
}

async function test(names: readonly string[]): Promise<Status> {
  let failed = false;
  for (const name of names) {
    const loaded = await load(name);
    if ('problems' in loaded) {
      failed = true;
      process.stdout.write(`${name}: wrong\n${problemLines(loaded).replace(/^/gm, '  ')}\n`);
    } else {
      const examples = loaded.pack.policies.reduce(
        (sum, { examples: { fails, passes } }) => sum + fails.length + passes.length,
        0,
      );
      process.stdout.write(`${name}: ${policyCount(loaded.pack.policies.length)}, ${examples} examples as they should be\n`);
    }
  }
  return failed ? STATUS.findings : STATUS.clean;
}

function policyCount(count: number): string {
  return count === 1 ? '1 policy' : `${count} policies`;
}
