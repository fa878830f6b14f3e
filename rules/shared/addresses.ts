import type { AddressSpec, Device, Gateway, InterfaceAddress, Provenance } from '../../src/rule/index.ts';
import { coversAddresses, meetAddresses, parseAddresses } from '../../src/rule/index.ts';

type Network = NonNullable<ReturnType<typeof parseAddresses>>;

function networks(texts: readonly string[]): readonly Network[] {
  return texts.flatMap((text) => parseAddresses(text) ?? []);
}

/** What counts as private: RFC 1918, RFC 6598, RFC 3927, RFC 4193, link-local; documentation ranges count as public. */
const PRIVATE = networks([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
]);
/** Shared address space of carrier-grade NAT (RFC 6598). */
const CARRIER_GRADE = networks(['100.64.0.0/10']);

function within(text: string, ranges: readonly Network[]): boolean {
  const address = parseAddresses(text);
  return address !== undefined && ranges.some((range) => coversAddresses(range, address));
}

/** Whether an address or network is one that the Internet does not route. False for what is no address. */
export function isPrivate(text: string): boolean {
  return within(text, PRIVATE);
}

/** Whether an address is known and routed in the Internet. */
export function isPublic(text: string): boolean {
  return parseAddresses(text) !== undefined && !isPrivate(text);
}

/** Whether an address lies in the shared space of a carrier-grade NAT. */
export function isCarrierGrade(text: string): boolean {
  return within(text, CARRIER_GRADE);
}

/** Whether two networks (`a`, `a/len`, `a-b`) have an address in common; false when one of them cannot be read. */
export function overlap(a: string, b: string): boolean {
  const left = parseAddresses(a);
  const right = parseAddresses(b);
  return left !== undefined && right !== undefined && left.family === right.family && meetAddresses(left, right).length > 0;
}

/** Whether the first network holds the second one. */
export function covers(a: string, b: string): boolean {
  const left = parseAddresses(a);
  const right = parseAddresses(b);
  return left !== undefined && right !== undefined && left.family === right.family && coversAddresses(left, right);
}

/** An address and where it stands. */
export interface PlacedAddress {
  readonly address: string;
  readonly at: Provenance;
}

/** The gateway's own outside address as the device itself knows it. */
export function ownAddress(device: Device, gateway: Gateway): PlacedAddress | undefined {
  const local = gateway.local.find(
    ({ kind, value }) => (kind === 'address' || kind === 'interface') && parseAddresses(value) !== undefined,
  );
  if (local !== undefined) return { address: local.value, at: local.origin };
  const found = device.interfaces.find(({ name }) => name === gateway.interface)?.addresses.find(isPrimary);
  if (found !== undefined) return { address: found.address, at: found.origin };
  const declared = device.declared?.addresses?.[0];
  return declared === undefined || device.declared === undefined ? undefined : { address: declared, at: device.declared.origin };
}

function isPrimary({ role }: InterfaceAddress): boolean {
  return role === 'primary';
}

/** Whether some peer is dialled at an address of the Internet. */
export function publicPeer(gateway: Gateway): AddressSpec | undefined {
  return gateway.remote.find(({ kind, value }) => kind === 'address' && isPublic(value));
}

/** A prefix as an access list writes it: `192.168.1.0 0.0.0.255`. */
export function wildcardText(prefix: string): string {
  const [address = '', length = '32'] = prefix.split('/');
  const bits = Number.parseInt(length, 10);
  if (bits === 32) return `host ${address}`;
  if (bits === 0) return 'any';
  const wildcard = 2 ** (32 - bits) - 1;
  return `${address} ${[24, 16, 8, 0].map((shift) => (wildcard >>> shift) & 255).join('.')}`;
}
