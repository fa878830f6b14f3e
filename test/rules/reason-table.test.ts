import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RULES } from '../../rules/index.ts';
import { findingsOf } from '../../rules/shared/from-reason.ts';
import { ruleOfReason } from '../../rules/shared/reason-table.ts';
import type { Device, PairOutcome, Verdict } from '../../src/rule/index.ts';

const IDS: ReadonlySet<string> = new Set(RULES.map(({ meta }) => meta.id));
const REASONS: readonly Verdict['reason'][] = [
  'ok',
  'cannot-initiate',
  'config-rejected',
  'no-ike-config',
  'ike-proposal',
  'aggressive-psk-refused',
  'psk-unusable',
  'auth',
  'peer-config',
  'blocked',
  'child-proposal',
  'ts',
  'ah-nat',
  'ke-group',
  'childless',
  'no-address',
  'kernel',
];
const DETAILS: readonly (Verdict['detail'] | undefined)[] = [
  undefined,
  'version',
  'address',
  'local-address',
  'dynamic-psk',
  'no-psk',
  'psk-differs',
  'credentials',
  'identity',
  'auth-method',
  'exchange-mode',
  'pfs',
  'mode',
  'algorithms',
  'selectors',
  'route-based',
  'dynamic-selectors-nat',
  'single-selector',
  'no-listener',
  'filter-ike',
  'filter-nat-t',
  'filter-esp',
  'filter-source-port',
  'no-encapsulation',
  'exemption-missing',
  'exemption-shadowed',
  'nat-inbound',
  'nat-half-forward',
  'port-stolen',
  'port-pinned',
];

function device(name: string): Device {
  const none: readonly never[] = [];
  return {
    name,
    platform: 'strongswan',
    release: { version: '5.9', basis: 'assumed' },
    sources: none,
    whole: true,
    gaps: none,
    hosts: none,
    interfaces: none,
    filters: none,
    addressGroups: none,
    serviceGroups: none,
    natRules: none,
    natPools: none,
    routeMaps: none,
    routes: none,
    zonePairs: none,
    ikeProposals: none,
    childProposals: none,
    gateways: none,
    secrets: none,
    pools: none,
    authorities: none,
    certificates: none,
    notices: none,
    definitions: none,
    references: none,
  };
}

function verdict(initiator: string, responder: string, change: Partial<Verdict>): Verdict {
  return {
    initiator,
    responder,
    connection: 'c',
    child: 'n',
    responderConnection: 'c',
    path: { nat: [], basis: 'declared', because: [] },
    ike: 'down',
    childSa: 'down',
    traffic: 'blocked',
    reason: 'ike-proposal',
    explanation: `${initiator} and ${responder} disagree`,
    question: null,
    assumptions: [],
    evidence: [{ side: 'responder', origin: { kind: 'written', source: 0, start: 10, end: 20 }, message: 'here' }],
    trace: [],
    ...change,
  };
}

const UP = { ike: 'up', childSa: 'up', traffic: 'passes', reason: 'ok' } as const;

function pair(...verdicts: readonly Verdict[]): PairOutcome {
  return { a: device('a'), b: device('b'), verdicts };
}

function told(outcome: PairOutcome): readonly string[] {
  return [...IDS].flatMap((id) => [...findingsOf(id, outcome)].map(({ severity }) => `${id} ${severity ?? 'error'}`));
}

test('every reason with every detail leads to a rule that exists', () => {
  for (const reason of REASONS) {
    for (const detail of DETAILS) {
      const one = verdict('a', 'b', {
        reason,
        ...(detail === undefined ? {} : { detail }),
        ...(detail === undefined ? {} : { trafficDetail: detail }),
      });
      const outcome = pair(one);
      const id = ruleOfReason(one, outcome, outcome.a, outcome.b);
      assert.ok(IDS.has(id), `${reason} ${detail} -> ${id}`);
    }
  }
});

test('a pair of which no direction comes up has one finding', () => {
  const both = pair(verdict('a', 'b', {}), verdict('b', 'a', { reason: 'auth', detail: 'psk-differs' }));
  assert.equal(told(both).length, 1);
});

test('a refusal is told before silence, and silence before a role', () => {
  const role = verdict('b', 'a', { reason: 'cannot-initiate' });
  assert.deepEqual(told(pair(role, verdict('a', 'b', { reason: 'blocked', detail: 'filter-ike' }))), [
    'filter/ike-blocked error',
  ]);
  const silence = verdict('b', 'a', { reason: 'blocked', detail: 'filter-ike' });
  assert.deepEqual(told(pair(silence, verdict('a', 'b', {}))), ['proposal/no-common-ike error']);
});

test('a direction that fails while the other comes up is a warning, and none when it is a role or a NAT', () => {
  assert.deepEqual(told(pair(verdict('a', 'b', UP), verdict('b', 'a', {}))), ['proposal/no-common-ike warning']);
  assert.deepEqual(told(pair(verdict('a', 'b', UP), verdict('b', 'a', { reason: 'cannot-initiate' }))), []);
  assert.deepEqual(told(pair(verdict('a', 'b', UP), verdict('b', 'a', { reason: 'blocked', detail: 'nat-inbound' }))), []);
});

test('the end behind a NAT waits for the one that cannot reach it', () => {
  const waits = verdict('b', 'a', { reason: 'cannot-initiate' });
  const shutOut = verdict('a', 'b', { reason: 'blocked', detail: 'nat-inbound' });
  assert.deepEqual(told(pair(shutOut, waits)), ['nat/initiates-towards-nat error']);
  assert.deepEqual(told(pair(waits, verdict('a', 'b', { reason: 'cannot-initiate' }))), ['nat/responder-only-both-sides error']);
});

test('a tunnel that comes up without passing packets is told once', () => {
  const blocked = { ...UP, traffic: 'blocked', trafficDetail: 'filter-esp' } as const;
  assert.deepEqual(told(pair(verdict('a', 'b', blocked), verdict('b', 'a', blocked))), ['filter/esp-blocked error']);
});

test('nothing is told of a pair that cannot be decided', () => {
  const open = verdict('a', 'b', { ike: 'unknown', childSa: 'unknown', reason: 'undecided', question: 'Which key?' });
  assert.deepEqual(told(pair(open, verdict('b', 'a', {}))), []);
});
