import { visible } from '../../text/display.ts';

/** Text for XML 1.0 content and attributes: what XML cannot carry even as a reference is already U+FFFD after `visible`. */
export function xml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
