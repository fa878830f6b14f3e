import { Mode, type ModeSource } from '../mode.ts';
import { FILTER_MODES } from './filters.ts';
import { GDOI_MODES } from './gdoi.ts';
import { GLOBAL_MODE } from './global.ts';
import { IKEV2_MODES } from './ikev2.ts';
import { INTERFACE_MODES } from './interfaces.ts';
import { IPSEC_MODES } from './ipsec.ts';
import { ISAKMP_MODES } from './isakmp.ts';
import { NAT_MODES } from './nat.ts';
import { PKI_MODES } from './pki.ts';

const SOURCES: readonly ModeSource[] = [
  GLOBAL_MODE,
  ...ISAKMP_MODES,
  ...IKEV2_MODES,
  ...IPSEC_MODES,
  ...GDOI_MODES,
  ...PKI_MODES,
  ...INTERFACE_MODES,
  ...FILTER_MODES,
  ...NAT_MODES,
];

/** The mode that a configuration starts in. */
export const GLOBAL: Mode = new Mode(GLOBAL_MODE);

const MODES: ReadonlyMap<string, Mode> = new Map(
  SOURCES.map((source) => [source.name, source === GLOBAL_MODE ? GLOBAL : new Mode(source)]),
);

/** All modes by name. */
export function allModes(): IterableIterator<Mode> {
  return MODES.values();
}

/** A mode by name; undefined for `anything`, whose lines are passed over. */
export function modeNamed(name: string): Mode | undefined {
  return MODES.get(name);
}
