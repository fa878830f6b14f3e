import type { Child, Device, PairOutcome } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';

/** The length of the check value is not negotiated: one end that cuts it shorter than the other drops everything. */
export const rule = defineRule({
  meta: {
    id: 'proposal/truncation-mismatch',
    summary: 'one end truncates HMAC-SHA-256 to 96 bits and the other to 128',
    severity: 'error',
    scope: ['pair'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['proposal', 'interoperability'],
    references: ['RFC 4868, section 2.3', 'strongSwan, swanctl.conf(5), sha256_96'],
    messages: {
      differs: {
        text: 'from {initiator} to {responder} ({connection}): the tunnel comes up, and no packet is accepted, for {short} cuts HMAC-SHA-256 to 96 bits and {long} to 128',
        help: 'Remove sha256_96 (ipsec.conf: sha256_96) at {short}',
      },
    },
  },
  *pair(pair) {
    for (const verdict of pair.verdicts) {
      if (verdict.childSa !== 'up') continue;
      const [from, to] = pair.a.name === verdict.initiator ? [pair.a, pair.b] : [pair.b, pair.a];
      const mine = childOf(from, verdict.connection, verdict.child);
      const theirs = childOf(to, verdict.responderConnection ?? '', undefined);
      if (mine === undefined || theirs === undefined || mine.sha256_96 === theirs.sha256_96) continue;
      const [short, long, child] = mine.sha256_96 ? [from, to, mine] : [to, from, theirs];
      if (!usesSha256(pair)) continue;
      yield {
        message: 'differs',
        data: { initiator: from.name, responder: to.name, connection: verdict.connection, short: short.name, long: long.name },
        at: child.at.sha256_96 ?? headerOf(child),
        subject: verdict.connection,
        device: short.name,
        peer: long.name,
      };
      return;
    }
  },
});

function childOf(device: Device, connection: string, name: string | undefined): Child | undefined {
  const children = device.gateways.find((gateway) => gateway.name === connection)?.children ?? [];
  return children.find((child) => child.name === name) ?? children[0];
}

function usesSha256({ a, b }: PairOutcome): boolean {
  return [a, b].every(({ childProposals }) =>
    childProposals.some(({ integrity }) => integrity.some(({ name }) => name.startsWith('hmac-sha2-256'))),
  );
}
