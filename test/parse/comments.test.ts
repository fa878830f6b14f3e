import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseIos } from '../../src/parse/ios/index.ts';
import { parseIpsecConf } from '../../src/parse/ipsec-conf/index.ts';
import { parseIpsecSecrets } from '../../src/parse/ipsec-secrets/index.ts';
import { parseNft, parseSave } from '../../src/parse/iptables/index.ts';
import { parseSettings } from '../../src/parse/settings/index.ts';
import { type SourceFile, SourceTable } from '../../src/text/source.ts';

/** What the comments of a text say, and the lines that they speak of. */
function said(parse: (file: SourceFile) => unknown, text: string): readonly (readonly [string, number | undefined])[] {
  const file = new SourceTable().add('f', text);
  parse(file);
  return file.directives.map(({ text: words, line }) => [words, line]);
}

test('a comment speaks of its own line, or of the next one that says something', () => {
  const text = '# ipsec-lint: one\n\n   # other\nconnections { # ipsec-lint: two\n  a { }\n}\n# ipsec-lint: three\n';
  assert.deepEqual(said(parseSettings, text), [
    ['one', 4],
    ['two', 4],
    ['three', undefined],
  ]);
  assert.deepEqual(said(parseIos, '! ipsec-lint: one\n!\ncrypto isakmp policy 10\n ! ipsec-lint: two\n encr des\n'), [
    ['one', 3],
    ['two', 5],
  ]);
  assert.deepEqual(said(parseIpsecConf, 'conn a\r\n\t# ipsec-lint: x\r\n\tleft=1.2.3.4 # ipsec-lint: y\r\n'), [
    ['x', 3],
    ['y', 3],
  ]);
  assert.deepEqual(said(parseNft, '# ipsec-lint: x\ntable ip f { # ipsec-lint: y\n}\n'), [
    ['x', 2],
    ['y', 2],
  ]);
});

test('only what the language takes for a comment speaks', () => {
  assert.deepEqual(said(parseSettings, 'secrets { ike { secret = "a \\" # ipsec-lint: ignore" } }\n'), []);
  assert.deepEqual(said(parseSettings, 'a = "x\n# ipsec-lint: ignore\n"\n'), []);
  assert.deepEqual(said(parseSettings, '# see ipsec-lint: nothing\n'), []);
  assert.deepEqual(said(parseIpsecConf, 'conn a\n  leftid="# ipsec-lint: x"\n  rightid=@#ipsec-lint: x\n'), []);
  assert.deepEqual(said(parseIpsecSecrets, ': PSK "a # ipsec-lint: x"\n: PSK a#b # ipsec-lint: y\n'), []);
  assert.deepEqual(said(parseSave, '*filter\n-A INPUT -m comment --comment "x # ipsec-lint: y" -j DROP\nCOMMIT\n'), []);
  assert.deepEqual(said(parseNft, "define a = '# ipsec-lint: x'\n"), []);
  assert.deepEqual(said(parseIos, 'banner motd ^\n! ipsec-lint: ignore x\n^\nhostname a\n'), []);
  assert.deepEqual(said(parseIos, 'interface Tunnel0\n description ! ipsec-lint: x\n'), []);
});

test('a text of nothing but such comments is read in linear time', () => {
  const text = '# ipsec-lint: ignore\n'.repeat(50_000);
  const started = performance.now();
  assert.equal(said(parseSettings, text).length, 50_000);
  assert.equal(said(parseIos, text.replaceAll('#', '!')).length, 50_000);
  assert.ok(performance.now() - started < 20_000, 'quadratic would take minutes');
});
