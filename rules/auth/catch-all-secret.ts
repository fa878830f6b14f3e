import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';
import { isOwnedByAll, pskSecrets } from '../shared/psk.ts';

/** Of several keys that fit anybody one is taken, and the text does not tell which. */
export const rule = defineRule({
  meta: {
    id: 'auth/catch-all-secret',
    summary: 'several keys without an owner: which one is taken is not told',
    severity: 'warning',
    scope: ['device'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['authentication', 'psk'],
    references: ['strongSwan, ipsec.secrets(5)', 'strongSwan, libstrongswan/credentials/sets/mem_cred.c'],
    messages: {
      several: {
        text: 'this key and another one are for anybody, and they differ: for a peer without a key of its own only one of them is tried',
        help: 'Give each key the identity of its peer: id = branch.example.net (ipsec.secrets: @branch.example.net : PSK ...)',
      },
    },
  },
  *device(device) {
    if (device.platform !== 'strongswan') return;
    const [first, ...rest] = pskSecrets(device).filter(isOwnedByAll);
    if (first === undefined) return;
    for (const secret of rest) {
      if (secret.number === undefined || first.number === undefined) {
        yield { undecided: 'a pre-shared key is not in the text', subject: secret.id };
        continue;
      }
      if (secret.number === first.number) continue;
      const related = [{ at: headerOf(first), message: `the other one, secret#${first.number}` }];
      yield { message: 'several', at: headerOf(secret), related, subject: secret.id };
    }
  },
});
