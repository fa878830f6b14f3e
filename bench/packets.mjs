/*
 * How packet sets and filters scale: every figure is the time for 8n lines over that for n lines (8 is linear), and the time itself.
 *   node --import tsx bench/packets.mjs
 */
import { decideCrossing, shadowedPermits } from '../src/analyze/filter/index.ts';
import { boxes, budget, decide, prefix4 } from '../src/analyze/packets/index.ts';
import { withPacketFilters } from '../src/model/filters/index.ts';
import { buildIosDevice } from '../src/model/ios/index.ts';
import { SecretRegistry } from '../src/model/secrets.ts';
import { buildStrongswanDevice } from '../src/model/strongswan/index.ts';
import { parseNft, parseSave } from '../src/parse/iptables/index.ts';
import { SourceTable } from '../src/text/source.ts';

const dotted = (value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
const host = (at) => 0x0a000000 + ((at * 7919) % 0x1000000);
const lines = (count, make) => Array.from({ length: count }, (_, at) => make(at)).join('\n');
const context = { name: 'd', named: 'path', binaries: [], include: () => ({ files: [] }) };

function build(dialect, text) {
  const files = [{ dialect, source: new SourceTable().add('x', text) }];
  const build = dialect === 'ios' ? buildIosDevice : buildStrongswanDevice;
  return withPacketFilters(build({ ...context, files, secrets: new SecretRegistry() }), files);
}

function router(count) {
  const acl = lines(count, (at) => ` ${at % 3 === 0 ? 'deny' : 'permit'} udp host ${dotted(host(at))} any eq isakmp`);
  const port = 'interface GigabitEthernet0/0\n ip address 203.0.113.1 255.255.255.0\n ip access-group IN in';
  return build('ios', `hostname r\nip access-list extended IN\n${acl}\n${port}\nend\n`);
}

function gateway(count) {
  const rules = lines(count, (at) => `-A INPUT -s ${dotted(host(at))} -p udp -m multiport --dports 500,4500 -j ACCEPT`);
  return build('iptables', `*filter\n:INPUT DROP\n:ike -\n-A INPUT -p esp -j ike\n${rules}\nCOMMIT\n`);
}

const asked = {
  interface: 'GigabitEthernet0/0',
  direction: 'in',
  protocol: 17,
  sourcePort: 500,
  destination: '203.0.113.1',
  destinationPort: 500,
  established: false,
};

function time(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function scale(name, n, prepare, run) {
  run(prepare(Math.min(n, 200)));
  const small = prepare(n);
  const large = prepare(8 * n);
  const one = Math.min(...[1, 2, 3].map(() => time(() => run(small))));
  const eight = Math.min(...[1, 2, 3].map(() => time(() => run(large))));
  console.log(`${name.padEnd(52)} n=${n}  ${one.toFixed(1)} ms  8n: ${eight.toFixed(1)} ms  ratio ${(eight / one).toFixed(1)}`);
}

const me = prefix4(0xcb007101, 32);
const hostLines = (count) =>
  Array.from({ length: count }, (_, of) => ({
    action: of % 3 === 0 ? 'deny' : 'permit',
    matches: [{ sources: [prefix4(host(of), 32)], destinations: [me] }],
    conditional: false,
    of,
  }));
const anyone = boxes({ protocol: 17, destination: me, destinationPort: 500 })[0];

scale('decide: any sender, list of hosts', 2500, hostLines, (list) => decide(list, anyone, budget(1_000_000)));
scale('acl: one sender (last line decides)', 2500, router, (device) =>
  decideCrossing({ ...asked, device, source: '198.51.100.7' }),
);
scale('acl: any sender', 2500, router, (device) => decideCrossing({ ...asked, device, source: undefined }));
scale('acl: permits that can never match', 2500, router, (device) =>
  shadowedPermits(device, device.filters[0], { protocol: 17, port: 500 }),
);
scale('iptables: one sender', 2500, gateway, (device) => decideCrossing({ ...asked, device, source: '198.51.100.7' }));
scale(
  'iptables-save: parse',
  12_500,
  (n) => lines(n, (at) => `-A INPUT -s ${dotted(host(at))} -p udp --dport 500 -j ACCEPT`),
  (text) => parseSave(new SourceTable().add('x', text)),
);
scale(
  'nft: parse',
  12_500,
  (n) => `table ip f {\nchain c {\n${lines(n, (at) => `ip saddr ${dotted(host(at))} udp dport 500 accept`)}\n}\n}`,
  (text) => parseNft(new SourceTable().add('x', text)),
);
scale(
  'nft: one set, many rules',
  500,
  (n) => nftSet(n),
  (text) => parseNft(new SourceTable().add('x', text)),
);

function nftSet(n) {
  const elements = Array.from({ length: n }, (_, at) => dotted(host(at))).join(', ');
  return `table ip f {\nset s { type ipv4_addr; elements = { ${elements} } }\nchain c {\n${lines(n, () => 'ip saddr @s accept')}\n}\n}`;
}

if (process.argv.includes('--million')) {
  const device = router(1_000_000);
  for (const source of ['198.51.100.7', dotted(host(999_999))]) {
    console.log(`acl of a million lines, ${source}: ${time(() => decideCrossing({ ...asked, device, source })).toFixed(0)} ms`);
  }
}
