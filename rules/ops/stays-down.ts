import type { Child, Device, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { canStart, headerOf, negotiating } from '../shared/entities.ts';
import { onePerDevice } from '../shared/one-per-device.ts';

/** A tunnel that starts by itself and, once lost, stays lost. */
export const rule = defineRule({
  meta: {
    id: 'ops/stays-down',
    summary: 'nothing brings the tunnel back after an outage',
    severity: 'info',
    scope: ['device'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['ops'],
    references: ['strongSwan: start_action, dpd_action, close_action, keyingtries'],
    messages: {
      once: {
        text: '{names} starts by itself but nothing starts it again: no trap policy, no DPD or close action, and a limited number of tries',
        help: 'start_action = trap|start, or dpd_action = restart with close_action = start and keyingtries = 0',
      },
    },
  },
  device: (device) => onePerDevice('once', places(device)),
});

function places(device: Device) {
  if (device.platform !== 'strongswan') return [];
  return negotiating(device).flatMap((gateway) =>
    gateway.children
      .filter((child) => canStart(gateway) && staysDown(gateway, child))
      .map((child) => ({ at: child.at.startAction ?? headerOf(child), name: child.name, subject: gateway.id })),
  );
}

function staysDown({ keyingTries }: Gateway, { startAction, dpdAction, closeAction }: Child): boolean {
  return startAction === 'start' && dpdAction === 'none' && closeAction === 'none' && keyingTries !== 0;
}
