export { decideCrossing } from './decide.ts';
export type { Purpose } from './shadow.ts';
export { shadowedPermits } from './shadow.ts';
