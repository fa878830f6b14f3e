import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCompiler } from '../../src/policy/compile.ts';
import type { PolicySchema, ViewData } from '../../src/policy/pack.ts';
import { statementOf } from '../../src/policy/truth.ts';

/* Through JSON, as packs come: `then` is a keyword here, not a promise's. */
const IF_WEAK_THEN_PSK: PolicySchema = JSON.parse(
  '{"if":{"properties":{"bits":{"minimum":128}}},"then":{"properties":{"methods":{"contains":{"const":"psk"}}}}}',
);
const WEAK = { properties: { bits: { minimum: 128 } } };
const PSK = { properties: { methods: { contains: { const: 'psk' } } } };

const CASES: readonly (readonly [string, PolicySchema, ViewData, 'true' | 'false' | 'unknown'])[] = [
  ['a property that is not known', WEAK, {}, 'unknown'],
  ['its negation', { not: WEAK }, {}, 'unknown'],
  ['anyOf with one known true', { anyOf: [WEAK, PSK] }, { methods: ['psk'] }, 'true'],
  ['anyOf with one known false', { anyOf: [WEAK, PSK] }, { methods: ['eap'] }, 'unknown'],
  ['allOf with one known false', { allOf: [WEAK, PSK] }, { methods: ['eap'] }, 'false'],
  ['allOf with one known true', { allOf: [WEAK, PSK] }, { methods: ['psk'] }, 'unknown'],
  ['oneOf with two true and one unknown', { oneOf: [PSK, PSK, WEAK] }, { methods: ['psk'] }, 'false'],
  ['oneOf with one true and one unknown', { oneOf: [PSK, WEAK] }, { methods: ['psk'] }, 'unknown'],
  ['if that is not known', IF_WEAK_THEN_PSK, { methods: ['eap'] }, 'unknown'],
  ['if that is not known, whatever then', IF_WEAK_THEN_PSK, { methods: ['psk'] }, 'true'],
  ['else of an if that is false', { if: WEAK, else: PSK }, { bits: 80, methods: ['eap'] }, 'false'],
  ['a list with an unknown item', { not: PSK }, { methods: ['unknown'] }, 'unknown'],
  ['a policy that asks for unknown', { properties: { nat: { enum: ['no', 'unknown'] } } }, { nat: 'unknown' }, 'true'],
  ['a policy that does not', { properties: { nat: { const: 'no' } } }, { nat: 'unknown' }, 'unknown'],
  ['required', { required: ['bits'] }, {}, 'unknown'],
];

for (const [name, schema, data, expected] of CASES)
  test(`${name}: ${expected}`, () => assert.equal(statementOf(schema, createCompiler())(data).is, expected));
