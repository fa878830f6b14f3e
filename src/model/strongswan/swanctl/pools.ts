import type { EffectiveSetting, SectionView } from '../../../parse/settings/index.ts';
import type { Span } from '../../../text/source.ts';
import { didYouMean } from '../../../text/suggest.ts';
import type { Provenance } from '../../provenance.ts';
import { isPlaceholder, parseRange, readSubnet } from '../address.ts';
import type { DeviceDraft } from '../draft.ts';
import { noteMisread } from '../misread.ts';
import { at, itemsOf, originOf } from '../origin.ts';
import { AUTHORITY_OPTIONS, POOL_OPTIONS } from './options.ts';

/** The section `authorities`. */
export function readAuthorities(draft: DeviceDraft, section: SectionView): void {
  for (const authority of section.sections())
    if (authority.header !== undefined) readAuthority(draft, authority, authority.header);
}

/** The section `pools`. */
export function readPools(draft: DeviceDraft, section: SectionView): void {
  for (const pool of section.sections()) if (pool.header !== undefined) readPool(draft, pool, pool.header);
}

/**
 * Notes what the daemon does not load. The first of them ends `swanctl --load-all`, which loads authorities and pools before the
 * connections (strongSwan, swanctl/commands/load_all.c).
 */
function refuse(draft: DeviceDraft, owner: string, why: string, log: string, origin: Provenance, suggestion?: string): void {
  const message = `${why}: the ${owner} is not loaded, and swanctl --load-all stops there, before it loads connections`;
  draft.notice('connection-rejected', message, origin, { log, suggestion });
}

function readAuthority(draft: DeviceDraft, authority: SectionView, header: Span): void {
  const owner = `authority '${authority.name}'`;
  const origin = at(header, authority.via);
  for (const { setting, via } of authority.settings()) {
    if (AUTHORITY_OPTIONS.has(setting.name.text)) continue;
    const log = `unknown option: ${setting.name.text}, config discarded`;
    refuse(draft, owner, `'${setting.name.text}' is not an option of an authority`, log, at(setting.name, via));
  }
  const certificate = authority.get('cacert') ?? authority.get('file') ?? authority.get('handle');
  const name = certificate?.setting.value;
  if (certificate === undefined || name === undefined) {
    refuse(draft, owner, 'It names no certificate', `CA certificate missing: ${authority.name}`, origin);
    return;
  }
  draft.authorities.push({ name: authority.name, certificate: name, origin });
  draft.certificate({ name, role: 'authority', origin: originOf(certificate) });
}

function readPool(draft: DeviceDraft, pool: SectionView, header: Span): void {
  const owner = `pool '${pool.name}'`;
  draft.define('address-pool', pool.name, header);
  for (const setting of pool.settings()) if (setting.setting.name.text !== 'addrs') readAttribute(draft, owner, setting);
  const addresses = pool.get('addrs');
  const text = addresses?.setting.value;
  if (addresses === undefined || text === undefined)
    refuse(draft, owner, 'It has no addresses (`addrs`)', `missing addrs for ${owner}`, at(header, pool.via));
  else readAddresses(draft, pool.name, owner, originOf(addresses), text);
}

/** An attribute that clients get: by its name or by a number (strongSwan, libcharon/plugins/vici/vici_attribute.c, `pool_li`). */
function readAttribute(draft: DeviceDraft, owner: string, setting: EffectiveSetting): void {
  const { name } = setting.setting;
  if (/^[0-9]+$/.test(name.text)) return;
  if (!POOL_OPTIONS.has(name.text)) {
    const near = didYouMean(name.text, POOL_OPTIONS.keys());
    const suggestion = near === undefined ? undefined : `did you mean \`${near}\`?`;
    const log = `invalid attribute: ${name.text}`;
    refuse(draft, owner, `'${name.text}' is not an attribute`, log, at(name, setting.via), suggestion);
    return;
  }
  const wrong = itemsOf(setting).find(({ text }) => !isPlaceholder(text) && readSubnet(anyAddress(text)) === undefined);
  if (wrong === undefined) return;
  refuse(draft, owner, `'${wrong.text}' is no address or subnet`, `invalid attribute value for ${name.text}`, wrong.origin);
}

function readAddresses(draft: DeviceDraft, name: string, owner: string, origin: Provenance, text: string): void {
  const range = parseRange(text.replace(/ *- */, '-'));
  const subnet = range === undefined ? readSubnet(anyAddress(text)) : undefined;
  const addresses = range ?? subnet ?? (isPlaceholder(text) ? { text } : undefined);
  if (addresses === undefined) {
    refuse(draft, owner, `'${text}' is neither a subnet nor a range`, `invalid addrs value: ${text}`, origin);
    return;
  }
  draft.pools.push({ name, addresses: addresses.text, origin });
  if (subnet !== undefined) noteMisread(draft, text, subnet, origin, ONE_EACH);
}

const ONE_EACH = 'a pool has one subnet or range: write a pool for each, and list them in `pools`';

/** `%any` stands for the address of zeros. */
function anyAddress(text: string): string {
  return text.replace(/^%any4?(?=\/|$)/, '0.0.0.0').replace(/^%any6(?=\/|$)/, '::');
}
