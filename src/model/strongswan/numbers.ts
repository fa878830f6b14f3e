/*
 * Numbers and times as strongSwan's readers take them: vici (swanctl.conf), settings (strongswan.conf) and starter (ipsec.conf) differ.
 */

const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

const UNIT_BYTES: ReadonlyMap<string, number> = new Map([
  ['k', 2 ** 10],
  ['m', 2 ** 20],
  ['g', 2 ** 30],
]);

/** vici copies numbers into a buffer of 16 bytes. */
const VICI_NUMBER_LIMIT = 15;

const MAX_U32 = 2 ** 32 - 1;

/** An unsigned number as strtoul with base 0 reads it, the whole text. */
export function parseViciNumber(text: string): number | undefined {
  if (text.length > VICI_NUMBER_LIMIT) return undefined;
  const trimmed = text.trimStart();
  if (trimmed === '') return 0;
  const value = strtoul(trimmed);
  return value === undefined || value.rest !== '' ? undefined : Math.min(value.number, MAX_U32);
}

/** Seconds: a number, blanks and at most one unit of any case. */
export function parseViciTime(text: string): number | undefined {
  return withUnit(text, UNIT_SECONDS, true);
}

/** A volume: a number, blanks and at most one of `k m g` of any case. */
export function parseViciBytes(text: string): number | undefined {
  return withUnit(text, UNIT_BYTES, true);
}

function withUnit(text: string, units: ReadonlyMap<string, number>, anyCase: boolean): number | undefined {
  if (text.length > VICI_NUMBER_LIMIT) return undefined;
  const value = strtoul(text.trim());
  if (value === undefined) return undefined;
  const unit = value.rest.trim();
  if (unit === '') return Math.min(value.number, Number.MAX_SAFE_INTEGER);
  const factor = units.get(anyCase ? unit.toLowerCase() : unit);
  return factor === undefined ? undefined : Math.min(value.number * factor, Number.MAX_SAFE_INTEGER);
}

interface Leading {
  readonly number: number;
  readonly rest: string;
}

/** Base 0: `0x` hexadecimal, leading zero octal, else decimal. */
function strtoul(text: string): Leading | undefined {
  const found = /^\+?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(text);
  if (found === null) return undefined;
  const digits = found[1] ?? '';
  const octal = digits.length > 1 && digits[0] === '0' && /^[0-7]+$/.test(digits);
  return { number: octal ? Number.parseInt(digits, 8) : Number(digits), rest: text.slice(found[0].length) };
}

/** A truth value; undefined when the text is none. */
export function parseBool(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === '1' || lower === 'yes' || lower === 'true' || lower === 'enabled') return true;
  if (lower === '0' || lower === 'no' || lower === 'false' || lower === 'disabled') return false;
  return undefined;
}

/** Seconds in strongswan.conf: lower-case unit, what follows it does not matter. */
export function parseSettingsTime(text: string): number | undefined {
  const found = /^\s*([0-9]{1,15})\s*([a-zA-Z]?)/.exec(text);
  if (found === null || /^\s*[0-9]+[.x]/.test(text)) return undefined;
  const factor = found[2] === '' ? 1 : UNIT_SECONDS.get(found[2] ?? '');
  return factor === undefined ? undefined : Number(found[1]) * factor;
}

/** A whole number in strongswan.conf, decimal or `0x`. */
export function parseSettingsInteger(text: string): number | undefined {
  if (!/^\s*-?(?:0[xX][0-9a-fA-F]{1,15}|[0-9]{1,15})$/.test(text)) return undefined;
  return Number(text.trim());
}

/** Seconds in ipsec.conf: a decimal number and at most one unit (lower case). */
export function parseStarterTime(text: string): number | undefined {
  const found = /^([0-9]{1,15})\s*([smhd]?)$/.exec(text);
  if (found === null) return undefined;
  return Number(found[1]) * (UNIT_SECONDS.get(found[2] ?? '') ?? 1);
}
