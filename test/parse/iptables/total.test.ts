import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PacketFilterFile } from '../../../src/parse/iptables/index.ts';
import { parseNft, parseSave } from '../../../src/parse/iptables/index.ts';
import type { SourceFile } from '../../../src/text/source.ts';
import { SourceTable } from '../../../src/text/source.ts';
import { fc } from '../../seeded.ts';

const PARSERS: readonly (readonly [string, (file: SourceFile) => PacketFilterFile])[] = [
  ['iptables-save', parseSave],
  ['nft', parseNft],
];

const WORDS =
  '*filter *nat COMMIT :INPUT DROP ACCEPT -A -I -P -N INPUT FORWARD -p udp esp --dport --sports 500 4500 500:4500 -s -d 192.0.2.1 192.0.2.0/24 ! -i eth0 -j -g LOG DNAT --to-destination 10.0.0.1:500 -m state --state ESTABLISHED,RELATED policy --pol " \' \\ [0:0] table inet ip chain set map type hook input priority filter policy drop accept { } { } ( ) ; , : = == != . @s $d define include add rule element elements saddr daddr dport sport vmap ct state iifname meta l4proto counter log limit rate 10/second jump goto return masquerade snat dnat to redirect # \n \n \n __proto__ constructor'.split(
    ' ',
  );

const soup = fc.array(fc.constantFrom(...WORDS, '\n'), { maxLength: 60 }).map((words) => words.join(' '));

function checkSpans(file: PacketFilterFile, length: number): void {
  const inside = ({ start, end }: { start: number; end: number }): void => assert.ok(start >= 0 && end >= start && end <= length);
  for (const problem of file.problems) inside(problem.span);
  for (const table of file.tables) {
    inside(table.span);
    for (const chain of table.chains) {
      inside(chain.span);
      for (const rule of chain.rules) {
        inside(rule.span);
        for (const match of rule.matches) inside(match.span);
      }
    }
  }
}

for (const [name, parse] of PARSERS) {
  test(`${name}: any text gives a tree with valid spans`, () => {
    const arb = fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }));
    fc.assert(
      fc.property(arb, (text) => checkSpans(parse(new SourceTable().add('x', text)), text.length)),
      { numRuns: 1000 },
    );
  });

  test(`${name}: depth and length are harmless`, () => {
    const texts = [
      '{'.repeat(100_000),
      `table inet f { chain c { udp dport ${'{ '.repeat(100_000)}`,
      'udp dport 500 '.repeat(100_000),
      `-A INPUT ${'! '.repeat(100_000)}`,
      `-A INPUT ${'-s 192.0.2.1 '.repeat(100_000)}`,
      `-A INPUT -s ${'192.0.2.1,'.repeat(200_000)}`,
      `"${"'".repeat(200_000)}`,
      '\\\n'.repeat(200_000),
      'define a = { $a, $a }\ntable ip f { chain c { ip saddr $a accept } }',
      `udp dport vmap { 1 : accept, 2 : drop } ${'udp dport vmap { 1 : accept, 2 : drop } '.repeat(2000)}`,
    ];
    for (const text of texts) {
      const start = process.cpuUsage();
      checkSpans(parse(new SourceTable().add('x', text)), text.length);
      // Processor time: a machine that is busy with other things does not count.
      assert.ok(process.cpuUsage(start).user < 5_000_000, text.slice(0, 30));
    }
  });
}

const corpus = join(import.meta.dirname, '../../../../shared/corpus/strongswan');
const seeds = join(import.meta.dirname, '../../../../shared/reference/seed-examples');

function filesBelow(directory: string, wanted: RegExp): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => wanted.test(path))
    .sort();
}

test('the packet filters of the corpus are understood', { skip: existsSync(corpus) ? false : 'no corpus' }, () => {
  for (const path of filesBelow(corpus, /(^|\/)ip6?tables\.rules$/)) {
    const file = parseSave(new SourceTable().add(path, readFileSync(join(corpus, path), 'utf8')));
    assert.deepEqual(file.problems, [], path);
    assert.ok(file.tables.length > 0, path);
    for (const chain of file.tables.flatMap((table) => table.chains)) assert.ok(chain.hook !== undefined, path);
  }
});

test('the nft sketches are understood', { skip: existsSync(seeds) ? false : 'no seed examples' }, () => {
  const paths = filesBelow(seeds, /\.nft$/);
  for (const path of paths) {
    const file = parseNft(new SourceTable().add(path, readFileSync(join(seeds, path), 'utf8')));
    assert.deepEqual(file.problems, [], path);
    assert.ok(file.tables.flatMap((table) => table.chains.flatMap((chain) => chain.rules)).length > 0, path);
  }
});
