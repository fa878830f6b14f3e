import { visible } from '../../text/display.ts';

/** Message part of a GitHub workflow command. */
export function commandData(text: string): string {
  return visible(text).replace(/%/g, '%25');
}

/** Property value of a GitHub workflow command. */
export function commandProperty(text: string): string {
  return commandData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
