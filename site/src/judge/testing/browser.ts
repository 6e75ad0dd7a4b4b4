// Debian's Chromium with the judge's worker in it, for tests: a page from a server of its own, as a reader has it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import type { Asked } from '../ask.ts';

export interface JudgingPage {
  /** What the worker says to a question: its last word, as JSON on the wire. */
  ask(asked: Asked): Promise<{ readonly said: string; readonly ms: number }>;
  close(): Promise<void>;
}

export async function openJudgingPage(workerCode: string): Promise<JudgingPage> {
  const server = createServer((request, response) => {
    const isWorker = request.url === '/worker.js';
    response.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html');
    response.end(isWorker ? workerCode : '<!doctype html><title>judge</title>');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {
    ask: (asked) => page.evaluate(askInPage, asked),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Runs in the page. */
function askInPage(asked: Asked): Promise<{ said: string; ms: number }> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const worker = new Worker('/worker.js');
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }: { data: string }) => {
      worker.terminate();
      resolve({ said: data, ms: performance.now() - startedMs });
    };
    worker.postMessage(asked);
  });
}
