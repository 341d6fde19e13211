// Starts the PostgreSQL of a test run whose databases stayed: `node tests/harness/reopen.ts FOLDER`, until Ctrl-C.
import { startPostgres } from '@six-order/cli/embedded-postgres';

const folder = process.argv[2];
if (folder === undefined) throw new Error('name the folder that the test run printed');
const server = await startPostgres({ folder });
process.stdout.write(`${server.url}\n(the databases are named t_…; Ctrl-C stops it)\n`);
process.once('SIGINT', () => void server.stop());
setInterval(() => undefined, 60_000).unref();
await new Promise<void>((done) => process.once('SIGINT', () => done()));
