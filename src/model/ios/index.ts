export { buildIosDevice } from './build.ts';
