import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';
import { isOwnedByAll, pskSecrets } from '../shared/psk.ts';

/** Everybody who holds such a key can pretend to be anybody else who does. */
export const rule = defineRule({
  meta: {
    id: 'auth/wildcard-psk',
    summary: 'one pre-shared key for every peer',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['authentication', 'psk'],
    references: ['RFC 3947, section 8', 'RFC 7296, section 2.15'],
    messages: {
      wildcard: {
        text: 'this key is for any peer: whoever holds it can pose as any other peer, and when one device is lost all keys have to change',
        help: '{fix}',
      },
    },
  },
  *device(device) {
    const fix =
      device.platform === 'ios'
        ? 'crypto isakmp key KEY address ADDRESS for each peer; IKEv2 keyrings with identity fqdn NAME where addresses change'
        : 'Give each secret the identity of its peer: id = branch.example.net (ipsec.secrets: @branch.example.net : PSK ...), with IKEv2';
    for (const secret of pskSecrets(device)) {
      if (!isOwnedByAll(secret)) continue;
      yield { message: 'wildcard', data: { fix }, at: secret.owners[0]?.origin ?? headerOf(secret), subject: secret.id };
    }
  },
});
