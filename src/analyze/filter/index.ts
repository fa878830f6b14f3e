export { decideCrossing } from './decide.ts';
export type { Purpose, Shadowed } from './shadow.ts';
export { shadowedPermits } from './shadow.ts';
