import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, inTree, type Tree } from '../cli/run.ts';
import { INVOCATIONS, type Invocation, nameOf } from './invocations.ts';
import { commandNames, runOffline } from './run.ts';
import { assertSilent, SECRET_TREE } from './secrets.ts';

function assertSilentRun(invocation: Invocation, preloads: readonly string[] = [], tree: Tree = SECRET_TREE): string {
  return inTree(tree, (cwd) => {
    const { stdout, stderr } = runOffline(invocation, cwd, { extra: preloads });
    assertSilent(stdout, `${nameOf(invocation)} (stdout)`);
    assertSilent(stderr, `${nameOf(invocation)} (stderr)`);
    for (const name of readdirSync(cwd))
      if (/^(out|baseline|ipsec-lint\.config)\./.test(name)) assertSilent(readFileSync(join(cwd, name), 'utf8'), name);
    return stdout + stderr;
  });
}

test('every command is tried', () => {
  // A server answers a client that waits: test/lsp looks for its secrets.
  const tried = new Set([...INVOCATIONS.map(({ args }) => args[0]), 'lsp']);
  for (const name of commandNames(cli(['--help']).stdout)) assert.ok(tried.has(name), `${name} has no row in invocations.ts`);
});

for (const invocation of INVOCATIONS) {
  test(`no secret and no network: ${nameOf(invocation)}`, () => void assertSilentRun(invocation));
}

const reads = INVOCATIONS.filter(({ args: [command = ''] }) => ['check', 'pair', 'model', 'baseline'].includes(command));

for (const { args, ...rest } of reads) {
  const invocation = { ...rest, args: [...args, '--debug'] };
  test(`no secret with --debug: ${nameOf(invocation)}`, () => void assertSilentRun(invocation));
}

for (const { args, ...rest } of reads.filter(({ args: [command] }) => command === 'check')) {
  const invocation = { ...rest, args: [...args, '--debug'] };
  test(`no secret when a rule crashes: ${nameOf(invocation)}`, () => {
    const shown = assertSilentRun(invocation, ['crash-in-rule.cjs']);
    assert.ok(!shown.includes('CRASH'), 'the message of the error is shown');
    assert.match(shown, /crashed|rule-crashed/);
  });
}

for (const { args, ...rest } of reads) {
  const invocation = { ...rest, args: [...args, '--debug'] };
  test(`no secret when the command crashes: ${nameOf(invocation)}`, () => {
    const shown = assertSilentRun(invocation, ['crash-at-large.cjs']);
    assert.ok(!shown.includes('CRASH'), 'the message of the error is shown');
    assert.match(shown, /this is a bug in ipsec-lint/);
  });
}
