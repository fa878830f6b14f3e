import type { Finding, Ikev2Profile } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, listed } from '../shared/entities.ts';

/** A profile that matches nobody, or has no way to authenticate, is never chosen. */
export const rule = defineRule({
  meta: {
    id: 'auth/incomplete-profile',
    summary: 'an IKE profile without match, without authentication or without keys',
    severity: 'error',
    scope: ['device'],
    formats: ['ios'],
    tags: ['authentication', 'profile'],
    references: [
      'Cisco IOS, Configuring IKEv2, crypto ikev2 profile',
      'Cisco IOS Security Command Reference, crypto isakmp profile',
    ],
    messages: {
      incomplete: {
        text: 'the {kind} profile {name} has no {missing}: no peer is ever accepted by it',
        help: '{fix}',
      },
    },
  },
  *device({ ios }) {
    for (const profile of ios?.isakmpProfiles ?? []) {
      if (profile.matches.length > 0) continue;
      yield {
        message: 'incomplete',
        data: { kind: 'isakmp', name: profile.name, missing: 'match identity', fix: 'match identity address ADDRESS' },
        at: headerOf(profile),
        subject: profile.id,
      };
    }
    for (const profile of ios?.ikev2Profiles ?? []) {
      const found = profile.shutdown ? undefined : incomplete(profile);
      if (found !== undefined) yield found;
    }
  },
});

function incomplete(profile: Ikev2Profile): Finding<'incomplete'> | undefined {
  const psk = profile.localAuth === 'psk' || profile.remoteAuth.includes('psk');
  const inline = profile.localKey !== undefined || profile.remoteKey !== undefined;
  const lacks = [
    { missing: 'match identity or certificate', is: profile.matches.length === 0, fix: 'match identity remote fqdn NAME' },
    { missing: 'authentication local', is: profile.localAuth === undefined, fix: 'authentication local pre-share' },
    { missing: 'authentication remote', is: profile.remoteAuth.length === 0, fix: 'authentication remote pre-share' },
    {
      missing: 'keyring',
      is: psk && !inline && profile.keyring === undefined && profile.keyringAaa !== true,
      fix: 'keyring local NAME',
    },
  ].filter(({ is }) => is);
  if (lacks.length === 0) return undefined;
  return {
    message: 'incomplete',
    data: {
      kind: 'IKEv2',
      name: profile.name,
      missing: listed(lacks.map(({ missing }) => missing)),
      fix: lacks.map(({ fix }) => fix).join(', '),
    },
    at: headerOf(profile),
    subject: profile.id,
  };
}
