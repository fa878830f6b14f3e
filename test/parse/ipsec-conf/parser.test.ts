import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeIpsecConf, parseIpsecConf } from '../../../src/parse/ipsec-conf/index.ts';
import { SourceFile } from '../../../src/text/source.ts';
import { fc } from '../../seeded.ts';
import { corpusFiles, corpusText, skip } from '../strongswan-files.ts';

function parse(text: string) {
  return parseIpsecConf(new SourceFile(0, 'ipsec.conf', text));
}

/** Effective settings of a conn in the order in which the daemon applies them. */
function effective(text: string, name = 'a'): string[] {
  const conf = mergeIpsecConf(parse(text));
  const conn = conf.conns.find((section) => section.name === name);
  return conn === undefined ? [] : conf.effective(conn).map(({ setting }) => `${setting.name.text}=${setting.value}`);
}

const conns: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['conn a\n  left=1.2.3.4\n', ['left=1.2.3.4']],
  ['conn a # x\n\n  left = %any#y\n# z\n  auto=add', ['auto=add', 'left=%any']],
  ['conn "a"\n\tleftid="C=CH, O=x"\n', ['leftid=C=CH, O=x']],
  ['conn a\n leftid=@#0102 # c\n', ['leftid=@#0102']],
  ['conn a\n left=\n auto=add\n', ['auto=add']],
  ['conn a\n x=1\nconn b\n y=2\nconn a\n x=3\n', ['x=3']],
  ['conn %default\n x=1\n y=1\nconn a\n x=2\n', ['x=2', 'y=1']],
  ['conn a\n also=b\n also=c\n x=0\nconn b\n y=b\n z=b\nconn c\n y=c\n', ['x=0', 'y=c', 'z=b']],
  ['conn a\n y=\n also=b\nconn b\n y=1\n', []],
  ['version 2\nconn a\n version 3\n x=1\n', ['x=1']],
  ['conn a\n include = x\n', ['include=x']],
  ['conn a\r\n auto=add\r\n', []],
];

for (const [text, expected] of conns) {
  test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(effective(text), expected));
}

const errors: readonly (readonly [text: string, log: string])[] = [
  [' conn a\n', "missing value for setting 'conn'"],
  ['left=1\n', 'syntax error, unexpected STRING'],
  ['conn a\nleft=1\n', 'syntax error, unexpected STRING'],
  ['conn\n  left=1\n', 'section name missing'],
  ['conn a\n  left\n', "missing value for setting 'left'"],
  ['conn a b\n', 'syntax error, unexpected STRING'],
  ['conn a=b\n', 'syntax error, unexpected EQ'],
  ['config  setup\n', 'syntax error, unexpected STRING'],
  ['conn a\n  leftid=C=CH\n', 'syntax error, unexpected EQ'],
  ['conn a\n  leftid="C=CH\n', 'syntax error, unexpected STRING_ERROR'],
  ['include a b\n', 'syntax error, unexpected STRING'],
  ['conn a\r\n\r\n', 'syntax error, unexpected STRING'],
];

for (const [text, log] of errors) {
  test(`refuses ${JSON.stringify(text)} as starter does`, () => assert.equal(parse(text).error?.log, log));
}

test('also= that leads nowhere or in a circle is refused', () => {
  const logs = (text: string) => mergeIpsecConf(parse(text)).problems.map(({ log }) => log);
  assert.deepEqual(logs('conn a\n also=b\n'), ["section 'b' referenced in section 'a' not found"]);
  assert.deepEqual(logs('conn a\n also=a\n'), ["section 'a' referenced in section 'a' causes a loop"]);
  assert.deepEqual(logs('conn a\n also=b\nconn b\n also=c\nconn c\n also=a\n'), [
    "section 'a' referenced in section 'c' causes a loop",
  ]);
  assert.deepEqual(logs('conn %default\n also=x\nconn x\n left=1\n'), []);
});

test('a section goes on after an included file, which may begin in the middle of it', () => {
  const outer = parse('conn a\n x=1\n include part\n y=2\n');
  const inner = parse(' z=3\nconn b\n');
  const conf = mergeIpsecConf(outer, () => [inner]);
  const settings = (name: string) => [...(conf.conns.find((section) => section.name === name)?.settings.keys() ?? [])];
  assert.deepEqual(settings('a'), ['x', 'z']);
  assert.deepEqual(settings('b'), ['y']);
});

test('inherited settings know the way they came', () => {
  const text = 'conn %default\n d=1\nconn a\n also=b\nconn b\n also=c\nconn c\n x=1\n';
  const conf = mergeIpsecConf(parse(text));
  const conn = conf.conns[0];
  assert.ok(conn !== undefined);
  const via = conf.effective(conn).map((entry) => entry.via.map((span) => text.slice(span.start, span.end)));
  assert.deepEqual(via, [['b', 'c'], ['conn %default']]);
});

function check(text: string): void {
  const parsed = parse(text);
  for (const { span } of parsed.problems) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
  const conf = mergeIpsecConf(parsed);
  for (const section of conf.conns) {
    for (const { setting } of conf.effective(section)) {
      for (const part of setting.parts) if (!part.quoted) assert.equal(text.slice(part.start, part.end), part.text);
    }
  }
}

const soup = fc.array(
  fc.constantFrom(
    'conn a\n',
    'conn ',
    'ca x\n',
    'config setup\n',
    ' ',
    '\n',
    '=',
    'left',
    'also=a',
    ' also=b\n',
    'conn b\n',
    '"',
    '#',
    '@#',
    '\\',
    'include x',
    '__proto__',
    '\r\n',
  ),
  { maxLength: 60 },
);

test('any text gives a tree with spans that fit', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), check));
  fc.assert(fc.property(soup, (tokens) => check(tokens.join(''))));
});

test('a line of ipsec.secrets that was pasted here is hidden', () => {
  for (const text of ['conn a\n10.0.0.1 : PSK "s3cret"\n', '# @x : EAP s3cret\n']) {
    const file = new SourceFile(0, 'ipsec.conf', text);
    parseIpsecConf(file);
    assert.ok(file.secrets.some(({ start, end }) => text.slice(start, end).includes('s3cret')));
  }
});

test('long chains and many conns take linear time', () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => `conn c${i}\n also=c${i + 1}\n k${i}=v\n`).join('');
  check(`${chain}conn c20000\n`);
});

test('the corpus has no syntax error', { skip }, () => {
  const files = corpusFiles('ipsec.conf');
  assert.ok(files.length > 100);
  for (const file of files) {
    const parsed = parse(corpusText(file));
    assert.deepEqual([...parsed.problems, ...mergeIpsecConf(parsed).problems], [], file);
  }
});
