import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { interfaceName } from '../../../src/model/ios/interface-names.ts';
import { fc } from '../../seeded.ts';
import { type Built, buildText } from './build.ts';

const CORPUS = path.resolve(import.meta.dirname, '../../../../shared/corpus/ios');
const INDEX = path.join(CORPUS, 'INDEX.tsv');
const skip = existsSync(INDEX) ? false : 'no corpus beside the project';

function texts(): string[] {
  const [, ...rows] = readFileSync(INDEX, 'utf8').trim().split('\n');
  return rows.map((row) => readFileSync(path.join(CORPUS, row.split('\t')[0] ?? ''), 'utf8'));
}

/** Fields of an entity that are ids of other entities or flags of its list parts: they have no place of their own. */
const LINKS: ReadonlySet<string> = new Set(['id', 'at', 'header', 'ikeProposals', 'proposals', 'acceptsAny']);

function entities(value: unknown, found: Record<string, unknown>[] = []): Record<string, unknown>[] {
  if (Array.isArray(value)) for (const item of value) entities(item, found);
  else if (typeof value === 'object' && value !== null) {
    const object: Record<string, unknown> = { ...value };
    if ('at' in object && 'header' in object) found.push(object);
    for (const [key, item] of Object.entries(object)) if (key !== 'at' && key !== 'header') entities(item, found);
  }
  return found;
}

function assertProvenance({ device, text }: Built): void {
  for (const entity of entities(device)) {
    const at: Record<string, unknown> = { ...(typeof entity.at === 'object' ? entity.at : {}) };
    for (const [key, value] of Object.entries(entity)) {
      if (LINKS.has(key) || typeof value === 'object') continue;
      const origin = at[key];
      assert.ok(
        typeof origin === 'object' && origin !== null && 'kind' in origin,
        `${String(entity.id)}: no provenance for ${key}`,
      );
      if (origin.kind === 'written' && 'start' in origin && 'end' in origin)
        assertLexes(text, value, Number(origin.start), Number(origin.end), key);
    }
  }
}

/** A name or a number stands at its span, alone or in its statement. */
function assertLexes(text: string, value: unknown, start: number, end: number, key: string): void {
  assert.ok(start >= 0 && start < end && end <= text.length, `${key}: empty span`);
  const written = text.slice(start, end).replace(/\\(.)/g, '$1');
  if (typeof value === 'number')
    assert.ok(written.includes(String(value)) || /[a-z]/i.test(written), `${key}: ${value} at '${written}'`);
  else if (typeof value === 'string' && key !== 'name' && !/\s/.test(written)) {
    assert.ok(
      written === value ||
        interfaceName(written) === value ||
        value.startsWith(written) ||
        /^[a-z-]+$/.test(value) ||
        value.includes('/'),
      `${key}: ${value} at '${written}'`,
    );
  }
}

test('every field of every device of the corpus says where it is from', { skip }, () => {
  for (const text of texts()) assertProvenance(buildText(text));
});

test('no secret of the corpus is in a model', { skip }, () => {
  for (const text of texts()) {
    const { device, sources } = buildText(text);
    const printed = JSON.stringify(device);
    for (const { start, end } of sources.get(0).secrets) {
      const secret = text.slice(start, end);
      if (secret.length < 9 || text.split(secret).length > 2) continue;
      assert.ok(!printed.includes(JSON.stringify(secret).slice(1, -1)), 'a secret is in the model');
    }
  }
});

const WORDS =
  'crypto isakmp ikev2 ipsec map policy profile keyring peer key address host any 10 0.0.0.0 255.255.255.0 192.0.2.1 2001:db8::/32 no default interface Tunnel0 Gi0/0 tunnel source ' +
  'destination mode protection ip nat inside source static list access-list extended permit deny udp eq isakmp set match transform-set esp-aes __proto__ constructor object-group network ' +
  'range remark zone-pair security class-map type inspect dynamic dynamic-map route-map gdoi client ezvpn group virtual-template 1';

test('whatever is read can be modelled', () => {
  const soup = fc.array(fc.tuple(fc.constantFrom(...WORDS.split(' ')), fc.constantFrom(' ', ' ', '\n', '\n ')), {
    maxLength: 150,
  });
  fc.assert(
    fc.property(soup, (parts) => {
      assertProvenance(buildText(parts.flat().join('')));
    }),
    { numRuns: 300 },
  );
});
