import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli, cliOn } from './run.ts';

const ROUTER = 'version 15.7\nhostname r1\ninterface GigabitEthernet0/0\n ip address 203.0.113.1 255.255.255.0\nend\n';

/** A wrong command line, and what is said about it. */
const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /name the files or directories to lint; --help shows examples/],
  [['chekc'], /"chekc" is neither a command nor a file; did you mean "check"\?/],
  [['help', 'modle'], /there is no command "modle"; did you mean "model"\?/],
  [['check'], /name the files or directories to lint/],
  [['check', '.', '--fromat', 'json'], /there is no flag --fromat; did you mean "--format"\?/],
  [['check', '.', '--fromat=json'], /there is no flag --fromat; did you mean "--format"\?/],
  [['.', '-Z'], /there is no flag -Z/],
  [['check', '.', '-f', 'jsno'], /there is no format "jsno"; did you mean "json"\?/],
  [['check', '.', '-f', 'json', '-f', 'text'], /only one format can go to standard output/],
  [['check', '.', '-f', 'json='], /needs a file name/],
  [['check', '.', '-f', 'json=no/such/dir/x.json'], /cannot be written: ENOENT/],
  [
    ['check', '.', '--fail-on', 'eror'],
    /--fail-on has to be one of error, warning, info, never, not "eror"; did you mean "error"\?/,
  ],
  [['check', '.', '--dialect', 'iso'], /--dialect has to be one of .*; did you mean "ios"\?/],
  [['check', '.', '--max-file-size', 'big'], /--max-file-size has to be an integer/],
  [['check', '.', '--strongswan-version', '4.0'], /--strongswan-version has to be one of 5.9, 6.0/],
  [['check', '.', '--config'], /--config expects a value/],
  [['check', '.', '--config', 'no.json'], /no\.json:1:1: the configuration cannot be read: ENOENT/],
  [['check', '.', '--stdin-filename', 'x'], /--stdin-filename goes with --stdin/],
  [['explain'], /explain takes the id of one rule/],
  [['explain', 'nat/ah-accros-nat'], /there is no rule "nat\/ah-accros-nat"; did you mean "nat\/ah-across-nat"\?/],
  [['rules', 'x'], /rules takes no arguments/],
  [['rules', '--json'], /there is no flag --json/],
  [['check', '.', '--json'], /there is no flag --json/],
  [['model'], /name the file or directory to model/],
  [['pair', 'a'], /pair takes two files, directories or device names/],
];

for (const [args, message] of WRONG) {
  test(`wrong: ipsec-lint ${args.join(' ')}`, () => {
    const { status, stdout, stderr } = cliOn({ 'r1.cfg': ROUTER }, args);
    assert.match(stderr, message);
    assert.equal(stdout, '');
    assert.equal(status, 2);
    assert.ok(stderr.length < 1000, 'no internals are printed');
  });
}

test('every mistake of a configuration is told at its line, nothing is analysed', () => {
  const config = '{\n  "rules": { "nat/ah-accros-nat": "error" },\n  "topolgy": {}\n}\n';
  const run = cliOn({ 'r1.cfg': ROUTER, 'ipsec-lint.config.json': config }, ['check', '.', '-f', 'json']);
  assert.deepEqual([run.status, run.stdout], [2, '']);
  assert.match(run.stderr, /ipsec-lint\.config\.json:3:3: .*"topolgy"; did you mean "topology"\?/);
  const rules = cliOn({ 'r1.cfg': ROUTER, 'ipsec-lint.config.json': config.replace('topolgy', 'topology') }, ['r1.cfg']);
  assert.match(
    rules.stderr,
    /ipsec-lint\.config\.json:2:14: there is no rule "nat\/ah-accros-nat"; did you mean "nat\/ah-across-nat"\?/,
  );
  assert.equal(rules.status, 2);
});

test('control characters of the command line do not reach the terminal', () => {
  const { stderr, status } = cli(['\u001b[31mx', '--\u009b']);
  assert.ok(!/[\u001b\u009b]/.test(stderr));
  assert.equal(status, 2);
});

test('help and version', () => {
  for (const args of [['--help'], ['-h'], ['help']]) {
    const { status, stdout, stderr } = cli(args);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /EXAMPLES\n {2}\$ ipsec-lint hq\.cfg branch\//);
    for (const name of ['check', 'pair', 'model', 'rules', 'explain']) assert.match(stdout, new RegExp(`^ {2}${name} `, 'm'));
  }
  for (const args of [
    ['check', '--help'],
    ['check', '-h'],
    ['help', 'check'],
    ['check', '.', '--help'],
  ]) {
    const { status, stdout } = cli(args);
    assert.equal(status, 0);
    assert.match(stdout, /--fail-on=SEVERITY/);
    assert.match(stdout, /EXAMPLES/);
  }
  for (const name of ['pair', 'model', 'rules', 'explain'])
    assert.match(cli([name, '--help']).stdout, new RegExp(`ipsec-lint ${name} `));
  for (const args of [['--version'], ['-V']]) assert.match(cli(args).stdout, /^ipsec-lint \d+\.\d+\.\d+\n$/);
});

test('rules and explain', () => {
  const rows: unknown = JSON.parse(cli(['rules', '--format', 'json']).stdout).rules;
  assert.ok(Array.isArray(rows) && rows.length > 20);
  for (const row of rows) assert.deepEqual(Object.keys(row).slice(0, 5), ['id', 'severity', 'scope', 'formats', 'summary']);
  const ids = cli(['rules'])
    .stdout.trimEnd()
    .split('\n')
    .map((line) => line.split(' ')[0]);
  assert.deepEqual(
    ids,
    rows.map((row) => row.id),
  );
  assert.deepEqual(ids, [...ids].sort());
  for (const id of ids) {
    const { status, stdout } = cli(['explain', String(id)]);
    assert.equal(status, 0);
    assert.ok(stdout.split('\n').length > 10, `${id} has a page`);
  }
});
