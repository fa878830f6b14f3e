import { isakmpTransform, transformSetTransform } from '../../../model/ios/transforms.ts';
import type { Provenance } from '../../../model/provenance.ts';
import type { End, Offer } from '../implementation.ts';

/*
 * An Easy VPN client has no policies and transform sets to configure: it proposes a list that is fixed in its image, with group 2 and in
 * tunnel mode (ios.md 7). Which ciphers are in it depends on the image: the verdict says that it rests on these.
 */
const CIPHERS = ['aes 256', 'aes 192', 'aes', '3des', 'des'];
const HASHES = ['sha', 'md5'];

/** True for the end that is configured with `crypto ipsec client ezvpn`. */
export function isEzvpnClient({ gateway }: Pick<End, 'gateway'>): boolean {
  return gateway?.kind === 'ezvpn-client';
}

/** IKE policies that an Easy VPN client proposes: a group key, with a user where one is configured. */
export function ezvpnPolicies(end: End): readonly Offer[] {
  const origin = builtIn(end);
  end.assumptions.add(`${end.device.name}, an Easy VPN client, proposes AES, 3DES and DES with SHA or MD5 and group 2`);
  const user = end.gateway?.localAuth.some(({ method }) => method === 'xauth') === true;
  const methods = user ? (['xauth-init-psk', 'psk'] as const) : (['psk'] as const);
  return combinations().flatMap(({ cipher, hash }): readonly Offer[] => {
    const integrity = isakmpTransform('integ', hash, origin);
    return methods.map((authentication) => ({
      protocol: 'ike',
      encryption: [isakmpTransform('encr', cipher, origin)],
      integrity: [integrity],
      prf: [{ ...integrity, type: 'prf', id: hash === 'md5' ? 1 : 2 }],
      ke: [isakmpTransform('ke', '2', origin)],
      esn: [],
      authentication,
      origin,
      name: `Easy VPN: ${cipher} ${hash} group 2`,
    }));
  });
}

/** IPsec proposals of an Easy VPN client. */
export function ezvpnTransforms(end: End): readonly Offer[] {
  const origin = builtIn(end);
  return combinations().map(({ cipher, hash }) => ({
    protocol: 'esp',
    encryption: [transformSetTransform(`esp-${cipher}`, origin)],
    integrity: [transformSetTransform(`esp-${hash}-hmac`, origin)],
    prf: [],
    ke: [],
    esn: [{ type: 'esn', id: 0, keyBits: 0, name: 'noesn', origin }],
    origin,
    name: `Easy VPN: esp-${cipher} esp-${hash}-hmac`,
  }));
}

function combinations(): readonly { readonly cipher: string; readonly hash: string }[] {
  return CIPHERS.flatMap((cipher) => HASHES.map((hash) => ({ cipher, hash })));
}

function builtIn(end: End): Provenance {
  const header = end.gateway?.header ?? { source: 0, start: 0, end: 0 };
  const note = 'an Easy VPN client proposes what its image can do, with group 2';
  return { kind: 'derived', how: note, from: [{ kind: 'written', ...header }] };
}
