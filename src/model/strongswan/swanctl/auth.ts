import type { SectionView } from '../../../parse/settings/index.ts';
import type { Span } from '../../../text/source.ts';
import type { AuthRound, AuthRoundFields, Identity } from '../../types.ts';
import { authMethod } from '../authentication.ts';
import type { DeviceDraft } from '../draft.ts';
import { separate } from '../fields.ts';
import { parseIdentification } from '../identification.ts';
import { at, type Located, originOf } from '../origin.ts';
import type { Verdict } from './check.ts';
import { AUTH_OPTIONS, CERTIFICATE_OPTIONS } from './options.ts';
import { OptionReader } from './reader.ts';

/** Rounds of one end, sorted by `round`; ties keep the order of the file. */
export function authRounds(
  draft: DeviceDraft,
  connection: SectionView,
  which: 'local' | 'remote',
  owner: { readonly id: string; readonly header: Span },
  verdict: Verdict,
): AuthRound[] {
  return connection
    .sections()
    .filter((section) => section.name.toLowerCase().startsWith(which))
    .map((section) => authRound(draft, section, which, owner, verdict))
    .sort((a, b) => a.round - b.round);
}

function authRound(
  draft: DeviceDraft,
  section: SectionView,
  which: 'local' | 'remote',
  owner: { readonly id: string; readonly header: Span },
  verdict: Verdict,
): AuthRound {
  const header = section.header ?? owner.header;
  const reader = new OptionReader(draft, section, header, 'strongswan/swanctl');
  verdict.checkOptions(section, AUTH_OPTIONS, `the section \`${section.name}\``);
  const written = reader.text('auth');
  const fields = {
    method: methodOf(reader, which),
    detail: written,
    round: reader.number('round') ?? reader.default(0, 'round is not set: 0'),
    eapId: reader.text('eap_id'),
    xauthId: reader.text('xauth_id'),
    aaaId: reader.text('aaa_id'),
    caId: reader.text('ca_id'),
    revocation: reader.word('revocation', { relaxed: 'relaxed', strict: 'strict', ifuri: 'ifuri' }, 'relaxed'),
  } as const;
  const { values, at: provenance } = separate<AuthRoundFields>(fields);
  const identity = identityOf(draft, reader, which);
  const files = {
    ...credentials(draft, reader, which),
    groups: reader.items('groups').map(({ text, origin }) => ({ value: text, origin })),
  };
  checkCertificateSections(draft, section, files, verdict);
  const { source, start, end } = header;
  const round = {
    id: draft.id(`${owner.id} ${section.name}`),
    at: provenance,
    header: { source, start, end },
    ...values,
    alternatives: [],
    ...files,
  };
  return identity === undefined ? round : { ...round, identity };
}

function methodOf(reader: OptionReader, which: 'local' | 'remote'): Located<AuthRoundFields['method']> {
  const setting = reader.get('auth');
  if (setting?.setting.value !== undefined)
    return { value: authMethod(setting.setting.value) ?? 'unknown', origin: originOf(setting) };
  if (which === 'local') return reader.default('pubkey', 'auth is not set: a public key');
  return reader.default('any', 'auth is not set: IKEv2 accepts any method, IKEv1 none');
}

function identityOf(draft: DeviceDraft, reader: OptionReader, which: 'local' | 'remote'): Identity | undefined {
  const setting = reader.get('id');
  if (setting?.setting.value === undefined) return undefined;
  return parseIdentification(setting.setting.value, originOf(setting), { regex: which === 'remote' && draft.release === '6.0' });
}

interface Credentials {
  certificates: Located<string>[];
  authorities: Located<string>[];
}

/** Certificates that the end has to have and authorities that have to have signed them. */
function credentials(draft: DeviceDraft, reader: OptionReader, which: 'local' | 'remote'): Credentials {
  const named = (key: string): Located<string>[] => reader.items(key).map(({ text, origin }) => ({ value: text, origin }));
  const certificates = named('certs');
  const authorities = named('cacerts');
  for (const { value, origin } of certificates) draft.certificate({ name: value, role: 'end-entity', origin });
  for (const { value, origin } of authorities) draft.certificate({ name: value, role: 'authority', origin });
  return {
    certificates: which === 'local' || certificates.length > 0 ? [...certificates, ...named('pubkeys')] : named('pubkeys'),
    authorities,
  };
}

/** `cert<suffix>` and `cacert<suffix>`: a file or a handle on a token. */
function checkCertificateSections(draft: DeviceDraft, round: SectionView, into: Credentials, verdict: Verdict): void {
  for (const section of round.sections()) {
    const name = section.name.toLowerCase();
    const place = section.header;
    if (!name.startsWith('cert') && !name.startsWith('cacert')) {
      if (place !== undefined) {
        const message = `'${section.name}' is not a section of '${round.name}': the connection is discarded`;
        verdict.reject(place, `invalid section: ${section.name}`, at(place, section.via), () => ({ message }));
      }
      continue;
    }
    verdict.checkOptions(section, CERTIFICATE_OPTIONS, `the section \`${section.name}\``);
    const file = section.get('file') ?? section.get('handle');
    if (file?.setting.value !== undefined) {
      const isAuthority = name.startsWith('ca');
      const named = { value: file.setting.value, origin: originOf(file) };
      (isAuthority ? into.authorities : into.certificates).push(named);
      draft.certificate({ name: named.value, role: isAuthority ? 'authority' : 'end-entity', origin: named.origin });
    } else if (place !== undefined) {
      const message = `'${section.name}' names neither a file nor a handle: the connection is discarded`;
      verdict.reject(place, 'handle or file path missing', at(place, section.via), () => ({ message }));
    }
  }
}
