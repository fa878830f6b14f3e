import type { EffectiveSetting, SectionView } from '../../parse/settings/index.ts';
import { isSecretKey } from '../../parse/settings/secrets.ts';
import type { Span } from '../../text/source.ts';
import { defaultNote } from '../defaults/strongswan.ts';
import type { CharonFields, CharonSettings } from '../types.ts';
import type { DeviceDraft } from './draft.ts';
import { separate } from './fields.ts';
import { parseBool, parseSettingsInteger, parseSettingsTime } from './numbers.ts';
import { byDefault, type Located, originOf } from './origin.ts';

/** What connections need to know of the daemon's settings. */
export interface CharonView {
  readonly settings: CharonSettings;
  readonly port: Located<number>;
  readonly replayWindow: Located<number>;
  /** `plugins.stroke.allow_swap`. */
  readonly allowSwap: boolean;
  /** Pools may come from a database. */
  readonly hasDynamicPools: boolean;
}

/** `charon.*`, with the defaults of the release. */
export function readCharon(
  draft: DeviceDraft,
  root: SectionView | undefined,
  header: Span,
  backend: CharonFields['backend'],
): CharonView {
  const reader = new CharonReader(draft, root, header);
  const port = reader.number('port', 500, 'charon.port is not set: 500');
  const replayWindow = reader.number('replay_window', 32, 'charon.replay_window is not set: 32 packets');
  const { values, at } = separate<CharonFields>({
    port,
    portNatT: reader.number('port_nat_t', 4500, 'charon.port_nat_t is not set: 4500'),
    aggressivePskAllowed: reader.bool('i_dont_care_about_security_and_use_aggressive_mode_psk', false),
    preferConfiguredProposals: reader.bool('prefer_configured_proposals', true),
    acceptPrivateAlgorithms: reader.bool('accept_private_algs', false),
    sendVendorId: reader.bool('send_vendor_id', false),
    keepAlive: reader.time('keep_alive', 20, 'charon.keep_alive is not set: 20 seconds'),
    initiatorOnly: reader.bool('initiator_only', false),
    makeBeforeBreak: reader.bool('make_before_break', draft.release === '6.0', MAKE_BEFORE_BREAK[draft.release]),
    closeIkeOnChildFailure: reader.bool('close_ike_on_child_failure', false),
    multipleAuthentication: reader.bool('multiple_authentication', true),
    signatureAuthentication: reader.bool('signature_authentication', true),
    rdnMatching: reader.rdnMatching(),
    replayWindow,
    userlandEsp: reader.userlandEsp(),
    retransmitTries: reader.number('retransmit_tries', 5, 'charon.retransmit_tries is not set: 5'),
    backend: { value: backend, origin: reader.fallback('which files are there') },
  });
  const settings: CharonSettings = {
    id: draft.id('charon'),
    at,
    header,
    ...values,
    others: root === undefined ? [] : otherSettings(root),
  };
  return { settings, port, replayWindow, allowSwap: reader.allowSwap(), hasDynamicPools: reader.hasDynamicPools() };
}

const MAKE_BEFORE_BREAK = {
  '5.9': 'strongSwan 6.0 makes before it breaks',
  '6.0': 'strongSwan 5.9 breaks before it makes',
} as const;

class CharonReader {
  readonly #draft: DeviceDraft;
  readonly #sections: readonly SectionView[];
  readonly #header: Span;

  constructor(draft: DeviceDraft, root: SectionView | undefined, header: Span) {
    this.#draft = draft;
    this.#header = header;
    this.#sections = ['charon', 'charon-systemd'].map((name) => root?.section(name)).filter((section) => section !== undefined);
  }

  fallback(note: string, otherwise?: string) {
    const told = this.#draft.releaseAssumed ? otherwise : undefined;
    return byDefault(this.#header, defaultNote('strongswan/charon', this.#draft.release, note, told));
  }

  #get(key: string): EffectiveSetting | undefined {
    for (const section of this.#sections) {
      const found = section.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #parsed<T>(key: string, parse: (text: string) => T | undefined, value: T, note: string, otherwise?: string): Located<T> {
    const setting = this.#get(key);
    const parsed = setting?.setting.value === undefined ? undefined : parse(setting.setting.value);
    if (setting !== undefined && parsed !== undefined) return { value: parsed, origin: originOf(setting) };
    return { value, origin: this.fallback(note, otherwise) };
  }

  number(key: string, value: number, note: string): Located<number> {
    return this.#parsed(key, parseSettingsInteger, value, note);
  }

  time(key: string, value: number, note: string): Located<number> {
    return this.#parsed(key, parseSettingsTime, value, note);
  }

  bool(key: string, value: boolean, otherwise?: string): Located<boolean> {
    return this.#parsed(key, parseBool, value, `charon.${key} is not set: ${value ? 'yes' : 'no'}`, otherwise);
  }

  rdnMatching(): Located<CharonFields['rdnMatching']> {
    const parse = (text: string): CharonFields['rdnMatching'] | undefined =>
      RDN_MATCHING.find((word) => word === text.toLowerCase());
    return this.#parsed('rdn_matching', parse, 'strict', 'charon.rdn_matching is not set: strict');
  }

  /** `kernel-libipsec` stands in `load`, or is switched on by its own section. */
  userlandEsp(): Located<boolean> {
    const load = this.#get('load');
    if (load?.setting.value !== undefined && /(^|\s)kernel-libipsec!?(\s|$)/.test(load.setting.value))
      return { value: true, origin: originOf(load) };
    for (const section of this.#sections) {
      const own = section.path('plugins', 'kernel-libipsec')?.get('load');
      if (own?.setting.value !== undefined)
        return { value: parseBool(own.setting.value) ?? /^[0-9]+$/.test(own.setting.value), origin: originOf(own) };
    }
    return { value: false, origin: this.fallback('kernel-libipsec is not loaded') };
  }

  /** Pools of a database: `attr-sql` stands in `load`, or has one. */
  hasDynamicPools(): boolean {
    const load = this.#get('load')?.setting.value ?? '';
    if (/(^|\s)attr-sql!?(\s|$)/.test(load)) return true;
    return this.#sections.some((section) => section.path('plugins', 'attr-sql')?.get('database') !== undefined);
  }

  allowSwap(): boolean {
    for (const section of this.#sections) {
      const value = section.path('plugins', 'stroke')?.get('allow_swap')?.setting.value;
      if (value !== undefined) return parseBool(value) ?? true;
    }
    return true;
  }
}

const RDN_MATCHING = ['strict', 'reordered', 'relaxed'] as const;

/** Depth of sections that `others` lists. */
const DEPTH = 8;

/** Every setting but secret ones, by path. */
function otherSettings(root: SectionView): CharonSettings['others'] {
  const out: { path: string; value: string; origin: ReturnType<typeof originOf> }[] = [];
  const stack: { section: SectionView; path: string; depth: number }[] = [{ section: root, path: '', depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { section, path, depth } = next;
    for (const setting of section.settings()) {
      const name = setting.setting.name.text;
      if (!isSecretKey(name)) out.push({ path: path + name, value: setting.setting.value ?? '', origin: originOf(setting) });
    }
    if (depth >= DEPTH) continue;
    for (const child of section.sections().toReversed())
      stack.push({ section: child, path: `${path}${child.name}.`, depth: depth + 1 });
  }
  return out;
}
