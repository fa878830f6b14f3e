import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { cli, inTree } from './run.ts';

function script(shell: string): string {
  const { status, stdout, stderr } = cli(['completion', shell]);
  assert.deepEqual([status, stderr], [0, '']);
  return stdout;
}

const missing = (shell: string): string | false =>
  spawnSync(shell, ['--version']).error === undefined ? false : `${shell} is not installed`;

/** What every shell has to offer for words of a command line, the last of which is being typed. */
const OFFERED: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['pa'], ['pair']],
  [['explain', 'nat/ah'], ['nat/ah-across-nat']],
  [['check', '--fail-on', 'w'], ['warning']],
  [['check', '-f', 'sar'], ['sarif']],
  [['baseline', 'pr'], ['prune']],
  [['config', 's'], ['show']],
  [
    ['completion', ''],
    ['bash', 'fish', 'zsh'],
  ],
  [['pair', '--na'], ['--nat']],
  [['pair', '--nat', 'bo'], ['both']],
  [['--stdin-f'], ['--stdin-filename']],
];

test('bash completes commands, flags, values and rules', { skip: missing('bash') }, () =>
  inTree({ 'completion.bash': script('bash'), 'hq.cfg': '' }, (cwd) => {
    const complete = (words: readonly string[]): string[] => {
      const line = ['ipsec-lint', ...words].map((word) => `'${word}'`).join(' ');
      const body = `. ./completion.bash; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _ipsec_lint; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const run = spawnSync('bash', ['--norc', '-c', body], { cwd, encoding: 'utf8' });
      assert.equal(run.stderr, '');
      return run.stdout
        .split('\n')
        .filter((word) => word !== '')
        .sort();
    };
    for (const [words, offered] of OFFERED) assert.deepEqual([words, complete(words)], [words, offered]);
    assert.deepEqual(complete(['check', '--fail-on', '=', 'w']), ['warning']);
    assert.deepEqual(complete(['check', '--config', 'h']), [], 'file names are left to bash');
  }),
);

test('fish completes commands, flags, values and rules', { skip: missing('fish') }, () =>
  inTree({ 'completion.fish': script('fish') }, (cwd) => {
    for (const [words, offered] of OFFERED) {
      const line = ['ipsec-lint', ...words].join(' ');
      const run = spawnSync('fish', ['--no-config', '-c', `source completion.fish; complete -C '${line}'`], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, HOME: cwd },
      });
      assert.equal(run.stderr, '');
      const found = run.stdout.split('\n').map((row) => row.split('\t')[0] ?? '');
      for (const word of offered) assert.ok(found.includes(word), `${line}: ${found.join(' ')}`);
    }
  }),
);

/** Completion of zsh works on a terminal only: this makes one, presses the tab key and prints what the line has become. */
const ZSH_DRIVER = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'source ./setup.zsh'
zpty -r -m shell line '*set up*'
zpty -n -w shell "$1"$'\\t'
zpty -r -m shell line '*got<*>*'
print -r -- $line
`;
const ZSH_SETUP = `
autoload -U compinit; compinit -u -D
source ./completion.zsh
tell() { zle complete-word; print -r -- "got<$BUFFER>" }
zle -N tell; bindkey '^I' tell
print set up
`;

test('zsh completes commands, values and rules', { skip: missing('zsh') }, () =>
  inTree({ 'completion.zsh': script('zsh'), 'driver.zsh': ZSH_DRIVER, 'setup.zsh': ZSH_SETUP }, (cwd) => {
    for (const [words, offered] of OFFERED.filter(([, { length }]) => length === 1)) {
      const line = ['ipsec-lint', ...words].join(' ');
      const run = spawnSync('zsh', ['-f', 'driver.zsh', line], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, HOME: cwd, TERM: 'dumb' },
        timeout: 20_000,
      });
      const full = [...['ipsec-lint', ...words].slice(0, -1), offered[0]].join(' ');
      assert.ok(run.stdout.includes(`got<${full}`), `${line}: ${JSON.stringify(run.stdout.slice(-400))}`);
    }
  }),
);

test('a flag or command that is added is completed: nothing is written down twice', () => {
  const help = cli(['check', '--help']).stdout;
  const flags = [...new Set([...help.matchAll(/--([a-z][a-z-]+)/g)].map(([, name]) => name))].filter((name) => name !== 'check');
  assert.ok(flags.length > 10);
  for (const shell of ['bash', 'zsh', 'fish']) {
    const text = script(shell);
    for (const flag of flags) assert.ok(text.includes(flag ?? ''), `${shell} ${flag}`);
  }
});

test('an unknown shell is a usage error', () => {
  const { status, stdout, stderr } = cli(['completion', 'bahs']);
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(stderr, /completion takes a shell: bash, zsh, fish; did you mean "bash"\?/);
});
