// The built site on a port of its own, compressed as a web server would send it.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const build = resolve(dirname(fileURLToPath(import.meta.url)), '..', 'build');

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
  '.woff2': 'font/woff2',
};

/** Resolves to its address and a way to stop it. */
export function serve() {
  const cache = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = fileFor(path);
    const found = file ?? join(build, '404.html');
    const type = types[extname(found)] ?? 'application/octet-stream';
    const isText = !/font|octet/.test(type);
    if (!cache.has(found)) {
      const bytes = readFileSync(found);
      cache.set(found, isText ? gzipSync(bytes) : bytes);
    }
    response.writeHead(file ? 200 : 404, {
      'content-type': type,
      ...(isText ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(cache.get(found));
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () =>
      done({
        url: `http://127.0.0.1:${server.address().port}`,
        stop: () => {
          server.closeAllConnections();
          server.close();
        },
      }),
    );
  });
}

function fileFor(path) {
  const file = join(build, normalize(path));
  if (!file.startsWith(build)) return undefined;
  const index = join(file, 'index.html');
  if (existsSync(file) && statSync(file).isFile()) return file;
  return existsSync(index) ? index : undefined;
}
