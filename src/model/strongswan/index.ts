import type { Span } from '../../text/source.ts';
import type { BuildContext } from '../build.ts';
import { readCertificate } from '../certificates.ts';
import type { StrongswanRelease } from '../defaults/strongswan.ts';
import type { CertificateRef, CharonFields, Device, Release } from '../types.ts';
import { readCharon } from './charon.ts';
import { DeviceDraft } from './draft.ts';
import { loadIpsecConf, loadIpsecSecrets, loadSettings } from './files.ts';
import { at } from './origin.ts';
import { readIpsecConf } from './stroke/index.ts';
import { readSecretLine } from './stroke/secrets.ts';
import { readSwanctl } from './swanctl/index.ts';

/**
 * Builds a device from the strongSwan files under one root. Never throws. Packet filters (iptables, nft) are not read here: whoever parses
 * them puts their entities in.
 */
export function buildStrongswanDevice(context: BuildContext): Device {
  const { release, known } = releaseOf(context);
  const draft = new DeviceDraft(context, known, release.basis === 'assumed');
  const settings = loadSettings(draft, 'strongswan');
  const swanctl = loadSettings(draft, 'swanctl');
  const ipsecConf = loadIpsecConf(draft);
  const charon = readCharon(
    draft,
    settings?.root,
    headerOf(context, settings?.root.node.sections.get('charon')?.headers[0]),
    backendOf(swanctl, ipsecConf),
  );
  if (swanctl !== undefined) readSwanctl(draft, swanctl, charon);
  if (ipsecConf !== undefined) readIpsecConf(draft, ipsecConf, charon);
  const secretLines = loadIpsecSecrets(draft);
  for (const { line, source } of secretLines ?? []) readSecretLine(draft, line, source);
  noteMissingSecrets(draft, ipsecConf !== undefined, secretLines !== undefined);
  const broken = settings?.error;
  const gateways =
    broken === undefined
      ? draft.gateways
      : draft.gateways.map((gateway) => ({
          ...gateway,
          rejected: {
            message: `invalid configuration: ${broken.log ?? broken.message}`,
            origin: at(broken.span),
            wholeFile: true,
          },
        }));
  return {
    name: context.name,
    platform: 'strongswan',
    release,
    sources: [...new Set([...context.files.map(({ source }) => source.id), ...draft.sources.keys()])].sort((a, b) => a - b),
    whole: swanctl !== undefined || ipsecConf !== undefined,
    gaps: draft.gaps,
    hosts: [],
    interfaces: [],
    filters: [],
    addressGroups: [],
    serviceGroups: [],
    natRules: [],
    natPools: [],
    routeMaps: [],
    routes: [],
    zonePairs: [],
    ikeProposals: draft.ikeProposals,
    childProposals: draft.childProposals,
    gateways,
    secrets: draft.secrets,
    pools: draft.pools,
    authorities: draft.authorities,
    certificates: draft.certificates.map((reference) => withContent(draft, reference)),
    notices: draft.notices,
    definitions: draft.definitions,
    references: draft.references,
    charon: charon.settings,
    ...(context.declared === undefined ? {} : { declared: context.declared }),
  };
}

function releaseOf({ strongswanVersion, declaredVersion }: BuildContext): {
  readonly release: Release;
  readonly known: StrongswanRelease;
} {
  if (strongswanVersion !== undefined)
    return { release: { version: strongswanVersion, basis: 'option' }, known: strongswanVersion };
  if (declaredVersion === undefined) return { release: { version: '5.9', basis: 'assumed' }, known: '5.9' };
  const known = Number.parseInt(declaredVersion, 10) >= 6 ? '6.0' : '5.9';
  return { release: { version: known, basis: 'topology' }, known };
}

/** What a default of the daemon hangs on: the section `charon`, else the beginning of the first file. */
function headerOf(context: BuildContext, header: Span | undefined): Span {
  if (header !== undefined) return { source: header.source, start: header.start, end: header.end };
  const first = context.files.find(({ dialect }) => dialect === 'strongswan') ?? context.files[0];
  return { source: first?.source.id ?? 0, start: 0, end: 0 };
}

function backendOf(swanctl: object | undefined, ipsecConf: object | undefined): CharonFields['backend'] {
  if (swanctl !== undefined) return ipsecConf === undefined ? 'vici' : 'both';
  return ipsecConf === undefined ? 'none' : 'stroke';
}

/** A conn that needs a key, and no ipsec.secrets: the keys are somewhere, but not in the text. */
function noteMissingSecrets(draft: DeviceDraft, hasConf: boolean, hasSecrets: boolean): void {
  if (!hasConf || hasSecrets) return;
  const needs = draft.gateways.some(({ localAuth, remoteAuth }) =>
    [...localAuth, ...remoteAuth].some(({ method }) => method === 'psk' || method === 'eap' || method === 'xauth'),
  );
  if (needs) draft.gaps.push({ what: 'ipsec.secrets, which was not given' });
}

/** Adds what is in a certificate when its file is among the inputs. */
function withContent(draft: DeviceDraft, reference: CertificateRef): CertificateRef {
  const base = reference.name.slice(reference.name.lastIndexOf('/') + 1);
  const file = draft.context.binaries.find(({ path }) => path === reference.name || path.endsWith(`/${base}`) || path === base);
  const read = file === undefined ? undefined : readCertificate(file.bytes);
  return read !== undefined && 'content' in read ? { ...reference, content: read.content } : reference;
}
