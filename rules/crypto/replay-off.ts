import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** Without the window a recorded packet can be sent again and is accepted. */
export const rule = defineRule({
  meta: {
    id: 'crypto/replay-off',
    summary: 'anti-replay is switched off',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto'],
    references: ['RFC 4303, section 3.4.3'],
    messages: {
      off: {
        text: 'anti-replay is off for {name}: packets that were recorded can be sent again and are accepted',
        help: 'replay_window = 64; crypto ipsec security-association replay window-size 64 (1024 where packets are reordered a lot)',
      },
    },
  },
  *device(device) {
    yield* oncePerPlace(
      negotiating(device).flatMap((gateway) =>
        gateway.children
          .filter(({ replayWindow }) => replayWindow === 0)
          .map((child) => ({
            message: 'off' as const,
            data: { name: gateway.name },
            at: child.at.replayWindow ?? headerOf(child),
            subject: gateway.id,
          })),
      ),
    );
  },
});
