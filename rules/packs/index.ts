import anssiIpsec from './anssi-ipsec.json' with { type: 'json' };
import bsiTr021023 from './bsi-tr-02102-3.json' with { type: 'json' };
import ciscoIosxe1711Fn72510 from './cisco-iosxe-17-11-fn72510.json' with { type: 'json' };
import ciscoNge from './cisco-nge.json' with { type: 'json' };
import cnsa1Rfc9206 from './cnsa1-rfc9206.json' with { type: 'json' };
import cnsa2 from './cnsa2.json' with { type: 'json' };
import cryptrec from './cryptrec.json' with { type: 'json' };
import disaCiscoAsaVpnStig from './disa-cisco-asa-vpn-stig.json' with { type: 'json' };
import disaVpnSrg from './disa-vpn-srg.json' with { type: 'json' };
import ietfOperational from './ietf-operational.json' with { type: 'json' };
import natT from './nat-t.json' with { type: 'json' };
import nistSp80077r1 from './nist-sp800-77r1.json' with { type: 'json' };
import nsaCnssp152020 from './nsa-cnssp15-2020.json' with { type: 'json' };
import rfc8221EspAh from './rfc8221-esp-ah.json' with { type: 'json' };
import rfc8247Ikev2 from './rfc8247-ikev2.json' with { type: 'json' };
import rfc9395Ikev1 from './rfc9395-ikev1.json' with { type: 'json' };

/** The packs that are built in, by id. The tests verify them like anybody's. */
export const PACKS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['anssi-ipsec', anssiIpsec],
  ['bsi-tr-02102-3', bsiTr021023],
  ['cisco-iosxe-17-11-fn72510', ciscoIosxe1711Fn72510],
  ['cisco-nge', ciscoNge],
  ['cnsa1-rfc9206', cnsa1Rfc9206],
  ['cnsa2', cnsa2],
  ['cryptrec', cryptrec],
  ['disa-cisco-asa-vpn-stig', disaCiscoAsaVpnStig],
  ['disa-vpn-srg', disaVpnSrg],
  ['ietf-operational', ietfOperational],
  ['nat-t', natT],
  ['nist-sp800-77r1', nistSp80077r1],
  ['nsa-cnssp15-2020', nsaCnssp152020],
  ['rfc8221-esp-ah', rfc8221EspAh],
  ['rfc8247-ikev2', rfc8247Ikev2],
  ['rfc9395-ikev1', rfc9395Ikev1],
]);
