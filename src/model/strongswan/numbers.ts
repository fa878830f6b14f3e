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

/** Longest number that vici takes. */
const VICI_NUMBER_LIMIT = 16;

/** An unsigned number as strtoul with base 0 reads it, the whole text, in 32 bits. */
export function parseViciNumber(text: string): number | undefined {
  if (text.length > VICI_NUMBER_LIMIT) return undefined;
  if (text === '') return 0;
  const value = strtoul(text);
  return value === undefined || value.rest !== '' ? undefined : Number(BigInt.asUintN(32, BigInt(value.number)));
}

/** Seconds: a number, blanks and at most one unit of any case. */
export function parseViciTime(text: string): number | undefined {
  return withUnit(text, UNIT_SECONDS);
}

/** A volume: a number, blanks and at most one of `k m g` of any case. */
export function parseViciBytes(text: string): number | undefined {
  return withUnit(text, UNIT_BYTES);
}

function withUnit(text: string, units: ReadonlyMap<string, number>): number | undefined {
  if (text.length > VICI_NUMBER_LIMIT) return undefined;
  if (text === '') return 0;
  const value = strtoul(text);
  if (value === undefined) return undefined;
  const unit = value.rest.trimStart();
  const factor = unit === '' ? 1 : units.get(unit.toLowerCase());
  if (factor === undefined) return undefined;
  return Math.min((value.number < 0 ? Number.MAX_SAFE_INTEGER : value.number) * factor, Number.MAX_SAFE_INTEGER);
}

interface Leading {
  readonly number: number;
  readonly rest: string;
}

/** Base 0: `0x` hexadecimal, leading zero octal, else decimal; a minus is taken, too. */
function strtoul(text: string): Leading | undefined {
  const found = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(text);
  if (found === null) return undefined;
  const digits = found[2] ?? '';
  const octal = digits.length > 1 && /^[0-7]+$/.test(digits) && digits[0] === '0';
  const number = octal ? Number.parseInt(digits, 8) : Number(digits);
  return { number: found[1] === '-' ? -number : number, rest: text.slice(found[0].length) };
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
  const found = /^([0-9]{1,20})([smhd]?)$/.exec(text);
  if (found === null) return undefined;
  return Number(found[1]) * (UNIT_SECONDS.get(found[2] ?? '') ?? 1);
}
