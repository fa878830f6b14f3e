import type { EffectiveSetting, SectionView } from '../../../parse/settings/index.ts';
import { didYouMean } from '../../../text/suggest.ts';
import type { SecretFields } from '../../types.ts';
import type { DeviceDraft } from '../draft.ts';
import { plain } from '../draft.ts';
import { parseIdentification } from '../identification.ts';
import { at, originOf } from '../origin.ts';
import { addKeyFile, addSecret, decodeSecret, encodingOf } from '../secret.ts';

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
