import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lint } from '../../src/index.ts';

const office = (name: string): string => readFileSync(new URL(`../../examples/office/${name}`, import.meta.url), 'utf8');
const [HQ, BRANCH] = [office('hq.cfg'), office('branch.cfg')];

const CONN_A = `  a {
    version = 1
    local_addrs = 203.0.113.1
    remote_addrs = 203.0.113.2
    proposals = 3des-md5-modp1024
    local { auth = psk }
    remote { auth = psk }
    children { net { esp_proposals = 3des-md5 } }
  }
`;
const CONN_B = CONN_A.replace('  a {', '  b {').replace('203.0.113.2', '203.0.113.3').replace('version = 1', 'version = 2');
const SECRETS = 'secrets { ike-1 { secret = "short" } }\n';
const SWANCTL = `connections {\n${CONN_A}${CONN_B}}\n${SECRETS}`;
const PEER = `connections {\n${CONN_A.replace('203.0.113.1', 'x').replace('203.0.113.2', '203.0.113.1').replace('x', '203.0.113.2').replace('3des-md5-modp1024', 'aes128-sha1-modp2048')}}\n${SECRETS}`;

/** Rules and fingerprints of texts at hand, sorted. */
function prints(files: Readonly<Record<string, string>>): readonly string[] {
  const { findings } = lint(Object.entries(files).map(([path, text]) => ({ path, text })));
  return findings.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`).sort();
}

const IOS = prints({ 'hq.cfg': HQ, 'branch.cfg': BRANCH });
const LINUX = prints({ 'a/swanctl.conf': SWANCTL, 'b/swanctl.conf': PEER });

/** Top-level stanzas of an IOS configuration, from the last to the first, those that name the router first. */
function reversed(text: string): string {
  const stanzas = text.split(/^!\n/m).filter((stanza) => stanza.trim() !== '' && stanza.trim() !== 'end');
  const isHead = (stanza: string): boolean => /^(version|hostname)/.test(stanza);
  return [...stanzas.filter(isHead), ...stanzas.filter((one) => !isHead(one)).reverse(), 'end\n'].join('!\n');
}

test('there is something to recognise, and every fingerprint is used once', () => {
  for (const found of [IOS, LINUX]) {
    assert.ok(found.length > 8, found.join('\n'));
    assert.equal(new Set(found).size, found.length);
  }
  assert.ok(IOS.some((one) => one.startsWith('filter/')) && LINUX.some((one) => one.startsWith('proposal/')));
});

test('moved lines change no fingerprint', () => {
  assert.deepEqual(prints({ 'hq.cfg': `!\n!\n\n${HQ.replaceAll('!\n', '!\n!\n')}`, 'branch.cfg': BRANCH }), IOS);
  const moved = `# one\n\n\n${SWANCTL.replaceAll('\n', '\n\n')}`;
  assert.deepEqual(prints({ 'a/swanctl.conf': moved, 'b/swanctl.conf': PEER }), LINUX);
});

test('blocks in another order change no fingerprint', () => {
  assert.notEqual(reversed(HQ), HQ);
  assert.deepEqual(prints({ 'hq.cfg': reversed(HQ), 'branch.cfg': reversed(BRANCH) }), IOS);
  const other = `${SECRETS}connections {\n${CONN_B}${CONN_A}}\n`;
  assert.deepEqual(prints({ 'a/swanctl.conf': other, 'b/swanctl.conf': PEER }), LINUX);
});

test('renamed files change no fingerprint, whether the text names the device or the path does', () => {
  assert.deepEqual(prints({ 'sites/1/center.txt': HQ, 'a-branch.conf': BRANCH }), IOS);
  const snippet = (text: string): string => text.replace(/^(version|hostname).*\n/gm, '');
  const nameless = prints({ 'hq.cfg': snippet(HQ), 'branch.cfg': snippet(BRANCH) });
  assert.deepEqual(prints({ 'z/center.cfg': snippet(HQ), 'y.cfg': snippet(BRANCH) }), nameless);
  assert.deepEqual(prints({ 'sites/z/etc/swanctl/swanctl.conf': SWANCTL, 'y/swanctl.conf': PEER }), LINUX);
  assert.deepEqual(prints({ 'a/conf.d/all.conf': SWANCTL, 'b/conf.d/x.conf': PEER }), LINUX);
});

test('another file of the fleet changes no fingerprint', () => {
  const more = prints({
    '0.cfg': HQ.replace('hostname hq', 'hostname zero').replaceAll('cisco', 'other'),
    'hq.cfg': HQ,
    'branch.cfg': BRANCH,
  });
  const missing = IOS.filter((one) => !more.includes(one));
  assert.deepEqual(missing, []);
});

test('another value is another finding', () => {
  const weaker = prints({ 'hq.cfg': HQ.replace('encr 3des', 'encr des'), 'branch.cfg': BRANCH });
  assert.ok(weaker.some((one) => !IOS.includes(one)));
});
