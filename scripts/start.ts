/** `npm start`: builds the lab, serves it on this machine and says where. */
import { spawn } from 'node:child_process';
import { buildLab } from './buildLab.ts';
import { inUrl, networkAddresses } from './networkAddresses.ts';
import { readStartOptions, startHelp } from './readStartOptions.ts';
import { serveLab } from './serveLab.ts';

const outDir = 'dist';

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

/** What to tell other people of a lab that listens on the network. */
function networkLines(host: string | undefined, url: string): string[] {
  const addresses = host === undefined ? [] : networkAddresses(host);
  if (addresses.length === 0) return [];
  const { port } = new URL(url);
  return [
    ...addresses.map((address) => `  on the network: http://${inUrl(address)}:${port}/`),
    '  By plain http the lab runs on one thread, without WebGPU and without opening offline;',
    '  docs/hosting.md tells how to serve it by https.',
  ];
}

async function start(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(startHelp);
    return;
  }
  console.log('Building the lab …');
  await buildLab(outDir, { reuse: false });
  const lab = await serveLab({ outDir, port: options.port, host: options.host });
  console.log(`CaRot Lab is ready at ${lab.url} (Ctrl-C stops it)`);
  for (const line of networkLines(options.host, lab.url)) console.log(line);
  if (options.open) openBrowser(lab.url);
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
