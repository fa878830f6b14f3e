import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Purpose } from '../../../src/analyze/filter/index.ts';
import { shadowedPermits } from '../../../src/analyze/filter/index.ts';
import { spanOf } from '../../../src/model/provenance.ts';
import { router } from './devices.ts';

const IKE: Purpose = { protocol: 17, port: 500 };
const ESP: Purpose = { protocol: 50 };

function shadowed(lines: string, purpose: Purpose): string[] {
  const { device, source } = router(`ip access-list extended IN\n${lines}`, ' ip access-group IN in');
  const list = device.filters.find(({ name }) => name === 'IN');
  assert.ok(list !== undefined);
  const text = (origin: Parameters<typeof spanOf>[0]): string => {
    const span = spanOf(origin);
    return span === undefined ? '' : source.text.slice(span.start, span.end);
  };
  return shadowedPermits(device, list, purpose).map(
    ({ line, by, denied }) => `${text(line.origin)} < ${by.map((one) => text(one.origin)).join(' + ')} ${denied}`,
  );
}

test('a permit behind a line that takes all of its packets', () => {
  assert.deepEqual(shadowed(' deny udp any any eq 500\n permit udp any any eq isakmp', IKE), [
    'permit udp any any eq isakmp < deny udp any any eq 500 true',
  ]);
  assert.deepEqual(shadowed(' permit udp any any\n permit udp any any eq isakmp', IKE), [
    'permit udp any any eq isakmp < permit udp any any false',
  ]);
  assert.deepEqual(shadowed(' deny ip any any\n permit esp any any', ESP), ['permit esp any any < deny ip any any true']);
});

test('several lines can hide one together', () => {
  assert.deepEqual(
    shadowed(
      ' deny udp 0.0.0.0 127.255.255.255 any\n deny udp 128.0.0.0 127.255.255.255 any\n permit udp any any eq isakmp',
      IKE,
    ),
    ['permit udp any any eq isakmp < deny udp 0.0.0.0 127.255.255.255 any + deny udp 128.0.0.0 127.255.255.255 any true'],
  );
});

test('what is hidden in part, or only on a condition, is not hidden', () => {
  assert.deepEqual(shadowed(' deny udp host 192.0.2.1 any\n permit udp any any eq isakmp', IKE), []);
  assert.deepEqual(shadowed(' deny udp any any time-range WORK\n permit udp any any eq isakmp', IKE), []);
  assert.deepEqual(shadowed(' deny ip any any fragments\n permit udp any any eq isakmp', IKE), []);
  assert.deepEqual(shadowed(' deny udp any eq 500 any eq 500\n permit udp any any eq isakmp', IKE), []);
  assert.deepEqual(shadowed(' deny tcp any any\n permit udp any any eq isakmp', IKE), []);
});

test('hosts hide hosts in lists of twenty thousand lines', () => {
  const host = (at: number): string => `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;
  const lines = Array.from({ length: 20_000 }, (_, at) => ` permit udp host ${host(at)} any eq isakmp`);
  const found = shadowed([...lines, ` permit udp host ${host(77)} any eq isakmp`].join('\n'), IKE);
  assert.equal(found.length, 1);
});
