import type { IosBuild } from './context.ts';
import { standing } from './draft.ts';
import type { Ikev2Profiles } from './ikev2-profiles.ts';
import type { IsakmpProfiles } from './isakmp-profiles.ts';

/** Says which profiles cannot work as they stand (reference 2.3 and 6). */
export function reviewObjects(build: IosBuild, isakmpProfiles: IsakmpProfiles, profiles: Ikev2Profiles): void {
  for (const { entity, matches } of isakmpProfiles.drafts()) {
    if (matches.length > 0) continue;
    build.notices.push({
      kind: 'incomplete',
      message: `${entity.id} has no match statement and is not used`,
      origin: standing(entity.header),
    });
  }
  for (const { entity, matches, localKey, remoteKey } of profiles.drafts()) {
    const { localAuth, remoteAuth, keyring, keyringAaa } = entity.fields;
    const needsKeys = (localAuth === 'psk' && localKey === undefined) || (remoteAuth.includes('psk') && remoteKey === undefined);
    const missing = [
      ...(matches.length === 0 ? ['match identity remote or match certificate'] : []),
      ...(localAuth === undefined ? ['authentication local'] : []),
      ...(remoteAuth.length === 0 ? ['authentication remote'] : []),
      ...(needsKeys && keyring === undefined && keyringAaa !== true ? ['keyring'] : []),
    ];
    if (missing.length === 0) continue;
    const message = `${entity.id} is incomplete: no ${missing.join(', no ')}`;
    build.notices.push({ kind: 'incomplete', message, origin: standing(entity.header) });
  }
}
