import type { Provenance } from '../../provenance.ts';
import type { AddressSpec, AuthMethod, AuthRound, AuthRoundFields, Identity, TrafficSelector } from '../../types.ts';
import { readSubnet } from '../address.ts';
import { endpoints } from '../addresses.ts';
import { authMethod } from '../authentication.ts';
import { type DeviceDraft, plain } from '../draft.ts';
import { separate } from '../fields.ts';
import { parseIdentification } from '../identification.ts';
import { noteMisread } from '../misread.ts';
import { type Item, itemsOf, type Located, originOf, originOfPart } from '../origin.ts';
import { type ProtocolPorts, parseStarterPorts } from '../selector.ts';
import type { ConnReader } from './reader.ts';

/** `left` or `right`, as the text calls the end. */
export type EndName = 'left' | 'right';

/** Addresses of an end. `%defaultroute` is `%any`; `%host` and `allowany` accept every address beside the host's. */
export function endAddresses(reader: ConnReader, end: EndName): AddressSpec[] {
  const setting = reader.get(end);
  if (setting === undefined) return [{ kind: 'any', value: '%any', origin: reader.defaultOrigin(`${end} is not set: %any`) }];
  const items = itemsOf(setting);
  const out: AddressSpec[] = [];
  let allowAny = reader.bool(`${end}allowany`, false).value;
  for (const item of items) {
    const host = /^%(?!any|defaultroute$)(.+)$/.exec(item.text)?.[1];
    if (host !== undefined) allowAny = true;
    const text = item.text === '%defaultroute' || item.text === '%group' ? '%any' : (host ?? item.text);
    out.push(...endpoints([{ ...item, text }]));
  }
  if (allowAny && out.some(({ kind }) => kind !== 'any')) out.push({ kind: 'any', value: '%any', origin: originOf(setting) });
  return out;
}

/** Selectors of `subnet` and `protoport`; an invalid one is skipped, with none left it is the end's own address. */
export function endSelectors(draft: DeviceDraft, reader: ConnReader, end: EndName): TrafficSelector[] {
  const ports = protocolPorts(reader, end);
  const setting = reader.get(`${end}subnet`);
  const out: TrafficSelector[] = [];
  for (const item of setting === undefined ? [] : itemsOf(setting)) {
    const selector = parseSelector(draft, item, ports);
    if (selector !== undefined) out.push(selector);
    else {
      const message = `'${item.text}' is not a subnet: it is skipped`;
      draft.notice('ignored', message, item.origin, { log: `invalid subnet: ${item.text}, skipped` });
    }
  }
  if (out.length > 0) return out;
  const origin =
    setting === undefined ? reader.defaultOrigin(`${end}subnet is not set: the end's own address`) : originOf(setting);
  return [{ kind: 'dynamic', network: '', ...ports, origin }];
}

const ANY_PORTS: ProtocolPorts = { protocol: 0, portFrom: 0, portTo: 65535 };

function protocolPorts(reader: ConnReader, end: EndName): ProtocolPorts {
  const text = reader.text(`${end}protoport`);
  const parsed = text === undefined ? ANY_PORTS : parseStarterPorts(text.value);
  return typeof parsed === 'string' ? ANY_PORTS : parsed;
}

function parseSelector(draft: DeviceDraft, { text, origin }: Item, fallback: ProtocolPorts): TrafficSelector | undefined {
  const open = text.indexOf('[');
  const where = open === -1 ? text : text.slice(0, open);
  const own = open === -1 ? fallback : parseStarterPorts(text.slice(open + 1).replace(/\]$/, ''));
  if (own === 'invalid') return undefined;
  if (own === 'unknown') return { kind: 'unknown', network: where, ...ANY_PORTS, origin };
  if (where === '%dynamic') return { kind: 'dynamic', network: '', ...own, origin };
  const subnet = readSubnet(where);
  if (subnet === undefined) return undefined;
  noteMisread(draft, where, subnet, origin);
  return { kind: 'network', network: subnet.text, ...own, origin };
}

/** A method that one round uses. */
interface RoundMethod {
  readonly method: Located<AuthMethod>;
  readonly detail: Located<string> | undefined;
}

/** Methods of both rounds of an end. */
export function endMethods(draft: DeviceDraft, reader: ConnReader, end: EndName, other: EndName): RoundMethod[] {
  const first = reader.text(`${end}auth`);
  const second = reader.text(`${end}auth2`);
  const rounds: RoundMethod[] = [];
  if (first !== undefined) rounds.push(named(draft, first));
  else if (reader.text(`${other}auth`) === undefined) rounds.push(...fromAuthby(reader, end));
  else rounds.push({ method: reader.default('pubkey', `${end}auth is not set: pubkey`), detail: undefined });
  if (second !== undefined) rounds.splice(1, 1, named(draft, second));
  return rounds;
}

function named(draft: DeviceDraft, text: Located<string>): RoundMethod {
  const word = text.value === 'secret' ? 'psk' : text.value;
  const method = authMethod(word);
  if (method === undefined) {
    const message = `'${text.value}' is not an authentication method: any method is accepted`;
    draft.notice('not-understood', message, text.origin, { log: `authentication method ${text.value} unknown, fallback to any` });
  }
  return { method: { value: method ?? 'any', origin: text.origin }, detail: text };
}

/** `xauth=client` speaks of `left` as it is written, also where the ends are swapped. */
function fromAuthby(reader: ConnReader, end: EndName): RoundMethod[] {
  const authby = reader.text('authby');
  if (authby === undefined)
    return [{ method: reader.default('pubkey', 'neither leftauth nor authby is set: pubkey'), detail: undefined }];
  const { origin, value: word } = authby;
  const psk = word === 'psk' || word === 'secret' || word === 'xauthpsk';
  const rounds: RoundMethod[] = [{ method: { value: psk ? 'psk' : 'pubkey', origin }, detail: authby }];
  const client = (reader.text('xauth')?.value ?? 'client') === 'client';
  if (word.includes('xauth') && client === (end === 'left')) rounds.push({ method: { value: 'xauth', origin }, detail: authby });
  return rounds;
}

/** Authentication rounds of an end. */
export function endRounds(
  draft: DeviceDraft,
  reader: ConnReader,
  end: EndName,
  other: EndName,
  local: boolean,
  owner: string,
): AuthRound[] {
  return endMethods(draft, reader, end, other).map(({ method, detail }, index) => {
    const suffix = index === 0 ? '' : '2';
    const wantsEap = method.value === 'eap';
    const { values, at } = separate<AuthRoundFields>({
      method,
      detail,
      round: reader.default(index, 'rounds are numbered in the order of the keywords'),
      eapId: wantsEap ? reader.text('eap_identity') : undefined,
      xauthId: method.value === 'xauth' ? reader.text('xauth_identity') : undefined,
      aaaId: wantsEap && local ? reader.text('aaa_identity') : undefined,
      caId: local ? undefined : reader.text(`${end}ca${suffix}`),
      revocation: undefined,
    });
    const certificates = listed(reader, `${end}cert${suffix}`);
    for (const { value, origin } of certificates) draft.certificate({ name: value, role: 'end-entity', origin });
    const identity = identityOf(reader, end, suffix, local, certificates.length > 0);
    const round = { id: draft.id(`${owner} ${end}${suffix}`), header: plain(reader.header), at, ...values };
    const lists = { alternatives: [], certificates, authorities: [], groups: listed(reader, `${end}groups${suffix}`) };
    return identity === undefined ? { ...round, ...lists } : { ...round, ...lists, identity };
  });
}

function listed(reader: ConnReader, name: string): Located<string>[] {
  const setting = reader.get(name);
  return setting === undefined ? [] : itemsOf(setting).map(({ text, origin }) => ({ value: text, origin }));
}

/**
 * The identity of a round: `id`, else the text of `left` or `right` itself. An own certificate without `leftid` is identified by its
 * subject, which is not in the text. `leftid2` falls back to `leftid`, `rightid2` to nothing.
 */
function identityOf(
  reader: ConnReader,
  end: EndName,
  suffix: string,
  local: boolean,
  hasCertificate: boolean,
): Identity | undefined {
  const own = reader.get(`${end}id${suffix}`) ?? (suffix === '2' && local ? reader.get(`${end}id`) : undefined);
  if (own?.setting.value !== undefined) {
    const loose = own.setting.value.startsWith('%') && !own.setting.value.startsWith('%any') ? 1 : 0;
    const text = own.setting.value.slice(loose);
    const identity = parseIdentification(text, originOfPart(own, loose, own.setting.value.length));
    return orNothing(loose === 1 && !local ? { ...identity, loose: true } : identity, local);
  }
  if (suffix === '2' || hasCertificate) return undefined;
  const address = reader.get(end);
  const text = address?.setting.value;
  if (address === undefined || text === undefined || text.startsWith('%') || text.includes(',')) return undefined;
  return orNothing(parseIdentification(text, fromAddress(originOf(address), end)), local);
}

function fromAddress(origin: Provenance, end: EndName): Provenance {
  return { kind: 'derived', from: [origin], how: `${end}id is not set: the address in \`${end}\` is the identity` };
}

function orNothing(identity: Identity, local: boolean): Identity | undefined {
  return local && identity.type === 'any' ? undefined : identity;
}
