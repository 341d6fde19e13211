// `six-order start`, `api`, `worker`: what runs until it is told to stop.
import { readConfiguration } from '../configuration.ts';
import { CommandFailure } from '../failure.ts';
import { openDevFaces, openFaces } from '../faces.ts';
import { logToFile, logToStdout } from '../log.ts';
import { tryPort } from '../port.ts';
import { columns, say } from '../screen.ts';
import { stopSignal } from '../stop-signal.ts';
import { type System, openSystem } from '../system.ts';

/** After the good-bye, how long what is still open may take to end by itself. */
const LINGER_MS = 500;

export async function start({ json, dev }: { readonly json: boolean; readonly dev: boolean }): Promise<0> {
  const stop = stopSignal();
  const configuration = readConfiguration(process.env);
  if (dev && (!configuration.demo || configuration.openDemo)) {
    throw new CommandFailure('--dev is for work on the pages: start it with the demo on, and with HOST on this machine.');
  }
  await tryPort(configuration);
  const { log, file, flush } = logToFile(configuration.data);
  const faces = dev ? openDevFaces(say) : openFaces(say);
  const system = await openSystem({
    configuration,
    log,
    say,
    api: true,
    worker: true,
    migrate: true,
    seed: true,
    past: true,
    faces,
  });
  process.stdout.write(json ? `${JSON.stringify(whereabouts(system))}\n` : welcome(system, file));
  const code = await untilStopped(system, stop);
  await flush();
  return code;
}

export async function api({ json }: { readonly json: boolean }): Promise<0> {
  const stop = stopSignal();
  const configuration = readConfiguration(process.env);
  await tryPort(configuration);
  const migrate = configuration.databaseUrl === null;
  const faces = openFaces(say);
  const system = await openSystem({
    configuration,
    log: logToStdout(),
    say,
    api: true,
    worker: false,
    migrate,
    seed: migrate,
    faces,
  });
  if (json) process.stdout.write(`${JSON.stringify(whereabouts(system))}\n`);
  else say(`Pages and API answer at ${system.address}`);
  return untilStopped(system, stop);
}

export async function worker(): Promise<0> {
  const stop = stopSignal();
  const configuration = readConfiguration(process.env);
  const migrate = configuration.databaseUrl === null;
  const system = await openSystem({ configuration, log: logToStdout(), say, api: false, worker: true, migrate, seed: false });
  say('The worker works.');
  return untilStopped(system, stop);
}

async function untilStopped(system: System, stop: Promise<string>): Promise<0> {
  const sign = await stop;
  say(`Stopping (${sign}) …`);
  await system.close();
  say('Stopped.');
  // A client whose server is away may hold timers that nothing ends: they do not keep the process.
  setTimeout(() => process.exit(0), LINGER_MS).unref();
  return 0;
}

const whereabouts = ({ address, configuration: { data, demo } }: System) => ({ address, data, demo, pid: process.pid });

function whereIs(data: string, databaseFolder: string | null): string {
  if (databaseFolder === null) return 'in the PostgreSQL of DATABASE_URL';
  return databaseFolder.startsWith(data)
    ? `${data} (embedded PostgreSQL)`
    : `${databaseFolder} (embedded PostgreSQL; keys and log in ${data})`;
}

function welcome({ address, configuration, databaseFolder, seeded }: System, log: string): string {
  const lines = [
    '',
    '  六单 six-order is running.',
    '',
    columns([
      ['pages', `${address}`],
      ['API', `${address}/docs`],
      ['data', whereIs(configuration.data, databaseFolder)],
      ['log', log],
    ]),
  ];
  if (configuration.openDemo) {
    lines.push('', '  !! DEMO MODE ON A HOST THAT OTHERS REACH: everyone may be anyone. Keep no real data here. !!');
  }
  if (configuration.demo) {
    lines.push(
      '',
      `  Demo: be anyone, move the time.${seeded && seeded.units > 0 ? ` A demo street with ${seeded.people} people was built.` : ''} Try:`,
      '',
      `    TOKEN=$(curl -s ${address}/api/v1/demo/session -H 'content-type: application/json' -d '{"persona":"resident"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`,
      `    curl -s ${address}/api/v1/orders -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\`,
      `      -d '{"category":"0101","unit":"522326004002","text":"楼道的灯坏了"}'`,
    );
  }
  return `${[...lines, '', '  Ctrl-C stops it.', ''].join('\n')}\n`;
}
