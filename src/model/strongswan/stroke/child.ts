import type { Span } from '../../../text/source.ts';
import type { Child, ChildFields, Rejection } from '../../types.ts';
import type { CharonView } from '../charon.ts';
import type { DeviceDraft } from '../draft.ts';
import { separate } from '../fields.ts';
import { at, type Located, originOf } from '../origin.ts';
import { type EndName, endSelectors } from './ends.ts';
import { readProposals } from './proposals.ts';
import type { ConnReader } from './reader.ts';

/** The child of a conn, which has the conn's name, and why the conn is not added. */
export function readChild(
  draft: DeviceDraft,
  reader: ConnReader,
  name: string,
  owner: { readonly id: string; readonly header: Span },
  charon: CharonView,
  local: EndName,
  remote: EndName,
): { readonly child: Child; readonly rejection: Rejection | undefined } {
  const { header } = owner;
  const id = draft.id(`${owner.id} child`);
  const { values, at: provenance } = separate<ChildFields>({
    name: { value: name, origin: at(header) },
    ...fieldsOf(reader, charon),
  });
  const protocol = reader.get('ah') === undefined ? 'esp' : 'ah';
  const { ids, rejection } = readProposals(draft, reader, protocol, { id, header });
  const selectors = { localTs: endSelectors(draft, reader, local), remoteTs: endSelectors(draft, reader, remote) };
  return { child: { id, at: provenance, header, ...values, proposals: ids, ...selectors }, rejection };
}

function fieldsOf(reader: ConnReader, charon: CharonView) {
  const rekey = reader.bool('rekey', true);
  const life = reader.time('lifetime', 3600, '1 hour');
  const margin = reader.time('margintime', 540, '9 minutes');
  const off = reader.derived(0, '`rekey=no`: no lifetimes', rekey);
  return {
    mode: modeOf(reader),
    pfs: undefined,
    startAction: reader.word('auto', { add: 'none', ignore: 'none', route: 'trap', start: 'start' } as const, 'none'),
    closeAction: reader.word('closeaction', ACTIONS, 'none'),
    dpdAction: reader.word('dpdaction', ACTIONS, 'none'),
    rekeyTime: rekey.value
      ? reader.derived(Math.max(0, life.value - margin.value), 'lifetime less margintime', life, margin)
      : off,
    lifeTime: rekey.value ? life : off,
    lifeBytes: reader.number('lifebytes') ?? reader.default(0, 'lifebytes is not set: no limit'),
    ipcomp: reader.bool('compress', false),
    replayWindow: nonNegative(reader.number('replay_window')) ?? charon.replayWindow,
    sha256_96: reader.bool('sha256_96', false),
    label: undefined,
    policies: reader.bool('installpolicy', true),
    filter: undefined,
    accessIn: undefined,
  };
}

const ACTIONS = { none: 'none', clear: 'none', hold: 'trap', restart: 'start' } as const;

const MODES = {
  tunnel: 'tunnel',
  transport: 'transport',
  transport_proxy: 'transport-proxy',
  beet: 'beet',
  passthrough: 'pass',
  pass: 'pass',
  drop: 'drop',
  reject: 'drop',
} as const;

/** A source address that is applied after `type` makes it tunnel. */
function modeOf(reader: ConnReader): Located<ChildFields['mode']> {
  const forced = reader.settings.tunnelForcedBy;
  const written = reader.word('type', MODES, 'tunnel');
  if (forced === undefined || written.value === 'tunnel') return written;
  const how = `\`${forced.setting.name.text}\` is applied after \`type\` and makes it tunnel`;
  return reader.derived('tunnel' as const, how, { value: undefined, origin: originOf(forced) }, written);
}

function nonNegative(number: Located<number> | undefined): Located<number> | undefined {
  return number !== undefined && number.value >= 0 ? number : undefined;
}
