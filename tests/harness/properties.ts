// What properties are tried with: the same examples at every commit, new ones each time in the long run.
//
// A commit is judged by what it changes; what nobody thought of is searched for by `npm run test:all`, whose failure prints
// its seed. One found there becomes an example of its own.
import fc from 'fast-check';

if (process.env['SIX_ORDER_LONG'] !== '1') fc.configureGlobal({ seed: 522_326 });
