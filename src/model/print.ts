import { formatIpv4 } from '../text/address.ts';
import type { SourceTable } from '../text/source.ts';
import type { Device } from './types.ts';

/** JSON as `model` prints it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The model of a device as JSON for people and tools: spans become paths, lines and columns, numeric addresses become text. It
 * agrees with `schemas/model-1.schema.json` and holds no secret, because the model holds none.
 */
export function printDevice(device: Device, sources: SourceTable): Json {
  return { ...object(device, sources), sources: device.sources.map((id) => sources.get(id).path) };
}

function value(input: unknown, sources: SourceTable): Json {
  if (input === null || typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean') return input;
  if (Array.isArray(input)) return input.map((item) => value(item, sources));
  if (typeof input === 'object') return object(input, sources);
  return null;
}

function object(input: object, sources: SourceTable): { [key: string]: Json } {
  const out: { [key: string]: Json } = Object.create(null);
  if (isSpan(input)) {
    const { source, start, end, ...rest } = input;
    Object.assign(out, object(rest, sources), sources.get(source).locate(start, end));
    return out;
  }
  for (const [key, item] of Object.entries(input)) {
    if (item === undefined) continue;
    out[key] = isNumericAddress(key, item) ? addressText(key, item) : value(item, sources);
  }
  return out;
}

function isSpan(input: object): input is { source: number; start: number; end: number } {
  return (
    'source' in input && 'start' in input && 'end' in input && typeof input.source === 'number' && typeof input.start === 'number'
  );
}

function isNumericAddress(key: string, item: unknown): item is readonly [number, number] {
  return (
    (key === 'v4' || key === 'v4range') &&
    Array.isArray(item) &&
    item.length === 2 &&
    item.every((part) => typeof part === 'number')
  );
}

function addressText(key: string, [first, second]: readonly [number, number]): string {
  if (key === 'v4range') return `${formatIpv4(first)}-${formatIpv4(second)}`;
  if (second === 0) return formatIpv4(first);
  const length = prefixLength(second);
  return length === undefined ? `${formatIpv4(first)} wildcard ${formatIpv4(second)}` : `${formatIpv4(first)}/${length}`;
}

/** Length of the prefix that a wildcard leaves, or undefined when its bits are not a suffix. */
function prefixLength(wildcard: number): number | undefined {
  const bits = Math.clz32(wildcard);
  const suffix = bits === 32 ? 0 : 2 ** (32 - bits) - 1;
  return wildcard >>> 0 === suffix ? bits : undefined;
}
