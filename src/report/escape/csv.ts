import { visible } from '../../text/display.ts';

/** A quoted CSV field (RFC 4180) that no spreadsheet takes for a formula. */
export function csvField(value: string | number): string {
  const text = visible(String(value));
  const inert = /^[=+\-@|%]/.test(text) ? `'${text}` : text;
  return `"${inert.replace(/"/g, '""')}"`;
}
