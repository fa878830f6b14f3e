import fc from 'fast-check';

/*
 * The gate draws the same examples every time, so that it says something about the change at hand and not about its luck.
 * `SEED=N npm test PATH-PART` draws others; a counterexample that it finds becomes a test of its own.
 */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 3948) });

export { fc };
