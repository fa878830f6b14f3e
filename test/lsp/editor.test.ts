import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CancellationTokenSource, type Diagnostic, HoverRequest } from 'vscode-languageserver-protocol/node';
import { Editor, has, lacks } from './client.ts';
import { BRANCH, CANARIES, HQ, IKEV2, IPSEC_CONF, SWANCTL } from './configurations.ts';

const directories: string[] = [];
after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

/** A folder with files, and the URI of each. */
function folder(files: Readonly<Record<string, string>>): { readonly root: string; readonly uri: (path: string) => string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ipsec-lint-lsp-')));
  directories.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, uri: (path) => pathToFileURL(join(root, path)).href };
}

/** Runs a session; whatever it was about, it ends as the protocol wants it, and no key was on the wire or in a log. */
async function session(
  body: (editor: Editor) => Promise<void>,
  args: readonly string[] = [],
  node: readonly string[] = [],
): Promise<void> {
  const editor = new Editor(args, node);
  try {
    await body(editor);
    assert.equal(await editor.stop(), 0);
  } finally {
    editor.process.kill();
  }
  assert.equal(editor.errors.join(''), '');
  const said = [...editor.wire, ...editor.log].join('');
  for (const canary of CANARIES) assert.ok(!said.includes(canary), 'a key was told');
}

function codes(found: readonly Diagnostic[]): string {
  return found.map(({ code }) => code).join(' ');
}

test('an edit of one end shows at both ends what it breaks, and nothing is saved for it', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ, 'branch.cfg': BRANCH });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), HQ);
    await editor.diagnostics(uri('hq.cfg'), lacks('proposal/child-mismatch'));
    await editor.replace(uri('hq.cfg'), 'esp-aes 256 esp-sha256-hmac', 'esp-aes 192 esp-sha256-hmac');
    const [found] = (await editor.diagnostics(uri('hq.cfg'), (list) => list.some(isOfPair))).filter(isOfPair);
    assert.ok(found !== undefined);
    assert.ok(found.relatedInformation?.some(({ location }) => location.uri === uri('branch.cfg')));
    assert.equal(found.source, 'ipsec-lint');
    assert.equal(found.severity, 1);
    assert.equal(editor.versionOf(uri('hq.cfg')), 2);
    await editor.replace(uri('hq.cfg'), 'esp-aes 192', 'esp-aes 256');
    await editor.diagnostics(uri('hq.cfg'), (list) => !list.some(isOfPair));
  });
});

function isOfPair({ code }: Diagnostic): boolean {
  return /^(?:pair|proposal)\//.test(String(code));
}

test('a diagnostic leads to the page of its rule, which is there', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), HQ);
    const [found] = (await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'))).filter(({ code }) => code === 'ops/no-dpd');
    assert.ok(found !== undefined);
    assert.match(readFileSync(fileURLToPath(found.codeDescription?.href ?? ''), 'utf8'), /^# ops\/no-dpd/);
    const actions = await editor.actions(uri('hq.cfg'), found);
    const [explain] = actions.filter(({ title }) => title === 'Explain ops/no-dpd');
    assert.ok(explain !== undefined && typeof explain.command === 'object');
    await editor.run(explain.command.command, ...(explain.command.arguments ?? []));
    assert.deepEqual(editor.shown, [found.codeDescription?.href]);
  });
});

test('a diagnostic marks what it is about, behind characters outside of the BMP and after edits of all kinds', async () => {
  const text = SWANCTL.replaceAll('\n', '\r\n');
  const { root, uri } = folder({ 'swanctl.conf': text });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('swanctl.conf'), text);
    const marked = async (): Promise<string[]> => {
      const found = await editor.diagnostics(uri('swanctl.conf'), has('syntax/file-rejected'));
      return found
        .filter(({ code }) => code === 'syntax/file-rejected')
        .map(({ range }) => editor.textAt(uri('swanctl.conf'), range));
    };
    assert.deepEqual(await marked(), ['"\u{1f512}\u{1f512}.example.com"']);
    await editor.replace(uri('swanctl.conf'), '192.0.2.8\r\n    \tproposals', '192.0.2.9; # \u{1f600}\r\nproposals');
    await editor.replace(uri('swanctl.conf'), '{ local_addrs = 192.0.2.1\r\n', '{');
    await editor.replace(
      uri('swanctl.conf'),
      '    local { id = "\u{1f512}',
      '  # \u{1f680}\r\n local { id = "\u{1f512}\u{1f680}',
    );
    await editor.until(
      () => editor.versionOf(uri('swanctl.conf')) === 4,
      () => 'version 4',
    );
    assert.deepEqual(await marked(), ['"\u{1f512}\u{1f680}\u{1f512}.example.com"']);
  });
});

test('a lone carriage return, which ends a line for editors only, moves no mark', async () => {
  const text = HQ.replace('hostname hq\n', 'hostname hq\n! a\rb\rc\n');
  const { root, uri } = folder({ 'hq.cfg': text });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), text);
    const found = await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'));
    const line = text.split(/\r|\n/).indexOf('crypto map VPN 10 ipsec-isakmp');
    assert.equal(found.find(({ code }) => code === 'ops/no-dpd')?.range.start.line, line);
  });
});

test('names of IOS lead to what defines them, and back to what uses them', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ, 'edge.cfg': IKEV2 });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), HQ);
    await editor.open(uri('edge.cfg'), IKEV2);
    const leads = async (path: string, from: string, to: string): Promise<void> =>
      assert.deepEqual(await editor.definitions(uri(path), from), [`${uri(path)} ${to}`]);
    await leads('hq.cfg', 'STRONG\n set pfs', 'crypto ipsec transform-set STRONG esp-aes 256 esp-sha256-hmac');
    await leads('hq.cfg', 'BRANCH-NETWORK\ninterface', 'ip access-list extended BRANCH-NETWORK');
    await leads('hq.cfg', 'VPN\nip access', 'crypto map VPN 10 ipsec-isakmp');
    await leads('edge.cfg', 'P1\ncrypto ikev2 keyring', 'crypto ikev2 proposal P1');
    await leads('edge.cfg', 'RING\n pki', 'crypto ikev2 keyring RING');
    await leads('edge.cfg', 'COMPANY-CA\ncrypto ipsec', 'crypto pki trustpoint COMPANY-CA');
    await leads('edge.cfg', 'PROF\ninterface', 'crypto ikev2 profile PROF');
    await leads('edge.cfg', 'IPSEC\ninterface Gig', 'crypto ipsec profile IPSEC');
    assert.deepEqual(await editor.references(uri('edge.cfg'), 'PROF\n match'), ['set ikev2-profile PROF']);
    assert.deepEqual(await editor.references(uri('hq.cfg'), 'STRONG esp'), ['set transform-set STRONG']);
    assert.deepEqual(await editor.definitions(uri('hq.cfg'), 'hostname'), []);
  });
});

test('names of strongSwan lead to templates, pools, keys and authorities', async () => {
  const { root, uri } = folder({ 'gate/swanctl.conf': SWANCTL, 'old/ipsec.conf': IPSEC_CONF });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('gate/swanctl.conf'), SWANCTL);
    await editor.open(uri('old/ipsec.conf'), IPSEC_CONF);
    const leads = async (path: string, from: string, to: string): Promise<void> =>
      assert.deepEqual(await editor.definitions(uri(path), from, 1), [`${uri(path)} ${to}`]);
    await leads('gate/swanctl.conf', 'template {\n    remote', 'template {');
    await leads('gate/swanctl.conf', 'phones\n    local', 'phones {');
    await leads('gate/swanctl.conf', 'office.example.com\n      cacerts', 'ike-office {');
    await leads('gate/swanctl.conf', 'company.pem\n    }\n    children', 'company {');
    await leads('old/ipsec.conf', 'shared\n  right', 'conn shared');
  });
});

test('hover tells the effective value and where it is from: written, inherited, a default of the release', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ, 'gate/swanctl.conf': SWANCTL, 'edge.cfg': IKEV2 });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), HQ);
    await editor.open(uri('edge.cfg'), IKEV2);
    await editor.open(uri('gate/swanctl.conf'), SWANCTL);
    const map = await editor.hover(uri('hq.cfg'), 'crypto map VPN 10');
    assert.match(map, /\*\*crypto map VPN 10\*\*/);
    assert.match(map, /\| dpdDelay \| `0` \| default of 15\.x: IKEv1 dead-peer detection is off \|/);
    assert.match(map, /\| remote \| `198\.51\.100\.7` \| written in line 12 \|/);
    const set = await editor.hover(uri('hq.cfg'), 'STRONG\n set pfs');
    assert.match(set, /\| encryption \| `aes-256-cbc` \| written in line 9 \|/);
    const delayOf = await editor.hover(uri('gate/swanctl.conf'), '30s');
    assert.match(delayOf, /connection office: dpdDelay = `30`, inherited from line 3, through line 6/);
    const office = await editor.hover(uri('gate/swanctl.conf'), 'office :', 1);
    assert.match(office, /\| rekeyTime \| `14400` \| default of 5\.9/);
    assert.match(office, /\| version \| `2` \| inherited from line 2, through line 6 \|/);
    const key = await editor.hover(uri('edge.cfg'), CANARIES[1] ?? '', 3);
    assert.match(key, /\| kind \| `psk` \|/);
    assert.equal(await editor.hover(uri('hq.cfg'), 'end\n'), '');
  });
});

test('the outline follows the text', async () => {
  const { root, uri } = folder({ 'edge.cfg': IKEV2 });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('edge.cfg'), IKEV2);
    const names = (await editor.symbols(uri('edge.cfg'))).map(({ name }) => name);
    assert.deepEqual(names, [
      'crypto pki trustpoint COMPANY-CA',
      'crypto ikev2 proposal P1',
      'crypto ikev2 policy POL',
      'crypto ikev2 keyring RING',
      'crypto ikev2 keyring RING peer one key',
      'crypto ikev2 profile PROF',
      'crypto ipsec transform-set T1',
      'crypto ipsec profile IPSEC',
      'Tunnel0',
      'interface GigabitEthernet0/0',
    ]);
  });
});

test('two documents of one device are one device, saved or not', async () => {
  const conn = IPSEC_CONF.replace('right=192.0.2.77', 'right=%any').replace('auto=start', 'auto=add');
  const rules = '*filter\n:INPUT DROP [0:0]\n-A INPUT -p udp --dport 4500 -j ACCEPT\nCOMMIT\n';
  const { root, uri } = folder({ 'ipsec.conf': conn, 'rules.v4': rules });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('rules.v4'), rules);
    await editor.diagnostics(uri('rules.v4'), has('filter/ike-blocked'));
    await editor.open(uri('ipsec.conf'), conn);
    await editor.replace(uri('ipsec.conf'), 'conn site', 'ca site');
    await editor.diagnostics(uri('rules.v4'), lacks('filter/ike-blocked'));
    await editor.close(uri('ipsec.conf'));
    await editor.diagnostics(uri('rules.v4'), has('filter/ike-blocked'));
  });
});

test('a quick fix is the change that the finding carries, with the line ends of the document, and it takes the finding away', async () => {
  const conn = IPSEC_CONF.replace('right=192.0.2.77', 'right=%any').replace('auto=start', 'auto=add');
  const rules = '*filter\r\n:INPUT DROP [0:0]\r\n-A INPUT -p udp --dport 4500 -j ACCEPT\r\nCOMMIT\r\n';
  const { root, uri } = folder({ 'ipsec.conf': conn, 'rules.v4': rules });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('rules.v4'), rules);
    const found = await editor.diagnostics(uri('rules.v4'), has('filter/ike-blocked'));
    const blocked = found.find(({ code }) => code === 'filter/ike-blocked');
    assert.ok(blocked !== undefined);
    const [fix] = (await editor.actions(uri('rules.v4'), blocked)).filter(({ isPreferred }) => isPreferred === true);
    assert.equal(fix?.title, 'Permit UDP 500 in INPUT');
    assert.deepEqual(fix.diagnostics, [blocked]);
    const edits = fix.edit?.changes?.[uri('rules.v4')] ?? [];
    assert.match(edits[0]?.newText ?? '', /^\r\n-A INPUT .*--dport 500 -j ACCEPT$/);
    await editor.change(
      uri('rules.v4'),
      edits.map(({ range, newText }) => ({ range, text: newText })),
    );
    assert.deepEqual(await editor.actions(uri('rules.v4'), blocked), [], 'an action for a text that is no more');
    await editor.diagnostics(uri('rules.v4'), lacks('filter/ike-blocked'));
  });
});

test('the configuration of the linter counts as it is on disk; a wrong one is told at its line and the last good one stays', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ });
  const config = uri('ipsec-lint.config.json');
  const write = async (editor: Editor, text: string): Promise<void> => {
    writeFileSync(join(root, 'ipsec-lint.config.json'), text);
    await editor.watched(config);
  };
  await session(async (editor) => {
    await editor.start([root]);
    await editor.until(
      () => editor.watchers.length > 0,
      () => 'the registration of watchers',
    );
    await editor.open(uri('hq.cfg'), HQ);
    await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'));
    await write(editor, '{ "rules": { "ops/no-dpd": "off" } }');
    await editor.diagnostics(uri('hq.cfg'), lacks('ops/no-dpd'));
    await write(editor, '{\n "rules": { "ops/no-dpt": "off" } }');
    const [wrong] = await editor.diagnostics(config, (found) => found.length > 0);
    assert.match(String(wrong?.message), /there is no rule "ops\/no-dpt"; did you mean "ops\/no-dpd"/);
    assert.equal(wrong?.range.start.line, 1);
    await editor.diagnostics(uri('hq.cfg'), lacks('ops/no-dpd'));
    rmSync(join(root, 'ipsec-lint.config.json'));
    await editor.watched(config);
    await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'));
    await editor.diagnostics(config, (found) => found.length === 0);
  });
});

test('what a waiver silences is not shown', async () => {
  const waivers = { waivers: [{ rule: 'ops/no-dpd', target: '*', reason: 'the line is watched elsewhere' }] };
  const { root, uri } = folder({ 'hq.cfg': HQ, 'ipsec-lint.waivers.json': JSON.stringify(waivers) });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), HQ);
    const found = await editor.diagnostics(uri('hq.cfg'), has('crypto/ikev1'));
    assert.ok(lacks('ops/no-dpd')(found), codes(found));
  });
});

test('a closed document has no diagnostics, and one that was renamed has them under its new name only', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), HQ);
    await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'));
    renameSync(join(root, 'hq.cfg'), join(root, 'head.cfg'));
    await editor.close(uri('hq.cfg'));
    await editor.open(uri('head.cfg'), HQ);
    await editor.diagnostics(uri('head.cfg'), has('ops/no-dpd'));
    await editor.diagnostics(uri('hq.cfg'), (found) => found.length === 0);
    await editor.close(uri('head.cfg'));
    await editor.diagnostics(uri('head.cfg'), (found) => found.length === 0);
  });
});

test('without a folder a document is linted by itself, with its includes; one that was never saved, too', async () => {
  const { uri } = folder({ 'etc/swanctl/swanctl.conf': 'include conf.d/*.conf\n', 'etc/swanctl/conf.d/a.conf': SWANCTL });
  await session(async (editor) => {
    await editor.start([]);
    await editor.open('untitled:Untitled-1', HQ);
    await editor.diagnostics('untitled:Untitled-1', has('ops/no-dpd'));
    assert.match(await editor.hover('untitled:Untitled-1', 'crypto map VPN 10'), /dpdDelay/);
    await editor.open(uri('etc/swanctl/swanctl.conf'), 'include conf.d/*.conf\n');
    await editor.diagnostics(uri('etc/swanctl/conf.d/a.conf'), has('syntax/file-rejected'));
    await editor.open('git:/nowhere/hq.cfg?ref=HEAD', HQ);
    await editor.diagnostics('git:/nowhere/hq.cfg?ref=HEAD', has('ops/no-dpd'));
  });
});

test('the nearest configuration makes a workspace of its directory where no folder is open', async () => {
  const { uri } = folder({
    'hq.cfg': HQ,
    'branch.cfg': BRANCH.replace('esp-aes 256', 'esp-aes 192'),
    'ipsec-lint.config.json': '{}',
  });
  await session(async (editor) => {
    await editor.start([]);
    await editor.open(uri('hq.cfg'), HQ);
    await editor.diagnostics(uri('branch.cfg'), (found) => found.some(isOfPair));
  });
});

test('text that is no configuration is left alone', async () => {
  const { root, uri } = folder({ 'README.md': '# Routers\n', 'picture.cfg': '\0\0\0\0' });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('README.md'), '# Routers\n');
    assert.deepEqual(await editor.diagnostics(uri('README.md'), () => true), []);
    assert.equal(await editor.hover(uri('README.md'), 'Routers'), '');
    assert.deepEqual(await editor.definitions(uri('README.md'), 'Routers'), []);
    assert.deepEqual(await editor.symbols(uri('README.md')), []);
  });
});

test('hostile documents do no harm: each is answered, and the next one is linted', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ });
  const deep = `${'connections {\n'.repeat(20_000)}`;
  const controls = HQ.replace('BRANCH-NETWORK\ninterface', '\u001b]0;x\u0007\u202e`](command:x)\ninterface').replace(
    'VPN 10',
    'V\u001b[31m 10',
  );
  const texts = [
    deep,
    controls,
    '\ufeff'.repeat(1000),
    '\ud800'.repeat(5000),
    'hostname x\n'.repeat(50_000),
    '{'.repeat(1_000_000),
  ];
  await session(async (editor) => {
    await editor.start([root]);
    for (const [index, text] of texts.entries()) {
      const one = uri(index === 0 ? 'swanctl.conf' : `hostile-${index}.cfg`);
      await editor.open(one, text);
      await editor.diagnostics(one, () => true);
      await editor.symbols(one);
      await editor.close(one);
    }
    await editor.open(uri('odd.cfg'), controls);
    await editor.diagnostics(uri('odd.cfg'), (found) => found.length > 0);
    for (const text of ['match address', 'crypto map V', 'set peer']) await editor.hover(uri('odd.cfg'), text, 15);
    const said = editor.wire.join('');
    assert.ok(!/[\u001b\u0007\u202e]|\\u001b|\\u202e/.test(said), 'a control character got through');
    await editor.open(uri('hq.cfg'), HQ);
    await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'));
    assert.deepEqual(editor.log, []);
  });
});

test('a document beyond the limit is not linted, and that is said', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), `${HQ}${'! remark\n'.repeat(1_000_000)}`);
    const [found] = await editor.diagnostics(uri('hq.cfg'), (list) => list.length > 0);
    assert.match(String(found?.message), /not analysed: it is too large: 9\d+ characters, the limit is 8388608/);
  });
});

test('a folder of too many files is said to be one, and an open document is linted by itself', async () => {
  const files = Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`notes/${index}.txt`, '']));
  const { root, uri } = folder({ 'hq.cfg': HQ, 'branch.cfg': BRANCH.replace('esp-aes 256', 'esp-aes 192'), ...files });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), HQ);
    const found = await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'));
    assert.ok(!found.some(isOfPair));
    assert.match(editor.log.join('\n'), /has more than 5000 files/);
  });
});

test('fast typing is answered once, for the last version; cancelled requests are answered, too', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ });
  await session(async (editor) => {
    await editor.start([root]);
    await editor.open(uri('hq.cfg'), HQ);
    await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'));
    const before = editor.wire.join('').split('publishDiagnostics').length;
    for (let index = 0; index < 50; index++) await editor.change(uri('hq.cfg'), [{ text: `${HQ}! ${'x'.repeat(index)}\n` }]);
    await editor.until(
      () => editor.versionOf(uri('hq.cfg')) === 51,
      () => 'version 51',
    );
    assert.ok(editor.wire.join('').split('publishDiagnostics').length - before <= 3);
    const source = new CancellationTokenSource();
    const asked = editor.connection.sendRequest(HoverRequest.type, editor.place(uri('hq.cfg'), 'crypto map VPN'), source.token);
    source.cancel();
    await asked.then(
      () => undefined,
      (error: unknown) => assert.match(String(error), /cancelled/),
    );
    assert.match(await editor.hover(uri('hq.cfg'), 'crypto map VPN'), /dpdDelay/);
    await assert.rejects(editor.connection.sendRequest('textDocument/noSuchThing', {}), /Unhandled method/);
  });
});

test('a crash is told in the log without the text of the error, and the session goes on', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ, 'crash.mjs': CRASH });
  await session(
    async (editor) => {
      await editor.start([root]);
      await editor.open(uri('hq.cfg'), HQ);
      await editor.until(
        () => editor.log.length > 0,
        () => 'a message',
      );
      assert.match(editor.log.join('\n'), /a bug in ipsec-lint; please report these lines:\nError\n\s+at /);
      assert.ok(!editor.wire.join('').includes('CANARY'));
      await editor.replace(uri('hq.cfg'), 'hostname hq', 'hostname head');
      await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'));
    },
    [],
    ['--import', join(root, 'crash.mjs')],
  );
});

/* The date is asked for once a run: the first time it is not to be had. */
const CRASH = `const real = Date.prototype.toISOString;
Date.prototype.toISOString = () => { Date.prototype.toISOString = real; throw new Error('CANARY'); };
`;

test('it ends when the editor goes away, with status 1 if nobody said so', async () => {
  const editor = new Editor(['--stdio']);
  await editor.start([]);
  const ended = new Promise((resolve) => editor.process.on('close', resolve));
  editor.process.stdin.end();
  assert.equal(await ended, 1);
});

test('only the protocol is on standard output', async () => {
  const { root, uri } = folder({ 'hq.cfg': HQ });
  const editor = new Editor();
  await editor.start([root]);
  await editor.open(uri('hq.cfg'), HQ);
  await editor.diagnostics(uri('hq.cfg'), has('ops/no-dpd'));
  await editor.stop();
  let rest = Buffer.from(editor.wire.join(''));
  let messages = 0;
  while (rest.length > 0) {
    const head = /^Content-Length: (\d+)\r\n\r\n/.exec(rest.toString('latin1'));
    assert.ok(head !== null, `not of the protocol: ${rest.subarray(0, 80).toString()}`);
    const end = head[0].length + Number(head[1]);
    assert.equal(JSON.parse(rest.subarray(head[0].length, end).toString()).jsonrpc, '2.0');
    rest = rest.subarray(end);
    messages++;
  }
  assert.ok(messages >= 3);
});
