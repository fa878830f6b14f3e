import { defineRule } from '../../src/rule/index.ts';

/** Lines of another product are refused when they are pasted in, and what they were to do is missing. */
export const rule = defineRule({
  meta: {
    id: 'syntax/foreign-dialect',
    summary: 'lines of another product in a configuration',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'ipsec.conf'],
    tags: ['syntax'],
    references: ['Cisco ASA and NX-OS command references', 'Libreswan, ipsec.conf(5)'],
    messages: {
      foreign: {
        text: '{message}{more}',
        help: 'Translate these lines into the language of this platform',
      },
    },
  },
  *device({ notices }) {
    const [first, ...rest] = notices.filter(({ kind }) => kind === 'foreign');
    if (first === undefined) return;
    yield {
      message: 'foreign',
      data: { message: first.message, more: rest.length === 0 ? '' : ` (and ${rest.length} more of the kind)` },
      at: first.origin,
      related: rest.slice(0, 5).map(({ origin, message }) => ({ at: origin, message })),
    };
  },
});
