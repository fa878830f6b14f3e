import { isPlaceholder, parseAddress, parseRange, readSubnet } from '../address.ts';
import type { DeviceDraft } from '../draft.ts';
import { noteMisread } from '../misread.ts';
import { type Item, itemsOf, type Located, originOf } from '../origin.ts';
import type { EndName } from './ends.ts';
import type { ConnReader } from './reader.ts';

/** Words for whatever address the peer gives. */
const VIRTUAL_ANY: ReadonlyMap<string, string> = new Map([
  ['%config', '0.0.0.0'],
  ['%cfg', '0.0.0.0'],
  ['%modeconfig', '0.0.0.0'],
  ['%modecfg', '0.0.0.0'],
  ['%config4', '0.0.0.0'],
  ['%config6', '::'],
]);

function itemsAt(reader: ConnReader, name: string): readonly Item[] {
  const setting = reader.get(name);
  return setting === undefined ? [] : itemsOf(setting);
}

/** `leftsourceip`: addresses that are asked for; the words for `any` become the address 0.0.0.0 or ::. */
export function virtualAddresses(draft: DeviceDraft, reader: ConnReader, local: EndName, remote: EndName): Located<string>[] {
  const setting = reader.get(`${local}sourceip`);
  const items = itemsAt(reader, `${local}sourceip`);
  if (setting !== undefined && items.length > 0 && itemsAt(reader, `${remote}sourceip`).length > 0) {
    const message = `'${local}sourceip' is ignored beside '${remote}sourceip': a connection asks for addresses or gives them`;
    draft.notice('ignored', message, originOf(setting));
    return [];
  }
  const out: Located<string>[] = [];
  for (const { text, origin } of items) {
    const value = VIRTUAL_ANY.get(text) ?? text;
    if (value.startsWith('%any') || isPlaceholder(value) || parseAddress(value) !== undefined) out.push({ value, origin });
    else
      draft.notice('ignored', `'${text}' is not an address: it is ignored`, origin, {
        log: `ignored invalid subnet token: ${text}`,
      });
  }
  return out;
}

/** `rightsourceip`: a subnet or range that addresses are given from, the name of a pool, or `%config`: what the peer asks for. */
export function sourcePools(draft: DeviceDraft, reader: ConnReader, remote: EndName): Located<string>[] {
  noteNameServers(draft, reader, remote);
  const out: Located<string>[] = [];
  for (const item of itemsAt(reader, `${remote}sourceip`)) {
    const { text, origin } = item;
    const addresses = text.startsWith('%') ? undefined : poolAddresses(draft, item);
    if (VIRTUAL_ANY.has(text)) out.push({ value: '%config', origin });
    else if (text.startsWith('%')) out.push({ value: text.slice(1), origin });
    else if (addresses !== undefined) {
      out.push({ value: text, origin });
      if (!draft.pools.some(({ name }) => name === text)) draft.pools.push({ name: text, addresses, origin });
    }
  }
  return out;
}

function poolAddresses(draft: DeviceDraft, { text, origin }: Item): string | undefined {
  const range = parseRange(text);
  if (range !== undefined) return range.text;
  if (isPlaceholder(text)) return text;
  const subnet = readSubnet(text);
  if (subnet !== undefined) noteMisread(draft, text, subnet, origin);
  else {
    const message = `'${text}' is neither a subnet nor a range: it is ignored, and clients get no address from it`;
    draft.notice('ignored', message, origin, { log: `IP pool ${text} invalid, ignored` });
  }
  return subnet?.text;
}

/** `rightdns`: name servers that clients get (strongSwan, libcharon/plugins/stroke/stroke_attribute.c). */
function noteNameServers(draft: DeviceDraft, reader: ConnReader, remote: EndName): void {
  for (const { text, origin } of itemsAt(reader, `${remote}dns`)) {
    if (isPlaceholder(text) || parseAddress(text) !== undefined) continue;
    const message = `'${text}' is not an address: clients do not get it as a name server`;
    draft.notice('ignored', message, origin, { log: `ignoring invalid DNS address '${text}'` });
  }
}
