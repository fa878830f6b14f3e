import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseIos } from '../../../src/parse/ios/index.ts';
import { SourceFile } from '../../../src/text/source.ts';

const CORPUS = path.resolve(import.meta.dirname, '../../../../shared/corpus/ios');
const INDEX = path.join(CORPUS, 'INDEX.tsv');
const skip = existsSync(INDEX) ? false : 'no corpus beside the project';

function texts(): string[] {
  const [, ...rows] = readFileSync(INDEX, 'utf8').trim().split('\n');
  return rows.map((row) => readFileSync(path.join(CORPUS, row.split('\t')[0] ?? ''), 'utf8'));
}

const CLAIMED =
  /^(?:crypto |interface |access-list |ip access-list |ipv6 access-list |ip nat |object-group |zone |zone-pair |class-map type inspect|policy-map type inspect|ip route )/;

/** Lines in blocks that the parser claims to understand, certificates aside. */
function claimedLines(text: string): number {
  let count = 0;
  let inside = false;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.trimStart().startsWith('!')) continue;
    if (!/^\s/.test(line)) inside = CLAIMED.test(line);
    if (inside && !/^\s+[0-9A-F]{8}(?: [0-9A-F]{8})+/.test(line)) count++;
  }
  return count;
}

test('fewer than 0.5 % of the claimed lines of the corpus are not understood', { skip }, () => {
  let claimed = 0;
  let problems = 0;
  for (const text of texts()) {
    claimed += claimedLines(text);
    problems += parseIos(new SourceFile(0, 'corpus.cfg', text)).problems.filter(({ kind }) => kind !== 'foreign').length;
  }
  assert.ok(claimed > 5000);
  assert.ok(problems / claimed < 0.005, `${problems} of ${claimed}`);
});

test('corpus files with lines deleted, doubled and swapped still give a tree', { skip }, () => {
  for (const [number, text] of texts().entries()) {
    const lines = text.split('\n');
    const at = (number * 7919) % lines.length;
    const other = (number * 104729) % lines.length;
    const damaged = [...lines.slice(0, at), ...lines.slice(at + 1), lines[other] ?? ''].toSpliced(
      other,
      0,
      lines[at] ?? '',
      (lines[other] ?? '').slice(0, 9),
    );
    const tree = parseIos(new SourceFile(0, 'damaged.cfg', damaged.join('\n')));
    assert.ok(tree.words.length >= 0 && tree.statements.every(({ start, end }) => start <= end));
  }
});
