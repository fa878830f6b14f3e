import type { Device, Finding, Provenance } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { groupName } from '../shared/algorithms.ts';
import { headerOf, listed, negotiating, whereFrom } from '../shared/entities.ts';
import { placeKey } from '../shared/grouping.ts';
import { isAtLeast } from '../shared/release.ts';
import { proposalsInUse } from '../shared/transforms.ts';

/** What IOS XE 17.11 and later do not accept unless the shield is switched off (Cisco field notice FN72510). */
const REFUSED: ReadonlySet<string> = new Set([
  'des',
  '3des',
  'hmac-md5-96',
  'prf-hmac-md5',
  'hmac-md5',
  'modp768',
  'modp1024',
  'modp1536',
]);

/** A keyword that the release refuses is not in the running configuration after the upgrade. */
export const rule = defineRule({
  meta: {
    id: 'proposal/refused-by-platform',
    summary: 'an algorithm that the release refuses to configure',
    severity: 'error',
    scope: ['device'],
    formats: ['ios'],
    tags: ['proposal', 'release'],
    references: ['Cisco field notice FN72510'],
    messages: {
      refused: {
        text: 'IOS XE {release} refuses {algorithms} in {proposal}: the line is dropped when the configuration is loaded',
        help: 'encryption aes 256, integrity sha256, group 14 or better; crypto engine compliance shield disable brings the old ones back until the peer is changed',
      },
    },
  },
  device: check,
});

function* check(device: Device): Iterable<Finding<'refused'>> {
  if (device.ios === undefined || device.ios.shieldDisabled || !isAtLeast(device.release, 17, 11)) return;
  const release = device.release.version;
  for (const { id, name, transforms, header } of proposalsInUse(device)) {
    const found = transforms.filter((transform) => REFUSED.has(transform.name));
    const [first] = found;
    if (first === undefined) continue;
    const algorithms = listed(found.map((transform) => `${transform.name}${whereFrom(transform.origin)}`));
    yield {
      message: 'refused',
      data: { release, algorithms, proposal: name },
      at: first.origin ?? headerOf({ header }),
      subject: id,
    };
  }
  const told = new Set<string>();
  for (const child of negotiating(device).flatMap(({ children }) => children)) {
    if (child.pfs === undefined || !REFUSED.has(groupName(child.pfs))) continue;
    const at: Provenance = child.at.pfs ?? headerOf(child);
    if (told.has(placeKey(at))) continue;
    told.add(placeKey(at));
    const data = { release, algorithms: `group ${child.pfs}${whereFrom(at)}`, proposal: `set pfs of ${child.name}` };
    yield { message: 'refused', data, at, subject: child.id };
  }
}
