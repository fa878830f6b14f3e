import type { SectionView } from '../../../parse/settings/index.ts';
import type { Span } from '../../../text/source.ts';
import { defaultNote } from '../../defaults/strongswan.ts';
import type { Child, ChildFields, TrafficSelector } from '../../types.ts';
import { readSubnet } from '../address.ts';
import type { DeviceDraft } from '../draft.ts';
import { plain } from '../draft.ts';
import { separate } from '../fields.ts';
import { noteMisread } from '../misread.ts';
import { at, byDefault, type Located } from '../origin.ts';
import { parseViciSelector } from '../selector.ts';
import type { Verdict } from './check.ts';
import { CHILD_OPTIONS } from './options.ts';
import { childProposals } from './proposals.ts';
import { OptionReader } from './reader.ts';

/** One child of a connection. */
export function readChild(
  draft: DeviceDraft,
  section: SectionView,
  owner: { readonly id: string; readonly header: Span },
  replayWindow: Located<number>,
  verdict: Verdict,
): Child {
  const header = plain(section.header ?? owner.header);
  const reader = new OptionReader(draft, section, header, 'strongswan/swanctl');
  verdict.checkOptions(section, CHILD_OPTIONS, 'a child');
  const id = draft.id(`${owner.id} child ${section.name}`);
  const times = lifetimes(draft, reader);
  const { values, at: provenance } = separate<ChildFields>({
    name: { value: section.name, origin: at(header, section.via) },
    mode: reader.word('mode', MODES, 'tunnel'),
    pfs: undefined,
    startAction: action(reader, 'start_action'),
    closeAction: singleAction(reader, 'close_action'),
    dpdAction: singleAction(reader, 'dpd_action'),
    rekeyTime: times.rekey,
    lifeTime: times.life,
    lifeBytes: reader.bytes('life_bytes') ?? reader.default(0, 'life_bytes is not set: no limit'),
    ipcomp: reader.bool('ipcomp', false),
    replayWindow: reader.number('replay_window') ?? replayWindow,
    sha256_96: reader.bool('sha256_96', false),
    label: reader.text('label'),
    policies: reader.bool('policies', true),
    filter: undefined,
    accessIn: undefined,
  });
  return {
    id,
    at: provenance,
    header,
    ...values,
    proposals: childProposals(draft, section.settings(), { id, header }, verdict),
    localTs: selectors(draft, reader, 'local_ts'),
    remoteTs: selectors(draft, reader, 'remote_ts'),
  };
}

const MODES = {
  tunnel: 'tunnel',
  transport: 'transport',
  transport_proxy: 'transport-proxy',
  beet: 'beet',
  pass: 'pass',
  drop: 'drop',
  iptfs: 'iptfs',
} as const;

const ACTIONS = { none: 'none', clear: 'none', trap: 'trap', route: 'trap', start: 'start', restart: 'start' } as const;

function singleAction(reader: OptionReader, name: string): Located<'none' | 'trap' | 'start'> {
  return reader.word(name, ACTIONS, 'none');
}

function action(reader: OptionReader, name: string): Located<ChildFields['startAction']> {
  const written = reader.text(name);
  if (written?.value.includes('|') !== true) return singleAction(reader, name);
  const words = written.value.split('|').map((word) => word.trim().toLowerCase());
  const trap = words.some((word) => word === 'trap' || word === 'route');
  const start = words.some((word) => word === 'start' || word === 'restart');
  return { value: trap && start ? 'trap|start' : trap ? 'trap' : start ? 'start' : 'none', origin: written.origin };
}

/** Rekey and life time in seconds (vici: check_lifetimes). */
function lifetimes(
  draft: DeviceDraft,
  reader: OptionReader,
): { readonly rekey: Located<number>; readonly life: Located<number> } {
  const life = reader.time('life_time');
  const written = reader.time('rekey_time');
  if (written !== undefined) {
    return {
      rekey: written,
      life: life ?? reader.derived(Math.round(written.value * 1.1), 'rekey_time and a tenth of it', written),
    };
  }
  if (life !== undefined && draft.release === '6.0') {
    return { rekey: reader.derived(Math.round(life.value / 1.1), 'life_time divided by 1.1', life), life };
  }
  const otherwise = life === undefined ? undefined : 'from strongSwan 5.9.9 on it is life_time divided by 1.1';
  const rekey = reader.default(3600, 'rekey_time is not set: 1 hour', otherwise);
  return { rekey, life: life ?? reader.derived(3960, 'rekey_time and a tenth of it', rekey) };
}

/** Traffic selectors of a key; `dynamic` when it is not set. */
function selectors(draft: DeviceDraft, reader: OptionReader, name: string): TrafficSelector[] {
  const items = reader.items(name);
  for (const { text, origin } of items) {
    const where = text.replace(/ *\[.*/, '');
    const subnet = where.includes('-') ? undefined : readSubnet(where);
    if (subnet !== undefined) noteMisread(draft, where, subnet, origin);
  }
  const parsed = items.map(({ text, origin }) => parseViciSelector(text, origin)).filter((selector) => selector !== 'invalid');
  if (parsed.length > 0) return parsed;
  const origin = byDefault(
    reader.header,
    defaultNote('strongswan/swanctl', draft.release, `${name} is not set: dynamic, the end's own address`),
  );
  return [{ kind: 'dynamic', network: '', protocol: 0, portFrom: 0, portTo: 65535, origin }];
}
