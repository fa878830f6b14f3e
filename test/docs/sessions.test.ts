import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CLI, cleanEnvironment } from '../cli/run.ts';

/*
 * Pages are carried out as written: the `console` blocks of a page are one session of a shell in an empty home that has `ipsec-lint` on its
 * path and a clone of this repository in `~/ipsec-lint`. `$ ` begins a command, `> ` goes on with it, everything else is what it prints.
 * UPDATE_DOCS=1 writes what is printed into the page.
 */

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BLOCK = /^```console\n([\s\S]*?)^```$/gm;

/** The commands of a block. */
function commandsOf(block: string): readonly string[] {
  const commands: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('$ ')) commands.push(line.slice(2));
    else if (line.startsWith('> ')) commands.push(`${commands.pop() ?? ''}\n${line.slice(2)}`);
  }
  return commands;
}

/** What each command prints, on either stream. */
function carryOut(commands: readonly string[]): readonly string[] {
  const home = mkdtempSync(join(tmpdir(), 'ipsec-lint-docs-'));
  try {
    symlinkSync(ROOT, join(home, 'ipsec-lint'));
    mkdirSync(join(home, 'bin'));
    symlinkSync(CLI, join(home, 'bin/ipsec-lint'));
    const mark = '\u0001\n';
    const script = commands.map((command) => `${command}\nprintf '\\001\\n'`).join('\n');
    const setUp = `exec 2>&1; PATH=~/bin:${dirname(process.execPath)}:$PATH; cd\n`;
    const author = Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'A. Reader'],
        [`GIT_${who}_EMAIL`, 'reader@example.com'],
        [`GIT_${who}_DATE`, '2026-11-27T12:00:00Z'],
      ]),
    );
    const env = cleanEnvironment({ ...author, HOME: home, GIT_CONFIG_NOSYSTEM: '1', COLUMNS: '100' });
    const run = spawnSync('bash', ['-c', setUp + script], { cwd: home, env, encoding: 'utf8' });
    return run.stdout.split(mark).slice(0, commands.length);
  } finally {
    rmSync(home, { recursive: true });
  }
}

for (const name of readdirSync(DOCS).filter((file) => file.endsWith('.md'))) {
  const page = readFileSync(join(DOCS, name), 'utf8');
  const blocks = [...page.matchAll(BLOCK)].map((match) => commandsOf(match[1] ?? ''));
  if (blocks.length === 0) continue;
  test(`docs/${name} is carried out as written`, { skip: process.platform === 'win32' && 'needs bash' }, () => {
    const outputs = [...carryOut(blocks.flat())];
    const fresh = page.replace(BLOCK, (_, block: string) => {
      const rows = commandsOf(block).map((command) => `$ ${command.replaceAll('\n', '\n> ')}\n${outputs.shift() ?? ''}`);
      return `\`\`\`console\n${rows.join('')}\`\`\``;
    });
    if (process.env.UPDATE_DOCS === '1') writeFileSync(join(DOCS, name), fresh);
    else assert.equal(page, fresh);
  });
}
