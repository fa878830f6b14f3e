import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';
import { isAead, proposalsInUse } from '../shared/transforms.ts';

/** NULL encryption is a choice that RFC 8221 wants to be there; without integrity it protects nothing. */
export const rule = defineRule({
  meta: {
    id: 'crypto/null-encryption',
    summary: 'ESP without encryption, or without integrity',
    severity: 'info',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto', 'strength'],
    references: ['RFC 8221, sections 4 and 5', 'RFC 4303, section 3.2.5'],
    messages: {
      readable: {
        text: '{name} signs packets and does not encrypt them: everybody on the way can read them',
        help: 'esp-aes 256 esp-sha256-hmac, or aes256gcm16, where what is sent is not public',
      },
      unsigned: {
        text: '{name} encrypts without integrity: packets can be changed on the way without notice',
        help: 'esp-aes 256 esp-sha256-hmac, or aes256gcm16',
      },
    },
  },
  *device(device) {
    for (const { id, name, use, transforms, header } of proposalsInUse(device)) {
      if (use !== 'esp') continue;
      const cipher = transforms.find(({ type }) => type === 'encr');
      const signed = transforms.some((transform) => isAead(transform) || (transform.type === 'integ' && transform.id !== 0));
      if (cipher === undefined) continue;
      const common = { data: { name }, at: cipher.origin ?? headerOf({ header }), subject: id };
      if (cipher.name === 'null' && signed) yield { message: 'readable', ...common };
      else if (!signed && !isAead(cipher)) yield { message: 'unsigned', ...common, severity: 'warning' };
    }
  },
});
