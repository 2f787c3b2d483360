import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { EventType, JournalEvent } from '../../harness/journal/index.js';
import type { ServerContext } from '../../harness/servers/context.js';
import { FrontEnd, listenFrontEnd } from '../../harness/servers/front-end/index.js';
import { createWebServer, listenHttps } from '../../harness/servers/web/index.js';
import { serializeSip } from '../../harness/wire/sip/index.js';
import { eventsOf, type TestContextOptions, testContext } from '../servers/deployment.js';
import { request } from '../servers/front-end/sip-client.js';

export interface TlsPorts {
  readonly context: ServerContext;
  readonly frontEnd: number;
  readonly web: number;
}

export interface TlsPortsOptions extends TestContextOptions {
  keyLog?(line: string): void;
}

/** The Front End and the web services on TLS ports of 127.0.0.1 as a scenario opens them; closed with the test. */
export async function tlsPorts(t: ExecutionContext, options: TlsPortsOptions = {}): Promise<TlsPorts> {
  const { keyLog, ...rest } = options;
  const context: ServerContext = { ...(await testContext(rest)), ...(keyLog && { keyLog }) };
  const webServer = createWebServer(context);
  const place = { address: '127.0.0.1', port: 0 };
  const frontEnd = await listenFrontEnd(new FrontEnd(context), context, { service: 'front-end', ...place });
  const web = await listenHttps(webServer, context, { service: 'web', ...place });
  t.teardown(async () => {
    await Promise.all([frontEnd.close(), web.close()]);
    webServer.close();
  });
  return { context, frontEnd: frontEnd.port, web: web.port };
}

/** A question to a port, and what its answer looks like. */
export interface Question {
  readonly ask: Buffer;
  readonly answer: RegExp;
}

/** An unsigned OPTIONS, which the Front End answers with its challenges. */
export const sipQuestion: Question = {
  ask: serializeSip(request({ method: 'OPTIONS' })),
  answer: /SIP\/2\.0 401 [\s\S]*WWW-Authenticate: TLS-DSK realm=[\s\S]*\r\n\r\n/,
};

/** The root chain, as a phone may ask for it; the server closes after its answer. */
export const webQuestion: Question = {
  ask: Buffer.from(
    'GET /CertProv/CertProvisioningService.svc HTTP/1.1\r\nHost: lyncweb.contoso.com\r\nConnection: close\r\n\r\n',
  ),
  answer: /HTTP\/1\.1 200 [\s\S]*\r\n\r\n[\s\S]*contoso/,
};

/** The events of a type once there are so many: a program may end before the server has read its last words. */
export async function journalled<T extends EventType>(
  { journal }: Pick<ServerContext, 'journal'>,
  type: T,
  count: number,
): Promise<JournalEvent<T>[]> {
  while (eventsOf(journal, type).length < count) {
    await new Promise<void>((resolve) => {
      const unsubscribe = journal.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }
  return eventsOf(journal, type);
}

/** A folder that goes with the test, and a way to put files into it. */
export function temporaryFolder(t: ExecutionContext): {
  path: string;
  file(name: string, text: string | Buffer): string;
} {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-peers-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    file: (name, text) => {
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
  };
}

export function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
