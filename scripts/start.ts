/** `npm start`: builds the lab, serves it on this machine and says where. */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildLab } from './buildLab.ts';
import { serveLab } from './serveLab.ts';

const outDir = 'dist';
const defaultPort = 4173;

const help = `npm start -- [--port N] [--host ADDRESS] [--no-open]

  --port N         first port to try (default ${defaultPort}); the next free one is taken
  --host ADDRESS   address to listen on (default 127.0.0.1: this machine only)
  --no-open        do not open the browser
`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(defaultPort) },
      host: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port must be a whole number from 1 to 65535, not "${values.port}".`);
  }
  return { ...values, port };
}

/** Opens the default browser where a person is sitting; anything that goes wrong is of no matter. */
function openBrowser(url: string): void {
  if (!process.stdout.isTTY || process.env.CI) return;
  const [command, args] =
    process.platform === 'darwin'
      ? (['open', [url]] as const)
      : process.platform === 'win32'
        ? (['cmd', ['/c', 'start', '', url]] as const)
        : (['xdg-open', [url]] as const);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

async function start(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    console.log(help);
    return;
  }
  console.log('Building the lab …');
  await buildLab(outDir, { reuse: false });
  const lab = await serveLab({ outDir, port: options.port, host: options.host });
  console.log(`CaRot Lab is ready at ${lab.url} (Ctrl-C stops it)`);
  if (!options['no-open']) openBrowser(lab.url);
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
