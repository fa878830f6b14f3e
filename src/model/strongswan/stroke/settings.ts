import type { ConfSection, ConfSectionKind, EffectiveConfSetting } from '../../../parse/ipsec-conf/index.ts';
import type { Span } from '../../../text/source.ts';
import { didYouMean } from '../../../text/suggest.ts';
import type { Notice, Rejection } from '../../types.ts';
import type { DeviceDraft } from '../draft.ts';
import { at, originOf } from '../origin.ts';
import { ALIASES, FOREIGN, KEYWORDS } from './keywords.ts';

/** The settings of a conn or ca as starter applies them. */
export class ConfSettings {
  readonly #values = new Map<string, EffectiveConfSetting>();
  /** Why starter drops the section. */
  rejection: Rejection | undefined;
  /** `auto` has a value that is none: the section was meant to be loaded. */
  autoIsWrong = false;
  /** `type` was reset to tunnel by a source address that was applied after it. */
  tunnelForcedBy: EffectiveConfSetting | undefined;

  /** The setting in force, by the name that aliases lead to. */
  get(name: string): EffectiveConfSetting | undefined {
    return this.#values.get(name);
  }

  /** Applies a setting; returns the one of another keyword that it takes the place of. */
  set(setting: EffectiveConfSetting): EffectiveConfSetting | undefined {
    const { text } = setting.setting.name;
    const name = ALIASES.get(text) ?? text;
    const before = this.#values.get(name);
    this.#values.set(name, setting);
    if (name === 'type') this.tunnelForcedBy = undefined;
    else if (name === 'leftsourceip' || name === 'rightsourceip') this.tunnelForcedBy = setting;
    return before === undefined || before.setting.name.text === text ? undefined : before;
  }
}

/** Settings that the notices were already told of: templates reach many sections. */
export type Told = Set<object>;

/** Applies settings in the daemon's order, and tells what starter would say of each. */
export function applySettings(
  draft: DeviceDraft,
  section: ConfSection,
  settings: readonly EffectiveConfSetting[],
  told: Told,
): ConfSettings {
  const out = new ConfSettings();
  const where = section.kind === 'setup' ? 'config setup' : `${section.kind} '${section.name}'`;
  for (const setting of settings) {
    const once = told.has(setting.setting) ? undefined : draft;
    told.add(setting.setting);
    const complaint = complain(once, section.kind, where, setting);
    if (complaint === 'drop') {
      out.rejection ??= rejectionOf(section, where, setting);
      out.autoIsWrong ||= setting.setting.name.text === 'auto';
    }
    if (complaint !== undefined) continue;
    const hidden = out.set(setting);
    if (hidden === undefined) continue;
    const [winner, loser] = [setting.setting.name.text, hidden.setting.name.text];
    const message = `'${loser}' has no effect here: '${winner}' is the same setting and is applied after it`;
    draft.notice('ignored', message, originOf(hidden), { suggestion: 'use one of both keywords everywhere' });
  }
  checkUpdown(draft, section, where, out);
  return out;
}

function rejectionOf(section: ConfSection, where: string, setting: EffectiveConfSetting): Rejection {
  const message =
    section.kind === 'setup'
      ? 'unable to start strongSwan -- fatal errors in config'
      : `# ignored ${where} due to 1 parsing error`;
  return { message, origin: originOf(setting), wholeFile: section.kind === 'setup' };
}

/** `drop`: starter drops the section; `skip`: only the setting is without effect; undefined: all is well. */
function complain(
  draft: DeviceDraft | undefined,
  kind: ConfSectionKind,
  where: string,
  setting: EffectiveConfSetting,
): 'drop' | 'skip' | undefined {
  const name = setting.setting.name.text;
  const value = setting.setting.value ?? '';
  const keyword = KEYWORDS.get(name);
  const say = (what: Notice['kind'], message: string, log: string, suggestion?: string, idle?: Span): void =>
    draft?.notice(
      what,
      message,
      what === 'connection-rejected' && keyword?.sections.includes(kind) === true
        ? originOf(setting)
        : at(setting.setting.name, setting.via),
      { log, suggestion, idle },
    );
  if (keyword === undefined) {
    if (draft === undefined) return 'skip';
    const log = `# unknown keyword '${name}'`;
    const foreign = FOREIGN.has(name);
    const near = foreign ? undefined : didYouMean(name, KEYWORDS.keys());
    if (foreign) say('foreign', `'${name}' is a keyword of Libreswan or Openswan: strongSwan ignores it`, log, FOREIGN.get(name));
    else
      say(
        'not-understood',
        `'${name}' is not a keyword of ipsec.conf: it is ignored`,
        log,
        near === undefined ? undefined : `did you mean \`${near}\`?`,
      );
    return 'skip';
  }
  if (!keyword.sections.includes(kind)) {
    const belongs = keyword.sections.map((section) => `\`${section === 'setup' ? 'config setup' : section}\``).join(' or ');
    const effect = kind === 'setup' ? 'strongSwan does not start' : 'the section is dropped';
    say(
      'connection-rejected',
      `'${name}' does not belong into ${where}, but into ${belongs}: ${effect}`,
      `# unsupported keyword '${name}' in ${where}`,
    );
    return 'drop';
  }
  if (keyword.deprecated === true) {
    const pfs = name === 'pfs' || name === 'pfsgroup';
    const message = `'${name}' has no effect: strongSwan accepts and ignores it`;
    say(
      'ignored',
      message,
      `# deprecated keyword '${name}' in ${where}`,
      pfs ? 'perfect forward secrecy comes with a group in `esp`' : undefined,
      setting.via.length === 0 ? setting.setting.name : undefined,
    );
    return 'skip';
  }
  const complaint = keyword.complaint(value);
  if (complaint === undefined) return undefined;
  const hint = value.endsWith('\r') ? 'the file has CRLF line ends, which ipsec.conf does not allow: use LF' : undefined;
  const effect = kind === 'setup' ? 'strongSwan does not start' : 'the section is dropped';
  say(
    'connection-rejected',
    `'${value.trimEnd()}' is not a valid value of '${name}': ${effect}`,
    `# ${complaint}: ${name}=${value.trimEnd()}`,
    hint,
  );
  return 'drop';
}

function checkUpdown(draft: DeviceDraft, section: ConfSection, where: string, settings: ConfSettings): void {
  for (const end of ['left', 'right']) {
    const firewall = settings.get(`${end}firewall`);
    const updown = settings.get(`${end}updown`);
    if (firewall?.setting.value !== 'yes' || updown === undefined) continue;
    const log = `# cannot have both ${end}firewall and ${end}updown`;
    draft.notice(
      'connection-rejected',
      `${where} has both '${end}firewall' and '${end}updown': it is dropped`,
      originOf(firewall),
      { log },
    );
    settings.rejection ??= rejectionOf(section, where, firewall);
  }
}
