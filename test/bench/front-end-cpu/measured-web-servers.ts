import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import express, { type RequestHandler } from 'express';
import { createWebServer, listenHttp, listenHttps } from '../../../harness/servers/web/index.js';
import { SERVER_CIPHERS } from '../../../harness/tls/index.js';
import { testContext } from '../../servers/deployment.js';

const place = { service: 'web', address: '127.0.0.1', port: 0 };

/** The web services as `serve` opens them, on http; the journal on. */
export async function webOverHttp(): Promise<number> {
  return (await listenHttp(createWebServer(await testContext()), place, 'web-http')).port;
}

/** The same on https. */
export async function webOverHttps(): Promise<number> {
  const context = await testContext();
  return (await listenHttps(createWebServer(context), context, place)).port;
}

/** What they are compared with: Express that reads the body and gives the same bytes each time. */
export async function expressOver(scheme: 'http' | 'https', body: Buffer, contentType: string): Promise<number> {
  const answer: RequestHandler = async (message, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of message as AsyncIterable<Buffer>) pieces.push(piece);
    Buffer.concat(pieces);
    response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': body.length }).end(body);
  };
  const application = express().disable('x-powered-by').use(answer);
  const { default: certificate } = (await testContext()).deployment.certificates;
  const options: ServerOptions = {
    ...certificate.tls,
    ...{ minVersion: 'TLSv1', maxVersion: 'TLSv1.3', ciphers: SERVER_CIPHERS, honorCipherOrder: true },
  };
  return await new Promise((resolve) => {
    const opened = () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    };
    const server =
      scheme === 'http'
        ? application.listen(0, '127.0.0.1', opened)
        : createHttpsServer(options, application).listen(0, '127.0.0.1', opened);
  });
}
