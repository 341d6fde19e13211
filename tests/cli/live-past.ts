// Lives the demo's past in the database of DATABASE_URL until it is killed, or until the end. The instant at which it begins is its argument.
import { openPast } from './open-past.ts';

const system = await openPast(process.env, Number(process.argv[2]));
await system.close();
