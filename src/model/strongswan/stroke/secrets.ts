import type { SecretLine } from '../../../parse/ipsec-secrets/index.ts';
import type { SourceFile } from '../../../text/source.ts';
import type { SecretFields } from '../../types.ts';
import { type DeviceDraft, plain } from '../draft.ts';
import { parseIdentification } from '../identification.ts';
import { at } from '../origin.ts';
import { addKeyFile, addSecret } from '../secret.ts';

const KINDS: ReadonlyMap<string, SecretFields['kind']> = new Map([
  ['PSK', 'psk'],
  ['EAP', 'eap'],
  ['XAUTH', 'xauth'],
  ['NTLM', 'ntlm'],
]);

/** One line of ipsec.secrets as a secret of the device. */
export function readSecretLine(draft: DeviceDraft, line: SecretLine, source: SourceFile): void {
  const header = plain(line.span);
  const kind = KINDS.get(line.token);
  const id = `secret ${line.selectors.map(({ text }) => text).join(' ')}: ${line.token}`;
  if (kind === undefined || line.value === undefined) {
    const origin = at(line.file ?? line.tokenSpan);
    addKeyFile(draft, id, line.token === 'PIN' ? 'pin' : 'private-key', line.file?.text, origin, header);
    return;
  }
  const { span, encoding } = line.value;
  const owners = line.selectors.map((word) => parseIdentification(word.text, at(word)));
  const text = source.text.slice(span.start, span.end);
  addSecret(draft, { id, kind, kindOrigin: at(line.tokenSpan), text, encoding, origin: at(span), header: span, owners });
}
