import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** A packet that was recorded can be sent again and is taken for a new one. */
export const rule = defineRule({
  meta: {
    id: 'crypto/replay-off',
    summary: 'protection against replayed packets is switched off',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto'],
    references: ['RFC 4303, section 3.4.3'],
    messages: {
      off: {
        text: '{child} accepts a packet as often as it is sent: anti-replay is off',
        help: '{fix}',
      },
    },
  },
  *device(device) {
    const fix =
      device.platform === 'ios'
        ? 'crypto ipsec security-association replay window-size 1024 (a larger window is the remedy for drops by QoS)'
        : 'replay_window = 64 (ipsec.conf: replay_window=64)';
    yield* oncePerPlace(
      negotiating(device).flatMap(({ children }) =>
        children
          .filter(({ replayWindow }) => replayWindow === 0)
          .map((child) => ({
            message: 'off' as const,
            data: { child: child.name, fix },
            at: child.at.replayWindow ?? headerOf(child),
            subject: child.id,
          })),
      ),
    );
  },
});
