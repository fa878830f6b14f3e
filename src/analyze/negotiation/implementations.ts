import type { Device } from '../../model/types.ts';
import type { Implementation } from './implementation.ts';
import { IOS } from './ios/index.ts';
import { strongswan } from './strongswan/index.ts';

/** The implementation that a device runs. */
export function implementationOf(device: Device): Implementation {
  return device.platform === 'ios' ? IOS : strongswan;
}
