import type { EffectiveSetting, SectionView } from '../../../parse/settings/index.ts';
import { didYouMean } from '../../../text/suggest.ts';
import type { SecretFields } from '../../types.ts';
import { parseAddress, parseLenientSubnet, parseRange } from '../address.ts';
import type { DeviceDraft } from '../draft.ts';
import { plain } from '../draft.ts';
import { parseIdentification } from '../identification.ts';
import { at, originOf } from '../origin.ts';
import { addKeyFile, addSecret, decodeSecret, encodingOf } from '../secret.ts';
import { AUTHORITY_OPTIONS, POOL_OPTIONS } from './options.ts';

/** Kinds of secrets by the beginning of the section's name, in the order in which swanctl looks. */
const SHARED: readonly (readonly [prefix: string, kind: SecretFields['kind']])[] = [
  ['eap', 'eap'],
  ['xauth', 'xauth'],
  ['ntlm', 'ntlm'],
  ['ike', 'psk'],
  ['ppk', 'ppk'],
];

const KEYS = ['private', 'rsa', 'ecdsa', 'bliss', 'pkcs8', 'pkcs12'];

/** The section `secrets`. */
export function readSecrets(draft: DeviceDraft, section: SectionView): void {
  for (const secret of section.sections()) {
    const name = secret.name.toLowerCase();
    const shared = SHARED.find(([prefix]) => name.startsWith(prefix));
    if (shared !== undefined) readShared(draft, secret, shared[1]);
    else if (KEYS.some((prefix) => name.startsWith(prefix) && (prefix !== 'bliss' || draft.release === '5.9')))
      readKey(draft, secret, 'private-key');
    else if (name.startsWith('token')) readKey(draft, secret, 'pin');
    else {
      const near = didYouMean(name, [...SHARED.map(([prefix]) => prefix), ...KEYS, 'token']);
      const message = `'${secret.name}' is not a kind of secret: swanctl ignores the section`;
      const suggestion =
        near === undefined
          ? 'the name has to begin with ike, eap, xauth, ntlm, ppk, private, rsa, ecdsa, pkcs8, pkcs12 or token'
          : `did you mean \`${near}\`?`;
      note(draft, 'ignored', secret, message, `ignoring unsupported secret '${secret.name}'`, suggestion);
    }
  }
}

function note(
  draft: DeviceDraft,
  kind: 'ignored' | 'connection-rejected',
  section: SectionView,
  message: string,
  log: string,
  suggestion?: string,
): void {
  if (section.header !== undefined) draft.notice(kind, message, at(section.header, section.via), { log, suggestion });
}

function readShared(draft: DeviceDraft, section: SectionView, kind: SecretFields['kind']): void {
  const { header } = section;
  if (header === undefined) return;
  const secret = section.get('secret');
  if (secret?.setting.value === undefined) {
    const message = `The secret '${section.name}' has no value: swanctl ignores it`;
    note(draft, 'ignored', section, message, `missing secret in '${section.name}', ignored`);
    return;
  }
  const owners = section
    .settings()
    .filter(({ setting }) => setting.name.text.startsWith('id'))
    .map((setting) => parseIdentification(setting.setting.value ?? '', originOf(setting)));
  const { encoding, value } = encodingOf(secret.setting.value);
  if (decodeSecret(value, encoding).length === 0) {
    const message = `The secret '${section.name}' is empty: the daemon does not load it`;
    note(draft, 'connection-rejected', section, message, 'loading shared secret failed: shared key data missing');
    return;
  }
  noteCut(draft, secret);
  const kindOrigin = at(header, section.via);
  addSecret(draft, {
    id: `secret ${section.name}`,
    kind,
    kindOrigin,
    text: value,
    encoding,
    origin: originOf(secret),
    header: plain(header),
    owners,
  });
}

/** A `#` or `}` right behind an unquoted secret was meant to be part of it. */
function noteCut(draft: DeviceDraft, { setting }: EffectiveSetting): void {
  const last = setting.parts.at(-1);
  const source = draft.source(setting.valueSpan.source);
  if (last === undefined || last.quoted || source === undefined) return;
  const next = source.text[last.end];
  if (next !== '#' && !(next === '}' && /\S/.test(restOfLine(source.text, last.end + 1)))) return;
  const message =
    next === '#' ? 'The secret ends before `#`, which begins a comment' : 'The secret ends before `}`, which closes the section';
  draft.notice('ignored', message, at({ source: source.id, start: last.end, end: last.end + 1 }), {
    suggestion: 'put the secret into double quotes',
  });
}

function restOfLine(text: string, start: number): string {
  const newline = text.indexOf('\n', start);
  return text.slice(start, newline === -1 ? text.length : newline);
}

function readKey(draft: DeviceDraft, section: SectionView, kind: 'private-key' | 'pin'): void {
  if (section.header === undefined) return;
  const file = section.get(kind === 'pin' ? 'handle' : 'file');
  const origin = file === undefined ? at(section.header, section.via) : originOf(file);
  addKeyFile(draft, `secret ${section.name}`, kind, file?.setting.value, origin, plain(section.header));
}

/** The section `pools`. */
export function readPools(draft: DeviceDraft, section: SectionView): void {
  for (const pool of section.sections()) {
    if (pool.header === undefined) continue;
    draft.define('address-pool', pool.name, pool.header);
    for (const { setting, via } of pool.settings()) {
      const name = setting.name.text;
      if (ADDRESS_ATTRIBUTES.has(name) && !listOf(setting.value).every((value) => parseAddress(value) !== undefined)) {
        const message = `'${setting.value ?? ''}' is no list of addresses: the pool '${pool.name}' is not loaded`;
        draft.notice('connection-rejected', message, at(setting.name, via), { log: `invalid attribute value for ${name}` });
        continue;
      }
      if (POOL_OPTIONS.has(setting.name.text) || /^[0-9]+$/.test(setting.name.text)) continue;
      const near = didYouMean(setting.name.text, POOL_OPTIONS.keys());
      const message = `'${setting.name.text}' is not an attribute: the pool '${pool.name}' is not loaded`;
      draft.notice('connection-rejected', message, at(setting.name, via), {
        log: `invalid attribute: ${setting.name.text}`,
        suggestion: near === undefined ? undefined : `did you mean \`${near}\`?`,
      });
    }
    readPoolAddresses(draft, pool);
  }
}

/** Attributes of a pool whose values are addresses (vici_attribute.c). */
const ADDRESS_ATTRIBUTES: ReadonlySet<string> = new Set(['dns', 'nbns', 'dhcp', 'netmask']);

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function readPoolAddresses(draft: DeviceDraft, pool: SectionView): void {
  const addresses = pool.get('addrs');
  const text = addresses?.setting.value;
  if (addresses === undefined || text === undefined) {
    note(
      draft,
      'connection-rejected',
      pool,
      `The pool '${pool.name}' has no addresses (\`addrs\`): it is not loaded`,
      'missing addrs value',
    );
    return;
  }
  const parsed = text.includes('-') ? parseRange(text) : parseLenientSubnet(text);
  if (parsed !== undefined) draft.pools.push({ name: pool.name, addresses: parsed.text, origin: originOf(addresses) });
  else
    draft.notice(
      'connection-rejected',
      `'${text}' is neither a subnet nor a range: the pool '${pool.name}' is not loaded`,
      originOf(addresses),
      { log: `invalid addrs value: ${text}` },
    );
}

/** The section `authorities`. */
export function readAuthorities(draft: DeviceDraft, section: SectionView): void {
  for (const authority of section.sections()) {
    if (authority.header === undefined) continue;
    const origin = at(authority.header, authority.via);
    for (const { setting, via } of authority.settings()) {
      if (AUTHORITY_OPTIONS.has(setting.name.text)) continue;
      const message = `'${setting.name.text}' is not an option of an authority: '${authority.name}' is not loaded`;
      draft.notice('connection-rejected', message, at(setting.name, via), {
        log: `unknown option: ${setting.name.text}, config discarded`,
      });
    }
    const certificate = authority.get('cacert') ?? authority.get('file') ?? authority.get('handle');
    if (certificate?.setting.value === undefined) {
      note(
        draft,
        'connection-rejected',
        authority,
        `The authority '${authority.name}' names no certificate: it is not loaded`,
        `CA certificate missing: ${authority.name}`,
      );
      continue;
    }
    const name = certificate.setting.value;
    draft.authorities.push({ name: authority.name, certificate: name, origin });
    draft.certificate({ name, role: 'authority', origin: originOf(certificate) });
  }
}
