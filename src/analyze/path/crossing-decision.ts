export { decideCrossing } from '../filter/index.ts';
