import { withPacketFilters } from '../../../src/model/filters/index.ts';
import { buildIosDevice } from '../../../src/model/ios/index.ts';
import { SecretRegistry } from '../../../src/model/secrets.ts';
import { buildStrongswanDevice } from '../../../src/model/strongswan/index.ts';
import type { Device } from '../../../src/model/types.ts';
import type { SourceFile } from '../../../src/text/source.ts';
import { SourceTable } from '../../../src/text/source.ts';

/** A device and the text that its provenance points into. */
export interface TestDevice {
  readonly device: Device;
  readonly source: SourceFile;
}

const CONTEXT = { name: 'd', named: 'path', binaries: [], include: () => ({ files: [] }) } as const;

/** A router with an outside interface, 203.0.113.1, that carries the crypto map; more lines stand in its interface or before it. */
export function router(global: string, port = ''): TestDevice {
  const text = `version 15.2
hostname r
crypto map M 10 ipsec-isakmp
 set peer 198.51.100.7
 match address VPN
ip access-list extended VPN
 permit ip 10.1.0.0 0.0.255.255 10.2.0.0 0.0.255.255
${global}
interface GigabitEthernet0/0
 ip address 203.0.113.1 255.255.255.0
 crypto map M
${port}
end
`;
  const source = new SourceTable().add('r.cfg', text);
  return { source, device: buildIosDevice({ ...CONTEXT, files: [{ dialect: 'ios', source }], secrets: new SecretRegistry() }) };
}

/** A strongSwan device whose packet filter is the text. */
export function gateway(dialect: 'iptables' | 'nft', text: string, outside?: string): TestDevice {
  const table = new SourceTable();
  const source = table.add('x', text);
  const conf = table.add('swanctl.conf', 'connections { c { remote_addrs = 198.51.100.7 } }');
  const files = [
    { dialect, source },
    { dialect: 'swanctl', source: conf },
  ] as const;
  const built = buildStrongswanDevice({ ...CONTEXT, files, secrets: new SecretRegistry() });
  const device = built.filters.length > 0 ? built : withPacketFilters(built, files);
  if (outside === undefined) return { source, device };
  return {
    source,
    device: { ...device, declared: { outside, origin: { kind: 'declared', pointer: 'topology.devices.d.outside' } } },
  };
}
