import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideCrossing } from '../../../src/analyze/filter/index.ts';
import type { FilterDecision } from '../../../src/analyze/outlook.ts';
import type { Crossing } from '../../../src/analyze/path/crossing.ts';
import { spanOf } from '../../../src/model/provenance.ts';
import type { TestDevice } from './devices.ts';
import { router } from './devices.ts';

type Asked = Partial<Omit<Crossing, 'device'>>;

const PEER = '198.51.100.7';
const ike: Asked = { protocol: 17, sourcePort: 500, destinationPort: 500 };
const natT: Asked = { protocol: 17, sourcePort: 4500, destinationPort: 4500 };
const esp: Asked = { protocol: 50 };
const ah: Asked = { protocol: 51 };

function decideOn({ device }: TestDevice, asked: Asked): FilterDecision {
  return decideCrossing({
    device,
    interface: 'GigabitEthernet0/0',
    direction: 'in',
    protocol: 17,
    source: PEER,
    destination: '203.0.113.1',
    established: false,
    ...asked,
  });
}

/** `outcome: text of the deciding line`. */
function show(on: TestDevice, asked: Asked): string {
  const { outcome, at } = decideOn(on, asked);
  const span = at === undefined ? undefined : spanOf(at);
  return span === undefined ? outcome : `${outcome}: ${on.source.text.slice(span.start, span.end).trim()}`;
}

const acl = (lines: string): TestDevice => router(`ip access-list extended IN\n${lines}`, ' ip access-group IN in');

test('nothing filters: everything passes', () => {
  assert.equal(show(router(''), ike), 'pass');
});

test('the first line that matches decides, the implicit deny is the end of the list', () => {
  const on = acl(
    ' permit udp any host 203.0.113.1 eq isakmp\n permit esp any any\n deny udp any any eq non500-isakmp\n permit udp any any',
  );
  assert.equal(show(on, ike), 'pass: permit udp any host 203.0.113.1 eq isakmp');
  assert.equal(show(on, esp), 'pass: permit esp any any');
  assert.equal(show(on, natT), 'drop: deny udp any any eq non500-isakmp');
  assert.equal(show(on, ah), 'drop: ip access-list extended IN');
  const dropped = decideOn(on, { ...natT, sourcePort: 'translated' });
  assert.equal(dropped.witness, 'udp 198.51.100.7:54321 -> 203.0.113.1:4500');
  assert.equal(dropped.filter, 'IN');
  assert.equal(decideOn(on, ah).because, 'implicit deny at the end of acl IN');
});

test('a source port that is pinned stops what a NAPT translates', () => {
  const on = acl(' permit udp host 198.51.100.7 eq isakmp any eq isakmp\n permit udp any gt 1023 any eq non500-isakmp');
  assert.equal(show(on, ike), 'pass: permit udp host 198.51.100.7 eq isakmp any eq isakmp');
  assert.equal(show(on, { ...ike, sourcePort: 'translated' }), 'drop: ip access-list extended IN');
  assert.equal(show(on, { ...natT, sourcePort: 'translated' }), 'pass: permit udp any gt 1023 any eq non500-isakmp');
});

test('wildcards that are no prefixes, object groups, protocol numbers', () => {
  const odd = acl(' permit udp 198.51.0.7 0.0.255.0 any eq 500\n permit 50 any any');
  assert.equal(show(odd, ike), 'pass: permit udp 198.51.0.7 0.0.255.0 any eq 500');
  assert.equal(show(odd, { ...ike, source: '198.51.100.8' }), 'drop: ip access-list extended IN');
  assert.equal(show(odd, esp), 'pass: permit 50 any any');
  const grouped = router(
    'object-group network PEERS\n host 198.51.100.7\n 192.0.2.0 255.255.255.0\nobject-group service VPN\n udp eq isakmp\n esp\nip access-list extended IN\n permit object-group VPN object-group PEERS any',
    ' ip access-group IN in',
  );
  assert.equal(show(grouped, ike), 'pass: permit object-group VPN object-group PEERS any');
  assert.equal(show(grouped, esp), 'pass: permit object-group VPN object-group PEERS any');
  assert.equal(show(grouped, natT), 'drop: ip access-list extended IN');
  assert.equal(show(grouped, { ...ike, source: '198.51.100.8' }), 'drop: ip access-list extended IN');
});

test('a group that is not defined is unknown', () => {
  const on = router('ip access-list extended IN\n permit udp object-group NOWHERE any eq isakmp', ' ip access-group IN in');
  assert.match(show(on, ike), /^unknown: permit udp object-group NOWHERE/);
  assert.equal(show(on, esp), 'drop: ip access-list extended IN');
});

test('established, flags and fragments say nothing about IKE; a time range is unknown', () => {
  const on = acl(
    ' permit tcp any any established\n deny ip any any fragments\n permit icmp any any echo\n permit udp any any eq isakmp time-range WORK\n permit esp any any',
  );
  assert.match(show(on, ike), /^unknown: permit udp any any eq isakmp time-range WORK/);
  assert.match(decideOn(on, ike).question ?? '', /time-range WORK/);
  assert.equal(show(on, esp), 'pass: permit esp any any');
});

test('lists that are empty or not defined permit everything, outbound lists do not see the router itself', () => {
  assert.match(show(router('', ' ip access-group NOWHERE in'), ike), /^pass/);
  assert.match(show(router('ip access-list extended IN', ' ip access-group IN in'), ike), /^pass/);
  const out = router('ip access-list extended OUT\n deny ip any any', ' ip access-group OUT out');
  assert.equal(show(out, { ...ike, direction: 'out' }), 'pass');
});

test('IPv6 lists filter IPv6 only', () => {
  const on = router('ipv6 access-list IN6\n permit udp any any eq 500', ' ipv6 traffic-filter IN6 in');
  const six = { source: '2001:db8::7', destination: '2001:db8::1' };
  assert.equal(show(on, { ...ike, ...six }), 'pass: permit udp any any eq 500');
  assert.equal(show(on, { ...natT, ...six }), 'drop: ipv6 access-list IN6');
  assert.equal(show(on, natT), 'pass');
});

test('an unknown sender is not stopped by bogon lists, but by a list for others', () => {
  const bogons = acl(' deny ip 10.0.0.0 0.255.255.255 any\n deny ip 127.0.0.0 0.255.255.255 any\n permit udp any any eq isakmp');
  assert.equal(show(bogons, { ...ike, source: undefined }), 'pass: permit udp any any eq isakmp');
  const few = acl(' permit udp 192.0.2.0 0.0.0.255 any eq isakmp');
  assert.match(show(few, { ...ike, source: undefined }), /^unknown/);
  assert.match(show(few, { ...natT, source: undefined }), /^drop/);
  const pinned = acl(' permit udp any eq isakmp any eq isakmp');
  assert.match(show(pinned, { ...ike, source: undefined, sourcePort: 'translated' }), /^drop/);
  const both = acl(' permit udp any eq non500-isakmp any eq non500-isakmp\n permit udp any host 203.0.113.1 eq isakmp');
  assert.match(show(both, { ...natT, source: undefined, sourcePort: 'translated' }), /^drop/);
  assert.match(show(both, { ...natT, source: undefined, destination: undefined, sourcePort: 'translated' }), /^drop/);
  assert.match(show(both, { ...ike, source: undefined, destination: undefined, sourcePort: 'translated' }), /^pass/);
});

test('an own address that is not known is taken for the one in the list', () => {
  const on = acl(' permit udp any host 203.0.113.1 eq isakmp');
  assert.match(show(on, { ...ike, destination: undefined }), /^pass/);
  assert.match(show(on, { ...natT, destination: undefined }), /^drop/);
});

const ZONES = `zone security OUT
class-map type inspect match-any VPN
 match protocol isakmp
 match access-group name ESP
ip access-list extended ESP
 permit esp any any
policy-map type inspect IN
 class type inspect VPN
  pass
zone-pair security Z source OUT destination self
 service-policy type inspect IN`;

test('a zone policy to self lets in what its classes pass', () => {
  const on = router(ZONES, ' zone-member security OUT');
  assert.equal(show(on, ike), 'pass: pass');
  assert.equal(show(on, esp), 'pass: pass');
  assert.match(show(on, natT), /^drop/);
  assert.equal(show(router(ZONES.replace('destination self', 'destination INSIDE'), ' zone-member security OUT'), natT), 'pass');
});

test('what the router sends through an inspecting zone policy is answered', () => {
  const out =
    'class-map type inspect match-all IKE\n match protocol udp\npolicy-map type inspect OUT\n class type inspect IKE\n  inspect\nzone-pair security Y source self destination OUT\n service-policy type inspect OUT';
  const on = router(`${ZONES}\n${out}`, ' zone-member security OUT');
  assert.match(show(on, natT), /^drop/);
  assert.match(show(on, { ...natT, established: true }), /^pass/);
  assert.match(show(on, { ...natT, direction: 'out', source: '203.0.113.1', destination: PEER }), /^pass: inspect/);
  assert.match(show(on, { ...esp, direction: 'out' }), /^drop/);
});

test('inspecting ESP depends on the release', () => {
  const on = router(ZONES.replace('  pass', '  inspect'), ' zone-member security OUT');
  assert.match(show(on, ike), /^pass/);
  assert.match(show(on, esp), /^unknown/);
});

test('list and zone policy both have to let a packet in', () => {
  const on = router(
    `${ZONES}\nip access-list extended IN\n permit esp any any`,
    ' zone-member security OUT\n ip access-group IN in',
  );
  assert.match(show(on, ike), /^drop: ip access-list extended IN/);
  assert.match(show(on, esp), /^pass/);
});
