import type { Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';

/** IOS begins in main mode unless the peer has both an endpoint and a password, or the profile says aggressive. */
export const rule = defineRule({
  meta: {
    id: 'auth/aggressive-not-initiated',
    summary: 'the configuration means aggressive mode, and nothing makes the device use it',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['authentication', 'ikev1'],
    references: ['Cisco IOS Security Command Reference, set aggressive-mode client-endpoint and password'],
    messages: {
      half: {
        text: 'the peer {peer} has {present} for aggressive mode and no {missing}: IOS ignores it and begins in main mode',
        help: '{fix}',
      },
    },
  },
  device: check,
});

function* check({ ios }: Device): Iterable<Finding<'half'>> {
  for (const peer of ios?.isakmpPeers ?? []) {
    const { endpoint, password } = peer;
    if ((endpoint === undefined) === (password === undefined)) continue;
    const hasName = endpoint !== undefined;
    yield {
      message: 'half',
      data: {
        peer: peer.peer,
        present: hasName ? 'an endpoint' : 'a password',
        missing: hasName ? 'password' : 'endpoint',
        fix: hasName
          ? 'set aggressive-mode password KEY; better: IKEv2'
          : 'set aggressive-mode client-endpoint fqdn NAME; better: IKEv2',
      },
      at: (hasName ? peer.at.endpoint : peer.at.password) ?? headerOf(peer),
      subject: peer.id,
    };
  }
}
