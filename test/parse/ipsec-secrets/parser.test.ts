import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseIpsecSecrets } from '../../../src/parse/ipsec-secrets/index.ts';
import { SourceFile } from '../../../src/text/source.ts';
import { fc } from '../../seeded.ts';
import { corpusFiles, corpusText, skip } from '../strongswan-files.ts';

/** Lines as `selectors|TOKEN|encoding value`, and what the daemon says where it stops. */
function read(text: string, release: '5.9' | '6.0' = '5.9') {
  const file = new SourceFile(0, 'ipsec.secrets', text);
  const parsed = parseIpsecSecrets(file, { release });
  const lines = parsed.statements.map((statement) => {
    if (statement.kind === 'include') return `include ${statement.pattern}`;
    const { value } = statement;
    const what =
      value === undefined ? (statement.file?.text ?? '') : `${value.encoding} ${text.slice(value.span.start, value.span.end)}`;
    return `${statement.selectors.map((word) => word.text).join(' ')}|${statement.token}|${what}`;
  });
  return {
    lines,
    logs: parsed.problems.map(({ log }) => log),
    hidden: file.secrets.map(({ start, end }) => text.slice(start, end)),
  };
}

const lines: readonly (readonly [text: string, expected: string])[] = [
  [': PSK "a b"', '|PSK|plain a b'],
  ["10.0.0.1 @x : PSK 'a'", '10.0.0.1 @x|PSK|plain a'],
  ['fe80::1 : PSK 0s1234=', 'fe80::1|PSK|base64 1234='],
  [' : PSK 0x1234 rest', '|PSK|hex 1234'],
  [': PSK 0x', '|PSK|plain 0x'],
  ['"C=CH, O=x" : EAP secret', 'C=CH, O=x|EAP|plain secret'],
  [': RSA key.pem "pass"', '|RSA|key.pem'],
  [': XAUTH "x"\r', '|XAUTH|plain x'],
  [': PSK\t"x"', '|PSK|plain x'],
  ['include /etc/*.secrets rest', 'include /etc/*.secrets'],
];

for (const [text, expected] of lines) {
  test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(read(text), { ...read(text), lines: [expected], logs: [] }));
}

const TOKENS = 'line 1: token must be either RSA, ECDSA, PKCS8, P12, PIN, PSK, EAP, XAUTH or NTLM';
const errors: readonly (readonly [text: string, log: string])[] = [
  ['10.0.0.1: PSK "x"', "line 1: missing ' : ' separator"],
  ['a\t:\tPSK "x"', "line 1: missing ' : ' separator"],
  [': psk "x"', TOKENS],
  ['a : ', 'line 1: missing token'],
  [': PSK "x', 'line 1: malformed secret: missing second delimiter'],
  [': PSK #x', 'line 1: missing secret'],
];

for (const [text, log] of errors) {
  test(`stops at ${JSON.stringify(text)}`, () => {
    const { logs, lines: after } = read(`${text}\n: PSK "never read"\n`);
    assert.deepEqual(logs, [log]);
    assert.deepEqual(after, []);
  });
}

test('BLISS keys are known up to 5.9', () => {
  assert.deepEqual(read(': BLISS key.der').lines, ['|BLISS|key.der']);
  assert.deepEqual(read(': BLISS key.der', '6.0').logs, [TOKENS]);
});

test('every secret is hidden, on lines that are wrong or not reached, too', () => {
  const texts = [
    ': PSK "s3cret value"',
    'a : EAP s3cret',
    'a: PSK s3cret',
    'a:PSK "s3cret"',
    'b PSK s3cret',
    ': RSA key.pem s3cret',
    ': PSK "s3cret',
  ];
  for (const text of texts) {
    const { hidden } = read(`wrong line\n${text}\n`);
    assert.ok(
      hidden.some((part) => part.includes('s3cret')),
      text,
    );
    assert.ok(!hidden.some((part) => part.includes('key.pem')), text);
  }
});

function check(text: string): void {
  const file = new SourceFile(0, 'ipsec.secrets', text);
  const parsed = parseIpsecSecrets(file);
  for (const { span } of parsed.problems) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
  for (const { start, end } of file.secrets) assert.ok(start < end && end <= text.length);
  assert.ok(parsed.problems.length <= 1);
}

test('any text is read without a throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), check));
  const soup = fc.array(
    fc.constantFrom(' : ', ':', ' ', '\t', 'PSK ', 'EAP ', 'RSA ', '"', "'", '0x', '0s', '#', 'a', '\n', '\r\n', 'include '),
    { maxLength: 60 },
  );
  fc.assert(fc.property(soup, (tokens) => check(tokens.join(''))));
});

test('the corpus is read to the end', { skip }, () => {
  for (const file of corpusFiles('ipsec.secrets')) assert.deepEqual(read(corpusText(file)).logs, [], file);
});
