import type { ConfSection } from '../../../parse/ipsec-conf/index.ts';
import type { Gateway, GatewayFields, Rejection } from '../../types.ts';
import { nothingToDial } from '../addresses.ts';
import type { CharonView } from '../charon.ts';
import { type DeviceDraft, plain } from '../draft.ts';
import { separate } from '../fields.ts';
import { at, derived, itemsOf, type Located } from '../origin.ts';
import { readChild } from './child.ts';
import { type EndName, endAddresses, endRounds } from './ends.ts';
import { readProposals } from './proposals.ts';
import { ConnReader } from './reader.ts';
import type { ConfSettings } from './settings.ts';
import { sourcePools, virtualAddresses } from './sourceip.ts';

/** What a conn needs to know of `config setup` and of the daemon. */
export interface SetupView {
  readonly unique: Located<GatewayFields['unique']> | undefined;
  readonly charon: CharonView;
  /** Whether an address or name is the host's own; nothing is known without a topology. */
  readonly isOwn: (text: string) => boolean;
}

/** A conn of ipsec.conf as the daemon loads it; undefined when `auto` keeps it from being loaded. */
export function readConn(
  draft: DeviceDraft,
  section: ConfSection,
  settings: ConfSettings,
  setup: SetupView,
): Gateway | undefined {
  const header = plain(section.headers[0] ?? { source: 0, start: 0, end: 0 });
  const reader = new ConnReader(draft, settings, header);
  const auto = reader.text('auto')?.value ?? 'ignore';
  if (auto === 'ignore' && !settings.autoIsWrong) return undefined;
  const id = draft.id(`conn ${section.name}`);
  const owner = { id, header };
  const [local, remote]: readonly [EndName, EndName] = isSwapped(reader, setup) ? ['right', 'left'] : ['left', 'right'];
  const ike = readProposals(draft, reader, 'ike', owner);
  const { child, rejection } = readChild(draft, reader, section.name, owner, setup.charon, local, remote);
  const peers = endAddresses(reader, remote);
  const noAddress = nothingToDial(peers);
  const cannot =
    noAddress === undefined
      ? undefined
      : { value: noAddress, origin: derived(`from \`${remote}\``, peers[0]?.origin ?? at(header)) };
  const { values, at: provenance } = separate<GatewayFields>({
    ...fieldsOf(reader, section.name, setup, local, remote),
    cannotInitiate: cannot,
  });
  const gateway: Gateway = {
    id,
    at: provenance,
    header,
    ...values,
    local: endAddresses(reader, local),
    remote: peers,
    ikeProposals: ike.ids,
    localAuth: endRounds(draft, reader, local, remote, true, id),
    remoteAuth: endRounds(draft, reader, remote, local, false, id),
    virtualAddresses: virtualAddresses(draft, reader, local, remote),
    pools: sourcePools(draft, reader, remote),
    children: [child],
  };
  const rejected: Rejection | undefined = settings.rejection ?? ike.rejection ?? rejection;
  return rejected === undefined ? gateway : { ...gateway, rejected };
}

/** Ends are swapped when `right` is the host's own address. `%defaultroute` is not looked up. */
function isSwapped(reader: ConnReader, setup: SetupView): boolean {
  if (!setup.charon.allowSwap) return false;
  const right = reader.get('right');
  return right !== undefined && itemsOf(right).some(({ text }) => setup.isOwn(text));
}

function fieldsOf(reader: ConnReader, name: string, setup: SetupView, local: EndName, remote: EndName) {
  const lifetimes = ikeLifetimes(reader);
  const place = at(reader.header);
  const encap = reader.bool('forceencaps', false);
  return {
    name: { value: name, origin: place },
    kind: { value: 'ipsec-conn' as const, origin: place },
    version: versionOf(reader),
    aggressive: reader.bool('aggressive', false),
    localPort: positive(reader.number(`${local}ikeport`)) ?? setup.charon.port,
    remotePort: positive(reader.number(`${remote}ikeport`)) ?? reader.default(500, `${remote}ikeport is not set: 500`),
    mobike: reader.bool('mobike', true),
    forceEncapsulation: encap,
    fragmentation: reader.word('fragmentation', { yes: 'yes', accept: 'accept', no: 'no', force: 'force' } as const, 'yes'),
    childless: reader.default('allow' as const, 'ipsec.conf has no keyword for it: allow'),
    dpdDelay: dpdDelay(reader),
    dpdTimeout: reader.time('dpdtimeout', 150, '150 seconds'),
    keyingTries: keyingTries(reader),
    unique: setup.unique ?? reader.default('replace' as const, 'uniqueids is not set: replace'),
    ...lifetimes,
    pull: pullOf(reader),
    sendCert: reader.word(
      `${local}sendcert`,
      { ifasked: 'ifasked', always: 'always', yes: 'always', never: 'never', no: 'never' } as const,
      'ifasked',
    ),
    sendCertRequest: sendsCertRequest(reader, remote),
    ppkId: undefined,
    ppkRequired: undefined,
    interface: undefined,
    vrf: undefined,
    isakmpProfile: undefined,
    ikev2Profile: undefined,
    mapName: undefined,
    sequence: undefined,
    clientAuthentication: undefined,
  };
}

function versionOf(reader: ConnReader): Located<0 | 1 | 2> {
  const written = reader.text('keyexchange');
  if (written === undefined) return reader.default(0, 'keyexchange is not set: either, IKEv2 when initiating');
  return { value: written.value === 'ikev1' ? 1 : written.value === 'ikev2' ? 2 : 0, origin: written.origin };
}

function pullOf(reader: ConnReader): Located<boolean> {
  const written = reader.text('modeconfig');
  return written === undefined
    ? reader.default(true, 'modeconfig is not set: pull')
    : { value: written.value !== 'push', origin: written.origin };
}

function positive(number: Located<number> | undefined): Located<number> | undefined {
  return number !== undefined && number.value > 0 && number.value < 65536 ? number : undefined;
}

/** Dead peers are only looked for when `dpdaction` says what to do about them. */
function dpdDelay(reader: ConnReader): Located<number> {
  const action = reader.text('dpdaction');
  if (action === undefined) return reader.default(0, 'dpdaction is not set: dead peers are not looked for');
  if (action.value === 'none') return { value: 0, origin: action.origin };
  return reader.time('dpddelay', 30, '30 seconds');
}

function keyingTries(reader: ConnReader): Located<number> {
  const written = reader.text('keyingtries');
  if (written === undefined) return reader.default(3, 'keyingtries is not set: 3');
  const value = written.value === '%forever' ? 0 : Math.max(0, Number(written.value));
  return { value: Number.isFinite(value) ? value : 3, origin: written.origin };
}

/** Seconds. `rekey=no` sends no lifetimes at all; `reauth=yes` (the default) authenticates anew instead of rekeying. */
function ikeLifetimes(reader: ConnReader) {
  const rekey = reader.bool('rekey', true);
  const reauth = reader.bool('reauth', true);
  const lifetime = reader.time('ikelifetime', 10_800, '3 hours');
  const margin = reader.time('margintime', 540, '9 minutes');
  if (!rekey.value) {
    const off = reader.derived(0, '`rekey=no`: no lifetimes', rekey);
    return { reauthTime: off, rekeyTime: off, overTime: off };
  }
  const span = reader.derived(Math.max(0, lifetime.value - margin.value), 'ikelifetime less margintime', lifetime, margin);
  const off = reader.derived(0, reauth.value ? 'authentication is repeated instead' : 'keys are renewed instead', reauth);
  return { reauthTime: reauth.value ? span : off, rekeyTime: reauth.value ? off : span, overTime: margin };
}

function sendsCertRequest(reader: ConnReader, remote: EndName): Located<boolean> {
  const written = reader.text(`${remote}sendcert`);
  if (written === undefined) return reader.default(true, `${remote}sendcert is not set: certificates are asked for`);
  return { value: written.value !== 'never' && written.value !== 'no', origin: written.origin };
}
