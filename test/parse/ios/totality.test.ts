import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type IosStatement, type IosTree, parseIos } from '../../../src/parse/ios/index.ts';
import { SourceFile } from '../../../src/text/source.ts';
import { fc } from '../../seeded.ts';

function parse(text: string): IosTree {
  return parseIos(new SourceFile(0, 'any.cfg', text));
}

function assertSpans(tree: IosTree): void {
  const { length } = tree.source.text;
  const inside = (start: number, end: number) =>
    assert.ok(start >= 0 && start <= end && end <= length, `${start}..${end} of ${length}`);
  const visit = (statements: readonly IosStatement[], from: number): void => {
    for (const { start, end, first, count, children } of statements) {
      inside(start, end);
      assert.ok(start >= from);
      for (let word = first; word < first + count; word++) inside(tree.startOf(word), tree.endOf(word));
      visit(children, end);
    }
  };
  visit(tree.statements, 0);
  for (const { span, block } of tree.problems) {
    inside(span.start, span.end);
    if (block !== undefined) inside(block.start, block.end);
  }
  for (const { start, end } of tree.source.secrets) inside(start, end);
}

const WORDS =
  'crypto isakmp ikev2 ipsec map policy profile keyring key address host any 10 0.0.0.0 255.255.255.0 192.0.2.1 2001:db8::/32 ! no default exit end quit ' +
  'interface Tunnel0 Gi 0/0 tunnel source ip nat inside static list access-list permit deny udp eq 500 isakmp set peer match banner ^C ^ # < > " {{ }} ${ certificate ' +
  'ABCDEF01 R1# R1(config)# --More-- \b\b macro name @ -----BEGIN x __proto__ constructor object-group range remark';
const token = fc.constantFrom(...WORDS.split(' '));
const separator = fc.constantFrom(' ', ' ', '\n', '\n ', '\r\n', '\t', '\u00a0', '  ');
const soup = fc.array(fc.tuple(token, separator), { maxLength: 200 }).map((parts) => parts.flat().join(''));

test('any text gives a tree with spans inside it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => assertSpans(parse(text))),
    { numRuns: 300 },
  );
});

test('any order of words gives a tree with spans inside it', () => {
  fc.assert(
    fc.property(soup, (text) => assertSpans(parse(text))),
    { numRuns: 500 },
  );
});

test('hostile texts: one very long line, many openings without an end', () => {
  assertSpans(parse(`crypto isakmp key ${'x '.repeat(200_000)}`));
  assertSpans(parse('banner motd ^C\n'.repeat(20_000)));
  assertSpans(parse('-----BEGIN X\n'.repeat(20_000)));
  assertSpans(parse('interface Tunnel <<<<<<<<\n'.repeat(5_000)));
  assertSpans(parse(`crypto isakmp key ${'<'.repeat(20_000)}`));
  assertSpans(parse(`interface Tunnel0\n${' interfce x\n'.repeat(20_000)}`));
});
