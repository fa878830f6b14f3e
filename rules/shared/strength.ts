import type { Device, Finding, RelatedPlace, Transform } from '../../src/rule/index.ts';
import type { Judgement } from './algorithms.ts';
import { groupName, judge } from './algorithms.ts';
import { headerOf, listed, negotiating, whereFrom } from './entities.ts';
import { placeKey } from './grouping.ts';
import { proposalsInUse } from './transforms.ts';

const USES = { ike: 'IKE proposal', esp: 'ESP proposal', ah: 'AH proposal' } as const;

/** Weak transforms of one level, one finding for each proposal, and PFS groups of IOS. */
export function* weakTransforms(device: Device, level: Judgement['level']): Iterable<Finding<'weak'>> {
  for (const { id, name, use, transforms, header } of proposalsInUse(device)) {
    const found = transforms.filter((transform) => judge(transform.name)?.level === level);
    const [first] = found;
    if (first === undefined) continue;
    const places = new Map<string, RelatedPlace>(
      found.slice(1).map((transform) => [placeKey(transform.origin), { at: transform.origin, message: reasonOf(transform) }]),
    );
    places.delete(placeKey(first.origin));
    yield {
      message: 'weak',
      data: { proposal: `${USES[use]} ${name}`, algorithms: listed(found.map(shown)), reason: reasonOf(first) },
      at: first.origin ?? headerOf({ header }),
      related: [...places.values()],
      subject: id,
    };
  }
  yield* weakPfs(device, level);
}

function* weakPfs(device: Device, level: Judgement['level']): Iterable<Finding<'weak'>> {
  const told = new Set<string>();
  for (const gateway of negotiating(device)) {
    for (const child of gateway.children) {
      const judgement = child.pfs === undefined ? undefined : judge(groupName(child.pfs));
      const at = child.at.pfs ?? headerOf(child);
      if (child.pfs === undefined || judgement?.level !== level || told.has(placeKey(at))) continue;
      told.add(placeKey(at));
      yield {
        message: 'weak',
        data: {
          proposal: `PFS of ${child.name}`,
          algorithms: `group ${child.pfs} (${groupName(child.pfs)})${whereFrom(at)}`,
          reason: `${groupName(child.pfs)}: ${judgement.why}`,
        },
        at,
        subject: child.id,
      };
    }
  }
}

function shown({ name, origin }: Transform): string {
  return `${name.replace(/^prf-/, '')}${whereFrom(origin)}`;
}

function reasonOf({ name }: Transform): string {
  const judgement = judge(name);
  return `${name.replace(/^prf-/, '')}: ${judgement?.why ?? ''}`;
}
