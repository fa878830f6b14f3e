import type { Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { canStart, headerOf, mayUsePsk, negotiating } from '../shared/entities.ts';
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
    references: ['strongSwan, libcharon/sa/ikev1/tasks/aggressive_mode.c', 'Cisco IOS Security Command Reference, crypto isakmp aggressive-mode disable'],
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
  const { charon, ios } = device;
  for (const gateway of negotiating(device)) {
    if (gateway.version !== 1 || !gateway.aggressive) continue;
    const at = gateway.at.aggressive ?? headerOf(gateway);
    const data = { gateway: gateway.name };
    if (ios?.aggressiveModeDisabled === true) {
      const related = [{ at: ios.at.aggressiveModeDisabled ?? headerOf(ios), message: 'aggressive mode is disabled here' }];
      yield { message: 'disabled', data, at, related, subject: gateway.id };
    }
    if (charon === undefined || charon.aggressivePskAllowed || canStart(gateway) || !mayUsePsk(device, gateway)) continue;
    const setting = charon.at.aggressivePskAllowed;
    const from = setting?.kind === 'default' ? ' (the option that allows it is not set)' : '';
    yield {
      message: 'refused',
      data: { ...data, from },
      at,
      related: setting === undefined || setting.kind === 'default' ? [] : [{ at: setting, message: 'the option' }],
      subject: gateway.id,
    };
  }
}
