import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeSettings, parseSettings, type SectionView, type Statement } from '../../../src/parse/settings/index.ts';
import { SourceFile } from '../../../src/text/source.ts';
import { fc } from '../../seeded.ts';
import { corpusFiles, corpusText, skip } from '../strongswan-files.ts';

function parse(text: string) {
  return parseSettings(new SourceFile(0, 'swanctl.conf', text));
}

/** Sections and values of a text, one a line: `a.b = "c"`. */
function lines(text: string): string[] {
  const out: string[] = [];
  const visit = (view: SectionView, path: string): void => {
    for (const { setting } of view.settings()) out.push(`${path}${setting.name.text} = ${JSON.stringify(setting.value)}`);
    for (const section of view.sections()) {
      out.push(`${path}${section.name}`);
      visit(section, `${path}${section.name}.`);
    }
  };
  visit(mergeSettings([parse(text)]).root, '');
  return out;
}

const values: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['a = b\n', ['a = "b"']],
  ['a { b = c }', ['a', 'a.b = "c"']],
  ['a\n{\n}\n', ['a']],
  ['a\n= b', ['a = "b"']],
  ['a = x   y  "z  z"q', ['a = "x y z  z q"']],
  ['a = b # comment\n', ['a = "b"']],
  ['a = abc#def\n', ['a = "abc"']],
  ['a = { : = , .\n', ['a = "{ : = , ."']],
  ['a =\n', []],
  ['a = ""\n', ['a = ""']],
  ["a = 'x y'\n", ['a = "\'x y\'"']],
  ['a = "x\\ny\\"z\\q"\n', ['a = "x\\ny\\"zq"']],
  ['a = "x\\\n  y"\n', ['a = "x  y"']],
  ['a = b\\ c\n', ['a = "b\\\\ c"']],
  ['a = x\r\nb = y\r\n', ['a = "x"', 'b = "y"']],
  ['include = 3', ['include = "3"']],
  ['a { k = 1\n }\n a { l = 2\n }', ['a', 'a.k = "1"', 'a.l = "2"']],
  ['k = 1\nk = 2\n', ['k = "2"']],
  ['k = 1\nk =\n', []],
  ['t { k = 1\n }\n a : t { l = 2\n }', ['t', 't.k = "1"', 'a', 'a.l = "2"', 'a.k = "1"']],
  ['t { k = 1\n l = 2\n }\n a : t { k =\n }', ['t', 't.k = "1"', 't.l = "2"', 'a', 'a.l = "2"']],
  ['a : t1, t2 { }\n t1 { k = 1\n }\n t2 { k = 2\n }', ['a', 'a.k = "1"', 't1', 't1.k = "1"', 't2', 't2.k = "2"']],
  ['x { b { k = 1\n } }\n c : x.b { }', ['x', 'x.b', 'x.b.k = "1"', 'c', 'c.k = "1"']],
  ['t { s { k = 1\n } }\n a : t { s { l = 2\n } }', ['t', 't.s', 't.s.k = "1"', 'a', 'a.s', 'a.s.l = "2"', 'a.s.k = "1"']],
  ['a : nowhere { k = 1\n }', ['a', 'a.k = "1"']],
  ['a : b { x = 1\n }\n b : a { y = 2\n }', ['a', 'a.x = "1"', 'a.y = "2"', 'b', 'b.y = "2"', 'b.x = "1"']],
  ['a : a { x = 1\n }', ['a', 'a.x = "1"']],
];

for (const [text, expected] of values) {
  test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(lines(text), expected));
}

const errors: readonly (readonly [text: string, log: string, place: string])[] = [
  ['a', "syntax error, unexpected end of file, expecting : or '{' or '='", ''],
  ['a b', "syntax error, unexpected NAME, expecting : or '{' or '='", 'b'],
  ['a {', "syntax error, unexpected end of file, expecting NAME or NEWLINE or '}'", ''],
  ['}', "syntax error, unexpected '}', expecting end of file or NAME or NEWLINE", '}'],
  ['a { = }', "syntax error, unexpected '=', expecting NAME or NEWLINE or '}'", '='],
  ['a.b = c', "syntax error, unexpected ., expecting : or '{' or '='", '.'],
  ['a : { }', "syntax error, unexpected '{', expecting NAME", '{'],
  ['a : b c { }', 'syntax error, unexpected NAME, expecting "," or \'{\'', 'c'],
  ['"x" = 3', 'syntax error, unexpected STRING_ERROR, expecting end of file or NAME or NEWLINE', '"'],
  ['a = "x', 'syntax error, unexpected STRING_ERROR, expecting end of file or NAME or NEWLINE', '"'],
  ['one { b = c d { e = f } }\n', "syntax error, unexpected '}', expecting end of file or NAME or NEWLINE", '}'],
  ['include x y', "syntax error, unexpected end of file, expecting : or '{' or '='", ''],
];

for (const [text, log, place] of errors) {
  test(`refuses ${JSON.stringify(text)} as the daemon does`, () => {
    const { error } = parse(text);
    assert.equal(error?.log, log);
    assert.equal(text.slice(error?.span.start, error?.span.end), place);
  });
}

test('a value knows its span and the references that lead to it', () => {
  const text = 'base { k = v w\n }\nmid : base { }\ntop : mid { }\n';
  const found = mergeSettings([parse(text)])
    .root.section('top')
    ?.get('k');
  const { start, end } = found?.setting.valueSpan ?? { start: 0, end: 0 };
  assert.equal(text.slice(start, end), 'v w');
  assert.deepEqual(
    found?.via.map((span) => text.slice(span.start, span.end)),
    ['mid', 'base'],
  );
});

test('included statements stand where the include does', () => {
  const outer = parse('a {\n k = 1\n include part.conf\n l = 3\n}\n');
  const inner = parse('k = 2\nl = 2\n');
  const { root } = mergeSettings([outer], (pattern) => (pattern === 'part.conf' ? [inner] : undefined));
  assert.equal(root.section('a')?.get('k')?.setting.value, '2');
  assert.equal(root.section('a')?.get('l')?.setting.value, '3');
});

test('a file that includes itself ends', () => {
  const file = parse('a { include self\n include self\n }\n');
  const merged = mergeSettings([file], () => [file]);
  assert.ok(merged.missing.length > 0);
});

test('secrets are marked to the end of their line, in unparsed text, too', () => {
  const text = 'secrets { ike { secret = ab#cd\n } }\n.\neap { secret = "hidden\nbelow" }\n# psk_secret = commented\n';
  const file = new SourceFile(0, 'swanctl.conf', text);
  parseSettings(file);
  const hidden = file.secrets.map(({ start, end }) => text.slice(start, end)).join('|');
  for (const part of ['ab#cd', 'hidden', 'below', 'commented']) assert.ok(hidden.includes(part), part);
});

test('100,000 nested sections and names of prototypes are nothing special', () => {
  const depth = 100_000;
  assert.equal(parse('a {'.repeat(depth) + '}'.repeat(depth)).error, undefined);
  assert.ok(parse('a {'.repeat(depth)).error !== undefined);
  assert.deepEqual(lines('__proto__ { constructor = x\n __proto__ = y\n }'), [
    '__proto__',
    '__proto__.constructor = "x"',
    '__proto__.__proto__ = "y"',
  ]);
  mergeSettings([parse('a {'.repeat(depth) + '}'.repeat(depth))]);
});

function check(text: string): void {
  const file = new SourceFile(0, 'any.conf', text);
  const parsed = parseSettings(file);
  const stack: Statement[] = [...parsed.statements];
  for (let statement = stack.pop(); statement !== undefined; statement = stack.pop()) {
    if (statement.kind === 'section') {
      assert.equal(text.slice(statement.name.start, statement.name.end), statement.name.text);
      stack.push(...statement.statements);
    } else if (statement.kind === 'setting') {
      for (const part of statement.parts) if (!part.quoted) assert.equal(text.slice(part.start, part.end), part.text);
    }
  }
  for (const { span } of parsed.problems) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
  for (const { start, end } of file.secrets) assert.ok(start < end && end <= text.length);
  mergeSettings([parsed]).root.sections();
}

const soup = fc.array(
  fc.constantFrom(
    'a',
    'b',
    'secret',
    '{',
    '}',
    '=',
    ':',
    ',',
    '.',
    '\n',
    ' ',
    '"',
    '"x y"',
    '#',
    '\\',
    'include x',
    'k = v\n',
    ' : t {',
    '__proto__',
    '\r\n',
  ),
  { maxLength: 60 },
);

test('any text gives a tree with spans that fit', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), check));
  fc.assert(fc.property(soup, (tokens) => check(tokens.join(''))));
  fc.assert(fc.property(soup, (tokens) => check(tokens.join(' '))));
});

test('the corpus has no syntax error, and damaged files of it still give a tree', { skip }, () => {
  const files = corpusFiles('swanctl.conf', 'strongswan.conf');
  assert.ok(files.length > 900);
  for (const [number, file] of files.entries()) {
    const text = corpusText(file);
    assert.deepEqual(parse(text).problems, [], file);
    if (number % 10 === 0) check(damage(text, number));
  }
});

function damage(text: string, seed: number): string {
  const at = (seed * 7919) % (text.length + 1);
  const to = (seed * 104_729) % (text.length + 1);
  return text.slice(0, at) + text.slice(Math.min(at + 3, text.length)) + text.slice(Math.min(at, to), Math.max(at, to));
}
