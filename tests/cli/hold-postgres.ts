// Starts or adopts the PostgreSQL of a folder, says so, and keeps it until SIGTERM.
import { startPostgres } from '@six-order/cli/embedded-postgres';

const server = await startPostgres({ folder: process.argv[2] as string });
process.stdout.write(JSON.stringify({ pid: server.pid, adopted: server.adopted }));
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
