import type { ConfSection, MergedIpsecConf } from '../../../parse/ipsec-conf/index.ts';
import type { Span } from '../../../text/source.ts';
import type { Gateway, GatewayFields } from '../../types.ts';
import type { CharonView } from '../charon.ts';
import { type DeviceDraft, plain } from '../draft.ts';
import type { LoadedIpsecConf } from '../files.ts';
import { at, type Located, originOf } from '../origin.ts';
import { readConn, type SetupView } from './conn.ts';
import { mergeConns } from './merge.ts';
import { applySettings, type ConfSettings, type Told } from './settings.ts';

/** Everything that starter loads from ipsec.conf. */
export function readIpsecConf(draft: DeviceDraft, { conf, error }: LoadedIpsecConf, charon: CharonView): void {
  for (const { pattern, span } of conf.missing) draft.gaps.push({ what: `include ${pattern} is nested too deeply`, span });
  const told: Told = new Set();
  const setup = readSetup(draft, conf, charon, told);
  const referred = referencesOf(draft, conf);
  const gateways: Gateway[] = [];
  for (const section of conf.conns) {
    const settings = applySettings(draft, section, conf.effective(section), told);
    noteReplaced(draft, section);
    const gateway = readConn(draft, section, settings, setup.view);
    if (gateway !== undefined) gateways.push(gateway);
    else noteNeverLoaded(draft, section, settings, referred);
  }
  const fatal =
    error === undefined ? setup.rejection : { message: error.log ?? error.message, origin: at(error.span), wholeFile: true };
  const loaded = fatal === undefined ? gateways : gateways.map((gateway) => ({ ...gateway, rejected: fatal }));
  draft.gateways.push(...mergeConns(draft, loaded));
  for (const section of conf.authorities)
    readAuthority(draft, section, applySettings(draft, section, conf.effective(section), told));
}

const UNIQUE: ReadonlyMap<string, GatewayFields['unique']> = new Map([
  ['yes', 'replace'],
  ['replace', 'replace'],
  ['no', 'no'],
  ['keep', 'keep'],
  ['never', 'never'],
]);

function readSetup(
  draft: DeviceDraft,
  conf: MergedIpsecConf,
  charon: CharonView,
  told: Told,
): { readonly view: SetupView; readonly rejection: Gateway['rejected'] } {
  const settings = conf.setup === undefined ? undefined : applySettings(draft, conf.setup, conf.effective(conf.setup), told);
  const unique = settings?.get('uniqueids');
  const value = UNIQUE.get(unique?.setting.value ?? '');
  const located: Located<GatewayFields['unique']> | undefined =
    unique === undefined || value === undefined ? undefined : { value, origin: originOf(unique) };
  const { declared } = draft.context;
  const own = new Set([...(declared?.addresses ?? []), ...(declared?.names ?? [])]);
  return { view: { unique: located, charon, isOwn: (text) => own.has(text) }, rejection: settings?.rejection };
}

/** Conns as definitions and `also=` as references; returns the names that are referred to. */
function referencesOf(draft: DeviceDraft, conf: MergedIpsecConf): ReadonlySet<string> {
  const names = new Set<string>();
  for (const section of [...conf.conns, ...conf.authorities]) {
    const header = section.headers[0];
    if (header !== undefined && section.kind === 'conn') draft.define('conn', section.name, header);
    for (const also of section.also) {
      names.add(also.value ?? '');
      if (section.kind === 'conn') draft.refer('conn', also.value ?? '', also.valueSpan, `conn ${section.name}`);
    }
  }
  return names;
}

/** A keyword that is set twice in one file: the later one counts. */
function noteReplaced(draft: DeviceDraft, section: ConfSection): void {
  for (const { name, valueSpan } of section.replaced) {
    if (section.settings.get(name.text)?.name.source !== name.source) continue;
    draft.notice('ignored', `'${name.text}' is set again below: this value has no effect`, at(valueSpan));
  }
}

/** Without `auto` a conn is as good as not there. */
function noteNeverLoaded(draft: DeviceDraft, section: ConfSection, settings: ConfSettings, referred: ReadonlySet<string>): void {
  const header: Span | undefined = section.headers[0];
  if (
    header === undefined ||
    settings.get('auto') !== undefined ||
    referred.has(section.name) ||
    settings.get('right') === undefined
  )
    return;
  const message = `The conn '${section.name}' is never loaded: \`auto\` is not set, which means ignore`;
  draft.notice('ignored', message, at(header), { suggestion: 'add `auto=add`, `auto=route` or `auto=start`' });
}

function readAuthority(draft: DeviceDraft, section: ConfSection, settings: ConfSettings): void {
  const certificate = settings.get('cacert');
  const header = section.headers[0];
  if (header === undefined || settings.rejection !== undefined || certificate?.setting.value === undefined) return;
  draft.authorities.push({ name: section.name, certificate: certificate.setting.value, origin: at(plain(header)) });
  draft.certificate({ name: certificate.setting.value, role: 'authority', origin: originOf(certificate) });
}
