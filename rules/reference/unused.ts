import type { ObjectKind } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';

/** Kinds with a rule of their own, or that are searched and never named. */
const TOLD_ELSEWHERE: ReadonlySet<ObjectKind> = new Set(['ikev2-proposal', 'ikev2-policy', 'isakmp-profile', 'ikev2-profile']);

/** A crypto object that nothing names has no effect, which is rarely what its author thinks. */
export const rule = defineRule({
  meta: {
    id: 'reference/unused',
    summary: 'a crypto object that nothing uses',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['reference'],
    references: ['Cisco IOS Security Command Reference'],
    messages: {
      unused: {
        text: 'nothing uses the {kind} {name}{effect}',
        help: '{fix}',
      },
    },
  },
  *device(device) {
    if (!device.whole || device.gaps.length > 0) return;
    const used = new Set(device.references.map(({ kind, name }) => `${kind} ${name}`));
    const told = new Set<string>();
    for (const { kind, name, span, crypto } of device.definitions) {
      const key = `${kind} ${name}`;
      if (!crypto || used.has(key) || told.has(key) || TOLD_ELSEWHERE.has(kind)) continue;
      told.add(key);
      const map = kind === 'crypto-map';
      yield {
        message: 'unused',
        data: {
          kind: kind.replaceAll('-', ' '),
          name,
          effect: map ? ': none of its tunnels exists until an interface carries it' : '',
          fix: map
            ? `interface NAME, crypto map ${name}; or remove it`
            : `Remove ${name}, or name it where it was meant to be used`,
        },
        at: { kind: 'written', ...span },
        subject: key,
      };
    }
  },
});
