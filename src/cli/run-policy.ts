import { builtInPacks, load, problemLines } from './policies.ts';
import { STATUS, type Status } from './status.ts';
import { nearest, UsageError } from './usage.ts';

const ACTIONS = ['list', 'test'];

/** `policy list`: the built-in packs; `policy test PACK...`: runs the examples of packs. */
export async function policy(words: readonly string[]): Promise<Status> {
  const [action, ...names] = words;
  if (action === 'list' && names.length === 0) return list();
  if (action === 'test' && names.length > 0) return await test(names);
  if (action === undefined || ACTIONS.includes(action))
    throw new UsageError('policy takes `list`, or `test` and the packs to test');
  throw new UsageError(`there is no action "${action}"${nearest(action, ACTIONS)}`);
}

function list(): Status {
  for (const { id, title, policies, coverage } of builtInPacks()) {
    process.stdout.write(`${id}\n  ${title}, ${policies.length} policies\n${coverage === undefined ? '' : `  ${coverage}\n`}`);
  }
  return STATUS.clean;
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
      process.stdout.write(`${name}: ${loaded.pack.policies.length} policies, ${examples} examples as they should be\n`);
    }
  }
  return failed ? STATUS.findings : STATUS.clean;
}
