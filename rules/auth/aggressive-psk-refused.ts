import type { Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { canStart, headerOf, mayUsePsk, named, negotiating } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';

/** A strongSwan responder refuses aggressive mode with pre-shared keys unless an option with a telling name is set. */
export const rule = defineRule({
  meta: {
    id: 'auth/aggressive-psk-refused',
    summary: 'the responder refuses aggressive mode with a pre-shared key',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['authentication', 'ikev1', 'psk'],
    references: [
      'strongSwan, libcharon/sa/ikev1/tasks/aggressive_mode.c',
      'Cisco IOS Security Command Reference, crypto isakmp aggressive-mode disable',
    ],
    messages: {
      refused: {
        text: '{gateway} waits for aggressive mode with a pre-shared key, and this daemon refuses it: "Aggressive Mode PSK disabled for security reasons"{from}',
        help: 'Use IKEv2 at both ends; or charon.i_dont_care_about_security_and_use_aggressive_mode_psk = yes',
      },
      disabled: {
        text: '{gateway} is set up for aggressive mode, which is disabled for the whole device',
        help: 'no crypto isakmp aggressive-mode disable; better: IKEv2 for this peer',
      },
      pair: pairMessage('Use IKEv2 at both ends; the option that allows it exposes the key'),
    },
  },
  device: check,
  pair: (pair) => findingsOf('auth/aggressive-psk-refused', pair),
});

function* check(device: Device): Iterable<Finding<'refused' | 'disabled'>> {
  yield* disabledOnIos(device);
  const { charon } = device;
  if (charon === undefined || charon.aggressivePskAllowed) return;
  for (const gateway of negotiating(device)) {
    if (gateway.version !== 1 || !gateway.aggressive || canStart(gateway) || !mayUsePsk(device, gateway)) continue;
    const setting = charon.at.aggressivePskAllowed;
    const isDefault = setting === undefined || setting.kind === 'default';
    yield {
      message: 'refused',
      data: { gateway: named(gateway), from: isDefault ? ' (the option that allows it is not set)' : '' },
      at: gateway.at.aggressive ?? headerOf(gateway),
      related: isDefault ? [] : [{ at: setting, message: 'the option' }],
      subject: gateway.id,
    };
  }
}

function* disabledOnIos({ ios, gateways }: Device): Iterable<Finding<'disabled'>> {
  if (ios === undefined || !ios.aggressiveModeDisabled) return;
  const related = [{ at: ios.at.aggressiveModeDisabled ?? headerOf(ios), message: 'aggressive mode is disabled here' }];
  const used = new Set(gateways.map(({ isakmpProfile }) => isakmpProfile));
  for (const profile of ios.isakmpProfiles) {
    if (!profile.initiateAggressive || !used.has(profile.name)) continue;
    const at = profile.at.initiateAggressive ?? headerOf(profile);
    yield { message: 'disabled', data: { gateway: `profile ${profile.name}` }, at, related, subject: profile.id };
  }
  for (const peer of ios.isakmpPeers) {
    if (peer.password === undefined || peer.endpoint === undefined) continue;
    yield { message: 'disabled', data: { gateway: `the peer ${peer.peer}` }, at: headerOf(peer), related, subject: peer.id };
  }
}
