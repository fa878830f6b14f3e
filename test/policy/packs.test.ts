import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { createCompiler } from '../../src/policy/compile.ts';
import type { PolicyPack } from '../../src/policy/pack.ts';
import { verifyPack } from '../../src/policy/verify.ts';

const PACKS = new URL('../../rules/packs/', import.meta.url);
const SCHEMA = JSON.parse(readFileSync(new URL('../../schemas/policy-1.schema.json', import.meta.url), 'utf8'));

for (const file of readdirSync(PACKS).filter((name) => name.endsWith('.json'))) {
  test(`${file}: valid, and every policy fails its failing and passes its passing examples`, () => {
    const pack: PolicyPack = JSON.parse(readFileSync(new URL(file, PACKS), 'utf8'));
    const validate = new Ajv().compile(SCHEMA);
    assert.ok(validate(pack), JSON.stringify(validate.errors));
    assert.deepEqual(verifyPack(pack, createCompiler()).problems, []);
  });

  test(`${file}: its coverage counts no requirement twice, and none that has no policy`, () => {
    const { coverage = '', policies }: PolicyPack = JSON.parse(readFileSync(new URL(file, PACKS), 'utf8'));
    const [, covered, all] = /^(\d+) of (\d+) requirements/.exec(coverage) ?? [];
    const unread = /; (\d+) w(?:as|ere) not/.exec(coverage)?.[1] ?? 0;
    assert.ok(Number(covered) <= policies.length, coverage);
    assert.ok(Number(covered) + Number(unread) <= Number(all), coverage);
  });
}

test('what was read in no part of its document is advice', () => {
  for (const file of readdirSync(PACKS).filter((name) => name.endsWith('.json'))) {
    const { id, policies }: PolicyPack = JSON.parse(readFileSync(new URL(file, PACKS), 'utf8'));
    for (const { id: name, evidence, advisory } of policies) {
      assert.ok(evidence !== undefined, `${id}/${name}`);
      assert.ok(evidence !== 'secondary' || advisory !== undefined, `${id}/${name}`);
    }
  }
});

const POLICY: PolicyPack = {
  schema: 'ipsec-lint-policy/1',
  id: 'own',
  title: 'Own rules',
  policies: [
    {
      id: 'groups',
      select: 'ike-proposal',
      assert: { properties: { weakestGroupBits: { minimum: 128 } } },
      message: '{name} has a weak group',
      severity: 'error',
      examples: { fails: [{ weakestGroupBits: 80 }], passes: [{ weakestGroupBits: 128 }] },
    },
  ],
};

function withPolicy(change: object): PolicyPack {
  const [policy] = POLICY.policies;
  assert.ok(policy);
  return { ...POLICY, policies: [{ ...policy, ...change }] };
}

test('a property that the view does not have is an error with a suggestion, not a pass', () => {
  const { problems } = verifyPack(
    withPolicy({ assert: { properties: { weakestGruopBits: { minimum: 128 } } } }),
    createCompiler(),
  );
  assert.match(problems[0]?.message ?? '', /weakestGroupBits/);
});

test('a value that the view never has is an error with a suggestion', () => {
  const assertion = { properties: { encryption: { contains: { const: 'aes-256-gcm-61' } } } };
  const { problems } = verifyPack(withPolicy({ assert: assertion }), createCompiler());
  assert.match(problems[0]?.message ?? '', /aes-256-gcm-16/);
});

test('advice that would fail a gate is an error', () => {
  const { problems } = verifyPack(withPolicy({ advisory: 'nothing can do it' }), createCompiler());
  assert.deepEqual(
    problems.map(({ pointer }) => pointer),
    ['/policies/0/severity'],
  );
  assert.deepEqual(verifyPack(withPolicy({ advisory: 'nothing can do it', severity: 'info' }), createCompiler()).problems, []);
});

test('an example that does not do what it should is an error', () => {
  const { problems } = verifyPack(
    withPolicy({ examples: { fails: [{ weakestGroupBits: 256 }], passes: [{ weakestGroupBits: 80 }] } }),
    createCompiler(),
  );
  assert.equal(problems.length, 2);
});

test('an example without the fact that is asserted is undecided, which is neither', () => {
  const { problems } = verifyPack(
    withPolicy({ examples: { fails: [{ name: 'x' }], passes: [{ weakestGroupBits: 128 }] } }),
    createCompiler(),
  );
  assert.match(problems[0]?.message ?? '', /undecided/);
});

test('keywords that run regular expressions or reach outside are refused', () => {
  for (const assertion of [{ properties: { name: { pattern: '^(a+)+$' } } }, { $ref: 'http://example.com/x' }]) {
    assert.ok(verifyPack(withPolicy({ assert: assertion }), createCompiler()).problems.length > 0);
  }
});

const VACUOUS: Readonly<Record<string, unknown>> = {
  'a typo in then': JSON.parse('{"if":{"properties":{"aead":{"const":true}}},"then":{"properties":{"grups":{"minItems":1}}}}'),
  'a typo in not': { not: { properties: { weakestGruopBits: { minimum: 1 } } } },
  'a typo in required': { required: ['weakestGruopBits'] },
  'a value of another type': { properties: { weakestGroupBits: { const: '128' } } },
  'a list compared with a word': { properties: { encryption: { const: 'des' } } },
  'contains on a number': { properties: { weakestGroupBits: { contains: { const: 1 } } } },
  'a length of a number': { properties: { weakestGroupBits: { minLength: 1 } } },
  'a bound of a word': { properties: { name: { minimum: 1 } } },
  'a value that is nested in contains': { properties: { encryption: { not: { contains: { enum: ['dess'] } } } } },
  patternProperties: { patternProperties: { '^w': { minimum: 1 } } },
  dependentRequired: { dependentRequired: { aead: ['groups'] } },
  'a boolean': { properties: { weakestGroupBits: true } },
  'a boolean in anyOf': { anyOf: [true, { properties: { weakestGroupBits: { minimum: 1 } } }] },
  'nothing about a property': { properties: { weakestGroupBits: {} } },
  'then without if': JSON.parse('{"then":{"properties":{"weakestGroupBits":{"minimum":1}}}}'),
  'no property at all': {},
  'a keyword with a typo': { properties: { weakestGroupBits: { minimun: 128 } } },
};

for (const [name, assertion] of Object.entries(VACUOUS))
  test(`no policy passes by ${name}`, () => {
    assert.ok(verifyPack(withPolicy({ assert: assertion }), createCompiler()).problems.length > 0);
    assert.ok(verifyPack(withPolicy({ when: assertion }), createCompiler()).problems.length > 0);
  });
