import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ExecutionContext } from 'ava';
import { PeerProcess } from './peer-process.js';
import { temporaryFolder } from './tls-ports.js';

const run = promisify(execFile);

/** Longest wait for the last packets to be written down. */
const PATIENCE_MS = 10_000;

/** What crosses the loopback interface to and from one port. */
export interface Capture {
  /** Ends the capture once everything sent before this call is in the file; gives the file. */
  finish(): Promise<string>;
}

/** Captures with dumpcap, which needs root or a capability; without, the error says what it said. */
export async function capture(t: ExecutionContext, dumpcap: string, port: number): Promise<Capture | Error> {
  const file = join(temporaryFolder(t).path, 'capture.pcapng');
  const process = new PeerProcess(t, dumpcap, ['-q', '-i', 'lo', '-f', `port ${port}`, '-w', file]);
  try {
    await process.saw(/File: /);
  } catch {
    return new Error(`dumpcap may not capture: ${process.output.trim()}`);
  }
  return {
    finish: async () => {
      await sentinel(file, port);
      await process.stop();
      return file;
    },
  };
}

/** The kernel hands packets over in blocks: a datagram seen in the file tells that everything before it is there too. */
async function sentinel(file: string, port: number): Promise<void> {
  const mark = Buffer.from('everything before this is in the capture');
  const socket = createSocket('udp4');
  // Nobody listens there, which the socket would be told.
  socket.on('error', () => {});
  socket.send(mark, port, '127.0.0.1');
  const end = Date.now() + PATIENCE_MS;
  while (!readFileSync(file).includes(mark)) {
    if (Date.now() > end) throw new Error('the capture is not complete');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  socket.close();
}

/** tshark's view of the capture, with the session keys of a key log. */
export async function dissect(tshark: string, file: string, keyLog: string, more: readonly string[]): Promise<string> {
  const { stdout } = await run(tshark, ['-n', '-r', file, '-o', `tls.keylog_file:${keyLog}`, ...more], {
    maxBuffer: 10_000_000,
  });
  return stdout;
}
