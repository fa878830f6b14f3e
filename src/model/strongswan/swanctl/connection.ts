import type { SectionView } from '../../../parse/settings/index.ts';
import type { Gateway, GatewayFields } from '../../types.ts';
import { endpoints, nothingToDial } from '../addresses.ts';
import type { CharonView } from '../charon.ts';
import type { DeviceDraft } from '../draft.ts';
import { plain } from '../draft.ts';
import { separate } from '../fields.ts';
import { at, derived, type Located } from '../origin.ts';
import { authRounds } from './auth.ts';
import { Verdict } from './check.ts';
import { readChild } from './child.ts';
import { CONNECTION_OPTIONS } from './options.ts';
import { ikeProposals } from './proposals.ts';
import { OptionReader } from './reader.ts';

/** A connection of swanctl.conf as vici loads it. */
export function readConnection(draft: DeviceDraft, section: SectionView, charon: CharonView): Gateway | undefined {
  if (section.header === undefined) return undefined;
  const header = plain(section.header);
  const verdict = new Verdict(draft);
  const reader = new OptionReader(draft, section, header, 'strongswan/swanctl');
  const id = draft.id(`connection ${section.name}`);
  const owner = { id, header };
  noteName(draft, section);
  verdict.checkOptions(section, CONNECTION_OPTIONS, 'a connection');
  const proposals = ikeProposals(draft, section.get('proposals'), owner, verdict);
  for (const child of section.sections().flatMap((inner) => inner.sections())) noteName(draft, child);
  const children = childSections(section, verdict).map((child) => readChild(draft, child, owner, charon.replayWindow, verdict));
  const localAuth = authRounds(draft, section, 'local', owner, verdict);
  const remoteAuth = authRounds(draft, section, 'remote', owner, verdict);
  const remote = endpoints(reader.items('remote_addrs'));
  const cannot = cannotInitiate(reader, nothingToDial(remote), children.length, remote[0]?.origin);
  const { values, at: provenance } = separate<GatewayFields>({ ...fieldsOf(reader, section, charon), cannotInitiate: cannot });
  const pools = reader.items('pools');
  const optional = charon.hasDynamicPools;
  for (const { text, origin } of pools)
    if (origin.kind === 'written')
      draft.refer('address-pool', text, origin, id, optional || text === 'dhcp' || text === 'radius');
  const gateway: Gateway = {
    id,
    at: provenance,
    header,
    ...values,
    local: endpoints(reader.items('local_addrs')),
    remote,
    ikeProposals: proposals,
    localAuth,
    remoteAuth,
    virtualAddresses: reader.items('vips').map(({ text, origin }) => ({ value: text, origin })),
    pools: pools.map(({ text, origin }) => ({ value: text, origin })),
    children,
  };
  return verdict.rejection === undefined ? gateway : { ...gateway, rejected: verdict.rejection };
}

function noteName(draft: DeviceDraft, section: SectionView): void {
  if (section.header === undefined || !section.name.includes('%') || !draft.firstTime(section.header)) return;
  const message = `The name '${section.name}' contains \`%\`, which swanctl takes for a format: what happens is undefined`;
  draft.notice('ignored', message, at(section.header, section.via), { suggestion: 'use letters, digits, `-` and `_` in names' });
}

/** Children in the order of the file; any other section than `children`, `local*` and `remote*` is an error. */
function childSections(connection: SectionView, verdict: Verdict): SectionView[] {
  const out: SectionView[] = [];
  for (const section of connection.sections()) {
    const name = section.name.toLowerCase();
    if (name === 'children') out.push(...section.sections());
    else if (!name.startsWith('local') && !name.startsWith('remote') && section.header !== undefined) {
      const message = `'${section.name}' is not a section of a connection: the connection is discarded`;
      verdict.reject(
        section.header,
        `invalid section: ${section.name}, config discarded`,
        at(section.header, section.via),
        () => ({ message }),
      );
    }
  }
  return out;
}

function fieldsOf(reader: OptionReader, section: SectionView, charon: CharonView) {
  const reauth = reader.time('reauth_time') ?? reader.default(0, 'reauth_time is not set: no reauthentication');
  const rekey = rekeyTime(reader, reauth);
  return {
    name: { value: section.name, origin: at(reader.header, section.via) },
    kind: { value: 'swanctl-connection' as const, origin: at(reader.header, section.via) },
    version: versionOf(reader),
    aggressive: reader.bool('aggressive', false),
    localPort: nonZero(reader.number('local_port')) ?? charon.port,
    remotePort: reader.number('remote_port') ?? reader.default(500, 'remote_port is not set: 500'),
    mobike: reader.bool('mobike', true),
    forceEncapsulation: reader.bool('encap', false),
    fragmentation: reader.word('fragmentation', FRAGMENTATION, 'yes'),
    childless: reader.word('childless', { allow: 'allow', force: 'force', never: 'never', prefer: 'prefer' } as const, 'allow'),
    dpdDelay: reader.time('dpd_delay') ?? reader.default(0, 'dpd_delay is not set: dead peers are not looked for'),
    dpdTimeout: reader.time('dpd_timeout'),
    keyingTries: reader.number('keyingtries') ?? reader.default(1, 'keyingtries is not set: 1'),
    unique: reader.word('unique', { no: 'no', never: 'never', keep: 'keep', replace: 'replace' } as const, 'no'),
    reauthTime: reauth,
    rekeyTime: rekey,
    overTime:
      reader.time('over_time') ??
      reader.derived(
        Math.floor(Math.max(rekey.value, reauth.value) / 10),
        'a tenth of the longer of rekey_time and reauth_time',
        rekey,
        reauth,
      ),
    pull: reader.bool('pull', true),
    sendCert: reader.word('send_cert', { ifasked: 'ifasked', always: 'always', never: 'never' } as const, 'ifasked'),
    sendCertRequest: reader.bool('send_certreq', true),
    ppkId: reader.text('ppk_id'),
    ppkRequired: reader.get('ppk_required') === undefined ? undefined : reader.bool('ppk_required', false),
    interface: undefined,
    vrf: undefined,
    isakmpProfile: undefined,
    ikev2Profile: undefined,
    mapName: undefined,
    sequence: undefined,
    clientAuthentication: undefined,
  };
}

const FRAGMENTATION = { yes: 'yes', accept: 'accept', no: 'no', force: 'force' } as const;

function nonZero(number: Located<number> | undefined): Located<number> | undefined {
  return number?.value === 0 ? undefined : number;
}

function versionOf(reader: OptionReader): Located<0 | 1 | 2> {
  const written = reader.number('version');
  if (written?.value === 1 || written?.value === 2) return { value: written.value, origin: written.origin };
  if (written?.value === 0) return { value: 0, origin: written.origin };
  return reader.default(0, 'version is not set: either, IKEv2 when initiating');
}

/** 4 hours, but none where reauthentication replaces it (vici: config_sn). */
function rekeyTime(reader: OptionReader, reauth: Located<number>): Located<number> {
  const written = reader.time('rekey_time');
  if (written !== undefined) return written;
  if (reauth.value > 0) return reader.derived(0, 'rekey_time is not set and reauth_time is: no rekeying', reauth);
  return reader.default(14_400, 'rekey_time is not set: 4 hours');
}

function cannotInitiate(
  reader: OptionReader,
  noAddress: string | undefined,
  children: number,
  address: Located<unknown>['origin'] | undefined,
): Located<string> | undefined {
  const header = at(reader.header);
  const mediator = reader.text('mediated_by');
  if (mediator !== undefined && noAddress !== undefined)
    return { value: `its peer is only found through the mediation server ${mediator.value}`, origin: mediator.origin };
  if (noAddress !== undefined) return { value: noAddress, origin: derived('from the addresses of the peer', address ?? header) };
  const childless = reader.text('childless')?.value.toLowerCase();
  const alone = childless === 'force' || childless === 'prefer' || reader.bool('mediation', false).value;
  if (children === 0 && !alone) return { value: 'the connection has no children', origin: derived('from its sections', header) };
  return undefined;
}
