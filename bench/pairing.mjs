/*
 * Finding each other, and playing the pairs, for models without files: microseconds an ordered pair, which should not grow.
 *   node --import tsx bench/pairing.mjs
 */
import { createAsk } from '../src/analyze/ask.ts';
import { createPairing } from '../src/analyze/pairing/edges.ts';
import { createDirectory } from '../src/analyze/path/directory.ts';
import { address, child, fleet, gateway, identity, permit, router, secret } from '../test/analyze/devices.ts';

const SPOKES_OF_A_HUB = 150;
const ip = (n) => `${100 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.1`;

/** Routers with one peer each, and the hubs that they dial. */
function hubsAndSpokes(count) {
  const hubs = Math.max(1, Math.round(count / SPOKES_OF_A_HUB));
  const spokes = Array.from({ length: hubs }, () => []);
  const devices = [];
  for (let at = hubs; at < count; at++) {
    spokes[at % hubs].push(at);
    devices.push(router(`s${at}`, ip(at), ip(at % hubs), {}));
  }
  for (const [hub, peers] of spokes.entries()) {
    const pairs = [permit('10.2.0.0/24', '10.1.0.0/24')];
    const gateways = peers.map((peer, at) =>
      gateway({
        name: `crypto map VPN ${at}`,
        local: [address(ip(hub))],
        remote: [address(ip(peer))],
        children: [child({ pairs })],
      }),
    );
    const secrets = peers.map((peer) => secret([identity('ipv4', ip(peer))], 1));
    devices.push(router(`hub${hub}`, ip(hub), '1.1.1.1', { gateways, secrets }));
  }
  return devices;
}

function microseconds(work) {
  const started = performance.now();
  const count = work();
  return { count, each: ((performance.now() - started) * 1000) / count };
}

function join(devices) {
  const pairing = createPairing(createDirectory(devices));
  return devices.reduce((sum, device) => sum + pairing.neighbours(device).length, 0);
}

function play(devices) {
  const pairs = createAsk(fleet(...devices)).pairs();
  return pairs.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
}

join(hubsAndSpokes(1_000));
for (const count of [1_000, 10_000, 100_000]) {
  const devices = hubsAndSpokes(count);
  const found = microseconds(() => join(devices));
  console.log(`${count} devices: ${found.count} ordered pairs found, ${found.each.toFixed(1)} us each`);
}
for (const count of [1_000, 10_000]) {
  const devices = hubsAndSpokes(count);
  const played = microseconds(() => play(devices));
  console.log(`${count} devices: ${played.count} negotiations played, ${played.each.toFixed(0)} us each`);
}
