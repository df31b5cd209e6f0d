// Serves the lab from the folder "lab" beside this file: node serve.mjs
// Nothing to install; Node 18 or later.
//   --port N           first port to try (default 4173)
//   --host ADDRESS     let others on the network open it, 0.0.0.0 for all (default: this machine only)
//   --no-open          do not open the browser
import { spawn } from 'node:child_process';
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of the lab's own server; written here when the package was made. */
const headers = {};

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

const root = join(dirname(fileURLToPath(import.meta.url)), 'lab');
const option = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const host = option('host') ?? '127.0.0.1';
const firstPort = Number(option('port') ?? 4173);

/** The file that an address stands for; null for whatever lies outside of the folder, or is not there. */
function fileOf(url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(root + sep)) return null;
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? { file, size: stat.size } : null;
}

const server = createServer((request, response) => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const found = fileOf(request.url ?? '/');
  if (!found) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    return;
  }
  response.writeHead(200, {
    'content-type': types[extname(found.file)] ?? 'application/octet-stream',
    'content-length': found.size,
    // A stick is swapped: what the browser kept is asked for again.
    'cache-control': 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(found.file).pipe(response);
});

function openBrowser(url) {
  if (process.argv.includes('--no-open') || !process.stdout.isTTY) return;
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

server.on('error', (error) => {
  const { port } = error;
  if (error.code === 'EADDRINUSE' && port > 0 && port < firstPort + 20) listen(port + 1);
  else {
    console.error(`The lab cannot be served: ${error.message}`);
    process.exitCode = 1;
  }
});

function listen(port) {
  server.listen(port, host);
}

server.on('listening', () => {
  const { port } = server.address();
  const url = `http://localhost:${port}/`;
  console.log(`CaRot Lab is ready at ${url} (Ctrl-C stops it)`);
  if (host !== '127.0.0.1') {
    for (const { family, internal, address } of Object.values(networkInterfaces()).flat()) {
      if (family === 'IPv4' && !internal)
        console.log(`  on the network: http://${address}:${port}/`);
    }
    console.log('  By plain http others have one thread and no WebGPU: see "START HERE.html".');
  }
  openBrowser(url);
});

listen(firstPort);
