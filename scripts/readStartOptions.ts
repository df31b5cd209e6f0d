import { parseArgs } from 'node:util';

const defaultPort = 4173;

export const startHelp = `npm start -- [--port N] [--host [ADDRESS]] [--no-open]

  --port N           first port to try (default ${defaultPort}); the next free one is taken
  --host [ADDRESS]   let others on the network open the lab: listen on this address, or on all
                     (default: this machine only)
  --no-open          do not open the browser
`;

export interface StartOptions {
  readonly port: number;
  /** Absent: this machine only. */
  readonly host?: string;
  readonly open: boolean;
  readonly help: boolean;
}

/** `--host` without an address means all of them; parseArgs knows no optional values. */
const withHost = (args: readonly string[]) =>
  args.map((arg, i) => {
    const next = args[i + 1];
    const alone = arg === '--host' && (next === undefined || next.startsWith('-'));
    return alone ? '--host=0.0.0.0' : arg;
  });

/** @throws Error that names the option which is not understood */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: withHost(args),
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
  return { port, host: values.host, open: !values['no-open'], help: values.help };
}
